"""How a version of the dataset is cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from communique.release.bibtex import bibtex_entry, in_tex
from communique.release.citation import CITATION_FILE
from communique.release.publication import LICENCE_NAME, PUBLISHER_NAME, TITLE
from communique.vocabulary import dataset_version_iri

STYLES = ("text", "bibtex")
_VERSION = re.compile(r"[0-9a-f]{64}")


def is_version(text: str) -> bool:
    """Whether a text can be a version of the dataset: 64 hexadecimal digits."""
    return _VERSION.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says."""

    version: str
    """64 hexadecimal digits."""
    authors: tuple[str, ...] = (PUBLISHER_NAME,)
    title: str = TITLE
    label: str = ""
    """What people call the release; empty for a version that was not released."""
    date: str = ""
    """YYYY-MM-DD, or empty."""

    def write(self, style: str) -> str:
        """The citation in one of the styles.

        Raises:
            ValueError: there is no such style.
        """
        if style == "text":
            return self._text()
        if style == "bibtex":
            return self._bibtex()
        raise ValueError(f"there is no citation style {style!r}; there is: {', '.join(STYLES)}")

    def _text(self) -> str:
        year = f" ({self.date[:4]})" if self.date else ""
        return (
            f"{', '.join(self.authors)}{year}: {self.title}. Version {self.label or self.version[:16]}. "
            f"{dataset_version_iri(self.version)}. SHA-256 of the data: {self.version}. "
            f"Licence: {LICENCE_NAME}."
        )

    def _bibtex(self) -> str:
        # In double braces, so that names of groups are not taken for first and last names.
        authors = " and ".join(f"{{{in_tex(author)}}}" for author in self.authors)
        fields = {
            "author": authors,
            "title": f"{{{in_tex(self.title)}}}",
            "version": in_tex(self.label or self.version[:16]),
            "url": str(dataset_version_iri(self.version)),
            "note": f"SHA-256 of the data: {self.version}. Licence: {LICENCE_NAME}",
            **({"year": self.date[:4], "date": self.date} if self.date else {}),
        }
        return bibtex_entry(f"communique-{self.version[:16]}", fields)


def citation_of_release(folder: Path, version: str) -> Citation:
    """The citation that a release asks for, or the common one where its file cannot be read."""
    try:
        found: dict[str, Any] = yaml.safe_load((folder / CITATION_FILE).read_text(encoding="utf-8"))
        return Citation(
            version,
            _authors(found["authors"]),
            str(found["title"]),
            str(found.get("version", "")),
            str(found.get("date-released", "")),
        )
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError, AttributeError):
        return Citation(version)


def _authors(entries: Sequence[dict[str, str]]) -> tuple[str, ...]:
    return tuple(
        entry.get("name")
        or " ".join(entry[part] for part in ("given-names", "family-names") if part in entry)
        for entry in entries
    )
