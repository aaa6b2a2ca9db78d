"""The header of a query file: YAML in the comment lines that begin with ``#+``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from communique.store.canned.errors import CannedQueryError
from communique.store.canned.parameters import Parameter, read_parameter


@dataclass(frozen=True, slots=True)
class Header:
    """What a query says about itself.

    grlc reads the same lines. Of our keys it knows ``summary``, ``description``, ``tags`` and
    ``endpoint_in_url``; it passes over ``title`` and puts its own in place of ``parameters``.
    """

    title: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]


def read_header(text: str) -> Header:
    """The header of a query.

    Raises:
        CannedQueryError: there is none, or it cannot be used.
    """
    found = _mapping(text)
    for key in ("title", "summary", "description"):
        if not isinstance(found.get(key, ""), str):
            raise CannedQueryError(f"the {key} in the header is not a text; put it in quotes")
    tags = found.get("tags") or []
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise CannedQueryError("the tags in the header are not a list of words")
    entries = found.get("parameters") or []
    if not isinstance(entries, list):
        raise CannedQueryError("the parameters in the header are not a list")
    parameters = tuple(read_parameter(entry) for entry in entries)
    names = [parameter.name for parameter in parameters]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise CannedQueryError(f"there are two parameters {twice}")
    return Header(
        found["title"], found.get("summary", ""), found.get("description", ""), tuple(tags), parameters
    )


def _mapping(text: str) -> dict[str, Any]:
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        found = yaml.safe_load("\n".join(lines))
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a date that there is not
        raise CannedQueryError(f"the #+ header is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(found, dict) or not found.get("title"):
        raise CannedQueryError("has no #+ header with a title")
    return found
