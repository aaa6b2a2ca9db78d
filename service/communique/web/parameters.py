"""Parameters of requests, each given at most once."""

from __future__ import annotations

from collections.abc import Iterable

from communique.web.errors import ProblemError


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
