"""The agreement of two folders of annotations as a table: one row per article and one for all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph

from communique.annotator.evaluation import Agreement, compare
from communique.graph.annotations import from_graph
from communique.graph.turtle import read_turtle
from communique.model import Evidence, Mention
from communique.vocabulary import CQ, RDF, kind_and_slug
from communique.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AgreementTable:
    """Column names and rows; the figures are rounded to two places, undefined ones are None."""

    header: tuple[str, ...]
    rows: list[tuple[str | int | float | None, ...]]


HEADER = (
    "article",
    "first",
    "second",
    "both",
    "precision",
    "recall",
    "F1",
    "same date",
    "lenient both",
    "lenient F1",
    "stance pairs",
    "alpha",
    "span overlap",
    "mentions both",
    "mentions F1",
)


def compare_files(workspace: Workspace, first: Path, second: Path) -> AgreementTable:
    """Compare two files or folders of annotations, article by article.

    Articles that only one side has annotated are left out.

    Raises:
        TurtleError: a file cannot be read.
        ReadingError: an annotation is incomplete.
    """
    signs = stance_signs(workspace.ontology)
    ones, others = annotations_by_article(first), annotations_by_article(second)
    found = {
        article: compare(ones[article], others[article], signs) for article in sorted(ones.keys() & others)
    }
    rows = [_row(article, agreement) for article, agreement in found.items()]
    if len(found) > 1:
        rows.append(_row("all", sum(found.values(), Agreement())))
    return AgreementTable(HEADER, rows)


def stance_signs(ontology: Graph) -> dict[str, int]:
    """Polarity toward the target of each stance: 1, 0 or -1."""
    signs = {}
    for stance in ontology.subjects(RDF.type, CQ.Stance):
        named = kind_and_slug(str(stance))
        if named:
            signs[named[1]] = int(str(ontology.value(stance, CQ.polarityTowardTarget)))
    return signs


def annotations_by_article(path: Path) -> dict[str, list[Evidence | Mention]]:
    """The annotations in a file or in all files of a folder, by the slug of their article.

    Raises:
        TurtleError: a file cannot be read.
        ReadingError: an annotation is incomplete.
    """
    found: dict[str, list[Evidence | Mention]] = defaultdict(list)
    for file in sorted(path.rglob("*.ttl")) if path.is_dir() else [path]:
        for item in from_graph(read_turtle(file)):
            found[item.article].append(item)
    return found


def _row(name: str, agreement: Agreement) -> tuple[str | int | float | None, ...]:
    strict, lenient, mentions = agreement.strict, agreement.lenient, agreement.mentions
    return (
        name,
        strict.both + strict.first_only,
        strict.both + strict.second_only,
        strict.both,
        round(strict.precision, 2),
        round(strict.recall, 2),
        round(strict.f1, 2),
        agreement.same_date,
        lenient.both,
        round(lenient.f1, 2),
        len(agreement.stance_pairs),
        _rounded(agreement.alpha),
        _rounded(agreement.mean_overlap),
        mentions.both,
        round(mentions.f1, 2),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
