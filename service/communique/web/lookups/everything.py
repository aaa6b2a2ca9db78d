"""Whole lists, for the pages that show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from communique.web.items import ActorItem, AgreementItem, ArticleItem, Item
from communique.web.lookups.catalogue import actors, agreements, articles
from communique.web.lookups.listing import Listing
from communique.web.served import ServedDataset

_MOST = 100_000
"""How much of a list a page shows at most."""


def actor_items(served: ServedDataset) -> Sequence[ActorItem]:
    """All actors in the order of their labels."""
    return cast(Sequence[ActorItem], _items(served, actors()))


def agreement_items(served: ServedDataset) -> Sequence[AgreementItem]:
    """All agreements by day; drafts, which have none, first."""
    return cast(Sequence[AgreementItem], _items(served, agreements(served.things)))


def article_items(served: ServedDataset) -> Sequence[ArticleItem]:
    """All articles by day of publication."""
    return cast(Sequence[ArticleItem], _items(served, articles()))


def _items(served: ServedDataset, listing: Listing) -> Sequence[Item]:
    return listing.find(served, {}, limit=_MOST).items
