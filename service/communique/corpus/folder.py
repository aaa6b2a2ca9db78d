"""Finding the texts of known articles in a folder, by their hashes, whatever the files are called."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from communique.corpus.canonical import canonical_text, sha256_of

TEXT_SIZE_LIMIT = 5_000_000
"""Largest file, in bytes, that is looked at; no article is longer."""


class CorpusError(ValueError):
    """A corpus folder that was named but cannot be read."""


def find_texts(folder: Path | None, hashes: Iterable[str]) -> dict[str, str]:
    """The canonical texts in a folder that have one of the given hashes.

    Args:
        folder: where ``.txt`` files lie, at any depth; None means that no texts are at hand.
        hashes: SHA-256 of the canonical texts looked for.

    Returns:
        Texts by hash; a text that is not there is simply missing.

    Raises:
        CorpusError: the folder does not exist.
    """
    if folder is None:
        return {}
    if not folder.is_dir():
        raise CorpusError(f"the corpus folder {folder} does not exist; name one that holds the texts")
    wanted = set(hashes)
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.txt")):
        if path.stat().st_size > TEXT_SIZE_LIMIT:
            continue
        try:
            text = canonical_text(path.read_bytes())
        except UnicodeDecodeError:
            continue  # some other file: the texts that we know are UTF-8
        digest = sha256_of(text)
        if digest in wanted:
            found[digest] = text
    return found
