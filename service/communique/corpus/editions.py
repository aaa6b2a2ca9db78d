"""Another edition of a text: which annotated spans stand in it word for word, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from communique.corpus.quoting import selected
from communique.model import Evidence, Mention, Span


@dataclass(frozen=True, slots=True)
class Anchored:
    """Annotations of one article, found in another edition of its text or not."""

    found: tuple[tuple[Evidence | Mention, Span], ...]
    """Annotations with their places in the edition."""
    lost: tuple[Evidence | Mention, ...]
    """Those whose words do not stand there, or stand there more than once."""


def anchored(text: str, items: Iterable[Evidence | Mention]) -> Anchored:
    """Find annotations in another edition of their text, by exact matches of their words only.

    Args:
        text: canonical text of the edition.
        items: annotations of the article.
    """
    found, lost = [], []
    for item in items:
        places = selected(text, item.selector)
        if len(places) == 1:
            found.append((item, places[0]))
        else:
            lost.append(item)
    return Anchored(tuple(found), tuple(lost))
