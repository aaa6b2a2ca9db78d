"""What has been annotated already: kept beside the workspace, so that a stopped run goes on where it was.

It is found again by what it follows from: the article, the settings, the program with its model, the data.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from communique.annotator.proposal import MachineAnnotations
from communique.corpus.reading.article import ReadArticle
from communique.workspace import save

_ANNOTATIONS = TypeAdapter(MachineAnnotations)
_ARTICLE = TypeAdapter(ReadArticle)


class Finished:
    """Results in a folder, one file for each article."""

    def __init__(self, folder: Path, circumstances: tuple[str, ...]) -> None:
        """Look in a folder.

        Args:
            folder: it may be deleted at any time; where it cannot be written, nothing is kept.
            circumstances: what annotations follow from, besides the article.
        """
        self._folder = folder
        self._circumstances = circumstances

    def find(self, article: ReadArticle) -> MachineAnnotations | None:
        """What was found in an article before, under the same circumstances."""
        try:
            return _ANNOTATIONS.validate_json(self._path(article).read_bytes())
        except (OSError, ValidationError):
            return None

    def keep(self, article: ReadArticle, found: MachineAnnotations) -> None:
        """Remember what was found in an article."""
        try:
            save(self._path(article), _ANNOTATIONS.dump_json(found).decode())
        except OSError:
            return  # a workspace that cannot be written to is no reason to fail

    def _path(self, article: ReadArticle) -> Path:
        known = json.dumps([*self._circumstances, _ARTICLE.dump_json(article).decode()])
        return self._folder / f"{hashlib.sha256(known.encode()).hexdigest()}.json"
