"""The sources of what a page says, numbered, so that each fact can name its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import URIRef

from communique.store.protocol import Row
from communique.web.served import ServedDataset


@dataclass(frozen=True, slots=True)
class Source:
    """A source.

    Attributes:
        number: what the page calls it.
        iri: the source.
        title: its title; empty for what is a web address only.
        address: where it is; empty if no address is known.
    """

    number: int
    iri: str
    title: str
    address: str


class Sources:
    """The sources that one page names."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Number them.

        Args:
            rows: those of the query ``sources``, in the order in which sources get their numbers.
        """
        self._known: dict[str, Source] = {}
        self._of: dict[tuple[str, str, str], set[int]] = {}
        for row in rows:
            iri = row["source"]
            if iri not in self._known:
                address = row.get("address", "")
                self._known[iri] = Source(len(self._known) + 1, iri, row.get("title", ""), address)
            key = (row.get("part", ""), row.get("property", ""), row.get("value", ""))
            self._of.setdefault(key, set()).add(self._known[iri].number)

    @classmethod
    def about(cls, served: ServedDataset, iri: str) -> Sources:
        """The sources of a thing, of its parts and of single facts about it."""
        return cls(served.rows("sources", {"thing": URIRef(iri)}))

    @property
    def listed(self) -> list[Source]:
        """All of them in the order of their numbers."""
        return list(self._known.values())

    def of_part(self, part: str = "") -> list[int]:
        """The numbers of the sources of a part, or of the thing itself."""
        return sorted(self._of.get((part, "", ""), ()))

    def of_fact(self, term: str, value: str) -> list[int]:
        """The numbers of the sources that a single fact has beside those of the thing."""
        return sorted(self._of.get(("", term, value), ()))
