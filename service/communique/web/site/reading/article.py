"""The page of an article: its evidence in the order of the text, and the text where it may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import URIRef

from communique.model import Span
from communique.vocabulary import CQ, SDO
from communique.web.details import Details, rows_about
from communique.web.records import PositionRecord
from communique.web.served import ServedDataset
from communique.web.site.citations.cited import cite
from communique.web.site.citations.formats import as_text
from communique.web.site.reading.highlights import Piece, cut
from communique.web.site.wording import sentence

TEXT_LIMIT = 60_000
"""Most code points of a text on a page; hardly any article is longer."""
SIGNS_ON_A_PIECE = 8
"""Most signs before a piece of the text; a further one says how many more there are."""
MENTIONS_SHOWN = 1_000
"""Most mentions on a page."""
LETTERS = {"affirmative": "A", "procedural": "P", "critical": "C"}
"""A letter for each family of stances, because colour alone is not for everyone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A piece of evidence with its number on the page."""

    number: int
    record: PositionRecord

    @property
    def is_machine(self) -> bool:
        """Whether it was found by a machine."""
        return self.record.evidence.method == "machine"

    @property
    def sign(self) -> str:
        """The letter of its stance's family, its number, and an ``m`` if a machine found it: ``C3m``."""
        return f"{LETTERS.get(self.record.stance_family, 'P')}{self.number}{'m' if self.is_machine else ''}"

    @property
    def sentence(self) -> str:
        """The position in plain words."""
        return sentence(self.record)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the article that name a thing; they are empty where the record gives the offsets only."""

    start: str
    end: str
    words: str
    referent: str
    method: str

    @property
    def is_machine(self) -> bool:
        """Whether it was found by a machine."""
        return self.method != str(CQ.hand)


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A piece of the text with the evidence that it is part of."""

    words: str
    signs: list[tuple[Entry, bool]]
    """The entries, each with whether its span begins here; those that begin first."""
    left_off: int
    """How many entries more there are."""
    classes: str
    """The families of their stances, each by hand or by machine, as classes of CSS."""


def article_values(
    served: ServedDataset, article: URIRef, records: Sequence[PositionRecord]
) -> dict[str, object]:
    """What the page of an article shows.

    Args:
        served: the dataset.
        article: the article.
        records: the positions on this page, in any order.
    """
    iri = str(article)
    details = Details(served, [iri])
    order = sorted(records, key=lambda r: (r.evidence.start, r.evidence.end, r.id, r.evidence.id))
    entries = [Entry(number, record) for number, record in enumerate(order, 1)]
    digest = details.one(iri, str(CQ.sha256)) or ""
    text = served.shown_texts.find([digest]).get(digest) if served.shown_texts else None
    mentions = [Mention(*row) for _, *row in rows_about(served, "mentions", [iri])]
    return {
        "entries": entries,
        "paragraphs": None if text is None else marked(text[:TEXT_LIMIT], entries),
        "text_length": len(text or ""),
        "text_limit": TEXT_LIMIT,
        "shows_texts": served.shown_texts is not None,
        "sha256": digest,
        "length": details.one(iri, str(CQ.length)),
        "language": details.one(iri, str(SDO.inLanguage)) or "en",
        "mentions": mentions[:MENTIONS_SHOWN],
        "mention_count": len(mentions),
        "url": details.one(iri, str(SDO.url)) or "",
        "outlet": details.one(iri, str(SDO.publisher)) or "",
        "published": details.one(iri, str(SDO.datePublished)) or "",
        "translated": details.one(iri, str(CQ.machineTranslated)) == "true",
        "citation": as_text(cite(served, iri)),
    }


def marked(text: str, entries: Sequence[Entry]) -> list[list[MarkedPiece]]:
    """The paragraphs of a text with the evidence marked.

    Args:
        text: the text, or its beginning.
        entries: the evidence, whose offsets are those of the text.
    """
    fitting = [entry for entry in entries if 0 <= entry.record.evidence.start < entry.record.evidence.end]
    spans = [Span(entry.record.evidence.start, entry.record.evidence.end) for entry in fitting]
    return [[_marked(piece, fitting) for piece in paragraph] for paragraph in cut(text, spans)]


def _marked(piece: Piece, entries: Sequence[Entry]) -> MarkedPiece:
    signs = [(entries[number], number in piece.beginning) for number in piece.covering]
    signs.sort(key=lambda sign: not sign[1])  # what begins may not be left off
    families = {f"{entry.record.stance_family}{'-machine' if entry.is_machine else ''}" for entry, _ in signs}
    shown = max(SIGNS_ON_A_PIECE, len(piece.beginning))
    return MarkedPiece(piece.words, signs[:shown], max(0, len(signs) - shown), " ".join(sorted(families)))
