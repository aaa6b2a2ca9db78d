"""The facts of the reference layer that annotating needs, as plain values for any process."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from communique.model import PartialDate, Thing


@dataclass(frozen=True, slots=True)
class Name:
    """One English label of one thing."""

    text: str
    thing: Thing
    is_hidden: bool = False
    """A metonym, description or misspelling (``skos:hiddenLabel``)."""
    is_preferred: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A person, with what is needed to follow them through a text."""

    slug: str
    names: tuple[str, ...]
    is_woman: bool | None
    """By the given name; decides which pronouns may mean this person. None where nothing tells."""

    @property
    def family_name(self) -> str:
        """The part of the slug that events are named after, such as ``lavrov``."""
        return self.slug.rpartition("-")[2]


@dataclass(frozen=True, slots=True)
class ProposedActor:
    """An actor of an article whom the graph does not have, with the slug that the codebook would give."""

    slug: str
    kind: str
    """``person``, ``state``, ``body`` or ``outlet``."""
    name: str
    """As the article gives it first."""
    state: str | None = None
    """The state that the actor speaks for or belongs to, where the article says so."""
    title: str = ""
    """The words for the person's post, in lower case, without what follows “of” or “for”."""
    office: str = ""
    """The kind of office, as in ``Office.kind``, where the title is that of one."""
    is_woman: bool | None = None
    """By title or name; None where nothing tells."""


@dataclass(frozen=True, slots=True)
class Office:
    """A post, such as foreign minister of Armenia."""

    slug: str
    kind: str
    """The post without its organisation: ``foreign-minister``, ``president``, ``spokesperson`` …"""
    organization: str
    """Slug of the state or body that it is a post in."""
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficeTenure:
    """Who held an office, from when to when; ``ended`` None means that no end was seen."""

    person: str
    office: str
    organization: str
    started: datetime.date
    ended: datetime.date | None

    def held_on(self, when: PartialDate) -> bool:
        """Whether the office may have been held at that time (all of a month or year is looked at)."""
        return self.started <= when.last_day and (self.ended is None or when.first_day <= self.ended)


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """An agreement in the wide sense: what references to it go by."""

    slug: str
    kind: str
    """``joint-statement``, ``court-order``, ``treaty``, ``draft`` …"""
    labels: tuple[str, ...]
    adopted: PartialDate | None
    days: frozenset[datetime.date]
    """The day of adoption and those that its names give (one statement is dated 9 and 10 November)."""
    place: str
    parties: frozenset[str]
    """States and bodies whose side took part, by whatever role."""
    persons: frozenset[str]
    """Those who signed it or took part."""
    court: str | None
    case: str | None
    issues: frozenset[str]
    """What its provisions are about."""
    changes_nothing: bool = False
    """A court order that leaves things as they are: readers mean another one when they say “the order”."""


@dataclass(frozen=True, slots=True)
class CollectionFacts:
    """A collection of agreements, with the day from which each belongs to it."""

    slug: str
    labels: tuple[str, ...]
    members: tuple[tuple[str, PartialDate], ...]


@dataclass(frozen=True, slots=True)
class ProvisionFacts:
    """A provision of an agreement."""

    slug: str
    agreement: str
    number: str
    label: str
    definition: str
    issues: tuple[str, ...]
    keywords: tuple[str, ...]
    """Lower-case words for its subject; together with the instrument they mean this provision."""


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """An issue with its labels."""

    slug: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An event: who met whom, or said something to the public, and when."""

    slug: str
    kind: str
    """``meeting``, ``phone-call``, ``press-conference``, ``statement``."""
    held: PartialDate
    ended: PartialDate | None
    place: str
    participants: tuple[str, ...]
    """Slugs of persons and bodies, in alphabetical order."""

    def was_on(self, when: PartialDate) -> bool:
        """Whether the event fell into that time."""
        last = self.ended or self.held
        return self.held.first_day <= when.last_day and when.first_day <= last.last_day
