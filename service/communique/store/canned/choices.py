"""The values that a parameter can take, for forms and descriptions: taken from the dataset."""

from __future__ import annotations

from dataclasses import dataclass

from communique.store.canned.parameters import METHODS, THING_TYPES, Parameter
from communique.store.folding import fold
from communique.store.things import TARGET_KINDS, ThingIndex
from communique.vocabulary import CQ, kind_and_slug

_CLASSES = {
    "actor": (CQ.Person, CQ.State, CQ.Body, CQ.Outlet, CQ.Population, CQ.Collective),
    "agreement": (CQ.Agreement,),
    "annotator": (CQ.Annotator,),
    "article": (CQ.Article,),
    "collection": (CQ.Collection,),
    "event": (CQ.Event,),
    "issue": (CQ.Issue,),
    "outlet": (CQ.Outlet,),
    "provision": (CQ.Provision,),
    "rendering": (CQ.Rendering,),
    "stance": (CQ.Stance,),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a parameter, as a call gives it, and what people call it."""

    value: str
    label: str


_Searchable = tuple[Choice, str]
"""A choice with the text in which words are searched for, as it is compared."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Some of the values that a parameter can take, in the order of their labels, and how many there are."""

    items: tuple[Choice, ...]
    total: int


class ChoiceLists:
    """The values that parameters can take in one dataset. Safe to use from threads.

    Each type is listed once, when it is first asked for: of articles and events there can be very many.
    """

    def __init__(self, things: ThingIndex) -> None:
        self.things = things
        """The things of the dataset."""
        self._lists: dict[str, list[_Searchable]] = {}

    def of(self, parameter: Parameter, *, words: str = "", limit: int) -> Choices | None:
        """The values that a parameter can take, or None for one that takes any date, number or text.

        Args:
            parameter: the parameter.
            words: only values whose label or name holds each of these words, whatever the case and accents.
            limit: how many to give at most; the total counts them all.
        """
        found = self._all(parameter)
        if found is None:
            return None
        wanted = fold(words).split()
        fitting = [choice for choice, searched in found if all(word in searched for word in wanted)]
        return Choices(tuple(fitting[:limit]), len(fitting))

    def example(self, parameter: Parameter) -> str | None:
        """A value to show: the example of the header, or a thing of this dataset if it has no such thing."""
        if parameter.example is None or parameter.type not in THING_TYPES:
            return parameter.example
        if self.things.find(parameter.type, parameter.example) is not None:
            return parameter.example
        found = self.of(parameter, limit=1)
        return found.items[0].value if found and found.items else parameter.example

    def _all(self, parameter: Parameter) -> list[_Searchable] | None:
        if parameter.type == "method":
            return [(Choice(method, method), method) for method in METHODS]
        if parameter.choices:
            return [(Choice(text, text), fold(text)) for text in parameter.choices]
        if parameter.type not in THING_TYPES:
            return None
        if parameter.type not in self._lists:
            # Should two threads do this at once, both write the same.
            self._lists[parameter.type] = [
                (choice, fold(f"{choice.label} {choice.value}"))
                for choice in _listed(parameter.type, self.things)
            ]
        return self._lists[parameter.type]


def _listed(kind: str, things: ThingIndex) -> list[Choice]:
    """The things of a type in the order of their labels."""
    if kind == "target":
        # The kind stands before the slug: an issue and an agreement may have the same.
        found = [
            Choice(f"{part}/{choice.value}", choice.label)
            for part in TARGET_KINDS
            for choice in _listed(part, things)
        ]
    else:
        iris = {iri for class_iri in _CLASSES[kind] for iri in things.of_class(str(class_iri))}
        found = [Choice(named[1], things.label(iri)) for iri in iris if (named := kind_and_slug(iri))]
    return sorted(found, key=lambda choice: (choice.label.casefold(), choice.value))
