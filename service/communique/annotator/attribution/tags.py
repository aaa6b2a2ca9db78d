"""Names that marks part from their verb: “…, X said”, “X, asked on Monday, said”, “…, X, an aide, said”."""

from __future__ import annotations

from itertools import pairwise

from communique.annotator.attribution.marks import CLOSING, OPENING, opens
from communique.annotator.attribution.subject import Subject
from communique.annotator.parsing.parsed import ParsedSentence, Token

_TAG_WORDS = frozenset({"DT", "JJ", "NN", "NNP", "NNPS", "POS", "PRP", "PRP$"})
_JOINING = frozenset({"of", "to", "for"})
"""Prepositions within a title: “Assistant to the President of X”."""
_PARTED = frozenset({"of", "for", "to", "and"})
_ASIDE = frozenset({"IN", "VBN", "VBD", "VBG", "RB", "WP", "WRB", "TO"})
"""How what stands between a name and its verb begins."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
FURTHEST_NAME = 6
"""Tokens before a verb from which on a name with a title may stand behind what is said."""


def in_tag(sentence: ParsedSentence, verb: Token) -> Subject | None:
    """The subject in “…,” added Lavrov” or “…, Lavrov went on, …”, whatever the parser made of it.

    The parser loses its way between quotation marks; which words stand around the verb says enough.
    """
    tokens = sentence.tokens
    before = verb.index - 1
    if before >= 0 and tokens[before].text in CLOSING and not opens(tokens[before]):
        after = _noun_after(sentence, verb.index + 1)
        return Subject(after, is_tag=True) if after is not None else None
    while before >= 0 and tokens[before].tag == "RB":
        before -= 1
    last = before
    while before >= 0 and (tokens[before].tag in _TAG_WORDS or tokens[before].lower in _JOINING):
        before -= 1
    if last == before or before < 1:
        return None
    has_comma = tokens[before].text == ","
    is_last = has_comma and _ends(sentence, verb, before)
    is_tag = tokens[before].text in CLOSING or (has_comma and _breaks_off(sentence, verb)) or is_last
    if not is_tag or tokens[last].tag not in ("NNP", "NN", "PRP"):
        return None
    return Subject(tokens[last], is_tag=True, first=before + 1, is_last=is_last)


def titled(sentence: ParsedSentence, verb: Token) -> Subject | None:
    """The name in “…, X, the minister of Y, said on Friday”, with what X says before it."""
    tokens = sentence.tokens
    place = verb.index - 1
    if verb.tag not in ("VBD", "VBZ") or place < FURTHEST_NAME or tokens[place].text != ",":
        return None
    first = place - 1
    while first > 0 and tokens[first].text not in {",", *CLOSING} and tokens[first].tag not in FINITE:
        first -= 1
    if tokens[first].text != "," or tokens[first + 1].tag in _ASIDE | {"CC"}:
        return None
    name = first
    while name > 0 and tokens[name - 1].tag == "NNP":
        name -= 1
    if name == first or name < 1 or tokens[name - 1].text not in {",", *CLOSING}:
        return None
    if not (_ends(sentence, verb, name - 1) or tokens[name - 1].text in CLOSING or _is_end(sentence, verb)):
        return None
    return Subject(tokens[first - 1], is_tag=True, first=name, is_last=True)


def parted(sentence: ParsedSentence, verb: Token) -> Token | None:
    """The name that commas part from its verb: “X, asked about it, said”, “Later, X, in a post, said”."""
    tokens = sentence.tokens
    comma = verb.index - 1
    while comma > 0 and tokens[comma].tag == "RB":
        comma -= 1
    if comma < 2 or tokens[comma].text != "," or verb.tag not in FINITE:
        return None
    breaks = [-1, *(item.index for item in tokens[:comma] if item.text == ",")]
    for before, after in reversed(list(pairwise(breaks))):
        name = tokens[before + 1 : after]
        if not name or not name[-1].is_noun or tokens[after + 1].tag not in _ASIDE:
            continue
        if name[0].tag != "CC" and all(
            item.tag in _TAG_WORDS | {"NNS"} or (item.lower in _PARTED and item is not name[0])
            for item in name
        ):
            return name[-1]
    return None


def beside(sentence: ParsedSentence, verb: Token) -> Token | None:
    """The name between two commas right before a verb: “the minister, X, said”."""
    tokens = sentence.tokens
    place = verb.index - 2
    if place < 2 or tokens[verb.index - 1].text != "," or tokens[place].tag != "NNP":
        return None
    first = place
    while first > 0 and tokens[first - 1].tag == "NNP":
        first -= 1
    if first < 2 or tokens[first - 1].text != "," or not tokens[first - 2].is_noun:
        return None
    return tokens[place]


def _ends(sentence: ParsedSentence, verb: Token, comma: int) -> bool:
    """Whether a clause stands before the comma, and nothing but when, where and to whom behind the verb."""
    tokens = sentence.tokens
    if tokens[0].tag in ("IN", "VBG", "VBN", "RB", "TO", "WRB") or tokens[comma + 1].tag == "IN":
        return False
    if verb.tag != "VBD" or not any(item.tag in FINITE for item in tokens[:comma]):
        return False
    behind = tokens[verb.index + 1 :]
    end = next((item.index for item in behind if item.text in (",", ".")), len(tokens))
    tail = tokens[verb.index + 1 : end]
    return bool(tail) and not any(
        item.tag in (*FINITE, "WDT", "TO")
        or item.lower in ("that", ":", "about", "of")
        or item.text in OPENING
        for item in tail
    )


def _is_end(sentence: ParsedSentence, verb: Token) -> bool:
    """Whether nothing but a full stop follows, and a clause stands before."""
    tokens = sentence.tokens
    return verb.index == len(tokens) - len(("verb", ".")) and any(
        item.tag in FINITE for item in tokens[: verb.index]
    )


def _breaks_off(sentence: ParsedSentence, verb: Token) -> bool:
    """Whether a comma follows a verb, or it and a short particle."""
    following = sentence.tokens[verb.index + 1 : verb.index + 3]
    return any(item.text == "," for item in following[:1]) or (
        len(following) == 2 and following[0].tag in ("RP", "IN", "RB") and following[1].text == ","
    )


def _noun_after(sentence: ParsedSentence, place: int) -> Token | None:
    found = None
    for token in sentence.tokens[place : place + 10]:
        if token.tag in ("NNP", "NN", "NNPS", "PRP"):
            found = token
        elif token.tag not in _TAG_WORDS:
            break
    return found
