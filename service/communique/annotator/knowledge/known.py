"""All that the graph knows, in a form that is quick to ask and can be sent to other processes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from communique.annotator.knowledge.facts import (
    AgreementFacts,
    CollectionFacts,
    EventFacts,
    IssueFacts,
    Name,
    Office,
    OfficeTenure,
    Person,
    ProposedActor,
    ProvisionFacts,
)
from communique.model import PartialDate, Tenure, Thing

if TYPE_CHECKING:
    from communique.workspace import Workspace


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What the graph knows; made once, shared by all articles."""

    names: tuple[Name, ...]
    """Every English label of actors, agreements, collections, provisions, issues and events."""
    kinds: Mapping[str, str]
    """Actor slug to ``person``, ``state``, ``body``, ``population``, ``collective`` or ``outlet``."""
    parents: Mapping[str, str]
    """Body to the state or body it belongs to."""
    people: Mapping[str, Person]
    offices: Mapping[str, Office]
    tenures: tuple[OfficeTenure, ...]
    agreements: Mapping[str, AgreementFacts]
    collections: Mapping[str, CollectionFacts]
    provisions: Mapping[str, ProvisionFacts]
    issues: Mapping[str, IssueFacts]
    events: Mapping[str, EventFacts]
    proposed: Mapping[str, ProposedActor] = field(default_factory=dict)
    """Actors of one article whom the graph does not have, by slug (see :meth:`with_proposed`)."""

    @classmethod
    def from_workspace(cls, workspace: Workspace) -> Knowledge:
        """What the files of a workspace say.

        Raises:
            TurtleError: a file cannot be read.
        """
        from communique.annotator.knowledge.reading import read_knowledge

        return read_knowledge(workspace)

    def is_known(self, thing: Thing) -> bool:
        """Whether the graph has this actor, agreement, collection, provision, issue or event."""
        if thing.kind == "actor" and thing.slug in self.proposed:
            return False
        known: Mapping[str, Mapping[str, object]] = {
            "actor": self.kinds,
            "agreement": self.agreements,
            "collection": self.collections,
            "provision": self.provisions,
            "issue": self.issues,
            "event": self.events,
        }
        return thing.slug in known.get(thing.kind, {})

    def with_proposed(self, actors: Iterable[ProposedActor], *, are_known: bool = False) -> Knowledge:
        """This knowledge for one article, in which some actors speak whom the graph does not have.

        Their kind and side can be asked for like anybody's.

        Args:
            actors: the actors.
            are_known: let ``is_known`` say that they are, to measure all that was found; else it says no.
        """
        new = {actor.slug: actor for actor in actors if actor.slug not in self.kinds}
        if not new:
            return self
        people = {
            slug: Person(slug, (actor.name,), actor.is_woman)
            for slug, actor in new.items()
            if actor.kind == "person"
        }
        return replace(
            self,
            kinds={**self.kinds, **{slug: actor.kind for slug, actor in new.items()}},
            parents={**self.parents, **{slug: actor.state for slug, actor in new.items() if actor.state}},
            people={**self.people, **people},
            proposed=self.proposed if are_known else {**self.proposed, **new},
        )

    def holder_of(self, kind: str, organization: str, when: PartialDate | None) -> str | None:
        """Who held an office on a day.

        Args:
            kind: kind of office, such as ``foreign-minister``.
            organization: slug of the state or body.
            when: the day; None means the latest holder known.

        Returns:
            Slug of the person, or None if the office or its holder on that day is not known.
        """
        held = [
            tenure
            for tenure in self.tenures
            if tenure.organization == organization
            and self.offices[tenure.office].kind == kind
            and (when is None or tenure.held_on(when))
        ]
        return max(held, key=lambda tenure: tenure.started).person if held else None

    def office_of(self, person: str, when: PartialDate | None) -> OfficeTenure | None:
        """The office that a person held on a day, the last begun of several."""
        held = [tenure for tenure in self._tenures_of.get(person, ()) if when is None or tenure.held_on(when)]
        return max(held, key=lambda tenure: tenure.started) if held else None

    def state_of(self, actor: str, when: PartialDate | None = None) -> str | None:
        """The state (or the European Union) that an actor belongs to or speaks for on a day."""
        tenure = self.office_of(actor, when)
        found = tenure.organization if tenure else actor
        for _ in range(3):
            if self.kinds.get(found) == "state" or found == "european-union":
                return found
            if found not in self.parents:
                return None
            found = self.parents[found]
        return None

    @cached_property
    def _tenures_of(self) -> dict[str, list[OfficeTenure]]:
        """The tenures by person; they are asked for at every mention."""
        found: dict[str, list[OfficeTenure]] = {}
        for tenure in self.tenures:
            found.setdefault(tenure.person, []).append(tenure)
        return found

    @cached_property
    def plain_tenures(self) -> tuple[Tenure, ...]:
        """The tenures as the model has them, for ``sheets.represented``."""
        return tuple(
            Tenure(item.person, item.organization, item.started, item.ended) for item in self.tenures
        )

    def members(self, collection: str, when: PartialDate | None) -> tuple[str, ...]:
        """The agreements that belonged to a collection on a day, in the order in which they joined it."""
        facts = self.collections.get(collection)
        if facts is None:
            return ()
        return tuple(
            slug for slug, since in facts.members if when is None or since.first_day <= when.last_day
        )

    def was_adopted(self, agreement: str, when: PartialDate | None) -> bool:
        """Whether an agreement existed on a day; drafts and documents without a day did."""
        facts = self.agreements.get(agreement)
        if facts is None or facts.adopted is None or when is None:
            return True
        return facts.adopted.first_day <= when.last_day

    def provisions_of(self, agreement: str) -> tuple[ProvisionFacts, ...]:
        """The provisions of an agreement in the order of their numbers."""
        found = [item for item in self.provisions.values() if item.agreement == agreement]
        return tuple(sorted(found, key=lambda item: (len(item.number), item.number)))

    def provision_about(self, agreement: str, words: str) -> ProvisionFacts | None:
        """The provision of an agreement whose subject stands in some words, or None.

        Args:
            agreement: slug of the agreement, or of a collection, whose members are then asked in order.
            words: a sentence or clause that names the instrument as well.
        """
        lowered = f" {words.lower()} "
        slugs = (agreement,) if agreement in self.agreements else self.members(agreement, None)
        for slug in slugs:
            hits = [
                (len(keyword), item)
                for item in self.provisions_of(slug)
                for keyword in item.keywords
                if keyword in lowered
            ]
            if hits:
                return max(hits, key=lambda hit: hit[0])[1]
        return None

    def names_of(self, kinds: Iterable[str]) -> tuple[Name, ...]:
        """The names of things of some kinds (``actor``, ``agreement`` …)."""
        wanted = frozenset(kinds)
        return tuple(name for name in self.names if name.thing.kind in wanted)
