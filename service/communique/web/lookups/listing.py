"""Lists of things: one description for each, from which its queries, pages, CSV and documentation follow."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rdflib import Literal

from communique.store.protocol import Row, Term
from communique.vocabulary import CQ, PREFIXES
from communique.web.items import Item
from communique.web.lookups.filters import Filter
from communique.web.served import ServedDataset


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Some items; ``next`` is the ``after`` of those that follow, or None; ``total`` counts all that pass."""

    items: Sequence[Item]
    next: str | None
    total: int
    more: Mapping[str, object] = field(default_factory=dict)
    """What else the answer tells, in JSON."""


@dataclass(frozen=True)
class Listing(ABC):
    """A list of things of one kind.

    Attributes:
        name: its name in the address, and of what it lists.
        kind: the kind of thing in the IRIs of its items.
        singular: what one item is called.
        item: the shape of its items.
        filters: what the list can be narrowed down by.
        example: slug of an item to show.
        key: what the member of an answer is called that holds the items.
        may_be_empty: filters that count as not given where their value is empty.
        more: what else an answer tells: the types of further members by their names.
    """

    name: str
    kind: str
    singular: str
    item: type[Item]
    filters: tuple[Filter, ...]
    example: str
    key: str = field(default="items", kw_only=True)
    may_be_empty: frozenset[str] = field(default=frozenset(), kw_only=True)
    more: Mapping[str, Any] = field(default_factory=dict, kw_only=True)

    @property
    def single_key(self) -> str | None:
        """What the member is called that holds the one item of a thing; None where it may be several."""
        return "item" if self.key == "items" else None

    @abstractmethod
    def find(
        self, served: ServedDataset, terms: Mapping[str, Term], *, limit: int, after: str | None = None
    ) -> ItemPage:
        """One page of the things that pass some filters.

        Args:
            served: the dataset.
            terms: values of filters, by their names.
            limit: how many to give at most.
            after: the ``next`` of the page before.
        """

    @abstractmethod
    def one(self, served: ServedDataset, iri: str) -> Sequence[Item]:
        """A single thing; nothing where the list does not have it."""


@dataclass(frozen=True)
class ThingListing(Listing):
    """A list of things that a query finds.

    Attributes:
        classes: the classes of which things are in the list, by their names in the ontology.
        order: a pattern in SPARQL that says of ``?item`` what ``?first`` is, by which things are ordered
            before their IRIs are.
        load: gives the items of some IRIs, in the same order.
    """

    classes: tuple[str, ...] = field(kw_only=True)
    order: str = field(kw_only=True)
    load: Callable[[ServedDataset, Sequence[str]], Sequence[Item]] = field(kw_only=True)

    def find(
        self,
        served: ServedDataset,
        terms: Mapping[str, Term],
        *,
        limit: int,
        after: str | None = None,
        backwards: bool = False,
    ) -> ItemPage:
        """See :meth:`Listing.find`; ``backwards`` turns the order round."""
        asked = [item for item in self.filters if item.name in terms]
        bound = {item.name: terms[item.name] for item in asked if item.is_bound}
        tests = [item.passes(served, str(terms[item.name])) for item in asked if item.passes is not None]
        if tests:
            return self._tested(served, terms, bound, tests, limit, after, backwards)
        place = {} if after is None else {"after": Literal(after)}
        text = self.page_query(terms, after, limit, backwards)
        rows = served.store.query(text, bindings={**bound, **place}).rows()
        page = rows[:limit]
        if after is None and len(page) == len(rows):
            total = len(rows)
        else:
            counted = served.store.query(self.count_query(terms), bindings=bound).rows()
            total = int(counted[0]["total"]) if counted else 0
        return self._page(served, page, len(rows) > len(page), total)

    def _tested(
        self,
        served: ServedDataset,
        terms: Mapping[str, Term],
        bound: Mapping[str, Term],
        tests: Sequence[Callable[[str], bool]],
        limit: int,
        after: str | None,
        backwards: bool,
    ) -> ItemPage:
        """A page of what passes some tests as well, which the store knows nothing of."""
        rows = served.store.query(self.page_query(terms, None, None, backwards), bindings=bound).rows()
        passing = [row for row in rows if all(test(row["item"]) for test in tests)]
        remaining = [row for row in passing if after is None or _follows(row["key"], after, backwards)]
        return self._page(served, remaining[:limit], len(remaining) > limit, len(passing))

    def _page(self, served: ServedDataset, rows: Sequence[Row], has_more: bool, total: int) -> ItemPage:
        following = rows[-1]["key"] if has_more else None
        return ItemPage(self.load(served, [row["item"] for row in rows]), following, total)

    def one(self, served: ServedDataset, iri: str) -> Sequence[Item]:
        """See :meth:`Listing.one`."""
        if not any(served.things.is_a(iri, str(CQ[name])) for name in self.classes):
            return []
        return self.load(served, [iri])

    def page_query(
        self, terms: Mapping[str, Term], after: str | None, limit: int | None, backwards: bool = False
    ) -> str:
        """The query that finds the things of a page, and one more if there is one; or all of them.

        The values of filters and the place to begin at are no part of it; they are bound to it.
        """
        follows = "" if after is None else f"FILTER(?key {'<' if backwards else '>'} ?after)"
        place = "" if after is None else "?after"
        cut = "" if limit is None else f"LIMIT {limit + 1:d}"
        return (
            f"{_PREFIXES}SELECT DISTINCT ?key ?item {place} {self._variables(terms)} "
            f"WHERE {{ {self._narrowed(terms)} "
            f'BIND(CONCAT(COALESCE(STR(?first), ""), " ", STR(?item)) AS ?key) {follows} }} '
            f"ORDER BY {'DESC' if backwards else 'ASC'}(?key) {cut}"
        )

    def count_query(self, terms: Mapping[str, Term]) -> str:
        """The query that counts the things that pass some filters."""
        variables = self._variables(terms)
        grouped = f"GROUP BY {variables}" if variables else ""
        return (
            f"{_PREFIXES}SELECT (COUNT(DISTINCT ?item) AS ?total) {variables} "
            f"WHERE {{ {self._narrowed(terms)} }} {grouped}"
        )

    def _narrowed(self, terms: Mapping[str, Term]) -> str:
        """The patterns of the filters, then the others: those leave less to do for what comes later."""
        asked = [item.asks(terms[item.name]) for item in self.filters if item.name in terms]
        if len(self.classes) == 1:
            kind = f"?item a cq:{self.classes[0]} ."
        else:
            kind = f"VALUES ?class {{ {' '.join(f'cq:{name}' for name in self.classes)} }} ?item a ?class ."
        return " ".join([*asked, kind, self.order])

    def _variables(self, terms: Mapping[str, Term]) -> str:
        """The bound variables; each has to be projected, or its value would be lost."""
        return " ".join(f"?{item.name}" for item in self.filters if item.name in terms and item.is_bound)


def _follows(key: str, after: str, backwards: bool) -> bool:
    return key < after if backwards else key > after


_PREFIXES = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in PREFIXES.items())
