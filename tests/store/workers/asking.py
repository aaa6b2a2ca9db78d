"""Queries for workers, and waiting for what becomes of them."""

from __future__ import annotations

import asyncio

from communique.store.workers.wire import Job

ASK = Job("ASK { ?s ?p ?o }", "text/csv", None)
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
"""Many times as much as can be gone through in any time."""
ENDLESS = Job(f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", "text/csv", None)
"""Answers nothing for ever."""
STREAM = Job(f"SELECT * {{ {CROSS} }}", "text/csv", None)
"""Answers more and more."""
GROWING = Job(f"SELECT DISTINCT ?a ?d ?g {{ {CROSS} }} ORDER BY ?a ?d ?g", "text/csv", None)
"""Answers nothing for long and takes more and more memory."""

MEMORY_BOMB = Job(
    f"SELECT (GROUP_CONCAT(CONCAT(STR(?b), STR(?e), STR(?h))) AS ?x) {{ {CROSS} }}", "text/csv", None
)
"""Makes one value longer and longer. Of predicates, because STR of a blank node is an error."""


def counted(count):
    """A pattern in which ?n is each of the numbers from 0, so many of them."""
    places = range(len(str(count)))
    values = " ".join(f"VALUES ?d{place} {{ 0 1 2 3 4 5 6 7 8 9 }}" for place in places)
    number = " + ".join(f"?d{place} * {10**place}" for place in places)
    return f"{values} BIND({number} AS ?n) FILTER(?n < {count})"


def numbers(count):
    """A query with so many rows, the numbers from 0, in order."""
    return Job(f"SELECT ?n {{ {counted(count)} }} ORDER BY ?n", "text/csv", None)


_LONG_VALUES = f'{counted(400_000)} BIND(CONCAT(STR(?n), "{"x" * 300}") AS ?x)'
WASTEFUL = Job(f"SELECT (COUNT(DISTINCT ?x) AS ?total) {{ {_LONG_VALUES} }}", "text/csv", None)
"""Is answered, but takes more memory than a worker may keep."""


async def until(condition):
    """Wait until something has become so; the test's own time limit ends a wait in vain."""
    while not condition():
        await asyncio.sleep(0.01)
