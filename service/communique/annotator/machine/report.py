"""What the machine found as one HTML file: it needs no scripts, no network, and no other file."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from communique.annotator.machine.glosses import claim
from communique.annotator.machine.names import Names
from communique.annotator.machine.pieces import numbered, paragraphs, shown
from communique.annotator.machine.record import LeftOut
from communique.annotator.machine.software import Software
from communique.annotator.proposal import MachineAnnotations, Proposal
from communique.corpus.reading.article import ReadArticle, RegionKind

_TEMPLATES = Environment(
    loader=PackageLoader("communique.annotator.machine"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
SIGNS = {"affirmative": "+", "procedural": "·", "critical": "−"}
"""What tells the families of stances apart without colours."""


def html_report(
    article: ReadArticle,
    found: MachineAnnotations,
    names: Names,
    *,
    software: Software,
    left_out: tuple[LeftOut, ...] = (),
) -> str:
    """The report on one article.

    It holds the whole text, which belongs to its publisher: it is for whoever has the text, not for others.

    Args:
        article: the article as it was read.
        found: what the machine found in it.
        names: what things are called.
        software: what found it.
        left_out: what would not be recorded, and why.
    """
    names = names.with_proposed(found.proposed)
    return _TEMPLATES.get_template("report.html").render(
        title=shown(article.headline or article.slug or "Article"),
        article=article,
        outlet=names.of("actor", article.outlet) if article.outlet else None,
        paragraphs=[
            [(piece, _classes(piece.region)) for piece in line] for line in paragraphs(article, found)
        ],
        proposals=numbered(found),
        mentions=_mentions(article, found, names),
        events=sorted({item.event for item in found.occasions if item.event and not item.is_known}),
        unlinked=sorted({shown(item.description) for item in found.unlinked}),
        left_out=left_out,
        software=software,
        mode=found.mode,
        signs=SIGNS,
        family=lambda proposal: names.family(proposal.position.stance),
        claim=lambda proposal: claim(proposal.position, names),
        rendering=lambda proposal: names.of("rendering", proposal.rendering),
        about=lambda proposal: _about(proposal, names),
        named=lambda mention: ", ".join(names.of_thing(thing) for thing in mention.referents),
        shown=shown,
    )


def _classes(region: RegionKind | None) -> str:
    return "" if region is None else f"region {'aside' if not region.is_annotated else region.value}"


def _about(proposal: Proposal, names: Names) -> str:
    return ", ".join(names.of("issue", slug) for slug in proposal.position.about)


def _mentions(
    article: ReadArticle, found: MachineAnnotations, names: Names
) -> list[tuple[str, list[tuple[int, str]]]]:
    """Each thing mentioned with the places and words that name it, by name."""
    places: dict[str, list[tuple[int, str]]] = {}
    for item in sorted(found.mentions, key=lambda item: item.span):
        if item.is_published:
            words = shown(article.text[item.span.start : item.span.end])
            for thing in item.referents:
                places.setdefault(names.of_thing(thing), []).append((item.span.start, words))
    return sorted(places.items())
