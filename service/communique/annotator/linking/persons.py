"""Family names that several people bear: “Heydar Aliyev” is not the president of 2023."""

from __future__ import annotations

import re

from communique.annotator.linking.words import states_in

_TITLES_LIST = """
    minister president premier pm fm secretary leader mr mr. mrs mrs. ms ms. dr dr. chancellor
    chief head diplomat spokeswoman spokesman spokesperson adviser advisor aide acting
    counterpart speaker commissioner ambassador representative envoy council monday tuesday
    wednesday thursday friday saturday sunday
"""
_PREVIOUS = re.compile(r"(?<![\w’'.-])([A-Z][\w’'.-]+)\s$")
_TITLES = frozenset(_TITLES_LIST.split())
_STARTERS_LIST = """
    when while after before but and as if for in on at by with that to both also meanwhile
    however earlier later according during since although though because yesterday today tonight
    the then so where who what how why following moreover asked speaking between from about
    unlike like did does will would has had is was said added stressed noted told
"""
STARTERS = frozenset(_STARTERS_LIST.split())
"""Words that begin a sentence before a name."""


def is_somebody_else(name: str, before: str, after: str, *, is_headline: bool) -> bool:
    """Whether a family name belongs to another person than the one of the graph.

    Args:
        name: the family name as it stands there.
        before: the words of the sentence before it.
        after: the words after it.
        is_headline: in headlines capitals tell nothing.
    """
    if is_headline:
        return False
    previous = _PREVIOUS.search(before[-40:])
    if previous:
        word = previous[1].lower().removesuffix("’s").removesuffix("'s")
        if word != previous[1].lower() and states_in(previous[1]):
            return False  # “Azerbaijan’s Bayramov”
        is_first = not before[: -len(previous[0])].strip(' “"')
        if word not in _TITLES and word not in STARTERS and not (is_first and word.endswith("ly")):
            return not re.fullmatch(r"[A-Z]{2,}", previous[1]) and previous[1][-1] not in "."
    return (
        name in ("Michel", "Trump")
        and bool(re.match(r"\s+[A-Z][a-z]+(?:[a-z]|\s)", after))
        and not re.match(
            r"\s+(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Armenia|Azerbaijan)", after
        )
    )
