"""An article as it lies in a folder or an archive, before it is read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Entry:
    """The bytes of an article and what is known of it beside them."""

    identifier: str
    """What the archive calls it: an identifier of its own, or the path of the file within the folder."""
    content: bytes
    is_html: bool = False
    outlet: str | None = None
    """Slug of the outlet."""
    published: str | None = None
    """``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``."""
    address: str | None = None

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that the annotations follow from, and of the identifier."""
        known = [self.identifier, self.is_html, self.outlet, self.published, self.address]
        found = hashlib.sha256(json.dumps(known, ensure_ascii=False).encode())
        found.update(b"\0")
        found.update(self.content)
        return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Problem:
    """An article that could not be annotated, and why."""

    identifier: str
    reason: str


Record = dict[str, Any]
"""What is kept of one article: ``id``, ``sha256`` (of the entry) and either ``annotations`` or ``error``."""


def succeeded(entry: Entry, annotations: dict[str, Any]) -> Record:
    """The record of an article that was annotated."""
    return {"id": entry.identifier, "sha256": entry.digest, "annotations": annotations}


def failed(entry: Entry, reason: str) -> Record:
    """The record of an article that could not be annotated."""
    return {"id": entry.identifier, "sha256": entry.digest, "error": reason}
