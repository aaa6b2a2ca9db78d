"""Chunks of about fifty articles, cut by their content.

Articles are ordered by their hashes, and a chunk ends after an article whose hash says so. Where a chunk
begins and ends thus follows from its own articles: one article more in the archive changes one chunk, and all
others are still done. (The same idea cuts files in deduplicating stores: Muthitacharoen, Chen and Mazières,
A low-bandwidth network file system, SOSP 2001.)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from communique.annotator.engines.archives import Place

MEAN_ARTICLES = 50
MOST_ARTICLES = 100
MOST_BYTES = 2_000_000
"""Articles are short; a chunk that is sent to another machine stays so."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Articles that are annotated together; its results are one file."""

    name: str
    """32 hexadecimal digits that follow from the articles and from how they are annotated."""
    places: tuple[Place, ...]


def cut(places: Iterable[Place], fingerprint: str) -> list[Chunk]:
    """Cut articles into chunks.

    Args:
        places: the articles, in any order, none twice.
        fingerprint: how they are annotated; with another one, nothing is done yet.
    """
    chunks: list[Chunk] = []
    gathered: list[Place] = []
    size = 0
    for place in sorted(places, key=lambda item: item.digest):
        gathered.append(place)
        size += place.size
        if _ends(place) or len(gathered) == MOST_ARTICLES or size >= MOST_BYTES:
            chunks.append(_chunk(gathered, fingerprint))
            gathered, size = [], 0
    if gathered:
        chunks.append(_chunk(gathered, fingerprint))
    return chunks


def _ends(place: Place) -> bool:
    # The last digits: the first ones are in order and would not tell articles apart evenly.
    return int(place.digest[-8:], 16) % MEAN_ARTICLES == 0


def _chunk(places: list[Place], fingerprint: str) -> Chunk:
    content = "\n".join([fingerprint, *(place.digest for place in places)])
    return Chunk(hashlib.sha256(content.encode()).hexdigest()[:32], tuple(places))
