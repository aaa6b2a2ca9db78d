"""What the SPARQL editor offers: prefixes, classes and properties of this dataset, and canned queries."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from communique.release.counts import counts_of
from communique.store.canned import CannedQuery, ChoiceLists, bind
from communique.store.protocol import Term
from communique.vocabulary import KINDS, PREFIXES
from communique.web.canned.snippets import example_values
from communique.web.served import ServedDataset

PATH = "/sparql/offers.json"
_HEADER = re.compile(r"^#\+.*\n?", re.MULTILINE)
_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)


def router(served: ServedDataset) -> APIRouter:
    """The route of what the editor offers."""
    routes = APIRouter(include_in_schema=False)

    @cache  # it is the same until the dataset changes
    def content() -> dict[str, Any]:
        counts = counts_of(served.store, served.build.path)
        labels: dict[str, str] = {}
        for row in served.rows("term-labels"):
            labels.setdefault(row["term"], row["label"])
        properties = {name: found.triples for name, found in counts.properties.items()}
        return {
            "prefixes": PREFIXES,
            "kinds": [kind for kind in KINDS if kind in PREFIXES],
            "classes": _terms(counts.classes, labels),
            "properties": _terms(properties, labels),
            "examples": _examples(served),
        }

    @routes.get(PATH)
    def offers() -> JSONResponse:
        return JSONResponse(content())

    return routes


def _terms(counts: dict[str, int], labels: dict[str, str]) -> list[dict[str, str]]:
    """Classes or properties that occur in the data, the commonest first."""
    ordered = sorted(counts, key=lambda term: (-counts[term], term))
    return [{"iri": term, "label": labels.get(term, "")} for term in ordered]


def _examples(served: ServedDataset) -> list[dict[str, str]]:
    lists = ChoiceLists(served.things)
    return [
        {"name": query.name, "title": query.title, "query": as_free_query(query, served, lists)}
        for query in served.catalogue.queries.values()
    ]


def as_free_query(query: CannedQuery, served: ServedDataset, lists: ChoiceLists) -> str:
    """A canned query as one that can be run and changed: what it needs is filled in with examples."""
    text = _HEADER.sub("", query.text).strip() + "\n"
    terms = bind(query.parameters, example_values(query, lists), served.things)
    needed = {item.name for item in query.parameters if item.required}
    given = [values_clause(name, term) for name, term in terms.items() if name in needed]
    if not given:
        return text
    lines = "".join(f"\n  {clause}" for clause in given)
    return _WHERE.sub(lambda found: f"{found[0]}{lines}", text, count=1)


def values_clause(name: str, term: Term) -> str:
    """One value of a variable, in SPARQL."""
    return f"VALUES ?{name} {{ {term.n3()} }}"
