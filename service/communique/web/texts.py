"""The texts of articles that the service may show to whoever runs it; by default none."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

from communique.corpus.canonical import canonical_text, sha256_of
from communique.corpus.folder import TEXT_SIZE_LIMIT, CorpusError, texts_in
from communique.web.headers import PRIVATE

KINDS_WITH_TEXTS = frozenset({"article", "position"})
"""The kinds of things whose pages show words of articles beyond the anchors."""
_log = logging.getLogger(__name__)
_State = tuple[tuple[str, int, int], ...]


class ShownTexts:
    """The texts in a folder by the SHA-256 of their canonical form; new files are seen without a restart.

    Texts are read when they are asked for, and only where they lie is remembered: a folder may hold more than
    memory does. What has another hash than the record of the article is never shown as its text.
    """

    def __init__(self, folder: Path | None) -> None:
        """Look into a folder.

        Args:
            folder: where ``.txt`` files lie; None where there is no such folder, so that no text is at hand.
        """
        self._folder = folder
        self._paths: dict[str, Path] = {}
        self._seen: _State | None = None

    def find(self, hashes: Iterable[str]) -> dict[str, str]:
        """Canonical texts by hash; one that is not at hand is simply missing.

        Args:
            hashes: SHA-256 of the canonical texts looked for.
        """
        wanted = set(hashes)
        found = self._read(wanted)
        if wanted - set(found) and self._look():
            found |= self._read(wanted - set(found))
        return found

    def _read(self, wanted: Iterable[str]) -> dict[str, str]:
        """The texts whose place is known, as far as they are still there unchanged."""
        found = {}
        for digest in wanted:
            path = self._paths.get(digest)
            if path is None:
                continue
            try:
                if path.stat().st_size <= TEXT_SIZE_LIMIT:
                    text = canonical_text(path.read_bytes())
                    if sha256_of(text) == digest:
                        found[digest] = text
            except (OSError, UnicodeDecodeError):
                continue  # taken away or written over meanwhile
        return found

    def _look(self) -> bool:
        """Look through the folder if anything in it has changed; whether it has."""
        if self._folder is None:
            return False
        try:
            state = _state(self._folder)
            if state == self._seen:
                return False
            self._paths = {sha256_of(text): path for path, text in texts_in(self._folder)}
        except (OSError, CorpusError) as error:
            _log.warning("the texts in the corpus folder cannot be read: %s", error)
            return False
        self._seen = state
        return True


def _state(folder: Path) -> _State:
    """What tells that a text has come, gone or changed."""
    states = ((path, path.stat()) for path in sorted(folder.rglob("*.txt")))
    return tuple((str(path), state.st_mtime_ns, state.st_size) for path, state in states)


def text_headers(texts: ShownTexts | None, kind: str) -> dict[str, str]:
    """Headers of the page of a thing: one that may show a text is for its reader alone and kept nowhere.

    Args:
        texts: the texts that are shown, or None.
        kind: the kind of thing.
    """
    return dict(PRIVATE) if texts is not None and kind in KINDS_WITH_TEXTS else {}
