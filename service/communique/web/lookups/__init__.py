"""Lookups without SPARQL: lists of things and of positions, filtered and in pages, and single things."""

from communique.web.lookups.everything import actor_items, agreement_items, article_items
from communique.web.lookups.routes import router

__all__ = ["actor_items", "agreement_items", "article_items", "router"]
