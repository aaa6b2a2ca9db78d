"""The whole dataset as one file, for people who load it elsewhere: equal data give equal bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from communique.vocabulary import PREFIXES

TURTLE_DUMP = "communique.ttl"
TRIG_DUMP = "communique.trig"
JSON_LD_DUMP = "communique.jsonld"
N_QUADS_DUMP = "communique.nq"


@dataclass(frozen=True, slots=True)
class RdfDump:
    """A dataset in its canonical order."""

    quads: list[Quad]
    triples: list[Triple]
    """All graphs merged: each triple once."""

    @classmethod
    def read(cls, lines: Sequence[str]) -> RdfDump:
        """Read sorted canonical N-Quads; blank nodes keep their names."""
        quads = list(parse("".join(lines).encode("utf-8"), format=RdfFormat.N_QUADS))
        return cls(quads, merged(quads))

    def write(self, folder: Path) -> None:
        """Write ``communique.ttl`` (all graphs merged) and ``communique.trig`` (graph by graph).

        Raises:
            OSError: the files cannot be written.
        """
        trig = serialize(self._by_graph(), format=RdfFormat.TRIG, prefixes=PREFIXES)
        (folder / TRIG_DUMP).write_bytes(trig or b"")
        (folder / TURTLE_DUMP).write_bytes(deterministic_turtle(self.triples))

    def write_json_ld(self, folder: Path) -> None:
        """Write ``communique.jsonld``: expanded JSON-LD, graph by graph.

        Raises:
            OSError: the file cannot be written.
        """
        (folder / JSON_LD_DUMP).write_bytes(serialize(self._by_graph(), format=RdfFormat.JSON_LD) or b"")

    def _by_graph(self) -> list[Quad]:
        # The sorting is stable: the order within a graph stays.
        return sorted(self.quads, key=lambda quad: str(quad.graph_name))


def merged(quads: Iterable[Quad]) -> list[Triple]:
    """The triples of all graphs, each once, in the order in which they first come."""
    return list(dict.fromkeys(quad.triple for quad in quads))


def deterministic_turtle(triples: Iterable[Triple]) -> bytes:
    """Triples as Turtle of which the bytes follow from the triples alone, in whatever order they come.

    Blank nodes keep their names. Those of a build have theirs by RDFC-1.0, so that the bytes follow from what
    the data say. The prefixes are those of the data files.
    """
    ordered = sorted(frozenset(triples), key=str)
    return serialize(ordered, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
