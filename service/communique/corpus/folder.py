"""Finding the texts of known articles in a folder, by their hashes, whatever the files are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from communique.corpus.canonical import canonical_text, sha256_of

TEXT_SIZE_LIMIT = 5_000_000
"""Largest file, in bytes, that is looked at; no article is longer."""


class CorpusError(ValueError):
    """A corpus folder that was named but cannot be read."""


def texts_in(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every ``.txt`` file in a folder, at any depth, with its canonical text.

    Files that are too long for an article or not UTF-8 are passed over: they are something else.

    Raises:
        CorpusError: the folder does not exist.
    """
    if not folder.is_dir():
        raise CorpusError(f"the corpus folder {folder} does not exist; name one that holds the texts")
    for path in sorted(folder.rglob("*.txt")):
        if path.stat().st_size > TEXT_SIZE_LIMIT:
            continue
        try:
            yield path, canonical_text(path.read_bytes())
        except UnicodeDecodeError:
            continue


def find_texts(folder: Path | None, hashes: Iterable[str]) -> dict[str, str]:
    """The canonical texts in a folder that have one of the given hashes.

    Args:
        folder: where ``.txt`` files lie; None means that no texts are at hand.
        hashes: SHA-256 of the canonical texts looked for.

    Returns:
        Texts by hash; a text that is not there is simply missing.

    Raises:
        CorpusError: the folder does not exist.
    """
    if folder is None:
        return {}
    wanted = set(hashes)
    found = ((sha256_of(text), text) for _, text in texts_in(folder))
    return {digest: text for digest, text in found if digest in wanted}
