"""The README of a release: what is in it, how to check, load and cite it."""

from __future__ import annotations

from communique.release.counts import DatasetCounts
from communique.release.loading import SNIPPETS
from communique.release.publication import DESCRIPTION, TITLE, Publication
from communique.release.tables import TABLES

_OTHER_FILES = (
    ("datapackage.json", "every data file with size and hash, and what each column of the tables means"),
    ("counts.json, void.ttl", "how large the dataset is and what it is made of; the same in VoID"),
    ("dcat.ttl, dcat.jsonld", "this release and its files in DCAT 3"),
    ("report.ttl, report.txt", "the SHACL validation report of exactly these data, and the same for people"),
    ("CHANGES.md", "what changed since the release before, in sentences"),
    ("added.nq, removed.nq", "the same in triples (not in a first release)"),
    ("CITATION.cff, LICENSE-DATA", "how to cite the dataset, and its licence (CC BY 4.0)"),
    ("SHA256SUMS", "the SHA-256 of every other file"),
)
_ON_BYTES = (
    "Every byte follows from the data, the options of the release and the versions of the software named in "
    "datapackage.json; nothing comes from the clock or the machine. The validation report counts the spans "
    "that were compared with texts, and so it also depends on which texts were at hand. There is no HDT "
    "file: no well-kept library that writes HDT was found."
)
_ON_TABLES = (
    "Offsets of spans are counted in Unicode code points, not in bytes or UTF-16 units. In CSV, several IRIs "
    "in one cell are separated by a space, several texts by “ | ”; in Parquet they are lists."
)


def readme(publication: Publication, counts: DatasetCounts) -> str:
    """The README as Markdown."""
    period = f" Positions from {counts.first_day} to {counts.last_day}." if counts.first_day else ""
    lines = [
        f"# {TITLE}",
        "",
        f"Release {publication.label} of {publication.date}. {DESCRIPTION}",
        "",
        f"{counts.triples:,} triples in {len(counts.graphs):,} named graphs ({counts.quads:,} quads)."
        f"{period} "
        f"Dataset version: `{publication.version}`, which is the SHA-256 of the canonical N-Quads (RDFC-1.0) "
        "of all graphs but the provenance graph. Texts of articles belong to their publishers and are not "
        "part of the dataset.",
        "",
        "## Files",
        "",
        "| file | what it holds | bytes |",
        "|---|---|---|",
        *(f"| {file.name} | {file.title} | {file.size_bytes:,} |" for file in publication.files),
        "",
        *(f"- {names}: {what}" for names, what in _OTHER_FILES),
        "",
        _ON_BYTES,
        "",
        "## Tables",
        "",
        *(f"- {table.name}: {table.description}" for table in TABLES),
        "",
        _ON_TABLES,
        "",
        "## Checking",
        "",
        "    sha256sum -c SHA256SUMS",
        "    communique verify .",
        "",
        "The second command also canonicalises the data anew and compares all files with one another.",
        "",
        "## Loading",
    ]
    for snippet in SNIPPETS:
        lines += ["", f"{snippet.title}:", "", *(f"    {line}" for line in snippet.text.splitlines())]
    return "\n".join(lines) + "\n"
