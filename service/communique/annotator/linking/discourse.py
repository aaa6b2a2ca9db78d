"""What has been spoken of before: persons, sides and instruments that later words point back to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.candidate import Candidate
from communique.annotator.linking.linked import Unlinked
from communique.annotator.linking.posts import is_called, roles_of
from communique.annotator.linking.words import MEETING, SPEECH
from communique.model import PartialDate, Thing

_SPEAKS = re.compile(
    rf"^(?:['’]s\s+(?:words|statement|remarks)|(?:,[^,.;]{{2,60}},)?\s+(?:(?:also|has|have|had|then|further|again|himself|herself|later|"
    rf"separately|once|repeatedly|once\s+again|in\s+(?:his|her|its)\s+turn|in\s+turn|in\s+particular|for\s+(?:his|her)\s+part|meanwhile|"
    rf"reportedly|strongly|publicly|,)\s*){{0,4}}(?:{SPEECH})\b)"
)
NO_OFFICE = ("no office",)
"""Asks for those whom a text calls by a post, not by one of the great offices."""
_MEETING = re.compile(MEETING)
_MEMORY = 300
"""How many mentions back words may point; longer texts are not read any slower for it."""
_IS_QUOTED = re.compile(rf"(?:[,”\"’]\s*{SPEECH}\s+|\b[Aa]ccording\s+to\s+(?:the\s+)?)$")


def woman_by(role: str) -> bool | None:
    """Whether a word for a post means a woman or a man; None if it tells neither."""
    return {"spokeswoman": True, "spokesman": False}.get(role.lower())


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing that was spoken of."""

    thing: Thing
    sentence: int
    start: int
    is_speaker: bool = False


@dataclass
class Discourse:
    """The state of an article's discourse as it is read from the start."""

    knowledge: Knowledge
    when: PartialDate | None
    of_karabakh: bool = False
    """Whether the article speaks of that territory."""
    is_ahead: bool = False
    """Whether a headline is read, which speaks of those whom the text names later."""
    seen: list[Seen] = field(default_factory=list)
    home: str | None = None
    """The state of whose capital the dateline is."""
    previous: str = ""
    """The words of the sentence before, if it is of the same paragraph."""
    announced: tuple[Thing, ...] = ()
    """What the headline names; for a headline, what the text names first."""
    unlinked: list[Unlinked] = field(default_factory=list)
    unknown_at: int = -1
    """The last sentence in which somebody whom the graph does not have speaks."""
    words: dict[Thing, str] = field(default_factory=dict)
    """How the article named each instrument so far."""
    bearers: dict[str, str] = field(default_factory=dict)
    """Those named in full so far, by the family name where it means nobody by itself."""
    meetings: list[tuple[str, ...]] = field(default_factory=list)
    """Who came together, the latest last."""

    def note(self, item: Candidate, sentence: str, number: int, offset: int) -> None:
        """Take down a mention.

        Args:
            item: the mention, at offsets of the article.
            sentence: the words of its sentence.
            number: the number of its sentence.
            offset: where the sentence starts.
        """
        before, after = sentence[: item.start - offset], sentence[item.end - offset :]
        is_speaker = bool(_SPEAKS.match(after) or _IS_QUOTED.search(_without_title(before[-90:])[-32:]))
        for thing in item.referents:
            self.seen.append(Seen(thing, number, item.start, is_speaker))
            if thing.kind in ("agreement", "collection"):
                words = sentence[item.start - offset : item.end - offset].lower()
                if words not in self.words.get(thing, ""):
                    self.words[thing] = f"{self.words.get(thing, '')} {words}"

    def note_unknown(self, number: int, found: Iterable[Unlinked]) -> None:
        """Take down who speaks in a sentence without being in the graph: “he” is then nobody known."""
        for item in found:
            self.unlinked.append(item)
            self.unknown_at = number

    def note_meeting(self, items: Iterable[Candidate], sentence: str, *, is_told: bool = False) -> None:
        """Take down who came together, if a sentence tells so, or if that is known of it."""
        if not (is_told or _MEETING.search(sentence)):
            return
        persons = tuple(
            dict.fromkeys(thing.slug for item in items for thing in item.referents if self.is_person(thing))
        )
        if len(persons) > 1 and persons not in self.meetings[-1:]:
            self.meetings.append(persons)

    def is_person(self, thing: Thing) -> bool:
        """Whether a thing is a person."""
        return thing.kind == "actor" and self.knowledge.kinds.get(thing.slug) == "person"

    def state_of(self, actor: str) -> str | None:
        """The state that an actor belongs to or speaks for on the day of the article."""
        return self.knowledge.state_of(actor, self.when)

    def office_kind(self, person: str) -> str:
        """The kind of office that a person held on the day, or nothing."""
        proposed = self.knowledge.proposed.get(person)
        if proposed is not None:
            return proposed.office
        tenure = self.knowledge.office_of(person, self.when)
        return self.knowledge.offices[tenure.office].kind if tenure else ""

    def speaks_for_ministry(self, person: str) -> bool:
        """Whether a person leads a foreign ministry or speaks for one."""
        return self.holds(person, ("spokesperson", "spokesperson-mfa", "foreign-minister"), "spokesperson")

    def last_person(
        self,
        number: int,
        kinds: tuple[str, ...] = (),
        *,
        role: str = "",
        state: str | None = None,
        woman: bool | None = None,
    ) -> str | None:
        """The person that words in a sentence most readily point back to.

        Args:
            number: the number of the sentence.
            kinds: kinds of office that the person must hold; empty for any.
            role: the noun that must fit the post of somebody whom the graph does not have.
            state: the state that the person must speak for.
            woman: whether the person must be a woman or must not be.
        """
        fitting = [
            item
            for item in self.seen[-_MEMORY:]
            if self.is_person(item.thing)
            and self.holds(item.thing.slug, kinds, role)
            and (state is None or self.state_of(item.thing.slug) == state)
            and (woman is None or self.knowledge.people[item.thing.slug].is_woman in (woman, None))
        ]
        if not fitting or (not kinds and self.unknown_at > max(item.sentence for item in fitting)):
            return None
        # Those who speak stay in mind; in their sentence those named first do. Nobody is thought of for ever.
        latest = max(item.sentence for item in fitting)
        own = [item for item in fitting if item.sentence == latest]
        speakers = [item for item in own if item.is_speaker]
        if latest == number:
            return (speakers or own)[0].thing.slug
        return (speakers[-1:] or own[:1])[0].thing.slug

    def stranger(self, number: int, role: str, state: str | None) -> str | None:
        """The person not in the graph whom a noun for a post means, as told before, or for a headline, later.

        Args:
            number: the number of the sentence.
            role: the noun.
            state: the state that the person must speak for.
        """
        if not self.is_ahead:
            woman = woman_by(role)
            return self.last_person(number, NO_OFFICE, role=role, state=state, woman=woman)
        fitting = [
            slug
            for slug, actor in self.knowledge.proposed.items()
            if role in roles_of(actor.title) and (state is None or actor.state == state)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def holds(self, person: str, kinds: tuple[str, ...], role: str) -> bool:
        """Whether a person is one of those that a word for a post may mean."""
        proposed = self.knowledge.proposed.get(person)
        if proposed is not None and role:
            return role in roles_of(proposed.title)
        kind = self.office_kind(person)
        return not kinds or kind in kinds or (kinds == NO_OFFICE and is_called(kind, role))

    def last_instrument(
        self, number: int, *, kinds: frozenset[str], plural: bool, reach: int
    ) -> Thing | None:
        """The agreement or collection last spoken of that words of some kind may point back to.

        Args:
            number: the number of the sentence.
            kinds: kinds of agreement that may be meant.
            plural: whether a collection is meant rather than one agreement.
            reach: how many sentences back it may be.
        """
        for item in reversed(self.seen[-_MEMORY:]):
            if number - item.sentence > reach:
                return None
            if item.thing.kind == "collection" and plural:
                return item.thing
            is_agreement = item.thing.kind == "agreement" and not plural
            if is_agreement and self.knowledge.agreements[item.thing.slug].kind in kinds:
                return item.thing
        return None

    def called(self, head: str, number: int, *, plural: bool) -> Thing | None:
        """The one instrument that the article called by some word so far, if it is one of several.

        Args:
            head: the word, in lower case and the singular.
            number: the number of the sentence.
            plural: whether a collection is meant.
        """
        kind = "collection" if plural else "agreement"
        named = [thing for thing in self.words if thing.kind == kind]
        fitting = [thing for thing in named if head in self.words[thing]]
        return fitting[0] if len(fitting) == 1 and len(named) > 1 else None

    def last_body(self, prefix: str) -> Thing | None:
        """The body last spoken of whose slug begins with one of some words."""
        for item in reversed(self.seen[-_MEMORY:]):
            if item.thing.kind == "actor" and item.thing.slug.startswith(tuple(prefix.split())):
                return item.thing
        for thing in self.announced:
            if thing.kind == "actor" and thing.slug.startswith(tuple(prefix.split())):
                return thing
        return None

    def last_pair(self, number: int) -> tuple[str, ...]:
        """The two states that the same sentence or the one before it names."""
        for wanted in (number, number - 1):
            states = dict.fromkeys(
                item.thing.slug
                for item in self.seen[-_MEMORY:]
                if item.sentence == wanted and self.knowledge.kinds.get(item.thing.slug) == "state"
            )
            if len(states) == 2:
                return tuple(states)
        return ()

    def several(self, kinds: tuple[str, ...], size: int | None, *, fewest: int = 2) -> tuple[str, ...]:
        """The persons named so far, or in the headline, who hold offices of some kinds, if there are few.

        Args:
            kinds: kinds of office.
            size: how many they must be; None for any number from ``fewest`` to three.
            fewest: the smallest number.
        """
        things = (*self.announced, *(item.thing for item in self.seen[:_MEMORY]))
        persons = tuple(
            dict.fromkeys(
                thing.slug
                for thing in things
                if self.is_person(thing) and self.office_kind(thing.slug) in kinds
            )
        )
        is_few = size is None and fewest <= len(persons) and (fewest == 1 or len(persons) <= len("ABC"))
        return persons if len(persons) == size or is_few else ()

    def meeting(self, size: int | None = None, kinds: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Who came together last, of a given number and kind of office."""
        for persons in reversed(self.meetings):
            fitting = tuple(slug for slug in persons if not kinds or self.office_kind(slug) in kinds)
            if len(fitting) >= 2 and (size is None or len(fitting) == size):
                return fitting
        return ()


def _without_title(before: str) -> str:
    """The words before a name without its title, so that “said Foreign Minister Lavrov” is seen as speech."""
    return re.sub(r"(?:(?:[A-Z][\w’'.-]*|of|the)\s+)+$", "", before)
