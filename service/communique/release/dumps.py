"""The whole dataset as one file, for people who load it elsewhere: equal data give equal bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from communique.vocabulary import PREFIXES

TURTLE_DUMP = "communique.ttl"
TRIG_DUMP = "communique.trig"


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
        return cls(quads, list(dict.fromkeys(Triple(q.subject, q.predicate, q.object) for q in quads)))

    def write(self, folder: Path) -> None:
        """Write ``communique.ttl`` (all graphs merged) and ``communique.trig`` (graph by graph).

        Raises:
            OSError: the files cannot be written.
        """
        by_graph = sorted(
            self.quads, key=lambda quad: str(quad.graph_name)
        )  # stable: order within a graph stays
        trig = serialize(by_graph, format=RdfFormat.TRIG, prefixes=PREFIXES)
        turtle = serialize(self.triples, format=RdfFormat.TURTLE, prefixes=PREFIXES)
        (folder / TRIG_DUMP).write_bytes(trig or b"")
        (folder / TURTLE_DUMP).write_bytes(turtle or b"")
