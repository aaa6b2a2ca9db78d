"""What the machine found as JSON, for programs (docs/annotating.md describes it)."""

from __future__ import annotations

from typing import Any

from communique.annotator.proposal import MachineAnnotations, Proposal

CONFIDENCE_DIGITS = 3


def as_json(found: MachineAnnotations) -> dict[str, Any]:
    """Mentions and positions in the order of the text; a plural mention is listed once for each referent.

    Actors, issues, stances and renderings go by their slugs; what can be of several kinds, ``entity`` and
    ``target``, by kind and slug.
    """
    mentions = [
        {"entity": str(referent), "start": item.span.start, "end": item.span.end}
        for item in sorted(found.mentions, key=lambda item: item.span)
        if item.is_published
        for referent in sorted(item.referents)
    ]
    positions = [_position(item) for item in sorted(found.proposals, key=reading_order)]
    return {"mentions": mentions, "positions": positions}


def reading_order(proposal: Proposal) -> tuple[Any, ...]:
    """By place in the text, then by who does what about what."""
    said = proposal.position
    return (
        proposal.span,
        said.holder,
        said.stance,
        said.target,
        said.stated_on,
        said.ascribed_by or "",
        proposal.rendering,
    )


def _position(proposal: Proposal) -> dict[str, Any]:
    said = proposal.position
    return {
        "holder": said.holder,
        "stance": said.stance,
        "target": str(said.target),
        "towards": list(said.towards),
        "about": list(said.about),
        "date": said.stated_on.text,
        "ascribed_by": said.ascribed_by,
        "rendering": str(proposal.rendering),
        "start": proposal.span.start,
        "end": proposal.span.end,
        "confidence": round(proposal.confidence, CONFIDENCE_DIGITS),
        "explanation": proposal.explanation,
    }
