"""Finding a canned query by its name."""

from __future__ import annotations

import difflib

from communique.store.canned import CannedQuery
from communique.web.errors import ProblemError
from communique.web.served import ServedDataset


def find(served: ServedDataset, name: str) -> CannedQuery:
    """A canned query by name.

    Raises:
        ProblemError: there is none, or its file is broken.
    """
    if name in served.catalogue.broken:
        raise ProblemError(503, f"the query is broken: {served.catalogue.broken[name]}")
    if name not in served.catalogue.queries:
        near = difflib.get_close_matches(name[:200], served.catalogue.queries, n=3, cutoff=0.4)
        raise ProblemError(404, f"there is no canned query '{name[:100]}'", suggestions=near)
    return served.catalogue.queries[name]
