"""What the dataset says of a few known things: the second step of a lookup, after finding which they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

import pyoxigraph

from communique.store.reading import quick_rows
from communique.web.served import ServedDataset, query_text

_PLACE = "VALUES ?item {}"
"""Where the queries of this room take the things they are about; as it stands, about none."""
_BATCH = 200
"""How many things one query is about; every store takes a text of that length."""


def rows_about(served: ServedDataset, name: str, iris: Iterable[str]) -> Iterator[list[str]]:
    """The rows of one of the queries of this room about some things; nothing is given as an empty text.

    Args:
        served: the dataset.
        name: a query that says ``VALUES ?item {}``.
        iris: things of the dataset. They were given out by the store, and are written as terms.
    """
    text = _text(name)
    for batch in _batches(iris):
        terms = " ".join(str(pyoxigraph.NamedNode(iri)) for iri in batch)
        yield from quick_rows(served.store.query(text.replace(_PLACE, f"VALUES ?item {{ {terms} }}")))


@cache
def _text(name: str) -> str:
    return query_text(name)


class Details:
    """The properties of some things."""

    def __init__(self, served: ServedDataset, iris: Iterable[str]) -> None:
        self._values: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for item, term, value, language in rows_about(served, "item-values", iris):
            self._values.setdefault((item, term), []).append((value, language))

    def all(self, iri: str, term: str) -> list[str]:
        """The values of a property, sorted, in whatever language."""
        return sorted({value for value, _ in self._values.get((iri, str(term)), [])})

    def one(self, iri: str, term: str) -> str | None:
        """The value of a property that has one; always the same one, should there be more."""
        return next(iter(self.all(iri, term)), None)

    def text(self, iri: str, term: str) -> str | None:
        """A text in English, or in no language."""
        texts = self._values.get((iri, str(term)), [])
        return min((value for value, language in texts if language in ("en", "")), default=None)


def _batches(iris: Iterable[str]) -> Iterator[list[str]]:
    """The things in parts, each once."""
    remaining = iter(dict.fromkeys(iris))
    while batch := list(islice(remaining, _BATCH)):
        yield batch
