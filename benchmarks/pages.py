"""Measure the pages of the site against their budgets: how long they are, how long they take, what they load.

    python -m benchmarks.pages
    python -m benchmarks.pages --workspace benchmarks/data/one-million --into benchmarks/README.md

Of the pages of single things the heaviest are taken: the actor, agreement, article, event, issue and position
with most of what their page shows. Nobody else asks the service meanwhile.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import httpx

from benchmarks.dataset import BenchmarkDataset
from benchmarks.page_budgets import Page, kilobytes, percentile, tables
from benchmarks.processes import ProcessTree
from benchmarks.report import number, put_into
from benchmarks.servers import Communique
from communique.vocabulary import kind_and_slug
from communique.web.rendering import href

_HTML = {"Accept": "text/html"}
_LIMIT_SECONDS = 60.0
_PREFIXES = "PREFIX cq: <https://w3id.org/communique/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> "
_HEAVIEST = {
    "actor": "?one cq:onBehalfOf|cq:holder ?thing",
    "agreement": "?one cq:target ?thing . ?thing a cq:Agreement",
    "article": "?one oa:hasTarget/oa:hasSource ?thing",
    "event": "?one cq:statedAt ?thing",
    "issue": "?one cq:about ?thing",
    "position": "?one oa:hasBody ?thing . ?thing a cq:Position",
    "clause": "?one cq:target ?thing . ?thing a cq:Provision",
}
"""Of what there is most on the page of a thing, in SPARQL."""
_PLAIN = {
    "home": "/",
    "about": "/about",
    "method": "/method",
    "ontology": "/ontology",
    "shapes": "/shapes",
    "agreements": "/agreements",
    "actors": "/actors",
    "articles": "/articles",
    "events": "/events",
    "events, the latest first": "/events?order=newest",
    "issues": "/issues",
    "search": "/search",
    "search for a word": "/search?q=corridor",
    "compare": "/compare",
    "timeline": "/timeline",
    "network": "/network",
    "network of everything": "/network?targets=everything&ascribed=any",
    "network of the same side": "/network?view=congruence",
    "queries": "/queries",
    "query as a matrix": "/queries/stance-matrix?show=rows&view=matrix",
    "SPARQL": "/sparql",
    "data": "/data",
    "interface": "/docs",
}


@dataclass
class _Loaded(HTMLParser):
    """The style sheets and scripts that a page names."""

    names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        address = given.get("src") if tag == "script" else None
        if tag == "link" and given.get("rel") == "stylesheet":
            address = given.get("href")
        if address:
            self.names.append(address)


class Site:
    """A running service whose pages are measured."""

    def __init__(self, address: str, tree: ProcessTree) -> None:
        self._tree = tree
        self._client = httpx.Client(base_url=address, timeout=_LIMIT_SECONDS, trust_env=False, verify=False)  # noqa: S501 - loopback, without TLS
        self._variants = 0

    def paths(self) -> Iterator[tuple[str, str]]:
        """The pages by name; those that this dataset or version of the service does not have are left out."""
        for name, path in _PLAIN.items():
            if self._client.get(path, headers=_HTML).status_code == 200:
                yield name, path
        found = {kind: iri for kind, pattern in _HEAVIEST.items() if (iri := self._heaviest(pattern))}
        for kind, iri in found.items():
            yield f"the heaviest {kind}", href(iri)
        if "actor" in found and "agreement" in found:
            actor, agreement = _slug(found["actor"]), _slug(found["agreement"])
            asked = urlencode({"actor": actor, "target": f"agreement/{agreement}"})
            yield "the words in a cell", f"/compare/cell?{asked}"
            yield "answer of a canned query", f"/queries/positions-of-actor?{urlencode({'actor': actor})}"

    def measure(self, name: str, path: str, rounds: int) -> Page:
        """Ask for a page again and again.

        Answers that are kept are told apart by the Accept header as it stands; one that has never been sent
        gives the same page, made anew.
        """
        path = self._client.get(path, headers=_HTML, follow_redirects=True).url.raw_path.decode()
        text = self._ask(path, "text/html")[1]
        before = self._tree.cpu_seconds()
        uncached = [self._ask(path, self._variant())[0] for _ in range(rounds)]
        cpu = (self._tree.cpu_seconds() - before) * 1000 / rounds
        cached = [self._ask(path, "text/html")[0] for _ in range(3 * rounds)]
        seen = _Loaded()
        seen.feed(text.decode())
        return Page(name, path, len(gzip.compress(text)), cached, uncached, cpu, tuple(seen.names))

    def size(self, address: str) -> int:
        """The length of a file, gzipped."""
        return len(gzip.compress(self._client.get(address).content))

    def _variant(self) -> str:
        self._variants += 1
        return f"text/html, application/x-{time.time_ns()}-{self._variants};q=0.1"

    def _ask(self, path: str, accept: str) -> tuple[float, bytes]:
        """Milliseconds and body of an answer.

        Raises:
            ValueError: the page is not given.
        """
        started = time.perf_counter()
        answer = self._client.get(path, headers={"Accept": accept, "Accept-Encoding": "identity"})
        milliseconds = (time.perf_counter() - started) * 1000
        if answer.status_code != 200 or not answer.headers["content-type"].startswith("text/html"):
            raise ValueError(f"{path} answered {answer.status_code}: {answer.text[:200]}")
        return milliseconds, answer.content

    def _heaviest(self, pattern: str) -> str:
        query = (
            f"{_PREFIXES}SELECT ?thing (COUNT(DISTINCT ?one) AS ?count) WHERE {{ {pattern} }} "
            "GROUP BY ?thing ORDER BY DESC(?count) ?thing LIMIT 1"
        )
        rows = self._client.get("/sparql", params={"query": query, "format": "json"}).json()["results"][
            "bindings"
        ]
        return str(rows[0]["thing"]["value"]) if rows and "thing" in rows[0] else ""


def _slug(iri: str) -> str:
    named = kind_and_slug(iri)
    return named[1] if named else iri


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--workspace", type=Path, default=Path(), help="a workspace that has been built")
    parser.add_argument(
        "--rounds", type=int, default=20, help="how often each page is made (default: %(default)s)"
    )
    parser.add_argument("--into", type=Path, help="a Markdown file to put the tables into, between its marks")
    given = parser.parse_args()
    dataset = BenchmarkDataset(given.workspace)
    server = Communique(dataset, _LIMIT_SECONDS)
    with server.running():
        site = Site(server.address, server.tree)
        pages = []
        for name, path in site.paths():
            pages.append(site.measure(name, path, given.rounds))
            print(
                f"{name}: {kilobytes(pages[-1].size)} kB, {number(percentile(pages[-1].uncached, 95))} ms",
                flush=True,
            )
        sizes = {address: site.size(address) for page in pages for address in page.loaded}
    text = tables(pages, sizes, int(dataset.manifest["triples"]))
    if given.into:
        put_into(given.into, text, f"pages of {given.workspace.name or 'the real data'}")
    print(text)


if __name__ == "__main__":
    main()
