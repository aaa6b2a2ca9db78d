"""The formats that answers are written in: media types, file suffixes and Oxigraph's names for them."""

from __future__ import annotations

from pyoxigraph import QueryResultsFormat, RdfFormat

TABLE_FORMATS: dict[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "text/csv": QueryResultsFormat.CSV,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
"""Formats of SELECT and ASK answers; the first is what a client gets that accepts anything.

Of an ASK answer, Oxigraph writes the bare words true and false as CSV and TSV.
"""

GRAPH_FORMATS: dict[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}
"""Formats of CONSTRUCT and DESCRIBE answers; the first is what a client gets that accepts anything."""

ALIASES: dict[str, tuple[str, ...]] = {
    "application/json": ("application/sparql-results+json", "application/ld+json"),
    "application/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/plain": ("application/n-triples",),
    "text/tsv": ("text/tab-separated-values",),
    "application/x-turtle": ("text/turtle",),
}
"""More general and older names under which clients ask for a format; they are answered under its own."""

SUFFIXES: dict[str, str] = {
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "xml": "application/sparql-results+xml",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "nq": "application/n-quads",
}
"""Media type by file suffix."""
