"""The aims as ratios within one run, at sixteen clients, and whether each is met."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.results import Results

CLIENTS = 16
_OVERRUN_SECONDS = 0.3
_AFTERMATH_SECONDS = 0.1
_CANNED_MILLISECONDS = 100.0
_OTHERS = ("rdflib-memory", "rdflib-oxigraph")


@dataclass(frozen=True)
class Gate:
    """One aim."""

    what: str
    aim: str
    found: str
    is_met: bool | None
    """None where it has not been measured."""


def gates(results: Results) -> list[Gate]:
    """All aims."""
    return [
        _ratio(
            "CPU for a small uncached query, against Oxigraph",
            _figure(results, "point-lookup", "cpu_milliseconds", "ours"),
            _figure(results, "point-lookup", "cpu_milliseconds", "oxigraph"),
            at_most=4,
        ),
        *(
            _ratio(
                f"CPU for {words}, against a small query of Oxigraph",
                _figure(results, measure, "cpu_milliseconds", "ours"),
                _figure(results, "point-lookup", "cpu_milliseconds", "oxigraph"),
                at_most=1.5,
            )
            for measure, words in (("canned-cached", "a cached answer"), ("not-modified", "a 304"))
        ),
        _ratio(
            "10,000-row answers a second, against Oxigraph (memory against disk)",
            _figure(results, "large-answer", "per_second", "ours"),
            _figure(results, "large-answer", "per_second", "oxigraph"),
            at_least=3,
        ),
        *(
            _ratio(
                f"{words} a second, against {other}",
                _figure(results, measure, "per_second", "ours"),
                _figure(results, measure, "per_second", other),
                at_least=aim,
            )
            for other in _OTHERS
            for measure, words, aim in (
                ("point-lookup", "small queries", 3),
                ("large-answer", "10,000-row answers", 8),
            )
        ),
        _canned_against_rdflib(results),
        _slowest_canned(results),
        *_runaways(results),
        _ratio(
            "deterministic Turtle, against longturtle of rdflib (time)",
            results.value("turtle", "seconds", server="rdflib"),
            results.value("turtle", "seconds", server="ours"),
            at_least=20,
        ),
    ]


def _figure(results: Results, measure: str, field: str, server: str) -> float | None:
    found = results.of(measure, server=server, clients=CLIENTS)
    # What was refused is no work done, and cheap.
    return float(found[0][field]) if found and not found[0]["refused"] else None


def _ratio(
    what: str,
    first: float | None,
    second: float | None,
    *,
    at_most: float | None = None,
    at_least: float | None = None,
) -> Gate:
    aim = f"≤ {at_most} ×" if at_most is not None else f"≥ {at_least} ×"
    if first is None or not second:
        return Gate(what, aim, "not measured", None)
    ratio = first / second
    is_met = ratio <= at_most if at_most is not None else ratio >= (at_least or 0)
    return Gate(what, aim, f"{ratio:.2f} ×" if ratio < 10 else f"{ratio:.0f} ×", is_met)


def _canned_against_rdflib(results: Results) -> Gate:
    what, aim = "canned queries together, against rdflib in memory (geometric mean)", "≥ 30 ×"
    ratios, is_bound = [], False
    for theirs in results.of("canned-rdflib"):
        ours = results.value("canned-each", "milliseconds", server="ours", query=theirs["query"])
        if ours:
            ratios.append(theirs["milliseconds"] / ours)
            is_bound |= not theirs["is_whole"]
    if not ratios:
        return Gate(what, aim, "not measured", None)
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    return Gate(
        what, aim, f"{'more than ' if is_bound else ''}{mean:.0f} × ({len(ratios)} queries)", mean >= 30
    )


def _slowest_canned(results: Results) -> Gate:
    what, aim = "slowest canned query, uncached", f"≤ {_CANNED_MILLISECONDS:.0f} ms"
    found = results.of("canned-each", server="ours")
    if not found:
        return Gate(what, aim, "not measured", None)
    slowest = max(found, key=lambda record: float(record["milliseconds"]))
    shown = f"{slowest['milliseconds']:.0f} ms ({slowest['query']})"
    return Gate(what, aim, shown, slowest["milliseconds"] <= _CANNED_MILLISECONDS)


def _runaways(results: Results) -> list[Gate]:
    found = [r for r in results.of("runaways", server="ours") if r["kind"] != "(quiet)"]
    quiet = results.value("runaways", "neighbour_p50_milliseconds", server="ours", kind="(quiet)")
    aims: list[tuple[str, str, Callable[[dict[str, float]], float], float, str]] = [
        (
            "runaway queries: longest overrun of the limit",
            f"≤ {_OVERRUN_SECONDS} s",
            lambda record: record["seconds"] - record["limit_seconds"],
            _OVERRUN_SECONDS,
            "s",
        ),
        (
            "runaway queries: most CPU used after the end",
            f"≤ {_AFTERMATH_SECONDS} s",
            lambda record: record["cpu_seconds_after"],
            _AFTERMATH_SECONDS,
            "s",
        ),
        (
            "runaway queries: median wait of another client meanwhile, against its quiet one",
            "≤ 3 ×",
            lambda record: record["neighbour_p50_milliseconds"] / (quiet or 1),
            3.0,
            "×",
        ),
    ]
    if not found:
        return [Gate(what, aim, "not measured", None) for what, aim, *_ in aims]
    unclear = [record["kind"] for record in found if not record["is_clean"]]
    words = "runaway queries that end with an error or visibly cut"
    ended = Gate(words, "all", f"{len(found) - len(unclear)} of {len(found)}", not unclear)
    rest = []
    for what, aim, figure, limit, unit in aims:
        worst = max(found, key=figure)
        rest.append(Gate(what, aim, f"{figure(worst):.2f} {unit} ({worst['kind']})", figure(worst) <= limit))
    return [ended, *rest]
