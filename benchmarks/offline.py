"""Measures without a server: the canned queries in rdflib, and writing Turtle."""

from __future__ import annotations

import itertools
import multiprocessing
import signal
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pyoxigraph
from rdflib import Dataset, Graph

from benchmarks.measures import Options, Record
from communique.release.dumps import deterministic_turtle

_TURTLE_TRIPLES = 50_000
_PATIENCE_SECONDS = 5
"""How long rdflib may take for one query; what it would take beyond is not waited for."""
_QUICK_SECONDS = 1.0


def canned_in_rdflib(options: Options) -> Iterator[Record]:
    """Each canned query in rdflib, from memory: its time, or how long it was waited for."""
    texts = {call.query.name: call.text for call in options.calls.examples()}
    receiving, sending = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(
        target=_answer_all, args=(options.dataset.quads, texts, sending)
    )
    process.start()
    sending.close()
    try:
        for _ in texts:
            record = receiving.recv()
            if record is not None:
                yield record
    except EOFError:
        raise ValueError("rdflib ended before all queries were answered") from None
    finally:
        process.kill()
        process.join()


def _answer_all(quads: Path, texts: dict[str, str], answers: Any) -> None:  # noqa: ANN401 - a connection
    dataset = Dataset(default_union=True)
    dataset.parse(quads, format="nquads")
    signal.signal(signal.SIGALRM, _give_up)
    for name, text in texts.items():
        times: list[float] = []
        rows, is_whole = 0, True
        try:
            while len(times) < 3 and sum(times) < _QUICK_SECONDS:
                signal.alarm(_PATIENCE_SECONDS)
                started = time.perf_counter()
                rows = len(list(dataset.query(text)))
                times.append(time.perf_counter() - started)
        except TimeoutError:
            times, is_whole = [float(_PATIENCE_SECONDS)], False
        except Exception as error:  # rdflib fails at some queries with whatever comes
            print(f"rdflib cannot answer {name}: {type(error).__name__}", flush=True)
            answers.send(None)
            continue
        finally:
            signal.alarm(0)
        answers.send(
            {
                "measure": "canned-rdflib",
                "server": "rdflib",
                "query": name,
                "rows": rows,
                "milliseconds": statistics.median(times) * 1000,
                "is_whole": is_whole,
            }
        )


def _give_up(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


def turtle(options: Options) -> Iterator[Record]:
    """Deterministic Turtle: ours, and the longturtle of rdflib, both from what they hold in memory."""
    quads = pyoxigraph.parse(path=str(options.dataset.quads), format=pyoxigraph.RdfFormat.N_QUADS)
    triples = list(dict.fromkeys(quad.triple for quad in itertools.islice(quads, _TURTLE_TRIPLES)))
    graph = Graph()
    plain = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
    graph.parse(data=plain, format="nt")
    for name, write in (
        ("ours", lambda: deterministic_turtle(triples)),
        ("rdflib", lambda: graph.serialize(format="longturtle")),
    ):
        times = [_seconds(write) for _ in range(3 if name == "ours" else 1)]
        yield {
            "measure": "turtle",
            "server": name,
            "triples": len(triples),
            "seconds": statistics.median(times),
        }


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


OFFLINE: dict[str, Callable[[Options], Iterator[Record]]] = {
    "canned-rdflib": canned_in_rdflib,
    "turtle": turtle,
}
"""The measures by name."""
