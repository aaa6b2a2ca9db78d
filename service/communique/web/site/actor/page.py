"""The page of an actor."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import URIRef

from communique.vocabulary import DCTERMS, thing
from communique.web.facts import facts_of, is_unverified
from communique.web.records import PositionRecord, by_position, find_positions
from communique.web.rendering import Pages, href
from communique.web.served import ServedDataset
from communique.web.site.actor.ascribed import ascribed_beside_own
from communique.web.site.actor.company import companions, neighbours
from communique.web.site.actor.held import MOST_CHANGES, changes, held_groups
from communique.web.site.charts.positions import chart_data
from communique.web.site.citations.cited import cite
from communique.web.site.citations.formats import as_text
from communique.web.site.standing import words
from communique.web.site.standing.sources import Sources
from communique.web.site.standing.strip import Axis

MOST_PARTS = 30
"""How many of the occasions on which it took part its page lists: the latest."""
_ARTICLE_VOICE = str(thing("rendering", "article-voice"))


def actor_page(served: ServedDataset, pages: Pages, iri: str, after: str | None = None) -> str:
    """The page of an actor.

    Args:
        served: the dataset.
        pages: the templates.
        iri: the actor.
        after: where the page before ended, for an actor with more positions than a page holds; such a page
            has their words only.
    """
    rows = served.rows("facts", {"thing": URIRef(iri)})
    found = find_positions(served, {"actor": iri}, limit=words.PAGE_ROWS, after=after)
    overview = _overview(served, iri) if after is None else {}
    return pages.render(
        "actor.html",
        iri=iri,
        title=served.things.label(iri),
        unverified_thing=is_unverified(rows),
        facts=facts_of(rows, without=(str(DCTERMS.source),)),
        sources=Sources.about(served, iri),
        address=href(iri),
        following=found.next,
        continued=after is not None,
        citation=as_text(cite(served, iri)),
        **_voices(found.positions, iri),
        **overview,
    )


def _voices(records: list[PositionRecord], iri: str) -> Mapping[str, object]:
    """Positions with their words, by whose voice they are told in."""
    held = [one for one in records if _speaks(one, iri)]
    own = [one for one in held if one.ascribed_by is None]
    return {
        "own": by_position(one for one in own if one.evidence.rendering.id != _ARTICLE_VOICE),
        "article_voice": by_position(one for one in own if one.evidence.rendering.id == _ARTICLE_VOICE),
        "ascribed": by_position(one for one in held if one.ascribed_by),
        "ascribing": by_position(one for one in records if one.ascribed_by and one.ascribed_by.id == iri),
    }


def _speaks(record: PositionRecord, iri: str) -> bool:
    return iri in (record.holder.id, record.on_behalf_of.id if record.on_behalf_of else "")


def _overview(served: ServedDataset, iri: str) -> Mapping[str, object]:
    """What the first page has beside the words."""
    data = chart_data(served)
    positions = [one for one in data.positions if iri in one.actors]
    axis = Axis.of(one.stated_on for one in positions)
    groups, targets_left_out = held_groups(data, iri, positions, axis) if axis else ([], 0)
    beside, beside_left_out = ascribed_beside_own(served.positions, data, iri, positions)
    company, company_left_out = companions(served, iri)
    same, other = neighbours(data, iri)
    changed = changes(data, positions)
    parts = served.rows("part-in", {"actor": URIRef(iri)})
    return {
        "stances": data.stances,
        "tenures": served.rows("tenures", {"actor": URIRef(iri)}),
        "parts": parts[:MOST_PARTS],
        "parts_left_out": len(parts[MOST_PARTS:]),
        "axis": axis,
        "total": len(positions),
        "groups": groups,
        "targets_left_out": targets_left_out,
        "changes": changed[:MOST_CHANGES],
        "changes_left_out": len(changed[MOST_CHANGES:]),
        "beside": beside,
        "beside_left_out": beside_left_out,
        "company": company,
        "company_left_out": company_left_out,
        "same_side": same,
        "other_side": other,
    }
