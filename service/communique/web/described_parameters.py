"""The parameters of requests as the OpenAPI description has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from communique.store.canned import CHARACTER_LIMIT, Parameter
from communique.web.citing import VERSION_DIGITS, VERSION_PATTERN

_DATE_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def query_parameter(
    name: str,
    description: str,
    schema: dict[str, Any],
    example: object = None,
    *,
    is_required: bool = False,
) -> dict[str, Any]:
    """A parameter that stands in the query of an address.

    Args:
        name: its name.
        description: what it means.
        schema: what its values are, as JSON Schema has it.
        example: a value to show; None for none.
        is_required: whether a call without it cannot be answered.
    """
    shown = {} if example is None else {"example": example}
    described = {"name": name, "in": "query", "required": is_required, "description": description}
    return {**described, "schema": schema, **shown}


def typed_parameter(
    parameter: Parameter, choices: Sequence[str] = (), *, example: str | None = None, more: str = ""
) -> dict[str, Any]:
    """A parameter of a canned query, or a filter of a list.

    Args:
        parameter: the parameter.
        choices: all the values that it takes; without any, whatever fits its type.
        example: a value to show.
        more: what to say beside its description.
    """
    return query_parameter(
        parameter.name,
        parameter.description + more,
        _schema(parameter, choices),
        None if example is None else _typed(parameter, example),
        is_required=parameter.required,
    )


def format_parameter(formats: Iterable[str], more: str = "") -> dict[str, Any]:
    """The parameter ``format``.

    Args:
        formats: its values, the preferred one first.
        more: what to say of them.
    """
    names = list(formats)
    schema = {"type": "string", "enum": names}
    return query_parameter("format", f"The format; wins over Accept.{more}", schema, names[0])


DATASET = query_parameter(
    "dataset",
    f"Version of the dataset ({VERSION_DIGITS} digits or more); any other than the one served gives 410.",
    {"type": "string", "pattern": VERSION_PATTERN},
)
"""The parameter ``dataset``."""


def _schema(parameter: Parameter, choices: Sequence[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if parameter.type == "integer":
        bounds = {"minimum": parameter.minimum, "maximum": parameter.maximum}
        schema = {"type": "integer", **{key: bound for key, bound in bounds.items() if bound is not None}}
    elif parameter.type == "date":
        schema["pattern"] = _DATE_PATTERN
    elif choices:
        schema["enum"] = list(choices)
    else:
        schema |= {"minLength": 1, "maxLength": CHARACTER_LIMIT}
    if parameter.default is not None:
        schema["default"] = _typed(parameter, parameter.default)
    return schema


def _typed(parameter: Parameter, value: str) -> str | int:
    return int(value) if parameter.type == "integer" else value
