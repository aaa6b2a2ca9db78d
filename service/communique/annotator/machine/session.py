"""Annotating articles with the knowledge of one workspace: reading, finding, recording, saving."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from communique.annotator.knowledge import Knowledge
from communique.annotator.language_model.adapter import LanguageModel
from communique.annotator.machine.files import machine_turtle, positions_by_hand, save_machine_file
from communique.annotator.machine.finished import Finished
from communique.annotator.machine.names import Names
from communique.annotator.machine.provenance import Run
from communique.annotator.machine.record import Recorded, Recorder
from communique.annotator.machine.report import html_report
from communique.annotator.machine.software import Software, installed, knowledge_sha256
from communique.annotator.pipeline import Annotator
from communique.annotator.proposal import MIN_CONFIDENCE, MachineAnnotations
from communique.corpus.canonical import sha256_of
from communique.corpus.reading.article import ReadArticle
from communique.corpus.reading.limits import FetchLimits
from communique.corpus.reading.outlets import Outlets
from communique.corpus.reading.reader import read_article
from communique.corpus.records import RecordError, article_slug
from communique.model import PartialDate
from communique.vocabulary import CQ, RDF, SDO, kind_and_slug
from communique.workspace import Workspace

_DAY_LENGTH = len("2023-07-25")


@dataclass(frozen=True, slots=True)
class Options:
    """How articles are annotated."""

    rules_only: bool = False
    """Do without the parser even where it is installed."""
    min_confidence: float = MIN_CONFIDENCE
    """Positions below it are left out."""
    is_fresh: bool = False
    """Annotate again what has been annotated under the same circumstances."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says of an article; it wins over what the page or the data say."""

    outlet: str | None = None
    """Slug or name."""
    published: PartialDate | None = None
    address: str | None = None


class Session:
    """Annotates one article after another; what all share is loaded when it is first needed."""

    def __init__(
        self, workspace: Workspace, options: Options | None = None, limits: FetchLimits | None = None
    ) -> None:
        """Keep what all articles share.

        Args:
            workspace: where the knowledge comes from, and where annotations are saved.
            options: how to annotate.
            limits: what reading an address may take.
        """
        self.workspace = workspace
        self.options = options or Options()
        self._limits = limits

    def read(self, source: Path | bytes | str, given: Given = Given()) -> ReadArticle:
        """Read an article, and complete it from its record if the data have one of its text.

        Raises:
            SourceError: it cannot be read.
        """
        article = read_article(
            source,
            outlet=given.outlet,
            published=given.published,
            address=given.address,
            outlets=self.outlets,
            limits=self._limits,
        )
        record = self._records.get(sha256_of(article.text))
        if record is None:
            return article
        return replace(
            article,
            slug=record.slug,
            headline=article.headline or record.headline,
            outlet=article.outlet if given.outlet else record.outlet,
            published=given.published or record.published,
            address=given.address or record.address or article.address,
        )

    def annotate(self, article: ReadArticle) -> MachineAnnotations:
        """What the machine finds in an article."""
        if self._language_model:
            return self._annotator.annotate(
                article
            )  # it may answer otherwise each time; nothing is kept here
        found = None if self.options.is_fresh else self._finished.find(article)
        if found is None:
            found = self._annotator.annotate(article)
            self._finished.keep(article, found)
        return found

    def record(
        self, article: ReadArticle, found: MachineAnnotations, at: datetime.datetime | None = None
    ) -> tuple[str, Recorded]:
        """The annotations of an article as Turtle, and as values with what is not among them.

        Args:
            article: the article.
            found: what the machine found in it.
            at: the time that the annotations carry; without it, the first moment (UTC) of the day of
                publication. It is never the clock, so that equal input gives equal bytes.

        Raises:
            RecordError: outlet or date of the article is not known.
        """
        slug = article_slug(article)
        created = at or _beginning(article)
        recorded = self._recorder.record(slug, article.text, found, created)
        run = Run(
            slug,
            sha256_of(article.text),
            self.software,
            self._settings,
            self._knowledge_sha256,
            found.questions,
        )
        return machine_turtle(recorded, run), recorded

    def save(self, article: ReadArticle, turtle: str) -> Path:
        """Write the machine's file for an article whose record the data have.

        Raises:
            RecordError: the data have no record of its text.
        """
        if sha256_of(article.text) not in self._records:
            raise RecordError(
                "data/articles.ttl has no record of this text, which annotations need; make one with "
                "`communique corpus add`, paste it there, and run this again"
            )
        return save_machine_file(self.workspace, article_slug(article), turtle)

    def report(
        self, article: ReadArticle, found: MachineAnnotations, recorded: Recorded | None = None
    ) -> str:
        """The report on an article, as HTML."""
        left_out = recorded.left_out if recorded else ()
        return html_report(article, found, self.names, software=self.software, left_out=left_out)

    @cached_property
    def software(self) -> Software:
        """The program that annotates."""
        return installed(rules_only=self.options.rules_only)

    @cached_property
    def names(self) -> Names:
        """What things are called."""
        return Names.from_graphs(self.workspace.reference, self.workspace.ontology)

    @cached_property
    def outlets(self) -> Outlets:
        """The outlets that the data know."""
        return Outlets.from_graph(self.workspace.reference)

    @cached_property
    def _knowledge(self) -> Knowledge:
        return Knowledge.from_workspace(self.workspace)

    @cached_property
    def _annotator(self) -> Annotator:
        return Annotator(
            self._knowledge,
            rules_only=self.options.rules_only,
            min_confidence=self.options.min_confidence,
            language_model=self._language_model,
        )

    @cached_property
    def _language_model(self) -> LanguageModel | None:
        return LanguageModel.from_environment(self.workspace, self.names.by_thing)

    @cached_property
    def _recorder(self) -> Recorder:
        return Recorder(self._knowledge, self.names, positions_by_hand(self.workspace))

    @cached_property
    def _knowledge_sha256(self) -> str:
        return knowledge_sha256(self.workspace)

    @cached_property
    def _finished(self) -> Finished:
        circumstances = (
            self.software.sha256,
            self.software.model_sha256 or "",
            self._knowledge_sha256,
            self._settings,
        )
        return Finished(self.workspace.cache / "annotated", circumstances)

    @property
    def _settings(self) -> str:
        """The settings that annotations depend on, in plain words."""
        how = "By rules only" if self.software.model is None else "With the parser"
        return f"{how}; positions with a confidence of at least {self.options.min_confidence:g}."

    @cached_property
    def _records(self) -> dict[str, _Record]:
        return _records(self.workspace)


@dataclass(frozen=True, slots=True)
class _Record:
    """What the data say of an article."""

    slug: str
    headline: str | None
    outlet: str | None
    published: PartialDate | None
    address: str | None


def _records(workspace: Workspace) -> dict[str, _Record]:
    """The article records by the SHA-256 of their texts."""
    graph = workspace.reference
    found = {}
    for node in graph.subjects(RDF.type, CQ.Article):
        named = kind_and_slug(str(node))
        publisher = kind_and_slug(str(graph.value(node, SDO.publisher)))
        published, headline = graph.value(node, SDO.datePublished), graph.value(node, SDO.headline)
        address, digest = graph.value(node, SDO.url), graph.value(node, CQ.sha256)
        if named and digest:
            found[str(digest)] = _Record(
                named[1],
                str(headline) if headline else None,
                publisher[1] if publisher else None,
                PartialDate(str(published)[:_DAY_LENGTH]) if published else None,
                str(address) if address else None,
            )
    return found


def _beginning(article: ReadArticle) -> datetime.datetime:
    if article.published is None:
        raise RecordError("the day of publication is not known; give --published")
    return datetime.datetime.combine(article.published.first_day, datetime.time(), datetime.UTC)
