"""The evidence check: every selector selects exactly the characters of its offsets, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.corpus.quoting import occurrences, resolve, selected
from communique.model import Evidence, Mention, Quote, Span
from communique.validation.report import Finding
from communique.validation.texts import Texts
from communique.vocabulary import annotation_iri, position_iri, thing


@dataclass
class Checked:
    """The outcome for the annotations of one file."""

    findings: list[Finding] = field(default_factory=list)
    checked: int = 0
    unchecked: dict[str, int] = field(default_factory=dict)
    """Reasons why spans were not compared with a text, each with the number of spans."""


def iri_of(item: Evidence | Mention) -> str:
    """The IRI of an annotation."""
    if isinstance(item, Mention):
        body = thing(item.referent.kind, item.referent.slug)
    else:
        said = item.position
        body = position_iri(said.holder, said.stance, said.target.slug, said.stated_on.text, said.ascribed_by)
    return str(annotation_iri(item.article, item.annotator, item.span.start, item.span.end, body))


def check_evidence(items: Sequence[Evidence | Mention], texts: Texts, file: str) -> Checked:
    """Compare the spans of annotations with the texts at hand; structure alone was checked before.

    Args:
        items: annotations whose structure is sound.
        texts: the texts at hand.
        file: the file that holds the annotations.
    """
    outcome = Checked()
    for item in items:
        text = texts.at_hand.get(item.article)
        if text is None:
            why = texts.why(item.article)
            outcome.unchecked[why] = outcome.unchecked.get(why, 0) + 1
            continue
        outcome.checked += 1
        fault = _fault(text, item)
        if fault:
            rule, message, value = fault
            outcome.findings.append(Finding(file, iri_of(item), rule, message, value=value))
    return outcome


def _fault(text: str, item: Evidence | Mention) -> tuple[str, str, str] | None:
    """The rule that an annotation's span breaks, what to do, and a value or hint."""
    found = selected(text, item.selector)
    if found == [item.span]:
        return None
    if isinstance(item.selector, Quote):
        ends = [(item.selector, item.span)]
    else:
        first, last = item.selector.first, item.selector.last
        ends = [
            (first, Span(item.span.start, item.span.start + len(first.exact))),
            (last, Span(item.span.end - len(last.exact), item.span.end)),
        ]
    for quote, place in ends:
        fault = _fault_of_quote(text, quote, place)
        if fault:
            return fault
    return (
        "quote-ambiguous",
        f"The quote selects {len(found)} places of the text; quote more words, "
        "or add the words before or after it.",
        "",
    )


def _fault_of_quote(text: str, quote: Quote, place: Span) -> tuple[str, str, str] | None:
    if text[place.start : place.end] == quote.exact:
        if place in resolve(text, quote):
            return None
        return (
            "quote-context-differs",
            "The words before or after the quote (oa:prefix, oa:suffix) do not stand there in the text; "
            "copy them exactly, or take them out.",
            f"{quote.prefix}|{quote.suffix}",
        )
    places = occurrences(text, quote.exact)
    if places:
        nearest = min(places, key=lambda start: abs(start - place.start))
        return (
            "wrong-offset",
            f"The quoted words do not stand at {place.start}–{place.end} but at "
            f"{nearest}–{nearest + len(quote.exact)}; correct the offsets and the IRI.",
            quote.exact,
        )
    return (
        "quote-differs",
        "The quoted words do not stand in the text; copy them exactly, quotation marks and spaces included.",
        quote.exact,
    )
