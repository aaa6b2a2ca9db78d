"""The Data Package of a release: its files and the schemas of its tables.

See https://specs.frictionlessdata.io/data-package/.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from communique import __version__
from communique.release.counts import DatasetCounts
from communique.release.dumps import JSON_LD_DUMP, N_QUADS_DUMP, TRIG_DUMP, TURTLE_DUMP
from communique.release.manifest import digest_of
from communique.release.packing import PACKINGS
from communique.release.provenance import LICENCE
from communique.release.publication import (
    DESCRIPTION,
    KEYWORDS,
    LICENCE_NAME,
    PUBLISHER_NAME,
    TITLE,
    Publication,
    PublishedFile,
)
from communique.release.table_files import table_schema
from communique.release.tables import TABLES
from communique.vocabulary import BASE

DUMPS: dict[str, tuple[str, str]] = {
    N_QUADS_DUMP: ("Canonical N-Quads (RDFC-1.0): every triple with its graph", "application/n-quads"),
    TURTLE_DUMP: ("Turtle: all graphs merged", "text/turtle"),
    TRIG_DUMP: ("TriG: graph by graph", "application/trig"),
    JSON_LD_DUMP: ("JSON-LD: graph by graph, expanded", "application/ld+json"),
}
"""Title and media type of the forms of the whole dataset."""
_PACKING_TITLES = {".gz": "gzip", ".zst": "Zstandard"}
_TABLE_TYPES = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet"}


def published_files(folder: Path, names: Iterable[str]) -> tuple[PublishedFile, ...]:
    """What is to be said of the data files in a folder, in the order in which they are listed.

    Args:
        folder: where they are.
        names: their names; others than dumps, packed dumps and tables are passed over.
    """
    known, present = _known_files(), frozenset(names)
    return tuple(
        PublishedFile(
            name,
            title,
            media_type,
            (folder / name).stat().st_size,
            digest_of(folder / name),
            compression,
            whole=name.partition(".")[0] == "communique",
        )
        for name, (title, media_type, compression) in known.items()
        if name in present
    )


def _known_files() -> dict[str, tuple[str, str, str]]:
    known: dict[str, tuple[str, str, str]] = {}
    for name, (title, media_type) in DUMPS.items():
        known[name] = (title, media_type, "")
        for suffix, packing in PACKINGS.items():
            known[name + suffix] = (f"{title}; packed with {_PACKING_TITLES[suffix]}", media_type, packing)
    for table in TABLES:
        for suffix, media_type in _TABLE_TYPES.items():
            form = "CSV" if suffix == ".csv" else "Parquet"
            known[table.name + suffix] = (f"{table.title}: table as {form}", media_type, "")
    return known


def write_package(
    folder: Path, publication: Publication, counts: DatasetCounts, previous_label: str, path: Path
) -> None:
    """Write the Data Package of a release.

    Args:
        folder: the release.
        publication: what it is.
        counts: its numbers.
        previous_label: the name of the release that it was compared with, or an empty string.
        path: where to write.

    Raises:
        OSError: it cannot be written.
    """
    tables = {f"{table.name}.csv": table for table in TABLES}
    resources: list[dict[str, Any]] = []
    for file in publication.files:
        resource: dict[str, Any] = {
            "name": file.name.removesuffix(".csv"),
            "path": file.name,
            "title": file.title,
            "format": file.name.removesuffix(".gz").removesuffix(".zst").rpartition(".")[2],
            # Programs would otherwise take Parquet for a table of single values and stumble over its lists.
            "type": "file",
            "mediatype": file.media_type,
            "encoding": "utf-8",
            "bytes": file.size_bytes,
            "hash": f"sha256:{file.sha256}",
            "whole": file.whole,
        }
        if file.compression:
            resource["packing"] = file.compression
        if file.name in tables:
            table = tables[file.name]
            resource |= {
                "type": "table",
                "profile": "tabular-data-resource",
                "description": table.description,
                "schema": table_schema(table),
            }
        resources.append(resource)
    package = _head(publication) | {"resources": resources}
    package["communique"] = {
        "version": publication.version,
        "label": publication.label,
        "date": publication.date,
        "previous": publication.previous,
        "previousLabel": previous_label,
        "triples": counts.triples,
        "quads": counts.quads,
        # The bytes of packed files and of Parquet follow from these besides the data.
        "software": {
            "communique": __version__,
            **{name: installed_version(name) for name in ("pyarrow", "pyoxigraph", "zstandard")},
        },
    }
    path.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _head(publication: Publication) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": f"communique-{publication.label.lower()}",
        "id": str(publication.dataset),
        "title": f"{TITLE}, release {publication.label}",
        "description": DESCRIPTION,
        "homepage": BASE,
        "version": publication.label,
        "created": f"{publication.date}T00:00:00Z",
        "licenses": [
            {
                "name": LICENCE_NAME,
                "path": str(LICENCE),
                "title": "Creative Commons Attribution 4.0 International",
            }
        ],
        "keywords": list(KEYWORDS),
        "contributors": [{"title": PUBLISHER_NAME, "role": "publisher"}],
    }
