"""The budgets of pages, what was measured of each page, and both as tables."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.report import markdown, number

LARGE_TRIPLES = 500_000
"""A dataset with more triples has the budgets of large ones."""
KILOBYTES, KILOBYTES_LARGE = 60, 150
"""Longest page, gzipped."""
CACHED_MILLISECONDS, UNCACHED_MILLISECONDS = 50.0, 300.0
"""Longest time of a page, at the 95th percentile."""
OWN_KILOBYTES = 60
"""All style sheets and scripts of our own together, gzipped."""
VENDOR = "/static/vendor/"


@dataclass(frozen=True)
class Page:
    """What was measured of a page.

    Attributes:
        name: what the table calls it.
        path: its address.
        size: its length in bytes, gzipped.
        cached: how long it took each time in milliseconds, once it had been asked for.
        uncached: likewise, where nothing was kept of the answer.
        cpu: processor time of the service for one of these, in milliseconds.
        loaded: the style sheets and scripts that it names.
    """

    name: str
    path: str
    size: int
    cached: Sequence[float]
    uncached: Sequence[float]
    cpu: float
    loaded: tuple[str, ...]

    @property
    def vendored(self) -> list[str]:
        """The scripts of others among these."""
        return [name.removeprefix(VENDOR) for name in self.loaded if name.startswith(VENDOR)]


@dataclass(frozen=True)
class Budget:
    """One budget, what was found, and whether it is kept."""

    what: str
    aim: str
    found: str
    is_kept: bool


def percentile(values: Sequence[float], share: int) -> float:
    """A percentile; of few values the one above it."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def budgets(pages: Sequence[Page], own: Mapping[str, int], triples: int) -> list[Budget]:
    """All budgets.

    Args:
        pages: the pages.
        own: the lengths of our own style sheets and scripts in bytes, gzipped.
        triples: how many the dataset has.
    """
    most = KILOBYTES_LARGE if triples > LARGE_TRIPLES else KILOBYTES
    longest = max(pages, key=lambda page: page.size)
    slowest = max(pages, key=lambda page: percentile(page.uncached, 95))
    slowest_cached = max(pages, key=lambda page: percentile(page.cached, 95))
    uncached, cached = percentile(slowest.uncached, 95), percentile(slowest_cached.cached, 95)
    ours = sum(own.values())
    return [
        Budget(
            "longest page, gzipped",
            f"< {most} kB",
            f"{kilobytes(longest.size)} kB ({longest.name})",
            longest.size < most * 1000,
        ),
        Budget(
            "slowest page, made anew, p95",
            f"< {UNCACHED_MILLISECONDS:.0f} ms",
            f"{number(uncached)} ms ({slowest.name})",
            uncached < UNCACHED_MILLISECONDS,
        ),
        Budget(
            "slowest page, asked for before, p95",
            f"< {CACHED_MILLISECONDS:.0f} ms",
            f"{number(cached)} ms ({slowest_cached.name})",
            cached < CACHED_MILLISECONDS,
        ),
        Budget(
            "style sheets and scripts of our own, all together, gzipped",
            f"< {OWN_KILOBYTES} kB",
            f"{kilobytes(ours)} kB ({len(own)} files)",
            ours < OWN_KILOBYTES * 1000,
        ),
    ]


def tables(pages: Sequence[Page], site_sizes: Mapping[str, int], triples: int) -> str:
    """What was found, as Markdown.

    Args:
        pages: the pages.
        site_sizes: the lengths of all files that pages load, in bytes, gzipped.
        triples: how many the dataset has.
    """
    own = {name: size for name, size in site_sizes.items() if not name.startswith(VENDOR)}
    kept = {True: "met", False: "**missed**"}
    aims = [(one.what, one.aim, one.found, kept[one.is_kept]) for one in budgets(pages, own, triples)]
    rows = [
        (
            page.name,
            kilobytes(page.size),
            *(number(percentile(page.uncached, share)) for share in (50, 95)),
            number(page.cpu),
            *(number(percentile(page.cached, share)) for share in (50, 95)),
            ", ".join(f"{name} ({kilobytes(site_sizes[VENDOR + name])} kB)" for name in page.vendored),
        )
        for page in pages
    ]
    head = (
        "page",
        "kB gzipped",
        "made anew, ms p50",
        "p95",
        "CPU ms",
        "asked before, ms p50",
        "p95",
        "loads of others",
    )
    return (
        f"{triples:,} triples; HTML gzipped at level 9, times as a client on the same machine sees them.\n\n"
        f"{markdown(('what', 'budget', 'found', ''), aims)}\n\n{markdown(head, rows)}\n"
    )


def kilobytes(size: int) -> str:
    """A length in bytes for people."""
    return f"{size / 1000:.1f}"
