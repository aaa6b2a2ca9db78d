"""Full text of what the dataset says in words: names, summaries, notes and the glosses of positions."""

from __future__ import annotations

import queue
import re
import sqlite3
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain

from rdflib import URIRef

from communique.store.folding import fold
from communique.store.positions import PositionIndex
from communique.store.protocol import Store
from communique.store.reading import read_rows
from communique.vocabulary import CQ, DCTERMS, RDFS, SDO, SKOS, kind_and_slug

FACETS = ("kind", "actor", "agreement", "stance", "rendering", "outlet", "method", "year")
"""What results can be narrowed down by; all but ``kind`` and ``year`` have IRIs as values."""
_LABELS = (SKOS.prefLabel, SDO.headline, DCTERMS.title)
_ALIASES = (SKOS.altLabel, SKOS.hiddenLabel, CQ.officialTitle)
_TEXTS = (SKOS.definition, SKOS.scopeNote, SKOS.note)
_DAYS = (CQ.adoptedOn, CQ.heldOn, SDO.datePublished)
_WEIGHTS = (10.0, 5.0, 1.0)
"""How much a match counts in a label, in another name, and in a text (for BM25)."""
_EXACT = -1_000.0
"""The rank of what is called exactly like what is looked for; BM25 never comes near."""
_CONNECTIONS = 4
"""How many searches read at the same time; the others wait for them, for milliseconds."""
_WORDS = 12
"""Most words of a search; those that follow are left out of account."""


@dataclass(frozen=True, slots=True)
class Document:
    """What can be found: a thing, or one piece of evidence with its gloss.

    Attributes:
        iri: the thing, or the annotation.
        kind: the kind of thing, for evidence ``position``.
        text: what is shown of it beside its label: a summary, or the gloss.
        evidence: the number of the evidence in the index of positions.
    """

    iri: str
    kind: str
    text: str
    evidence: int | None = None


@dataclass(slots=True)
class Draft:
    """A document while it is being gathered, with what it is found by and the values of its facets."""

    iri: str
    kind: str
    text: str = ""
    evidence: int | None = None
    labels: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    values: dict[str, list[str]] = field(default_factory=dict)

    def add(self, facet: str, value: str) -> None:
        """Give a facet a value."""
        listed = self.values.setdefault(facet, [])
        if value not in listed:
            listed.append(value)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds, best first, with how often each value of each facet occurs among it."""

    documents: Sequence[Document]
    facets: Mapping[str, Counter[str]]


class SearchIndex:
    """The full text of one dataset version, held in memory (SQLite's FTS5). Safe to use from threads."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._documents = [Document(item.iri, item.kind, item.text, item.evidence) for item in drafts]
        self._values = {name: [tuple(item.values.get(name, ())) for item in drafts] for name in FACETS}
        self._named: dict[str, list[int]] = {}
        address = f"file:/communique-{uuid.uuid4()}?vfs=memdb"
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        for _ in range(_CONNECTIONS):
            self._idle.put(sqlite3.connect(address, uri=True, check_same_thread=False))
        with self._connection() as connection, connection:
            connection.execute(
                "CREATE VIRTUAL TABLE texts USING fts5(label, aliases, text, content='', prefix='2 3', "
                "tokenize='unicode61 remove_diacritics 0')"
            )
            connection.executemany(
                "INSERT INTO texts (rowid, label, aliases, text) VALUES (?, ?, ?, ?)", self._rows(drafts)
            )

    def _rows(self, drafts: Sequence[Draft]) -> Iterator[tuple[int, str, str, str]]:
        """The texts of all documents as they are compared."""
        for number, draft in enumerate(drafts):
            for name in draft.labels | draft.aliases:
                self._named.setdefault(" ".join(_words(name)), []).append(number)
            columns = (draft.labels, draft.aliases, draft.texts | {draft.text})
            label, aliases, text = (fold(" \n ".join(sorted(column))) for column in columns)
            yield number, label, aliases, text

    @classmethod
    def of(cls, store: Store, positions: PositionIndex) -> SearchIndex:
        """Read the index from a store.

        Args:
            store: the store.
            positions: the evidence in it.
        """
        glosses = dict(_texts(store, RDFS.comment))
        things = _things(store)
        ordered = sorted(things.values(), key=lambda draft: (draft.kind, draft.iri))
        return cls([*ordered, *_evidence(positions, glosses)])

    def find(self, text: str, chosen: Mapping[str, str]) -> Found:
        """What has all words of a text, or words that begin with them; everything where the text is empty.

        Args:
            text: words in any script, phrases in double quotes; no text is wrong.
            chosen: values of facets that results must have.

        Raises:
            KeyError: there is no such facet.
        """
        numbers = self._ranked(text)
        for name, value in chosen.items():
            column = self._values[name]
            numbers = [number for number in numbers if value in column[number]]
        facets = {
            name: Counter(chain.from_iterable(map(column.__getitem__, numbers)))
            for name, column in self._values.items()
        }
        return Found([self._documents[number] for number in numbers], facets)

    def _ranked(self, text: str) -> Sequence[int]:
        """The numbers of the documents that a text finds, best first."""
        if not text.strip():
            return range(len(self._documents))
        expression = match_expression(text)
        if not expression:
            return []
        with self._connection() as connection:
            rows = connection.execute(
                "SELECT bm25(texts, ?, ?, ?), rowid FROM texts WHERE texts MATCH ?", (*_WEIGHTS, expression)
            ).fetchall()
        exact = set(self._named.get(" ".join(_words(text)), ()))
        return [number for _, number in sorted((_EXACT if n in exact else rank, n) for rank, n in rows)]

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = self._idle.get()
        try:
            yield connection
        finally:
            self._idle.put(connection)


def match_expression(text: str) -> str:
    """What FTS5 is asked for a text: every word quoted, so that nothing in it is syntax; empty for no words.

    Words match what begins with them, except inside double quotes, where all but the last match whole.
    """
    phrases = [_words(part) for part in _PHRASE.findall(text)]
    words = [[word] for word in _words(_PHRASE.sub(" ", text))]
    asked = [phrase for phrase in [*phrases, *words] if phrase][:_WORDS]
    return " AND ".join(f'"{" ".join(phrase[:_WORDS])}" *' for phrase in asked)


_PHRASE = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')


def _words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return re.findall(r"[^\W_]+", fold(text))


def _texts(store: Store, term: URIRef) -> Iterator[tuple[str, str]]:
    """What is said with one property, of the things themselves; of parts, by the things they are parts of."""
    for _, thing, text in read_rows(store, "search-texts", {"property": term}):
        yield thing.partition("#")[0], text


def _things(store: Store) -> dict[str, Draft]:
    """The things of a dataset with all that is said of them in words."""
    found: dict[str, Draft] = {}
    for terms, name in ((_LABELS, "labels"), (_ALIASES, "aliases"), (_TEXTS, "texts")):
        for iri, text in chain.from_iterable(_texts(store, term) for term in terms):
            named = kind_and_slug(iri)
            if named is not None and named[0] not in ("annotation", "position"):
                draft = found.setdefault(iri, Draft(iri, named[0]))
                getattr(draft, name).add(text)
                # The first that is known is shown: a definition, else a note.
                draft.text = draft.text or (text if name == "texts" else "")
    for iri, draft in found.items():
        draft.add("kind", draft.kind)
        if draft.kind in ("actor", "agreement"):
            draft.add(draft.kind, iri)
    for iri, day in chain.from_iterable(_texts(store, term) for term in _DAYS):
        if iri in found:
            found[iri].add("year", day[:4])
    for term, facet in ((CQ.provisionOf, "agreement"), (SDO.publisher, "outlet")):
        for _, origin, end in read_rows(store, "position-links", {"property": term}):
            if origin in found:
                found[origin].add(facet, end)
    return found


def _evidence(positions: PositionIndex, glosses: Mapping[str, str]) -> list[Draft]:
    """Every piece of evidence that has a gloss."""
    drafts = []
    for number in range(len(positions)):
        key = positions.key(number)
        values = {"kind": ["position"], "year": [key.stated_on[:4]]}
        gloss = glosses.get(key.annotation, "")
        drafts.append(Draft(key.annotation, "position", gloss, number, values=values))
    for facet in ("actor", "stance", "rendering", "outlet", "method", "within"):
        for value, numbers in positions.having(facet).items():
            if facet != "within" or (kind_and_slug(value) or ("",))[0] == "agreement":
                for number in numbers:
                    drafts[number].add("agreement" if facet == "within" else facet, value)
    return [draft for draft in drafts if draft.text]
