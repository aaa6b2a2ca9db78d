"""The results as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.gates import gates
from benchmarks.lineup import SERVERS
from benchmarks.results import Results

LABELS = {name: kind.label for name, kind in SERVERS.items()}
LOADS = {
    "point-lookup": "Point lookup, never asked before",
    "canned-cold": "Canned query, never asked before",
    "canned-cached": "Canned query, asked before",
    "not-modified": "304 Not Modified",
    "large-answer": "10,000 rows",
}
_MEGABYTE = 1_000_000


def table(results: Results) -> str:
    """All results."""
    parts = [_about(results), _gates(results)]
    parts += [_load(results, measure, words) for measure, words in LOADS.items()]
    parts += [_loading(results), _canned(results), _runaways(results), _failures(results)]
    return "\n\n".join(part for part in parts if part) + "\n"


def put_into(page: Path, text: str, name: str = "table") -> None:
    """Put tables into a page, in place of those between its two marks of a name.

    Raises:
        ValueError: the page lacks the marks.
    """
    opening, closing = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, mark, rest = page.read_text(encoding="utf-8").partition(opening)
    _, end, after = rest.partition(closing)
    if not mark or not end:
        raise ValueError(f"{page} has no place for a table: it needs {opening} and {closing}")
    page.write_text(f"{before}{opening}\n{text}{closing}{after}", encoding="utf-8")


def _about(results: Results) -> str:
    machine, dataset = results.about["machine"], results.about["dataset"]
    return (
        f"Dataset {dataset['version'][:16]}: {dataset['quads']:,} quads, "
        f"{dataset['triples']:,} different triples. "
        f"Machine: {machine['processor']}, {machine['cores']} cores, "
        f"{machine['memory_bytes'] / 2**30:.0f} GiB, {machine['system']}; "
        f"Python {machine['python']}, pyoxigraph {machine['pyoxigraph']}, rdflib {machine['rdflib']}."
    )


def _gates(results: Results) -> str:
    words = {True: "met", False: "**missed**"}
    measured = [gate for gate in gates(results) if gate.is_met is not None]
    rows = [(gate.what, gate.aim, gate.found, words[gate.is_met]) for gate in measured]
    return "### Aims, at 16 clients\n\n" + markdown(("what", "aim", "found", ""), rows) if rows else ""


def _load(results: Results, measure: str, words: str) -> str:
    rows = [
        (
            LABELS[record["server"]],
            record["clients"],
            number(record["per_second"]),
            number(record["p50_milliseconds"]),
            number(record["p99_milliseconds"]),
            number(record["cpu_milliseconds"]),
            ", ".join(f"{record[name]:,} {name}" for name in ("refused", "broken") if record[name]),
        )
        for record in _ordered(results.of(measure))
    ]
    head = ("server", "clients", "requests/s", "p50 ms", "p99 ms", "server CPU ms a request", "")
    return f"### {words}\n\n{markdown(head, rows)}" if rows else ""


def _loading(results: Results) -> str:
    rows = []
    for name, label in LABELS.items():
        load = results.of("load", server=name)
        memory = results.value("memory", "bytes", server=name)
        if load or memory:
            rows.append(
                (
                    label,
                    number(load[0]["load_seconds"]) if load else "",
                    number(load[0]["start_seconds"]) if load else "",
                    f"{memory / _MEGABYTE:,.0f}" if memory else "",
                )
            )
    head = ("server", "load s", "start s", "memory MB")
    return f"### Loading and memory\n\n{markdown(head, rows)}" if rows else ""


def _canned(results: Results) -> str:
    rows = []
    for ours in results.of("canned-each", server="ours"):
        query = ours["query"]
        others = [results.of("canned-each", server=name, query=query) for name in ("oxigraph", "virtuoso")]
        rdflib = results.of("canned-rdflib", query=query)
        theirs = (
            f"{'' if rdflib[0]['is_whole'] else '> '}{number(rdflib[0]['milliseconds'])}" if rdflib else ""
        )
        cells = [number(found[0]["milliseconds"]) if found else "" for found in others]
        times = number(ours["milliseconds"]), number(ours["first_milliseconds"])
        rows.append((query, f"{ours['rows']:,}", *times, *cells, theirs))
    head = (
        "canned query, uncached, ms",
        "rows",
        "Communiqué",
        "for the first time after a start",
        "Oxigraph",
        "Virtuoso 7",
        "rdflib (no server)",
    )
    return f"### Canned queries one by one\n\n{markdown(head, rows)}" if rows else ""


def _runaways(results: Results) -> str:
    rows = [
        (
            LABELS[record["server"]],
            record["kind"],
            record.get("how", ""),
            number(record["seconds"]) if "seconds" in record else "",
            number(record["cpu_seconds_after"]) if "seconds" in record else "",
            number(record["neighbour_p50_milliseconds"]),
            number(record["neighbour_worst_milliseconds"]),
            str(record.get("neighbour_failures") or ""),
        )
        for record in _ordered(results.of("runaways"))
    ]
    head = (
        "server",
        "runaway query",
        "end",
        "s",
        "CPU s after",
        "another client p50 ms",
        "worst ms",
        "its failures",
    )
    return f"### Runaway queries\n\n{markdown(head, rows)}" if rows else ""


def _failures(results: Results) -> str:
    rows = [
        (
            LABELS.get(record["server"], record["server"]),
            " ".join(str(record[name]) for name in ("measure", "query", "kind") if name in record),
            " ".join(record["failed"].split())[:160],
        )
        for record in results.records
        if "failed" in record
    ]
    return f"### Not measured\n\n{markdown(('server', 'measure', 'why'), rows)}" if rows else ""


def _ordered(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(records, key=lambda record: list(LABELS).index(str(record["server"])))


def number(value: float) -> str:
    """Three digits, or all before the point."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value < 10 else f"{value:.1f}"


def markdown(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines
    )
