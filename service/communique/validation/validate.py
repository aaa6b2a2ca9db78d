"""The validation of a workspace, from files to report."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import astuple, replace
from functools import cached_property
from pathlib import Path

from communique.validation import texts as article_texts
from communique.validation.annotations import FileResult, Rules, check_annotations, readable
from communique.validation.cache import Cache, Passed, environment
from communique.validation.closure import closure, digest
from communique.validation.cross_record import check_articles, check_files
from communique.validation.files import check_places
from communique.validation.layers import Layers, check_reference, read_layers, read_or_report
from communique.validation.report import Finding, Report
from communique.validation.terms import declared_terms
from communique.validation.texts import Record, Texts
from communique.workspace import AnnotationFile, Workspace, fingerprint

_REFERENCE, _ACROSS = "reference data", "rules across files"
"""Names of the units that are not a file."""


def validate(
    workspace: Workspace,
    corpus: Path | None,
    *,
    use_cache: bool = True,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Check all data of a workspace.

    What passed before and has not changed is not checked again. Faults in the data do not raise: they are
    findings.

    Args:
        workspace: the folder to check.
        corpus: the folder of article texts; without it, spans are checked for structure only and counted.
        use_cache: whether to skip what passed unchanged, and to remember what passes now.
        progress: is told what is being checked.

    Raises:
        CorpusError: the corpus folder does not exist.
    """
    run = _Run(workspace, corpus, Cache(workspace.cache, enabled=use_cache), progress or (lambda _: None))
    return run.report()


class _Run:
    """One validation: what it has found so far."""

    def __init__(
        self, workspace: Workspace, corpus: Path | None, cache: Cache, progress: Callable[[str], None]
    ) -> None:
        self.workspace = workspace
        self.corpus = corpus
        self.cache = cache
        self.progress = progress
        self.findings: list[Finding] = []
        self.notes: list[str] = []
        self.counts: Counter[str] = Counter()
        self.unchecked: Counter[str] = Counter()
        self.seconds: dict[str, float] = {}
        self.results: dict[Path, FileResult] = {}
        self.environment = environment(workspace.shapes_files)
        named = [*workspace.ontology_files, *workspace.reference_files]
        self.surroundings = fingerprint(named, *map(self._name, named), self.environment)

    def report(self) -> Report:
        """Run all phases."""
        files = self.workspace.annotation_files
        with self._phase("reference data"):
            self.findings += check_places(self.workspace)
            known = self._reference()
        with self._phase("texts"):
            texts = article_texts.find(self.corpus, known)
            self.findings += article_texts.check_lengths(texts, known, self._records_file)
        with self._phase("across files"):
            duplicates = self._across(files, known)
        for file in files:
            self._file(file, texts, duplicates)
        with self._phase("texts"):
            self._changed_texts(files, texts)
        self.cache.store()
        return Report(
            findings=tuple(sorted(set(self.findings))),
            counts=self._counts(known, files),
            unchecked=dict(sorted(self.unchecked.items())),
            notes=tuple(self.notes),
            seconds=self.seconds,
        )

    def _counts(self, known: dict[str, Record], files: list[AnnotationFile]) -> dict[str, int]:
        return {
            "articles": len(known),
            "annotation_files": len(files),
            "positions": self.counts["positions"],
            "evidence": self.counts["evidence"],
            "mentions": self.counts["mentions"],
            "spans_checked": self.counts["spans_checked"],
            "spans_unchecked": self.unchecked.total(),
            "files_unchanged": self.counts["files_unchanged"],
        }

    @contextlib.contextmanager
    def _phase(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started

    def _name(self, path: Path) -> str:
        return path.relative_to(self.workspace.root).as_posix()

    @property
    def _records_file(self) -> str:
        return self._name(self.workspace.articles_file)

    @cached_property
    def layers(self) -> Layers:
        """Ontology, reference data and shapes; only read when something has to be checked."""
        return read_layers(self.workspace)

    def _reference(self) -> dict[str, Record]:
        """Check the reference data; the article records in it, by slug."""
        passed = self.cache.find(_REFERENCE, self.surroundings)
        if passed:
            self.findings += passed.warnings
            self.cache.keep(_REFERENCE, passed)
            return {slug: Record(*values) for slug, values in passed.records.items()}
        self.progress("reference data and article records")
        known = article_texts.records(self.layers.reference)
        if self.layers.unreadable:
            self.findings += self.layers.unreadable
            self.notes.append(
                "what builds on the files that could not be read: reference data, positions and "
                "annotations were looked at for their syntax only"
            )
            return known
        found = check_reference(self.layers)
        self.findings += found
        if not _errors(found):
            records = {slug: list(astuple(record)) for slug, record in known.items()}
            self.cache.keep(_REFERENCE, Passed(self.surroundings, warnings=tuple(found), records=records))
        return known

    def _across(self, files: list[AnnotationFile], known: dict[str, Record]) -> frozenset[str]:
        """Check the rules across files; the annotations that stand in more than one of them."""
        if not self.layers_are_sound():
            known = {}  # a record may be missing only because its file could not be read
        self.findings += check_articles(known, (file.article for file in files), self._records_file)
        names = {file.path: self._name(file.path) for file in files}
        key = fingerprint(names, *names.values(), self.environment)
        passed = self.cache.find(_ACROSS, key)
        if passed:
            self.counts.update(passed.counts)
            self.findings += passed.warnings
            self.cache.keep(_ACROSS, passed)
            return frozenset()
        self.progress("rules across files")
        outcome = check_files(files, names)
        self.findings += outcome.findings
        self.counts["positions"] = outcome.positions
        if not _errors(outcome.findings):
            counts = {"positions": outcome.positions}
            self.cache.keep(_ACROSS, Passed(key, counts=counts, warnings=tuple(outcome.findings)))
        return outcome.duplicates

    def layers_are_sound(self) -> bool:
        """Whether everything that annotations refer to could be read; what passed before could."""
        return self.cache.find(_REFERENCE, self.surroundings) is not None or not self.layers.unreadable

    def _file(self, file: AnnotationFile, texts: Texts, duplicates: frozenset[str]) -> None:
        """Check one file, unless it passed before and nothing that it depends on has changed."""
        name = self._name(file.path)
        with self._phase("annotation files"):
            key = fingerprint([file.path], name, self.environment, texts.state(file.article))
            passed = self.cache.find(name, key)
            if passed and passed.surroundings == self.surroundings:
                self._count(name, passed, unchanged=True)
                return
            graph = read_or_report(file.path, name)
            if isinstance(graph, Finding):
                self.findings.append(graph)
                return
            if not self.layers_are_sound():
                return
            nearby = closure(graph, self.layers.reference, self.layers.ontology)
            digested = digest(nearby)
            if passed and passed.closure == digested:
                # The reference data changed, but nothing that this file refers to.
                self._count(name, replace(passed, surroundings=self.surroundings), unchanged=True)
                return
        self.progress(name)
        rules = Rules(
            self.layers.shapes_of_annotations, declared_terms(self.layers.ontology), texts, duplicates
        )
        result = check_annotations(file, name, graph, nearby, rules)
        self.results[file.path] = result
        for phase, seconds in result.seconds.items():
            self.seconds[phase] = self.seconds.get(phase, 0.0) + seconds
        passed = Passed(
            key, self.surroundings, digested, result.counts, result.unchecked, tuple(result.findings)
        )
        sound = not _errors(result.findings) and not result.duplicated
        self._count(name, passed, unchanged=False, keep=sound)

    def _count(self, name: str, passed: Passed, *, unchanged: bool, keep: bool = True) -> None:
        self.counts.update(passed.counts)
        self.unchecked.update(passed.unchecked)
        self.findings += passed.warnings
        self.counts["files_unchanged"] += unchanged
        if keep:
            self.cache.keep(name, passed)

    def _changed_texts(self, files: list[AnnotationFile], texts: Texts) -> None:
        """Look whether a text without record is the changed text of an article whose own is missing."""
        if not texts.strangers:
            return
        items = {
            file.article: self.results[file.path].items if file.path in self.results else readable(file.path)
            for file in files
            if file.article in texts.missing
        }
        self.findings += article_texts.check_strangers(texts, items, self._records_file)


def _errors(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == "error"]
