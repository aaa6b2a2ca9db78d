"""Writing the files of a release into a folder."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import SH

from communique.release.build import Build, Progress
from communique.release.catalogue import catalogue
from communique.release.changes import Changes, changes_in_words, compare
from communique.release.citation import CITATION_FILE, citation
from communique.release.counts import COUNTS_FILE, DatasetCounts
from communique.release.dumps import N_QUADS_DUMP, TRIG_DUMP, TURTLE_DUMP, RdfDump
from communique.release.facts import Facts
from communique.release.manifest import DATASET_FILE, digest_of
from communique.release.package import DUMPS, published_files, write_package
from communique.release.packing import pack
from communique.release.publication import Publication
from communique.release.readme import readme
from communique.release.released import (
    PACKAGE_FILE,
    SUMS_FILE,
    Release,
    ReleaseError,
    list_releases,
    read_release,
    releases_folder,
)
from communique.release.table_files import write_csv, write_parquet
from communique.release.tables import TABLES
from communique.release.void import void
from communique.validation.report import Report
from communique.vocabulary import BASE, CQ, DCTERMS
from communique.workspace import Workspace

LICENCE_FILE = "LICENSE-DATA"
CHANGES_FILE = "CHANGES.md"
ADDED_FILE, REMOVED_FILE = "added.nq", "removed.nq"
VOID_FILE, DCAT_FILE = "void.ttl", "dcat.ttl"
_LICENCE_NOTICE = (
    "This dataset is licensed under the Creative Commons Attribution 4.0 International License (CC BY 4.0).\n"
    "The text of the licence: https://creativecommons.org/licenses/by/4.0/legalcode\n"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """What can be chosen about a release; the bytes of its files follow from these and the data."""

    output: Path | None = None
    """The folder to make; None makes one with the name of the release in ``releases/`` of the workspace."""
    name: str = ""
    """Such as ``2026.11``; empty takes the first sixteen digits of the version."""
    date: str = ""
    """YYYY-MM-DD; empty takes the day of the latest annotation."""
    since: Path | None = None
    """The release to compare with; None takes the newest earlier one in ``releases/``, if there is one."""
    address: str = BASE
    """Where the service is or will be that offers the release, with a slash at the end."""


class ReleaseWriter:
    """One release while it is being written."""

    def __init__(
        self,
        workspace: Workspace,
        made: Build,
        report: Report,
        options: ReleaseOptions,
        folder: Path,
        progress: Progress,
    ) -> None:
        self.workspace, self.made, self.report = workspace, made, report
        self.options, self.folder, self.progress = options, folder, progress
        self.content = (made.path / DATASET_FILE).read_bytes()
        self.counts = DatasetCounts.from_json((made.path / COUNTS_FILE).read_text(encoding="utf-8"))

    def write(self) -> None:
        """Write all files."""
        self._write_dumps()
        facts = self._write_tables()
        date = self.options.date or latest_day(facts)
        changes, previous = self._compare(date)
        publication = Publication(
            version=self.made.version,
            label=self.options.name,
            address=self.options.address,
            folder=f"data/{self.options.name}/",
            files=published_files(self.folder, [path.name for path in self.folder.iterdir()]),
            date=date,
            previous=previous.version if previous else "",
        )
        label = previous.label if previous else ""
        write_package(self.folder, publication, self.counts, label, self.folder / PACKAGE_FILE)
        self._describe(publication)
        self._write_report()
        self._write_changes(changes, label)
        self._write_texts(publication)
        self._write_sums()

    def _write_dumps(self) -> None:
        self.progress("writing the dumps")
        (self.folder / N_QUADS_DUMP).write_bytes(self.content)
        for name in (TURTLE_DUMP, TRIG_DUMP):
            shutil.copyfile(self.made.path / name, self.folder / name)
        self.dump = RdfDump.read([self.content.decode("utf-8")])
        self.dump.write_json_ld(self.folder)
        self.progress("packing them")
        for name in DUMPS:
            pack(self.folder / name)

    def _write_tables(self) -> Facts:
        self.progress("writing the tables")
        facts = Facts(self.dump.triples)
        for table in TABLES:
            rows = table.rows(facts)
            write_csv(table, rows, self.folder / f"{table.name}.csv")
            write_parquet(table, rows, self.folder / f"{table.name}.parquet")
        return facts

    def _compare(self, date: str) -> tuple[Changes | None, Release | None]:
        if self.options.since is not None:
            previous = read_release(self.options.since)
        else:
            earlier = [
                release
                for release in list_releases(releases_folder(self.workspace))
                if release.date <= date and release.version != self.made.version
            ]
            if not earlier:
                return None, None
            previous = earlier[0]
        self.progress(f"comparing with release {previous.label}")
        older = previous.folder / N_QUADS_DUMP
        if digest_of(older) != previous.sums.get(N_QUADS_DUMP):
            raise ReleaseError(f"{older} is damaged: its hash is not that of {SUMS_FILE}; get it anew")
        return compare(older.read_bytes(), self.content), previous

    def _describe(self, publication: Publication) -> None:
        self.progress("describing the release")
        (self.folder / COUNTS_FILE).write_text(self.counts.as_json(), encoding="utf-8")
        _write_graph(void(self.counts, publication), self.folder / VOID_FILE)
        described = catalogue([(publication, self.counts)], publication.address)
        _write_graph(described, self.folder / DCAT_FILE)
        _write_graph(described, self.folder / "dcat.jsonld")

    def _write_report(self) -> None:
        # Times are the machine's, and would be other ones every time.
        report = replace(self.report, seconds={})
        lines = [line for line in report.as_text().splitlines() if not line.startswith("Time: ")]
        (self.folder / "report.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        graph = report.as_graph()
        graph.bind("sh", SH)
        _write_graph(graph, self.folder / "report.ttl")

    def _write_changes(self, changes: Changes | None, previous: str) -> None:
        text = changes_in_words(changes, self.options.name, previous)
        (self.folder / CHANGES_FILE).write_text(text, encoding="utf-8")
        if changes is not None:
            for name, lines in ((ADDED_FILE, changes.added), (REMOVED_FILE, changes.removed)):
                (self.folder / name).write_text("".join(lines), encoding="utf-8", newline="\n")

    def _write_texts(self, publication: Publication) -> None:
        licence = self.workspace.root / LICENCE_FILE
        text = licence.read_text(encoding="utf-8") if licence.exists() else _LICENCE_NOTICE
        (self.folder / LICENCE_FILE).write_text(text, encoding="utf-8", newline="\n")
        cited = citation(publication, self.workspace.root)
        (self.folder / CITATION_FILE).write_text(cited, encoding="utf-8")
        (self.folder / "README.md").write_text(readme(publication, self.counts), encoding="utf-8")

    def _write_sums(self) -> None:
        names = sorted(path.name for path in self.folder.iterdir())
        sums = "".join(f"{digest_of(self.folder / name)}  {name}\n" for name in names)
        (self.folder / SUMS_FILE).write_text(sums, encoding="utf-8")


def latest_day(facts: Facts) -> str:
    """The day of the latest annotation, as YYYY-MM-DD.

    Raises:
        ReleaseError: no annotation has a day.
    """
    created = [
        found[0]
        for annotation in facts.members(CQ.Evidence, CQ.Mention)
        for time in facts.values(annotation, DCTERMS.created)
        if (found := _DAY.match(time))
    ]
    if not created:
        raise ReleaseError(
            "no annotation says when it was made, so that the release has no date; give --date"
        )
    return max(created)


def _write_graph(graph: Graph, path: Path) -> None:
    """Write a small graph tidily: Turtle in canonical order, or JSON-LD sorted."""
    if path.suffix == ".ttl":
        written = graph.serialize(format="turtle")
    else:
        context = {prefix: str(namespace) for prefix, namespace in graph.namespaces()}
        content = json.loads(graph.serialize(format="json-ld", context=context))
        written = json.dumps(_sorted(content), ensure_ascii=False, indent=1) + "\n"
    path.write_text(written, encoding="utf-8", newline="\n")


def _sorted(content: object) -> object:
    """JSON-LD of which nothing depends on the order in which rdflib happens to go through a graph."""
    if isinstance(content, dict):
        return {name: _sorted(content[name]) for name in sorted(content)}
    if isinstance(content, list):  # sets, all of them: descriptions have no RDF lists
        return sorted(map(_sorted, content), key=lambda item: json.dumps(item, sort_keys=True))
    return content
