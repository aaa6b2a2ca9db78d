"""Parameters of requests, each given at most once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fastapi import Request

from communique.web.errors import ProblemError
from communique.web.negotiation import choose


def single_values(items: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names and values of parameters.

    Raises:
        ProblemError: one is given twice, or holds a character that cannot be meant.
    """
    values: dict[str, str] = {}
    for name, value in items:
        if name in values:
            raise ProblemError(
                400, f"the parameter '{name[:80]}' is given more than once", parameter=name[:80]
            )
        if "\0" in value:
            raise ProblemError(400, f"the parameter '{name[:80]}' holds a NUL character", parameter=name[:80])
        values[name] = value
    return values


def filled(request: Request) -> list[tuple[str, str]]:
    """The parameters of a request that are not empty: a form sends what was left empty as empty."""
    return [(name, value) for name, value in request.query_params.multi_items() if value.strip()]


def whole_number(values: dict[str, str], name: str, default: int, low: int, high: int) -> int:
    """Take a whole number out of parameters.

    Raises:
        ProblemError: it is none, or out of bounds.
    """
    text = values.pop(name, str(default))
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not low <= int(text) <= high:
        raise ProblemError(
            400, f"{name}: '{text[:40]}' is not a whole number from {low} to {high}", parameter=name
        )
    return int(text)


def take_format(values: dict[str, str], formats: Mapping[str, str], accept: str | None) -> str:
    """Take the format out of parameters, or choose it by the Accept header where they name none.

    Args:
        values: the parameters of a request.
        formats: media types by the names that ``format`` takes, the preferred one first.
        accept: the Accept header. A browser gets the preferred format; people have pages elsewhere.

    Returns:
        One of the names.

    Raises:
        ProblemError: neither fits.
    """
    named = values.pop("format", None)
    if named is not None:
        if named not in formats:
            message = f"format: '{named[:40]}' is not one of {', '.join(formats)}"
            raise ProblemError(400, message, parameter="format", suggestions=list(formats))
        return named
    names = {media_type: name for name, media_type in formats.items()}
    chosen = choose(accept, [*names, "text/html"])
    if chosen is None:
        raise ProblemError(406, f"nothing in Accept fits; there is {', '.join(names)}")
    return names.get(chosen) or next(iter(formats))
