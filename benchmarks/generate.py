"""Generate a dataset of any size in the shape of the real one, as a workspace that can be served.

    python -m benchmarks.generate benchmarks/data/one-million --triples 1000000

The ontology and the reference data are the real ones, and the real annotations stay in; to them come invented
articles with records, events and a named graph for each annotator. Equal arguments give equal bytes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from rdflib import Graph, Literal

from benchmarks.building import finish_build, make_workspace
from benchmarks.shape import Shape
from benchmarks.stories import MACHINE, StoryMaker
from communique.graph.turtle import new_graph
from communique.release.canonical import graph_lines
from communique.release.manifest import CURRENT, DATASET_FILE
from communique.vocabulary import CQ, PROV, RDF, REFERENCE_GRAPH, SKOS, thing
from communique.workspace import Workspace

_STORIES_AT_ONCE = 4
_maker: StoryMaker


def generate(model: Workspace, target: Path, *, triples: int, seed: int = 1, processes: int = 2) -> Path:
    """Write a workspace whose current build has at least so many quads.

    Args:
        model: the workspace whose current build is the model.
        target: the folder of the new workspace; an earlier one of the same name is replaced.
        triples: how many quads to reach; the last story may go beyond by some thousand.
        seed: another number gives another dataset.
        processes: how many invent at the same time; the result is the same.

    Returns:
        The folder of the build.

    Raises:
        OSError: the model has not been built, or the folder cannot be written.
    """
    # Any build will do as a model, also one of another layout, which could not be served.
    name = (model.builds / CURRENT).read_text(encoding="utf-8").strip()
    dataset = model.builds / name / DATASET_FILE
    shape = Shape.read(dataset)
    make_workspace(model, target)
    unsorted, ordered = target / "unsorted.nq", target / "sorted.nq"
    with unsorted.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines([*shape.lines, *_annotator_record()])
        written = len(shape.lines)
        for lines in _stories(dataset, seed, processes):
            if written >= triples:
                break
            file.writelines(lines)
            written += len(lines)
    _sort(unsorted, ordered)
    unsorted.unlink()
    return finish_build(Workspace.open(target), ordered)


def _stories(dataset: Path, seed: int, processes: int) -> Iterator[list[str]]:
    """The lines of story after story, without end."""
    with multiprocessing.get_context("spawn").Pool(processes, _prepare, (dataset, seed)) as pool:
        # A block at a time: a pool reads all of its input at once, and this one has no end.
        for start in count(0, 32 * processes):
            yield from pool.imap(_story, range(start, start + 32 * processes), chunksize=_STORIES_AT_ONCE)


def _prepare(dataset: Path, seed: int) -> None:
    global _maker  # each process of the pool has one for all its stories
    _maker = StoryMaker(Shape.read(dataset), seed)


def _story(number: int) -> list[str]:
    return [line for name, graph in _maker.graphs(number) for line in _lines(name, graph)]


def _lines(name: str, graph: Graph) -> list[str]:
    """N-Quads lines; blank nodes keep their names, which are made from the annotation's IRI."""
    return [f"{line[:-1].rstrip()} <{name}> .\n" for line in graph.serialize(format="nt").split("\n") if line]


def _annotator_record() -> list[str]:
    graph = new_graph()
    machine = thing("annotator", MACHINE)
    graph.add((machine, RDF.type, CQ.Annotator))
    graph.add((machine, RDF.type, PROV.Agent))
    graph.add((machine, CQ.method, CQ.machine))
    graph.add((machine, SKOS.prefLabel, Literal("Machine (invented data)", lang="en")))
    return graph_lines(graph, REFERENCE_GRAPH)


def _sort(source: Path, target: Path) -> None:
    """Put lines in code point order, each once, with the sort of the system, which needs little memory."""
    subprocess.run(  # noqa: S603 - the command is ours
        ["/usr/bin/sort", "--unique", "--buffer-size=1G", f"--output={target}", str(source)],
        check=True,
        env={**os.environ, "LC_ALL": "C", "TMPDIR": str(target.parent)},
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", type=Path, help="folder of the workspace to write")
    parser.add_argument(
        "--triples", type=int, default=1_000_000, help="how many quads to reach (default: %(default)s)"
    )
    parser.add_argument(
        "--model", type=Path, default=Path(), help="workspace to take as the model (default: .)"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    started = time.monotonic()
    build = generate(
        Workspace.open(given.model),
        given.target,
        triples=given.triples,
        seed=given.seed,
        processes=given.processes,
    )
    print(f"{build} in {time.monotonic() - started:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
