"""What the citation file of a workspace says of authors and contact (https://citation-file-format.github.io/)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from communique.release.citation import CITATION_FILE
from communique.release.publication import PUBLISHER_NAME

_LARGEST_BYTES = 100_000
"""A longer file is none for people, and is not read."""


@dataclass(frozen=True, slots=True)
class Party:
    """A person or group.

    Attributes:
        name: the name.
        email: an address; empty if none is told.
        website: likewise, in the web.
    """

    name: str
    email: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class CitationFile:
    """Who made the dataset and whom to write to."""

    authors: list[Party]
    contact: list[Party]


def read_citation(root: Path) -> CitationFile:
    """What the citation file in a folder says; without one that can be read, the publisher is the author.

    Args:
        root: the folder of the workspace.
    """
    path = root / CITATION_FILE
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise ValueError("too long")  # noqa: TRY301 - handled like any other file that cannot be read
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        found = None
    content = found if isinstance(found, dict) else {}
    preferred = content.get("preferred-citation")
    listed = [content, preferred if isinstance(preferred, dict) else {}]
    authors = next((known for part in reversed(listed) if (known := list(_parties(part.get("authors"))))), [])
    contact = next((known for part in listed if (known := list(_parties(part.get("contact"))))), [])
    return CitationFile(authors or [Party(PUBLISHER_NAME)], contact)


def _parties(listed: Any) -> Iterator[Party]:  # noqa: ANN401 - whatever stands in a file
    for one in listed if isinstance(listed, list) else ():
        if not isinstance(one, dict):
            continue
        parts = [str(one[key]) for key in ("given-names", "family-names", "name", "alias") if one.get(key)]
        # A person has given and family names; a group has one name.
        name = " ".join(parts[:2]) if "family-names" in one else next(iter(parts), "")
        if name:
            yield Party(name, str(one.get("email") or ""), str(one.get("website") or ""))
