"""The fields of the form of a canned query, filled with what was given, a default or an example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from communique.store.canned import CannedQuery, Choice, ChoiceLists, Parameter

LONGEST_LIST = 300
"""A list to choose from has at most so many choices; with more, a name is typed and suggestions given."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    Attributes:
        parameter: what it is for.
        value: what it is filled with.
        choices: what may be chosen; empty where any text may be typed.
        total: how many choices there are, listed or not.
    """

    parameter: Parameter
    value: str
    choices: tuple[Choice, ...]
    total: int

    @property
    def control(self) -> str:
        """What kind of field it is: ``select``, ``number``, ``date`` or ``text``."""
        if self.choices and self.total == len(self.choices):
            return "select"
        return {"integer": "number", "date": "date"}.get(self.parameter.type, "text")

    @property
    def is_unknown(self) -> bool:
        """Whether it is filled with something that is none of all the choices there are."""
        listed = {choice.value for choice in self.choices}
        return self.control == "select" and self.value not in {"", *listed}


def fields(query: CannedQuery, lists: ChoiceLists, given: Mapping[str, str]) -> list[Field]:
    """The fields of the form of a query.

    Args:
        query: the query.
        lists: the choices that the dataset has for its parameters.
        given: values that somebody has filled in; without any, defaults and examples are.
    """
    return [_field(parameter, lists, given) for parameter in query.parameters]


def _field(parameter: Parameter, lists: ChoiceLists, given: Mapping[str, str]) -> Field:
    # An example of what may be left out would narrow the answer without anybody having asked for that.
    ready = parameter.default or (lists.example(parameter) if parameter.required else None)
    found = lists.of(parameter, limit=LONGEST_LIST)
    value = given.get(parameter.name, "" if given else ready or "")
    listed = found.items if found else ()
    if listed and value and value not in {item.value for item in listed}:
        # A whole IRI or a name with its kind means a choice as well, and should not be lost from the list.
        find = lists.things.find
        meant = find(parameter.type, value)
        value = next((item.value for item in listed if meant == find(parameter.type, item.value)), value)
    return Field(parameter, value, listed, found.total if found else 0)
