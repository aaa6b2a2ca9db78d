"""Comparing what the descriptions of a release state with the data and the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple, parse
from rdflib import URIRef
from rdflib.namespace import SH

from communique.release.counts import COUNTS_FILE, DatasetCounts, count
from communique.release.facts import Facts
from communique.release.manifest import digest_of
from communique.release.released import PACKAGE_FILE, Release
from communique.release.writing import DCAT_FILE, VOID_FILE
from communique.store.embedded import EmbeddedStore
from communique.vocabulary import DCAT, SPDX, VOID, dataset_version_iri

_TOTALS = {
    "triples": VOID.triples,
    "entities": VOID.entities,
    "classes": VOID.classes,
    "properties": VOID.properties,
    "subjects": VOID.distinctSubjects,
    "objects": VOID.distinctObjects,
}


def check_descriptions(release: Release, quads: list[Quad]) -> Iterator[str]:
    """What is wrong in the descriptions of a release, in words.

    Args:
        release: the release.
        quads: its data.

    Raises:
        OSError: a description is missing.
        SyntaxError: a description is not Turtle.
        ValueError: one cannot be understood.
    """
    counted = count_quads(quads, release.version)
    if (release.triples, release.quads) != (counted.triples, counted.quads):
        yield f"{PACKAGE_FILE} states other numbers of triples and quads than the data have"
    kept = DatasetCounts.from_json((release.folder / COUNTS_FILE).read_text(encoding="utf-8"))
    yield from _differences(COUNTS_FILE, numbers(kept), numbers(counted))
    stated = void_numbers(_read(release.folder / VOID_FILE), dataset_version_iri(release.version))
    yield from _differences(VOID_FILE, stated, numbers(counted))
    yield from _check_files(release)
    report = _read(release.folder / "report.ttl")
    if not any(report.value(node, SH.conforms) == "true" for node in report.all_members(SH.ValidationReport)):
        yield "report.ttl does not say that the data conform"


def count_quads(quads: list[Quad], version: str) -> DatasetCounts:
    """Count a dataset that is not in a store yet."""
    store = pyoxigraph.Store()
    store.bulk_extend(quads)
    merged = dict.fromkeys(Triple(q.subject, q.predicate, q.object) for q in quads)
    store.bulk_extend(pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in merged)
    return count(EmbeddedStore(store, version))


def numbers(counts: DatasetCounts) -> dict[str, int]:
    """The numbers of a dataset, each under the words that it is told by."""
    return {
        "triples": counts.triples,
        "entities": counts.entities,
        "classes": len(counts.classes),
        "properties": len(counts.properties),
        "subjects": counts.subjects,
        "objects": counts.objects,
        **{f"members of {name}": number for name, number in counts.classes.items()},
        **{f"triples of {name}": number.triples for name, number in counts.properties.items()},
        **{f"subjects of {name}": number.subjects for name, number in counts.properties.items()},
        **{f"objects of {name}": number.objects for name, number in counts.properties.items()},
        **{f"triples in {name}": number for name, number in counts.graphs.items()},
        **{f"Wikidata links by {name}": number for name, number in counts.wikidata_links.items()},
    }


def void_numbers(facts: Facts, dataset: URIRef) -> dict[str, int]:
    """The numbers that a VoID description states of a dataset, under the same words."""
    node = pyoxigraph.NamedNode(str(dataset))

    def number(subject: object, name: URIRef) -> int:
        return int(facts.value(subject, name) or -1)

    found = {words: number(node, name) for words, name in _TOTALS.items()}
    for part in facts.nodes(node, VOID.classPartition):
        found[f"members of {facts.value(part, VOID['class'])}"] = number(part, VOID.entities)
    for part in facts.nodes(node, VOID.propertyPartition):
        term = facts.value(part, VOID.property)
        found[f"triples of {term}"] = number(part, VOID.triples)
        found[f"subjects of {term}"] = number(part, VOID.distinctSubjects)
        found[f"objects of {term}"] = number(part, VOID.distinctObjects)
    for part in facts.nodes(node, VOID.subset):
        term = facts.value(part, VOID.linkPredicate)
        name = f"Wikidata links by {term}" if term else f"triples in {_iri(part)}"
        found[name] = number(part, VOID.triples)
    return found


def _differences(name: str, stated: dict[str, int], counted: dict[str, int]) -> Iterator[str]:
    for words in sorted(stated.keys() | counted.keys()):
        if stated.get(words) != counted.get(words):
            yield f"{name}: {words}: stated {stated.get(words, 'not')}, counted {counted.get(words, 'none')}"


def _check_files(release: Release) -> Iterator[str]:
    described = _read(release.folder / DCAT_FILE)
    node = pyoxigraph.NamedNode(str(dataset_version_iri(release.version)))
    distributions = {
        (described.value(part, DCAT.downloadURL) or "").rpartition("/")[2]: part
        for part in described.nodes(node, DCAT.distribution)
    }
    for name in sorted(distributions.keys() ^ {file.name for file in release.files}):
        yield f"{name} is described in only one of {DCAT_FILE} and {PACKAGE_FILE}"
    for file in release.files:
        path = release.folder / file.name
        real = (str(path.stat().st_size), digest_of(path))
        if (str(file.size_bytes), file.sha256) != real:
            yield f"{PACKAGE_FILE}: size or hash of {file.name} is another"
        part = distributions.get(file.name)
        if part is not None:
            checksum = described.value(part, SPDX.checksum, SPDX.checksumValue)
            if (described.value(part, DCAT.byteSize), checksum) != real:
                yield f"{DCAT_FILE}: size or hash of {file.name} is another"


def _iri(node: object) -> str:
    return node.value if isinstance(node, pyoxigraph.NamedNode) else str(node)


def _read(path: Path) -> Facts:
    return Facts(parse(path.read_bytes(), format=RdfFormat.TURTLE))
