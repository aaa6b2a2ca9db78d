"""The formats of the answers of canned queries, by kind of answer.

``application/json``, and so ``format=json``, is a JSON of our own that reads without knowing SPARQL: a list
of rows with numbers as numbers. It is what a client gets that asks for nothing in particular. SPARQL's own
JSON, which tells IRIs from texts and names languages and data types, has its registered media type and is
``format=sparql-json``. Were ``format=json`` that one, the word would mean two things under ``/api``, and
Accept and ``format`` would disagree.
"""

from __future__ import annotations

from communique.store.formats import GRAPH_FORMATS, SUFFIXES
from communique.store.protocol import Form
from communique.web.errors import ProblemError
from communique.web.negotiation import choose

READABLE = "application/json"
SPARQL_JSON = "application/sparql-results+json"

_TABLE = {
    "json": READABLE,
    "csv": "text/csv",
    "sparql-json": SPARQL_JSON,
    "xml": "application/sparql-results+xml",
    "tsv": "text/tab-separated-values",
}
_GRAPH = {name: media_type for name, media_type in SUFFIXES.items() if media_type in GRAPH_FORMATS}


def offered(form: Form) -> dict[str, str]:
    """Media types by the name that ``format`` takes, the preferred one first."""
    return _GRAPH if form is Form.graph else _TABLE


def choose_format(form: Form, named: str | None, accept: str | None) -> str:
    """The media type of an answer: as named by ``format``, else by the Accept header.

    Raises:
        ProblemError: neither fits.
    """
    formats = offered(form)
    if named is not None:
        if named not in formats:
            message = f"format: '{named[:40]}' is not one of {', '.join(formats)}"
            raise ProblemError(400, message, parameter="format", suggestions=list(formats))
        return formats[named]
    chosen = choose(accept, [*formats.values(), "text/html"])
    if chosen is None:
        raise ProblemError(406, f"nothing in Accept fits; there is {', '.join(formats.values())}")
    # A browser is served too, with what comes first; people have the form at /queries.
    return next(iter(formats.values())) if chosen == "text/html" else chosen
