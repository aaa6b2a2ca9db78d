"""Train the weighing from hand annotations: ``python -m communique.annotator.stance.train --help``.

scikit-learn is needed here and nowhere else. The weights are written as JSON by the names of features, so
that they can be read and compared. Every figure printed is from articles left out of the training one by one.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from communique.annotator.attribution.statements import statements_of
from communique.annotator.knowledge import Knowledge
from communique.annotator.linking import link
from communique.annotator.parsing import parse
from communique.annotator.sentences import sentences_of
from communique.annotator.sheets import Sheet
from communique.annotator.stance.assembling import Draft
from communique.annotator.stance.features import features_of
from communique.annotator.stance.proposing import drafts_in, reading_of
from communique.annotator.stance.weighing import Weights
from communique.annotator.timing.timing import Timing
from communique.corpus.folder import find_texts
from communique.corpus.reading.article import ReadArticle
from communique.corpus.reading.reader import read_article
from communique.graph.annotations import from_graph
from communique.graph.reference import articles as articles_in
from communique.graph.turtle import read_turtle
from communique.model import Evidence, PartialDate
from communique.workspace import Workspace

Key = tuple[str, str, str, str | None]
"""Holder, stance, target, ascriber."""
STRENGTH = 0.15
"""Inverse strength of the regularisation: the data are small, so the weights are kept small."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its hand annotation."""

    name: str
    article: ReadArticle
    keys: Mapping[Key, frozenset[str]]
    """The positions and the dates on which they were taken."""


@dataclass(frozen=True, slots=True)
class Example:
    """A draft and whether the hand has its position, date included."""

    article: str
    features: Mapping[str, float]
    is_right: bool


def annotated_by_hand(workspace: Workspace, corpus: Path) -> Iterator[Annotated]:
    """The articles of the workspace whose texts are in the corpus folder."""
    records = articles_in(workspace.reference)
    texts = find_texts(corpus, [record.sha256 for record in records.values()])
    for file in workspace.annotation_files:
        text = texts.get(records[file.article].sha256)
        if file.method != "hand" or text is None:
            continue
        evidence = [item for item in from_graph(read_turtle(file.path)) if isinstance(item, Evidence)]
        published = min(item.position.stated_on for item in evidence)
        yield Annotated(file.article, read_article(text.encode(), published=published), _keys(evidence))


def annotated_readouts(folder: Path) -> Iterator[Annotated]:
    """The invented articles of a folder."""
    for path in sorted(folder.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        sheet = Sheet.model_validate({"article": path.stem, "positions": content["positions"]})
        keys: dict[Key, set[str]] = defaultdict(set)
        for entry in sheet.positions:
            keys[entry.holder, entry.stance, entry.target, entry.by].add(entry.date)
        article = read_article(
            content["text"].encode(),
            published=PartialDate(str(content["published"])),
            outlet=content["outlet"],
        )
        yield Annotated(path.stem, article, {key: frozenset(dates) for key, dates in keys.items()})


def _keys(evidence: Sequence[Evidence]) -> dict[Key, frozenset[str]]:
    found: dict[Key, set[str]] = defaultdict(set)
    for item in evidence:
        position = item.position
        found[position.holder, position.stance, str(position.target), position.ascribed_by].add(
            position.stated_on.text
        )
    return {key: frozenset(dates) for key, dates in found.items()}


def examples_of(annotated: Annotated, knowledge: Knowledge, *, rules_only: bool) -> list[Example]:
    """What the stages before the weighing make of an article, with what the hand says of it."""
    article = annotated.article
    sentences = sentences_of(article)
    linked = link(article, sentences, knowledge)
    knowledge = knowledge.with_proposed(linked.proposed)
    parsed = None if rules_only else parse(article.text, sentences)
    timing = Timing.of(article, sentences, linked, knowledge)
    statements = statements_of(article, sentences, linked, parsed, knowledge)
    reading = reading_of(article, sentences, linked, knowledge)
    return [
        _example(annotated, draft, holder, reading.text)
        for draft in drafts_in(reading, statements, timing, timing.occasions)
        for holder in draft.take.statement.holders
    ]


def _example(annotated: Annotated, draft: Draft, holder: str, text: str) -> Example:
    take = draft.take
    key = (holder, take.decision.stance, str(draft.target), take.statement.ascribed_by)
    return Example(
        annotated.name,
        features_of(take, draft.occasion, draft.target, text),
        draft.occasion.date.text in annotated.keys.get(key, ()),
    )


def fitted(examples: Sequence[Example]) -> Weights:
    """The weights by the names of features."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([item.features for item in examples])
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(matrix, [item.is_right for item in examples])
    pairs = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    weights = {str(name): round(float(value), 4) for name, value in pairs if abs(value) >= 0.005}
    return Weights(round(float(model.intercept_[0]), 4), weights)


def left_out(examples: Sequence[Example]) -> list[tuple[Example, float]]:
    """Each example with the probability that weights from the other articles give it."""
    found = []
    for name in sorted({item.article for item in examples}):
        weights = fitted([item for item in examples if item.article != name])
        found += [(item, weights.probability(item.features)) for item in examples if item.article == name]
    return found


def _report(results: Sequence[tuple[Example, float]], hand: int) -> None:
    print(
        f"{len(results)} drafts, {sum(item.is_right for item, _ in results)} right; {hand} positions by hand"
    )
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        within = [item for item, confidence in results if low <= confidence < low + 0.2]
        share = sum(item.is_right for item in within) / max(1, len(within))
        print(f"confidence {low:.1f} to {low + 0.2:.1f}: {len(within)} drafts, {share:.2f} right")
    for threshold in (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        kept = [item for item, confidence in results if confidence >= threshold]
        right = sum(item.is_right for item in kept)
        precision, recall = right / max(1, len(kept)), right / hand
        f1 = 2 * right / max(1, len(kept) + hand)
        print(f"from {threshold}: precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}")


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description="Train the weights of the machine annotator's confidence.")
    parser.add_argument("--workspace", type=Path, default=Path())
    parser.add_argument("--corpus", type=Path, help="folder with the texts of the hand-annotated articles")
    parser.add_argument("--readouts", type=Path, action="append", default=[])
    parser.add_argument(
        "--output", type=Path, help="where the weights go; without it figures are printed only"
    )
    parser.add_argument("--rules-only", action="store_true", help="without the parser")
    arguments = parser.parse_args()
    workspace = Workspace.open(arguments.workspace)
    knowledge = Knowledge.from_workspace(workspace)
    articles = [item for folder in arguments.readouts for item in annotated_readouts(folder)]
    if arguments.corpus:
        articles += annotated_by_hand(workspace, arguments.corpus)
    examples = [
        example
        for article in articles
        for example in examples_of(article, knowledge, rules_only=arguments.rules_only)
    ]
    _report(left_out(examples), sum(len(article.keys) for article in articles))
    if arguments.output:
        weights = fitted(examples)
        content = {"bias": weights.bias, "weights": dict(sorted(weights.weights.items()))}
        arguments.output.write_text(
            json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
