"""Loading a dataset into a SPARQL 1.1 store, graph by graph.

The provenance graph, which tells the version, is taken away first and put there last, so that a store that
is not whole is never taken for a whole one. Whatever is in place already stays: an interrupted run goes on
where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Triple

from communique.release.dataset_graphs import DatasetGraphs
from communique.release.fingerprint import fingerprint
from communique.store.protocol import Form, QueryError
from communique.store.remote.answer import ACCEPT, RemoteAnswer
from communique.store.remote.graph_protocol import GraphWriter
from communique.store.remote.http import RemoteHttp, RemoteLimits, form_body
from communique.vocabulary import GRAPHS, MERGED_GRAPH, NO_GRAPH, PROVENANCE_GRAPH

LIMITS = RemoteLimits(deadline_seconds=600.0, answer_bytes=2 << 30)
"""What one request of a publication may take."""
HASHED_TRIPLES = 1_000_000
"""The largest graph that is read back and hashed; of larger ones the triples are counted."""

Progress = Callable[[str], None]

_MERGED, _PROVENANCE = str(MERGED_GRAPH), str(PROVENANCE_GRAPH)


class PublishError(ValueError):
    """A store that does not hold what was put there; the message says what differs and what to do."""


@dataclass(slots=True)
class Publication:
    """What a publication did."""

    version: str
    written: list[str] = field(default_factory=list)
    """The IRIs of the graphs that were sent or merged."""
    kept: list[str] = field(default_factory=list)
    """Those that were in place already."""
    removed: list[str] = field(default_factory=list)
    """Those of another version that are no more."""
    counted_only: set[str] = field(default_factory=set)
    """Those too large to be read back, of which only the triples were counted."""


def publish(
    dataset: DatasetGraphs,
    query_url: str,
    http: RemoteHttp,
    writer: GraphWriter,
    *,
    progress: Progress = lambda message: None,
) -> Publication:
    """Bring a store to hold one version of the dataset, and nothing of any other.

    Args:
        dataset: what to load.
        query_url: the address of the store's query service.
        http: the connection.
        writer: how to write.
        progress: told in words what is being done.

    Raises:
        PublishError: the store does not hold what was put there.
        QueryError: it failed; the next run goes on from there.
    """
    return _Run(dataset, _Reader(query_url, http), writer, progress).run()


class _Run:
    """One publication on its way."""

    def __init__(
        self, dataset: DatasetGraphs, reader: _Reader, writer: GraphWriter, progress: Progress
    ) -> None:
        self._graphs = dataset.graphs
        self._merged = dataset.merged
        self._reader, self._writer, self._progress = reader, writer, progress
        self._done = Publication(dataset.version)

    def run(self) -> Publication:
        names = [name for name in self._graphs if name != _PROVENANCE]
        missing = [name for number, name in enumerate(names, 1) if not self._is_in_place(number, name)]
        others = [name for name in self._reader.graphs() if name not in {*names, _MERGED, _PROVENANCE}]
        # Blank nodes of a graph sent anew are new ones, so the merge has to be made anew too; it goes before
        # anything else changes, so that its absence shows an interrupted run.
        merged = not missing and not others and self._holds(_MERGED, self._merged)
        if merged and self._holds(_PROVENANCE, self._graphs[_PROVENANCE]):
            self._done.kept += [_MERGED, _PROVENANCE]
            return self._done
        self._writer.clear(_PROVENANCE)
        if not merged:
            self._writer.clear(_MERGED)
        for name in others:
            self._remove(name)
        for name in missing:
            self._send(name)
        if merged:
            self._done.kept.append(_MERGED)
        else:
            self._merge(names)
        self._send(_PROVENANCE)
        return self._done

    def _is_in_place(self, number: int, name: str) -> bool:
        triples = self._graphs[name]
        self._progress(
            f"looking at graph {number} of {len(self._graphs) - 1}: {_short(name)}, {len(triples):,} triples"
        )
        if not self._holds(name, triples):
            return False
        self._done.kept.append(name)
        return True

    def _remove(self, name: str) -> None:
        self._progress(f"removing {_short(name)}, which this version does not have")
        self._writer.clear(name)
        self._done.removed.append(name)

    def _send(self, name: str) -> None:
        triples = self._graphs[name]
        self._progress(f"sending {_short(name)}, {len(triples):,} triples")
        self._writer.replace(name, triples)
        self._verify(name, triples)

    def _merge(self, names: Sequence[str]) -> None:
        self._progress(f"merging all graphs, {len(self._merged):,} triples")
        if self._writer.can_copy:
            for name in names:
                self._writer.copy(name, _MERGED)
            self._writer.add(_MERGED, self._graphs[_PROVENANCE])
        else:
            self._writer.replace(_MERGED, self._merged)
        self._verify(_MERGED, self._merged)

    def _verify(self, name: str, triples: Sequence[Triple]) -> None:
        found = self._reader.count(name)
        if found != len(triples):
            raise PublishError(
                f"the store took {found:,} of the {len(triples):,} triples of <{name}>; publish again, "
                "and if this comes back, it cannot hold them"
            )
        if not self._same(name, triples):
            raise PublishError(
                f"what the store holds in <{name}> is not what was sent, though as many triples; "
                "it changes values beyond their spelling, and its answers would differ"
            )
        self._done.written.append(name)

    def _holds(self, name: str, triples: Sequence[Triple]) -> bool:
        return self._reader.count(name) == len(triples) and self._same(name, triples)

    def _same(self, name: str, triples: Sequence[Triple]) -> bool:
        """Whether a graph that has the right number of triples has the right ones."""
        if len(triples) > HASHED_TRIPLES:
            self._done.counted_only.add(name)
            return True
        held = self._reader.triples(name)
        if len(held) < len(triples):
            raise PublishError(
                f"the store gives only {len(held):,} of the {len(triples):,} triples it holds in <{name}>; "
                "raise its limit on the length of answers (Virtuoso: ResultSetMaxRows in virtuoso.ini)"
            )
        return fingerprint(held) == fingerprint(triples)


class _Reader:
    """Looks at what a store holds."""

    def __init__(self, url: str, http: RemoteHttp) -> None:
        self._url, self._http = url, http

    def graphs(self) -> list[str]:
        """The graphs whose addresses are ours."""
        text = (
            "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } "
            f'FILTER(STRSTARTS(STR(?graph), "{GRAPHS}")) }}'
        )
        return sorted(row["graph"] for row in self._ask(text, Form.table).rows())

    def count(self, name: str) -> int:
        """How many triples a graph has."""
        text = f"SELECT (COUNT(*) AS ?count) WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
        rows = self._ask(text, Form.table, name).rows()
        if len(rows) != 1 or not rows[0].get("count", "").isdigit():
            raise QueryError("the store does not count; is its query address right?")
        return int(rows[0]["count"])

    def triples(self, name: str) -> list[Triple]:
        """What a graph holds, or as much of it as the store gives."""
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
        return self._ask(text, Form.graph, name).triples(checked=False)

    def _ask(self, text: str, form: Form, graph: str | None = None) -> RemoteAnswer:
        fields = [("query", text)]
        if graph is not None:
            fields += [("default-graph-uri", str(NO_GRAPH)), ("named-graph-uri", graph)]
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": ACCEPT[form]}
        reply = self._http.send("POST", self._url, content=form_body(fields), headers=headers)
        return RemoteAnswer(form, reply)


def _short(graph: str) -> str:
    return graph.removeprefix(GRAPHS)
