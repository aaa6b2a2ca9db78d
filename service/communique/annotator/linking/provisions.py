"""References to provisions by number: “point 6 of the statement”, “articles 3 and 4”, “the ninth clause”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.candidate import Candidate
from communique.annotator.linking.discourse import Discourse
from communique.annotator.linking.linked import Naming
from communique.model import Thing

_CARDINALS = "one two three four five six seven eight nine ten eleven twelve thirteen"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
_WORDS, _ORDINAL_WORDS = _CARDINALS.split(), _ORDINALS.split()
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 1)} | {
    word: number for number, word in enumerate(_ORDINAL_WORDS, 1)
}
_NOUN = r"(?:points?|clauses?|paragraphs?|articles?|provisions?|items?|sections?|paras?\.?|arts?\.?)"
_NUMBER = rf"(?:\d{{1,2}}(?:\s?\([a-z]\))?|{'|'.join(_WORDS)})"
_ORDINAL = rf"(?:{'|'.join(_ORDINAL_WORDS)}|\d{{1,2}}(?:st|nd|rd|th))"
_PATTERN = re.compile(
    rf"(?<![\w-])(?:{_NOUN}\s+(?:(?:no|No)\.?\s*)?(?P<numbers>{_NUMBER}(?:(?:,\s*|\s+and\s+|,\s+and\s+|-|–|\s+or\s+|\s+to\s+){_NUMBER})*)"
    rf"|(?P<ordinals>{_ORDINAL}(?:(?:,\s*|\s+and\s+){_ORDINAL})*)\s+(?:point|clause|paragraph|article|provision|item)s?)(?![\w-])",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\s+(?:of|in|to|from|under)\s+(?:the\s+|this\s+|that\s+|these\s+)?(?:three\s+(?:leaders|presidents|parties)['’]\s+)?$"
)
_OF_UNDATED = re.compile(
    r"\s+of\s+(?:the|this|that)\s+(?:said\s+|same\s+|above-?mentioned\s+|aforementioned\s+|well-known\s+|ceasefire\s+|joint\s+)?"
    r"(?:statement|declaration|document|agreement)(?![\w-])(?!\s+(?:on|about|of)\b)"
)
"""“Of the statement”, of which the words tell no more."""
_OF_ANOTHER = re.compile(r"\s+of\s+(?!which\b|it\b|them\b)")
"""Behind a part of something that is no instrument of the graph: “Article 2 of the Constitution”."""


@dataclass(frozen=True, slots=True)
class NumberedPart:
    """Words for one or several numbered parts of an instrument."""

    start: int
    end: int
    numbers: tuple[str, ...]

    def provisions(self, agreement: str, knowledge: Knowledge) -> tuple[Thing, ...]:
        """The provisions of an agreement with these numbers; none unless it has all of them."""
        by_number = {item.number: item.slug for item in knowledge.provisions_of(agreement)}
        found = [by_number.get(number) for number in self.numbers]
        return tuple(Thing("provision", slug) for slug in found if slug) if all(found) else ()

    def joins(self, sentence: str, start: int) -> bool:
        """Whether “of the” leads from these words to an instrument that starts at ``start``."""
        return self.end < start and bool(_OF.fullmatch(sentence[self.end : start]))


def parts_in(sentence: str) -> list[NumberedPart]:
    """The numbered parts named in a sentence."""
    return [_part(match) for match in _PATTERN.finditer(sentence)]


def _part(match: re.Match[str]) -> NumberedPart:
    words = match["numbers"] or match["ordinals"]
    numbers = [_number(word) for word in re.findall(rf"{_ORDINAL}|{_NUMBER}", words, re.IGNORECASE)]
    if re.fullmatch(r"\d+\s?[-–]\s?\d+|\d+\s+to\s+\d+", words):
        first, last = int(numbers[0]), int(numbers[-1])
        numbers = [str(number) for number in range(first, min(last, first + 20) + 1)]
    return NumberedPart(match.start(), match.end(), tuple(dict.fromkeys(numbers)))


def _number(word: str) -> str:
    """“nine”, “9th” and “9” as 9; “1 (a)” as 1(a)."""
    lowered = word.lower()
    if lowered in _NUMBERS:
        return str(_NUMBERS[lowered])
    return re.sub(r"(?<=\d)(?:st|nd|rd|th)$|\s", "", lowered)


def with_parts(words: str, number: int, found: list[Candidate], discourse: Discourse) -> list[Candidate]:
    """Numbered parts joined with the instrument that follows them, or that was named last.

    Args:
        words: the words of a sentence.
        number: its number.
        found: its mentions.
        discourse: what was spoken of before.

    Returns:
        The mentions with those of provisions in the place of those they contain.
    """
    joined = list(found)
    for part in parts_in(words):
        owner = next(
            (item for item in joined if _is_instrument(item) and part.joins(words, item.start)), None
        )
        agreement: str | None
        if owner:
            end, agreement = owner.end, _first_agreement(owner.referents[0], discourse.knowledge)
        else:
            end, agreement = _owner_before(part, words, number, joined, discourse)
        things = part.provisions(agreement, discourse.knowledge) if agreement else ()
        if things:
            joined = [item for item in joined if item.end <= part.start or end <= item.start]
            joined.append(
                Candidate(
                    part.start, end, things, Naming.REFERENCE, 0.93, "a numbered part of the instrument"
                )
            )
    return sorted(joined, key=lambda item: item.start)


def _owner_before(
    part: NumberedPart, words: str, number: int, found: list[Candidate], discourse: Discourse
) -> tuple[int, str | None]:
    """Where the mention of a part ends, and the agreement spoken of before that it is a part of."""
    whole = _OF_UNDATED.match(words, part.end)
    if whole is None and _OF_ANOTHER.match(words, part.end):
        return part.end, None
    before = next((item for item in reversed(found) if item.end <= part.start and _is_agreement(item)), None)
    agreement = before.referents[0].slug if before else _last_with_parts(discourse, number)
    if whole is None:
        return part.end, agreement
    return whole.end(), agreement or _the_statement(discourse)


def _first_agreement(thing: Thing, knowledge: Knowledge) -> str:
    """An agreement itself; of a collection the first."""
    members = knowledge.members(thing.slug, None) if thing.kind == "collection" else ()
    return members[0] if members else thing.slug


def _is_instrument(item: Candidate) -> bool:
    """Whether a mention is that of an agreement or of a collection of them."""
    return bool(item.referents) and item.referents[0].kind in ("agreement", "collection")


def _is_agreement(item: Candidate) -> bool:
    """Whether a mention is that of an agreement."""
    return bool(item.referents) and item.referents[0].kind == "agreement"


def _the_statement(discourse: Discourse) -> str | None:
    """The first statement of the three leaders, which people cite by point without saying its day."""
    first = min(
        (
            (facts.adopted.text, slug)
            for slug, facts in discourse.knowledge.agreements.items()
            if facts.adopted
            and facts.kind in ("joint-statement", "declaration")
            and discourse.knowledge.provisions_of(slug)
            and slug.startswith("trilateral-statement")
            and discourse.knowledge.was_adopted(slug, discourse.when)
        ),
        default=None,
    )
    return first[1] if first else None


def _last_with_parts(discourse: Discourse, number: int) -> str | None:
    """The agreement last spoken of that people cite by point: “violates point 4”."""
    kinds = frozenset({"joint-statement", "treaty", "agreement", "protocol"})
    thing = discourse.last_instrument(number, kinds=kinds, plural=False, reach=12)
    return thing.slug if thing else None
