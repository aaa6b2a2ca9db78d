"""The parameters that a canned query can have, and how a header declares them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.model import PartialDate
from communique.store.canned.errors import CannedQueryError

THING_TYPES = (
    "actor",
    "agreement",
    "annotator",
    "article",
    "collection",
    "event",
    "issue",
    "outlet",
    "provision",
    "rendering",
    "stance",
    "target",
)
"""Types of parameters whose values are things of the dataset."""
TYPES = (*THING_TYPES, "date", "integer", "method", "text")
CLOSED_TYPES = ("method", "rendering", "stance")
"""Types whose values are a fixed scheme of the codebook, so that all of them can be listed."""
METHODS = ("hand", "machine")
INTEGER_LOWEST, INTEGER_HIGHEST = -(2**63), 2**63 - 1
"""What a whole number of the engine can hold; it would take a larger one for no number at all."""
RESERVED = ("after", "dataset", "format", "limit")
"""Names with a meaning of their own in the address of every query."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_KEYS = ("name", "type", "description", "default", "example", "minimum", "maximum", "choices")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query.

    Attributes:
        name: its name, which is that of the variable it binds.
        type: one of :data:`TYPES`.
        description: what it means, for people.
        required: whether a call without it cannot be answered.
        default: the value of a call that does not give it; None leaves the variable unbound.
        example: a value to show.
        minimum: lowest whole number that is taken.
        maximum: highest whole number that is taken.
        choices: the texts that are taken; without any, every text is.
    """

    name: str
    type: str
    description: str = ""
    required: bool = False
    default: str | None = None
    example: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[str, ...] = ()


def read_parameter(entry: object) -> Parameter:
    """A parameter from its entry in a header.

    Raises:
        CannedQueryError: it has no name or type, a key that nothing reads, or values that contradict it.
    """
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise CannedQueryError("each parameter needs a name")
    name, kind = entry["name"], entry.get("type")
    if _NAME.fullmatch(name) is None:
        raise CannedQueryError(f"parameter {name!r}: a name has letters and digits only, a letter first")
    if name in RESERVED:
        raise CannedQueryError(
            f"parameter {name}: every query has a '{name}' of its own; choose another name"
        )
    if kind not in TYPES:
        raise CannedQueryError(f"parameter {name} has the type {kind}; the types are {', '.join(TYPES)}")
    for key in entry:
        if key not in _KEYS:
            raise CannedQueryError(f"parameter {name} has the key {key!r}; the keys are {', '.join(_KEYS)}")
    parameter = Parameter(
        name,
        kind,
        str(entry.get("description") or ""),
        "default" not in entry,
        _text(entry.get("default")),
        _text(entry.get("example")),
        _bound(name, kind, entry, "minimum"),
        _bound(name, kind, entry, "maximum"),
        _choices(name, kind, entry.get("choices")),
    )
    for key, value in (("default", parameter.default), ("example", parameter.example)):
        complaint = value is not None and complain(parameter, value)
        if complaint:
            raise CannedQueryError(f"the {key} of the parameter {complaint}")
    return parameter


def complain(parameter: Parameter, value: str) -> str | None:
    """What is wrong with a value, as far as that can be told without the dataset, or None."""
    name = parameter.name
    if parameter.type == "integer":
        return _complain_of_integer(parameter, value)
    if parameter.type == "date":
        try:
            PartialDate(value)
        except ValueError as error:
            return f"{name}: {str(error)[:200]}"
    if parameter.type == "method" and value not in METHODS:
        return f"{name}: '{value[:80]}' is neither hand nor machine"
    if parameter.choices and value not in parameter.choices:
        return f"{name}: '{value[:80]}' is not one of {', '.join(parameter.choices)}"
    return None


def _complain_of_integer(parameter: Parameter, value: str) -> str | None:
    digits = value.removeprefix("-")
    if not digits.isascii() or not digits.isdigit():
        return f"{parameter.name}: '{value[:80]}' is not a whole number"
    low = INTEGER_LOWEST if parameter.minimum is None else parameter.minimum
    high = INTEGER_HIGHEST if parameter.maximum is None else parameter.maximum
    # The count comes first because Python refuses to read numbers of many thousand digits.
    if len(digits.lstrip("0")) > len(str(INTEGER_HIGHEST)) or not low <= int(value) <= high:
        return f"{parameter.name}: {value[:80]} is out of bounds; give a whole number from {low} to {high}"
    return None


def _bound(name: str, kind: str, entry: dict[str, object], key: str) -> int | None:
    value = entry.get(key)
    if value is None:
        return None
    if kind != "integer":
        raise CannedQueryError(f"parameter {name}: only an integer has a {key}")
    if not isinstance(value, int) or isinstance(value, bool):
        raise CannedQueryError(f"parameter {name}: its {key} is not a whole number")
    return value


def _choices(name: str, kind: str, given: object) -> tuple[str, ...]:
    if given is None:
        return ()
    if kind != "text":
        raise CannedQueryError(
            f"parameter {name}: only a text lists its choices; those of a {kind} are known"
        )
    if not isinstance(given, list) or not given or not all(isinstance(item, str) and item for item in given):
        raise CannedQueryError(f"parameter {name}: its choices are not a list of texts")
    return tuple(given)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
