"""Who of the persons named together came together, and who only speaks for them."""

from __future__ import annotations

from communique.annotator.knowledge import Knowledge
from communique.model import PartialDate

_LEADERS = ("president", "prime-minister", "president-european-council", "chancellor")
_SPEAKS_FOR_OTHERS = ("spokesperson", "press-secretary")


def is_leader(slug: str, day: PartialDate | None, knowledge: Knowledge) -> bool:
    """Whether a person leads a state or the European Council on a day."""
    return _office_kind(slug, day, knowledge) in _LEADERS


def is_spokesperson(slug: str, day: PartialDate | None, knowledge: Knowledge) -> bool:
    """Whether a person tells of meetings on a day, and is not one of those who meet."""
    return _office_kind(slug, day, knowledge).startswith(_SPEAKS_FOR_OTHERS)


def company(slugs: tuple[str, ...], day: PartialDate | None, knowledge: Knowledge) -> tuple[str, ...]:
    """Of those named those who can have met: no spokesperson, and of three and more those of one rank.

    Ministers meet ministers, the others are spoken of. A minister who is named first and deals with two
    leaders stays with them.

    Args:
        slugs: the persons, in the order in which they are named.
        day: the day of the article.
        knowledge: who held which office.
    """
    if len(slugs) > 1:
        slugs = tuple(slug for slug in slugs if not is_spokesperson(slug, day, knowledge))
    if len(slugs) < 3:
        return slugs
    leaders = tuple(slug for slug in slugs if is_leader(slug, day, knowledge))
    others = tuple(slug for slug in slugs if slug not in leaders)
    chosen = max((leaders, others), key=len) if leaders and others else slugs
    return chosen if slugs[0] in chosen else slugs


def _office_kind(slug: str, day: PartialDate | None, knowledge: Knowledge) -> str:
    tenure = knowledge.office_of(slug, day)
    return knowledge.offices[tenure.office].kind if tenure is not None else ""
