"""The pages of the site beyond lists and single things; one module for each page."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter

from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site import citations, compare, editor, events, issues, network, search, timeline


def routers(served: ServedDataset, pages: Pages) -> Iterator[APIRouter]:
    """The routes of all these pages.

    Args:
        served: the dataset.
        pages: the templates.
    """
    for page in (search, events, issues, compare, timeline, network, citations):
        yield page.router(served, pages)
    yield editor.router(served)
