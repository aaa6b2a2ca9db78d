"""Which agreement a reference means, as a reader of that day would understand it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from communique.annotator.knowledge import AgreementFacts, Knowledge
from communique.annotator.linking.folding import fold
from communique.annotator.linking.reference import Reference
from communique.annotator.timing.dates import ToldDate
from communique.model import PartialDate, Thing

_KINDS_OF_FAMILY = {
    "statement": frozenset({"joint-statement", "declaration"}),
    "agreement": frozenset({"joint-statement", "declaration", "agreement", "treaty", "draft", "protocol"}),
    "ceasefire": frozenset({"joint-statement"}),
    "treaty": frozenset({"treaty", "draft"}),
    "order": frozenset({"court-order"}),
    "protocol": frozenset({"protocol", "declaration"}),
    "resolution": frozenset({"resolution"}),
}
_LATELY = datetime.timedelta(days=400)
"""How long an agreement is called by its day without the year."""
_TOLERANCE = datetime.timedelta(days=1)
"""Publishers date one statement by the clock of Moscow or of Baku."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a reference means."""

    things: tuple[Thing, ...]
    """One, or one for each date of “the statements of 9 November 2020 and 11 January 2021”."""
    confidence: float
    explanation: str


class Resolver:
    """Decides which agreement or collection is meant."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Keep what the graph knows."""
        self._knowledge = knowledge
        self._labels: dict[str, list[Thing]] = {}
        self._words = {slug: fold(" ".join(facts.labels)) for slug, facts in knowledge.agreements.items()}
        for name in knowledge.names_of(("agreement", "collection")):
            self._labels.setdefault(fold(name.text), []).append(name.thing)

    def resolve(self, reference: Reference, when: PartialDate | None) -> Resolution | None:
        """The agreement or collection that a described reference means, or None.

        Args:
            reference: what the words say.
            when: the day of speaking; nothing adopted later can be meant.
        """
        named = set(self._labels.get(fold(reference.words), []))
        if len(named) == 1 and self._is_so_called(thing := next(iter(named)), reference, when):
            return Resolution((thing,), 0.95, "the instrument of that name")
        if reference.other_place:
            return self._of_two_places(reference, when)
        fitting = [
            facts
            for facts in self._knowledge.agreements.values()
            if self._fits(facts, reference) and self._is_of_late(facts, reference, when)
        ]
        if reference.has_loose_date and reference.dates and not fitting:
            return self._without_date(reference, when)
        if reference.is_plural and len([told for told in reference.dates if told.day]) > 1:
            each = tuple(
                Thing("agreement", facts.slug)
                for facts in fitting
                if self._knowledge.was_adopted(facts.slug, when)
            )
            if len(each) > 1:
                return Resolution(each, 0.93, "one for each date")
        if reference.is_plural:
            collection = self._collection(reference, fitting, when)
            if collection or (reference.family == "order" and not reference.dates):
                return collection
        existing = [facts for facts in fitting if self._knowledge.was_adopted(facts.slug, when)]
        return self._best(reference, existing)

    def among(self, things: tuple[Thing, ...], when: PartialDate | None) -> Thing | None:
        """Which of several things of one name is meant on a day: the last that changed something."""
        facts = [self._knowledge.agreements[thing.slug] for thing in things if thing.kind == "agreement"]
        existing = [item for item in facts if self._knowledge.was_adopted(item.slug, when)]
        others = [thing for thing in things if thing.kind != "agreement"]
        if not existing:
            return others[0] if others else None
        return Thing("agreement", max(existing, key=_recency).slug)

    def _of_two_places(self, reference: Reference, when: PartialDate | None) -> Resolution | None:
        """One agreement for each of two places."""
        found = [
            self.resolve(replace(reference, place=place, other_place=None, is_plural=False), when)
            for place in (reference.place, reference.other_place)
        ]
        things = tuple(thing for one in found if one for thing in one.things)
        return Resolution(things, 0.85, "one for each place") if things else None

    def _is_so_called(self, thing: Thing, reference: Reference, when: PartialDate | None) -> bool:
        """Whether the instrument of a name is meant, which is of the days that the words tell."""
        days = [told for told in reference.dates if told.day]
        if days and not reference.has_loose_date:
            facts = self._knowledge.agreements.get(thing.slug)
            if facts is None and len(days) > 1:
                return False  # one for each day
            if facts is not None and facts.days and not any(_is_dated(facts, told) for told in days):
                return False
        return self._existed(thing, when)

    def _existed(self, thing: Thing, when: PartialDate | None) -> bool:
        """Whether an agreement was there on a day, or a collection had a member."""
        if thing.kind == "agreement":
            return self._knowledge.was_adopted(thing.slug, when)
        facts = self._knowledge.collections[thing.slug]
        return not facts.members or bool(self._knowledge.members(thing.slug, when))

    def _without_date(self, reference: Reference, when: PartialDate | None) -> Resolution | None:
        """The same without a date that belongs to the sentence and not to the instrument."""
        bare = replace(reference, dates=(), has_loose_date=False)
        return self.resolve(bare, when) if bare.is_described else None

    def _fits(self, facts: AgreementFacts, reference: Reference) -> bool:
        """Whether all that a reference says is true of an agreement."""
        words = self._words[facts.slug]
        kinds = _KINDS_OF_FAMILY.get(reference.family, frozenset())
        if facts.kind not in kinds and not (reference.head == "document" and facts.kind != "court-order"):
            return False
        if reference.dates and not any(_is_dated(facts, told) for told in reference.dates):
            return False
        if reference.is_of_court != (facts.court is not None) and not _is_dated_order(facts, reference):
            return False
        if reference.respondent and not (facts.case or "").endswith(f"-v-{reference.respondent}"):
            return False
        sides = {3: "trilateral", 4: "quadrilateral"}.get(reference.number_of_sides)
        if sides and sides not in words:
            return False
        if reference.place and not _is_of_place(facts, words, reference.place):
            return False
        if reference.parties and not self._has_parties(facts, reference.parties):
            return False
        if reference.is_of_top_level and not reference.is_brokered and "trilateral" not in words:
            return False
        if reference.is_brokered and "brokered" not in words and "trilateral" not in words:
            return False
        if reference.is_about_corridor and "lachin-corridor" not in facts.issues:
            return False
        return _says_enough(facts, words, reference)

    def _is_of_late(self, facts: AgreementFacts, reference: Reference, when: PartialDate | None) -> bool:
        """Whether a day without a year may be that of an agreement: of the last months, or known to all."""
        if when is None or facts.adopted is None or reference.place or self._is_trilateral(facts):
            return True
        if all(told.year for told in reference.dates if told.month):
            return True
        return when.first_day - facts.adopted.first_day < _LATELY

    def _is_trilateral(self, facts: AgreementFacts) -> bool:
        """Whether it is a statement of the three leaders; the first of them is “the” statement."""
        return "trilateral" in self._words[facts.slug]

    def _has_parties(self, facts: AgreementFacts, parties: frozenset[str]) -> bool:
        if facts.kind == "draft":
            return parties <= facts.parties and len(parties) == 2
        return parties <= facts.parties and (len(parties) > 1 or len(facts.parties) <= 3)

    def _collection(
        self, reference: Reference, fitting: list[AgreementFacts], when: PartialDate | None
    ) -> Resolution | None:
        """The collection whose members a plural reference means."""
        slugs = {facts.slug for facts in fitting}
        for collection in self._knowledge.collections.values():
            members = {slug for slug, _ in collection.members}
            wanted = members & slugs
            if not wanted or not self._knowledge.members(collection.slug, when):
                continue
            if members <= slugs or (reference.dates and (len(wanted) > 1 or reference.number_of_sides)):
                return Resolution(
                    (Thing("collection", collection.slug),),
                    0.9,
                    "a plural of instruments that form a collection",
                )
        return None

    def _best(self, reference: Reference, existing: list[AgreementFacts]) -> Resolution | None:
        """The one meant of all that fit: the one of that very name, else the latest."""
        if not existing:
            return None
        has_day = any(told.day or told.year for told in reference.dates)
        if len(existing) > 1 and not (reference.is_of_court or has_day or reference.place):
            first = min(filter(self._is_trilateral, existing), key=_recency, default=None)
            if first:
                return Resolution((Thing("agreement", first.slug),), 0.85, "the first of those that fit")
        best = max(existing, key=_recency)
        certainty = 0.95 if len(existing) == 1 else 0.8
        return Resolution(
            (Thing("agreement", best.slug),), certainty, "all that the words say of it is true of this one"
        )


def _recency(facts: AgreementFacts) -> tuple[bool, bool, str]:
    """Orders agreements by how readily one without a date is meant."""
    is_side_case = bool(facts.case and facts.case.startswith("azerbaijan-"))
    return (not facts.changes_nothing, not is_side_case, facts.adopted.text if facts.adopted else "")


def _is_dated_order(facts: AgreementFacts, reference: Reference) -> bool:
    """Whether a court's order is called by its day or month without the court: “the February order”."""
    is_dated = any(told.month or reference.head == "measure" for told in reference.dates)
    return (
        facts.court is not None and is_dated and reference.head in ("order", "ruling", "measure", "judgment")
    )


def _is_dated(facts: AgreementFacts, told: ToldDate) -> bool:
    """Whether a date is that of an agreement, one day more or less."""
    for day in facts.days:
        if told.day is None:
            if told.year in (None, day.year) and told.month in (None, day.month):
                return True
            continue
        try:
            dates = [
                datetime.date(told.year or day.year, told.month or day.month, number)
                for number in (told.day, told.second_day)
                if number
            ]
        except ValueError:
            continue
        if any(abs(date - day) <= _TOLERANCE for date in dates):
            return True
    return facts.adopted is not None and not facts.days and told.year == facts.adopted.first_day.year


def _is_of_place(facts: AgreementFacts, words: str, place: str) -> bool:
    """Whether an agreement was made at a place, or is called after it."""
    wanted = fold(place).replace(" ", "-")
    wanted = {"almaty": "alma", "alma-ata": "alma"}.get(wanted, wanted)
    return wanted in words.replace(" ", "-") or wanted in fold(facts.place).replace(" ", "-")


def _says_enough(facts: AgreementFacts, words: str, reference: Reference) -> bool:
    """Whether the reference singles the agreement out among all that people agree on."""
    if facts.kind == "draft":
        is_of_peace = reference.is_about_peace or "peace" in fold(reference.modifiers)
        return is_of_peace and "peace" in words and not reference.dates
    if (
        reference.dates
        or reference.number_of_sides
        or reference.is_of_court
        or reference.is_brokered
        or reference.is_of_top_level
    ):
        return True
    if reference.parties:
        return len(reference.parties) > 2 or facts.kind in ("treaty", "agreement")
    described = fold(reference.modifiers)
    if "ceasefire" in described or "truce" in described or "armistice" in described:
        return ("ceasefire" in words or "truce" in words) and "humanitarian" not in words
    if "friendship" in described:
        return "friendship" in words
    return bool(reference.place) and reference.family != "ceasefire"
