"""Filters of lists: what a call can ask for, and what that means in SPARQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from communique.store.canned import Parameter, UnknownParameterError, bind
from communique.store.protocol import Term
from communique.store.things import ThingIndex
from communique.web.served import ServedDataset


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a list.

    Attributes:
        parameter: its name in the address, the type of its value, and what people are told of it.
        pattern: what it asks of ``?item``, in SPARQL; the variable called like the parameter holds the value.
            Its other variables begin with the name of the parameter, so that filters do not get in each
            other's way.
        choices: for a filter whose values are words, what each of them asks instead.
        passes: for a filter that the indexes in memory answer, whether an item passes it with a value; where
            positions have to be gone through, a query would take a hundred times as long.
    """

    parameter: Parameter
    pattern: str = ""
    choices: Mapping[str, str] | None = None
    passes: Callable[[ServedDataset, str], Callable[[str], bool]] | None = None

    @property
    def is_bound(self) -> bool:
        """Whether its value is bound to a variable of the query."""
        return self.choices is None and self.passes is None

    @property
    def name(self) -> str:
        """Its name in the address."""
        return self.parameter.name

    def asks(self, value: Term) -> str:
        """The pattern for a value."""
        return self.choices[str(value)] if self.choices is not None else self.pattern


STANCE = Filter(Parameter("stance", "stance", "Which stance is taken", example="calls-for"))
RENDERING = Filter(Parameter("rendering", "rendering", "How the article gives it", example="readout"))
OUTLET = Filter(Parameter("outlet", "outlet", "Who published the article", example="asbarez"))
"""Filters that positions and searches have in common; the indexes in memory answer them."""


def thing_filter(name: str, kind: str, description: str, pattern: str, example: str) -> Filter:
    """A filter whose value is a thing of the dataset.

    Args:
        name: its name in the address.
        kind: type of the value, as in :data:`communique.store.canned.THING_TYPES`.
        description: what people are told.
        pattern: what it asks of ``?item``.
        example: a value to show.
    """
    return Filter(Parameter(name, kind, description, example=example), pattern)


def word_filter(name: str, description: str, choices: Mapping[str, str]) -> Filter:
    """A filter whose value is one of some words, each with what it asks of ``?item``."""
    words = tuple(choices)
    example = words[0] if words else None
    parameter = Parameter(name, "text", f"{description}: {', '.join(words)}", example=example, choices=words)
    return Filter(parameter, choices=choices)


def day_filters(term: str, what: str) -> tuple[Filter, Filter]:
    """The filters ``from`` and ``to``, compared at the precision that both days have.

    Args:
        term: the property that holds the day, with its prefix.
        what: what happened on it.
    """

    def asked(name: str, comparison: str) -> str:
        ours, theirs = f"STR(?{name}Day)", f"STR(?{name})"
        return (
            f"?item {term} ?{name}Day . FILTER(SUBSTR({ours}, 1, STRLEN({theirs})) {comparison} "
            f"SUBSTR({theirs}, 1, STRLEN({ours})))"
        )

    described = f"day, month or year on which {what}"
    return (
        Filter(Parameter("from", "date", f"First {described}", example="2020"), asked("from", ">=")),
        Filter(Parameter("to", "date", f"Last {described}", example="2023-12-31"), asked("to", "<=")),
    )


def read_filters(
    filters: Iterable[Filter], values: Mapping[str, str], things: ThingIndex, others: Iterable[str]
) -> dict[str, Term]:
    """The values of the filters of a call, as terms.

    Args:
        filters: those that the list has.
        values: what was given, by name.
        things: the things of the dataset.
        others: what the list takes beside filters, for the message.

    Raises:
        UnknownParameterError: a filter that the list does not have.
        ParameterError: a value that does not fit.
        UnknownThingError: a value that names no thing of the dataset.
    """
    parameters = {item.name: item.parameter for item in filters}
    for name in values:
        if name not in parameters:
            raise UnknownParameterError(name, [*parameters, *others])
    return bind(parameters.values(), values, things)
