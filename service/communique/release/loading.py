"""How to load a release into the programs that people use, as text to copy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snippet:
    """Commands or code to run in the folder of a release."""

    name: str
    title: str
    text: str


SNIPPETS = (
    Snippet(
        "rdflib",
        "rdflib (Python), graph by graph",
        """\
from rdflib import Dataset

dataset = Dataset(default_union=True)
dataset.parse("communique.nq", format="nquads")
print(len(dataset))""",
    ),
    Snippet(
        "pandas",
        "pandas (Python), tables",
        """\
import pandas

positions = pandas.read_parquet("positions.parquet")  # or pandas.read_csv("positions.csv")
print(positions.groupby(["holder_label", "stance_label"]).size())""",
    ),
    Snippet(
        "r",
        "R, tables",
        """\
positions <- read.csv("positions.csv", encoding = "UTF-8", na.strings = "")
print(table(positions$holder_label, positions$stance_label))
# Parquet: positions <- arrow::read_parquet("positions.parquet")""",
    ),
    Snippet(
        "oxigraph",
        "Oxigraph (server): the named graphs, and all of them merged as the default graph",
        """\
oxigraph load --location store --file communique.nq --file communique.ttl
oxigraph serve-read-only --location store""",
    ),
    Snippet(
        "pyoxigraph",
        "Oxigraph (Python)",
        """\
import pyoxigraph

store = pyoxigraph.Store()
store.bulk_load(path="communique.nq", format=pyoxigraph.RdfFormat.N_QUADS)
print(len(store))""",
    ),
    Snippet(
        "virtuoso",
        "Virtuoso 7 (isql); the folder has to be among DirsAllowed in virtuoso.ini",
        """\
ld_dir('/path/to/release', 'communique.nq', 'https://w3id.org/communique/dataset');
rdf_loader_run();
checkpoint;
SPARQL SELECT COUNT(*) WHERE { GRAPH ?graph { ?subject ?property ?object }
  FILTER(STRSTARTS(STR(?graph), 'https://w3id.org/communique/')) };""",
    ),
)
