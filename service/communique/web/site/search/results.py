"""What the search page shows of what is found: results with the words that matched, and facets as links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from communique.store.positions import EvidenceKey
from communique.vocabulary import CQ, SDO, SKOS, kind_and_slug
from communique.web.details import rows_about
from communique.web.items import Facet, FacetValue, SearchItem
from communique.web.records import PositionRecord, load_records
from communique.web.served import ServedDataset
from communique.web.site.search.matching import Piece, excerpt, found_words, marked

TEXT_CHARACTERS = 320
"""How much of a summary or gloss a result shows."""
FACETS = {
    "kind": "Kind",
    "actor": "Actor",
    "agreement": "Agreement",
    "stance": "Stance",
    "rendering": "Rendering",
    "outlet": "Outlet",
    "method": "Found by",
    "year": "Year",
}
"""What can be narrowed down by, with its name for people."""
_KINDS = ("position", "actor", "agreement", "provision", "collection", "event", "issue", "article")
"""The kinds that people look for most, in the order in which they are offered; the others follow."""
LANGUAGES = {"en": "English", "hy": "Armenian", "az": "Azerbaijani", "ru": "Russian"}
_LABELS = (str(SKOS.prefLabel), str(SDO.headline))
_PROPERTIES = {
    str(SKOS.altLabel): "also called",
    str(CQ.officialTitle): "official title",
    str(SKOS.hiddenLabel): "also written",
    str(SKOS.definition): "summary",
    str(SKOS.scopeNote): "note on use",
    str(SKOS.note): "note",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a result, in pieces; ``name`` says what it is, where it is not plain to see."""

    pieces: list[Piece]
    language: str = ""
    name: str = ""

    @property
    def language_name(self) -> str:
        """What people call the language."""
        return LANGUAGES.get(self.language, self.language)


@dataclass(frozen=True, slots=True)
class Result:
    """One result: a thing, or a piece of evidence for a position.

    Attributes:
        item: what is found.
        label: its label with the matching words marked.
        text: a summary or the gloss, likewise.
        others: its names in other languages, and those other texts that hold what was looked for.
        record: for evidence, its position.
    """

    item: SearchItem
    label: list[Piece]
    text: list[Piece]
    others: list[Text] = field(default_factory=list)
    record: PositionRecord | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link with what it says, how many results it leads to, and for a thing its kind."""

    label: str
    address: str
    count: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class FacetLinks:
    """The values of one facet that results can be narrowed down to."""

    name: str
    title: str
    links: list[Link]
    left_off: int


def address(values: Mapping[str, str], **more: str) -> str:
    """The address of a search; parameters always stand in the same order."""
    given = {**values, **more}
    order = ("q", *FACETS, "after")
    asked = [(name, given[name]) for name in order if given.get(name)]
    return f"/search?{urlencode(asked)}" if asked else "/search"


def _newest_first(value: FacetValue) -> int:
    return -int(value.value)


def _kinds_in_order(value: FacetValue) -> int:
    return _KINDS.index(value.value) if value.value in _KINDS else len(_KINDS)


def _as_counted(value: FacetValue) -> int:
    return 0


_ORDERS: Mapping[str, Callable[[FacetValue], int]] = {"year": _newest_first, "kind": _kinds_in_order}
"""How the values of a facet are ordered, where not by how many results have them."""


def facet_links(facets: Mapping[str, Any], values: Mapping[str, str], total: int) -> list[FacetLinks]:
    """The facets by which results can be narrowed down further, each value as a link.

    Args:
        facets: as the list of searches counts them.
        values: what is asked now, by name; facets among it are left out.
        total: how many results there are; what all of them have in common narrows nothing down.
    """
    listed = []
    for name, title in FACETS.items():
        facet = Facet.model_validate(facets[name])
        counted = sorted(facet.values, key=_ORDERS.get(name, _as_counted))
        if name in values or not any(value.count < total for value in counted):
            continue
        links = [
            Link(value.label, address(values, **{name: _given(value.value)}), value.count)
            for value in counted
        ]
        listed.append(FacetLinks(name, title, links, facet.left_off))
    return listed


def _given(value: str) -> str:
    """A value of a facet as an address has it: the slug of a thing, or the value itself."""
    named = kind_and_slug(value)
    return named[1] if named else value


def results(served: ServedDataset, items: Sequence[SearchItem], words: Sequence[str]) -> list[Result]:
    """What is found, as the page shows it.

    Args:
        served: the dataset.
        items: what is found.
        words: what was looked for (:func:`communique.web.site.search.matching.asked_words`).
    """
    evidence = [item for item in items if item.position is not None]
    keys = [EvidenceKey(item.stated_on or "", item.position or "", item.id) for item in evidence]
    records = {record.evidence.id: record for record in load_records(served, keys)}
    texts: dict[str, list[tuple[str, str, str]]] = {}
    for iri, *text in rows_about(served, "names", (item.id for item in items if item.position is None)):
        texts.setdefault(iri, []).append((text[0], text[1], text[2]))
    return [_result(item, words, records.get(item.id), texts.get(item.id, [])) for item in items]


def _result(
    item: SearchItem,
    words: Sequence[str],
    record: PositionRecord | None,
    texts: Iterable[tuple[str, str, str]],
) -> Result:
    shown = excerpt(item.text or "", words, TEXT_CHARACTERS)
    names, others = [], []
    for name, text, language in sorted(set(texts), key=_importance):
        if name in _LABELS and language not in ("en", "") and text != item.label:
            names.append(Text(marked(text, words), language))
        elif name not in _LABELS and text != item.text:
            others.append((name, text, language))
    visible = [item.label, shown, *("".join(piece for piece, _ in name.pieces) for name in names)]
    missing = set(words).difference(*(found_words(text, words) for text in visible))
    for name, text, language in others:
        if found_words(text, list(missing)):
            missing -= found_words(text, words)
            kept = marked(excerpt(text, words, TEXT_CHARACTERS), words)
            names.append(Text(kept, "" if language == "en" else language, _PROPERTIES[name]))
    return Result(item, marked(item.label, words), marked(shown, words), names, record)


def _importance(text: tuple[str, str, str]) -> tuple[int, str, str]:
    """Names before notes, in the order of languages and texts."""
    place = list(_PROPERTIES).index(text[0]) + 1 if text[0] in _PROPERTIES else 0
    return (place, text[2], text[1])
