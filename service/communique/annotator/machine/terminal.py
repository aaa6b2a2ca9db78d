"""What the machine found, for a terminal: the text with its evidence coloured, a legend, and the list."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from communique.annotator.machine.glosses import claim
from communique.annotator.machine.names import Names
from communique.annotator.machine.pieces import Piece, numbered, paragraphs, shown
from communique.annotator.proposal import MachineAnnotations
from communique.corpus.reading.article import ReadArticle

STYLES = {"affirmative": "black on green", "procedural": "black on cyan", "critical": "black on yellow"}
"""Colours of the families of stances; the numbers say the same without colours."""
_SIGNS = {"affirmative": "+", "procedural": "·", "critical": "−"}
_MENTION, _ASIDE = "bold underline", "dim italic"


def terminal_view(
    article: ReadArticle, found: MachineAnnotations, names: Names, *, title: str
) -> RenderableType:
    """The view of one article.

    Args:
        article: the article as it was read.
        found: what the machine found in it.
        names: what things are called.
        title: what stands above it.
    """
    names = names.with_proposed(found.proposed)
    parts: list[RenderableType] = [Rule(Text(shown(title)))]
    for pieces in paragraphs(article, found):
        parts.append(Padding(Text.assemble(*_marked(pieces, names)), (0, 0, 1, 0)))
    parts += [_legend(), _list(found, names), *_notes(found)]
    return Group(*parts)


def _marked(pieces: list[Piece], names: Names) -> Iterator[tuple[str, str]]:
    for piece in pieces:
        for item in piece.begins:
            sign = _SIGNS[names.family(item.proposal.position.stance)]
            yield f"[{item.number}{sign}]", "bold"
        families = [names.family(item.proposal.position.stance) for item in piece.proposals]
        styles = [STYLES[families[0]]] if families else []
        if piece.mention:
            styles.append(_MENTION)
        if piece.region and not piece.region.is_annotated:
            styles.append(_ASIDE)
        yield piece.text, " ".join(styles)


def _legend() -> Text:
    parts: list[tuple[str, str]] = []
    for family, style in STYLES.items():
        parts += [(f" {_SIGNS[family]} {family} ", style), ("  ", "")]
    parts += [("mention", _MENTION), ("  ", ""), ("not annotated", _ASIDE), ("\n", "")]
    return Text.assemble(*parts)


def _list(found: MachineAnnotations, names: Names) -> RenderableType:
    if not found.proposals:
        return Text("No position was found.")
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", justify="right")
    for name in ("position", "date", "rendering"):
        table.add_column(name, overflow="fold")
    table.add_column("confidence", justify="right")
    table.add_column("why", overflow="fold")
    for item in numbered(found):
        said = item.proposal.position
        table.add_row(
            str(item.number),
            Text(claim(said, names)),
            said.stated_on.text,
            Text(names.of("rendering", item.proposal.rendering)),
            f"{item.proposal.confidence:.2f}",
            Text(shown(item.proposal.explanation)),
        )
    return table


def _notes(found: MachineAnnotations) -> Iterator[Text]:
    new = sorted({item.event for item in found.occasions if item.event and not item.is_known})
    if new:
        yield Text(f"\nEvents not in the data: {', '.join(new)}")
    if found.unlinked:
        described = "; ".join(sorted({shown(item.description) for item in found.unlinked}))
        yield Text(f"\nNames that nothing in the data answers to: {described}")
    if found.mode == "rules":
        yield Text(
            "\nAnnotated by rules only; with the extra “nlp” installed, a parser finds more of what is said."
        )
