"""Titles: an office next to the name of the one who holds it is no mention."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.annotator.linking.candidate import Candidate, blocker
from communique.annotator.linking.linked import Naming
from communique.annotator.linking.offices import OfficePhrase

_HONORIFICS = re.compile(r"\s*(?:Mr|Mrs|Ms|Dr|H\.\s?E)\.?\s*$")
_NAME_FOLLOWS = re.compile(
    r"\s+(?!January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|"
    r"Thursday|Friday|Saturday|Sunday|Armenia|Azerbaijan|Russia)[A-Z][\w’-]+"
)
_OF_BODY = re.compile(r"\s+(?:of|for|to|at)\s+(?:the\s+)?")
_APPOSITION = re.compile(
    r"\s*[,(–—-]\s*(?:the\s+|who\s+is\s+(?:the\s+)?)?(?:(?:US|U\.S\.|EU|UN|[A-Z][a-z]+n)\s+)?"
)


def without_titles(
    sentence: str, candidates: list[Candidate], offices: list[OfficePhrase], *, is_headline: bool
) -> list[Candidate]:
    """The candidates with offices: those that are titles only keep their words from being anything else.

    Args:
        sentence: its words.
        candidates: names and references found in it.
        offices: offices found in it.
        is_headline: headlines write every word with a capital, so that these tell no names there.
    """
    names = [
        item
        for item in candidates
        if item.naming is Naming.NAME and item.referents and item.referents[0].kind == "actor"
    ]
    found = [_title_or_itself(item, sentence, names) for item in candidates]
    for phrase in offices:
        if _is_title(sentence, phrase, names, is_headline=is_headline):
            found = [item for item in found if item.end <= phrase.start or phrase.head_end <= item.start]
            found.append(blocker(phrase.start, phrase.head_end, "a title next to a name", rank=50))
        else:
            found.extend(_ranked(item) for item in phrase.candidates)
    return found


def _title_or_itself(item: Candidate, sentence: str, names: list[Candidate]) -> Candidate:
    """A post up to the body that it is a post of, which is a mention of its own; a title next to a name."""
    if item.naming is not Naming.OFFICE:
        return item
    is_title = _is_label_of_title(item, sentence, names)
    of = _OF_BODY.search(sentence, item.start, item.end)
    inner = [] if of is None else [name for name in names if of.end() <= name.start < item.end]
    end = of.start() if of and inner else item.end
    if is_title:
        return blocker(item.start, end, "a title next to a name", rank=50)
    return replace(item, end=end)


def _ranked(item: Candidate) -> Candidate:
    return Candidate(item.start, item.end, item.referents, item.naming, item.confidence, item.explanation, 30)


def _is_title(sentence: str, phrase: OfficePhrase, names: list[Candidate], *, is_headline: bool) -> bool:
    """Whether the one in office is named right before or after."""
    for name in names:
        slugs = tuple(thing.slug for thing in name.referents)
        is_same = not phrase.holders or set(slugs) <= set(phrase.holders)
        if phrase.end < name.start:
            between = _HONORIFICS.sub("", sentence[phrase.end : name.start])
            if not between.strip() or (between.strip() in (",", "-", "–", "—") and is_same):
                return not _is_state(name)
        elif name.end < phrase.start and is_same and not _is_state(name):
            between = sentence[name.end : phrase.start].strip()
            if re.fullmatch(r"[,(–—-]\s*(?:the|who\s+is(?:\s+the)?|a)?", between):
                return True
    return not is_headline and bool(_NAME_FOLLOWS.match(sentence[phrase.end :])) and not phrase.is_plural


def _is_state(name: Candidate) -> bool:
    """Whether a name is no person's; the slugs of persons have at least two parts."""
    return "-" not in name.referents[0].slug


def _is_label_of_title(item: Candidate, sentence: str, names: list[Candidate]) -> bool:
    """Whether a post found by one of its labels stands right before a name."""
    return any(
        name.referents == item.referents
        and (
            (item.end < name.start and sentence[item.end : name.start].strip() in ("", ","))
            or (name.end < item.start and _APPOSITION.fullmatch(sentence, name.end, item.start))
        )
        for name in names
    ) or bool(_NAME_FOLLOWS.match(sentence[item.end :]) and any(name.start == item.end + 1 for name in names))
