"""What things are called, and to which family a stance belongs, for people who read findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rdflib import Graph, Literal

from communique.annotator.knowledge.facts import ProposedActor
from communique.model import Thing
from communique.vocabulary import CQ, SKOS, kind_and_slug


@dataclass(frozen=True)
class Names:
    """English names by thing."""

    by_thing: Mapping[Thing, str]
    families: Mapping[str, str]
    """``affirmative``, ``procedural`` or ``critical`` by slug of a stance."""

    @classmethod
    def from_graphs(cls, *graphs: Graph) -> Names:
        """The preferred English labels in graphs, and the families of stances."""
        names: dict[Thing, str] = {}
        families: dict[str, str] = {}
        for graph in graphs:
            for node, label in graph.subject_objects(SKOS.prefLabel):
                named = kind_and_slug(str(node))
                if named and isinstance(label, Literal) and label.language == "en":
                    names[Thing(*named)] = str(label)
            for node, family in graph.subject_objects(CQ.stanceFamily):
                named = kind_and_slug(str(node))
                if named:
                    families[named[1]] = str(family)
        return cls(names, families)

    def with_proposed(self, actors: Iterable[ProposedActor]) -> Names:
        """These names with those that an article gives to actors whom the data do not have."""
        new = {Thing("actor", actor.slug): f"{actor.name} (proposed)" for actor in actors}
        return replace(self, by_thing={**new, **self.by_thing}) if new else self

    def of(self, kind: str, slug: str) -> str:
        """The name of a thing; one that is not known is called by its slug."""
        return self.by_thing.get(Thing(kind, slug), slug)

    def of_thing(self, thing: Thing) -> str:
        """The name of a thing, as in :meth:`of`."""
        return self.by_thing.get(thing, thing.slug)

    def family(self, stance: str) -> str:
        """The family of a stance; one that is not known counts as procedural."""
        return self.families.get(stance, "procedural")
