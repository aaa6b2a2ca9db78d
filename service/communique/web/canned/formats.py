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
