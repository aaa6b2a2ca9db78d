"""What changed between two versions of the dataset: in triples, and in sentences for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import URIRef

from communique.release.canonical import without_provenance
from communique.release.facts import Facts
from communique.release.stable import stable_lines
from communique.vocabulary import CQ, OA, kind_and_slug

_ACTORS = (CQ.Person, CQ.State, CQ.Body, CQ.Outlet, CQ.Population, CQ.Collective)


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference of two versions; blank nodes have names that are the same in both."""

    added: list[str]
    """N-Quads lines of the newer version that the older lacks, in order."""
    removed: list[str]
    """N-Quads lines of the older version that the newer lacks, in order."""
    sections: dict[str, list[str]]
    """Sentences on what appeared, vanished or changed, by what they are about."""


def compare(older: bytes, newer: bytes) -> Changes:
    """Compare two versions, each given as N-Quads; what a build says about itself is left out.

    Blank nodes that hang together are compared as one: if anything in such a group differs, the group as a
    whole is removed and added.
    """
    before, after = data_lines(older), data_lines(newer)
    return Changes(sorted(after - before), sorted(before - after), _sections(_facts(before), _facts(after)))


def data_lines(content: bytes) -> set[str]:
    """The lines of a dataset with stable blank nodes, without those of the provenance graph."""
    return set(without_provenance(stable_lines(content)))


def _facts(lines: set[str]) -> Facts:
    return Facts(parse("".join(lines).encode("utf-8"), format=RdfFormat.N_QUADS))


def _sections(before: Facts, after: Facts) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    for title, classes, sentence in (
        ("Positions", (CQ.Position,), position_in_words),
        ("Evidence", (CQ.Evidence,), _evidence_in_words),
        ("Mentions", (CQ.Mention,), _mention_in_words),
        ("Articles", (CQ.Article,), _article_in_words),
        ("Actors", _ACTORS, _named_in_words),
        ("Agreements", (CQ.Agreement, CQ.Collection), _named_in_words),
        ("Provisions", (CQ.Provision,), _named_in_words),
        ("Events", (CQ.Event,), _named_in_words),
        ("Issues and terms", (CQ.Issue, CQ.Stance, CQ.Rendering), _named_in_words),
        ("Tenures", (CQ.Tenure,), _named_in_words),
    ):
        sentences = list(_differences(before, after, classes, sentence))
        if sentences:
            sections[title] = sentences
    return sections


def _differences(
    before: Facts, after: Facts, classes: Iterable[URIRef], sentence: Callable[[Facts, NamedNode], str]
) -> Iterable[str]:
    old, new = before.members(*classes), after.members(*classes)
    known, kept = frozenset(old), frozenset(new)
    for thing in new:
        if thing not in known:
            yield f"New: {sentence(after, thing)}."
    for thing in old:
        if thing not in kept:
            yield f"Gone: {sentence(before, thing)}."
    for thing in new:
        if thing in known:
            changed = _changed_properties(before, after, thing)
            if changed:
                yield f"Changed: {sentence(after, thing)} ({', '.join(changed)})."


def _changed_properties(before: Facts, after: Facts, thing: NamedNode) -> list[str]:
    """The names of the properties of which the values differ."""
    differing = before.statements(thing) ^ after.statements(thing)
    properties = {statement.partition("> ")[0] for statement in differing}
    return sorted({name.rpartition("#")[2].rpartition("/")[2] for name in properties})


def position_in_words(facts: Facts, position: NamedNode) -> str:
    """A position as a sentence without its end, such as: Anna Berg calls for “ferries” (2021-06-10)."""
    holder, stance, target = (
        ", ".join(facts.label(node) for node in facts.nodes(position, name))
        for name in (CQ.holder, CQ.stance, CQ.target)
    )
    ascribed = [facts.label(node) for node in facts.nodes(position, CQ.ascribedBy)]
    according = f", according to {ascribed[0]}" if ascribed else ""
    towards = [facts.label(node) for node in facts.nodes(position, CQ.towards)]
    toward = f", towards {', '.join(towards)}" if towards else ""
    day = facts.value(position, CQ.statedOn) or "no day"
    return f"{holder} {stance} “{target}”{toward}{according} ({day})"


def _evidence_in_words(facts: Facts, annotation: NamedNode) -> str:
    bodies = facts.nodes(annotation, OA.hasBody)
    told = "; ".join(position_in_words(facts, body) for body in bodies if isinstance(body, NamedNode))
    return f"{_place(facts, annotation)}: {told}"


def _mention_in_words(facts: Facts, annotation: NamedNode) -> str:
    named = ", ".join(facts.label(node) for node in facts.nodes(annotation, OA.hasBody))
    return f"{_place(facts, annotation)}: {named}"


def _place(facts: Facts, annotation: NamedNode) -> str:
    article = facts.value(annotation, OA.hasTarget, OA.hasSource) or ""
    start, end = (facts.value(annotation, OA.hasTarget, OA.hasSelector, name) for name in (OA.start, OA.end))
    method = (facts.value(annotation, CQ.method) or "").rpartition("#")[2]
    return f"{_slug(article)}, characters {start}–{end}, by {method}"


def _article_in_words(facts: Facts, article: NamedNode) -> str:
    return _slug(article.value)


def _named_in_words(facts: Facts, thing: NamedNode) -> str:
    label, slug = facts.label(thing), _slug(thing.value)
    return label if label == slug else f"{label} ({slug})"


def _slug(iri: str) -> str:
    named = kind_and_slug(iri)
    return named[1] if named else iri


def changes_in_words(changes: Changes | None, label: str, previous: str) -> str:
    """The sentences as a Markdown text.

    Args:
        changes: None for a first release.
        label: the name of the release.
        previous: the name of the release that it is compared with.
    """
    if changes is None:
        return (
            f"# Release {label}\n\nThis is the first release; there is no earlier one to compare it with.\n"
        )
    lines = [f"# Changes from release {previous} to release {label}", ""]
    lines.append(
        f"{len(changes.added):,} quads were added (added.nq) and {len(changes.removed):,} were removed "
        "(removed.nq). A group of blank nodes in which anything differs counts as removed and added whole."
    )
    if not changes.sections:
        lines += ["", "No position, annotation, article, actor or agreement appeared, vanished or changed."]
    for title, sentences in changes.sections.items():
        lines += ["", f"## {title}", "", *(f"- {_escaped(sentence)}" for sentence in sentences)]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    """Text in which nothing is Markdown or HTML."""
    text = " ".join(text.split())
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>#|" else mark for mark in text)
