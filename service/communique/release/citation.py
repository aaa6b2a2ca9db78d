"""How a release asks to be cited: CITATION.cff (https://citation-file-format.github.io/)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from communique.release.publication import (
    DESCRIPTION,
    KEYWORDS,
    LICENCE_NAME,
    PUBLISHER_NAME,
    TITLE,
    Publication,
)
from communique.release.released import ReleaseError

CITATION_FILE = "CITATION.cff"


def citation(publication: Publication, root: Path) -> str:
    """The citation file of a release, with the authors that the workspace's own one names for the dataset.

    Args:
        publication: the release.
        root: the workspace; where it has no citation file, the publisher is the author.

    Raises:
        ReleaseError: the workspace has a citation file that cannot be read.
    """
    content: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": f"{TITLE}, release {publication.label}",
        "authors": _authors(root / CITATION_FILE),
        "abstract": DESCRIPTION,
        "version": publication.label,
        "date-released": publication.date,
        "license": LICENCE_NAME,
        "keywords": list(KEYWORDS),
        "url": str(publication.dataset),
        "identifiers": [
            {
                "type": "other",
                "value": publication.version,
                "description": "SHA-256 of the canonical N-Quads (RDFC-1.0) of the data",
            }
        ],
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)


def _authors(path: Path) -> list[Any]:
    if not path.exists():
        return [{"name": PUBLISHER_NAME}]
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
        authors = found.get("preferred-citation", found)["authors"]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        reason = " ".join(str(error).split())
        raise ReleaseError(
            f"{path} cannot be read as a citation file ({reason}); mend it, or take it away"
        ) from error
    if not isinstance(authors, list) or not authors:
        raise ReleaseError(f"{path} names no authors; give at least one")
    return authors
