"""The page ``/method``: what is recorded by which rules, and how far readers and machine agree."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site.about.accuracy import MOST_ARTICLES, accuracy

PATH = "/method"
COMMAND = "communique evaluate docs/readings/first docs/readings/second"
"""What prints how far the two readings agree; with ``--format csv`` it makes the file of the figures."""
FIGURES = "annotator_agreement.csv"


def router(served: ServedDataset, pages: Pages) -> APIRouter:
    """The route of the page.

    Args:
        served: the dataset.
        pages: the templates.
    """
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @cache  # it follows from the dataset
    def page() -> str:
        header, *rows = agreement_figures()
        return pages.render(
            "method.html",
            header=header,
            rows=rows,
            command=COMMAND,
            accuracy=accuracy(served.positions),
            most_articles=MOST_ARTICLES,
            articles=served.stats.of("articles"),
            positions=served.stats.of("positions"),
            days=_days(served),
        )

    @routes.get(PATH)
    def method() -> HTMLResponse:
        return HTMLResponse(page())

    return routes


def agreement_figures() -> list[list[str]]:
    """The table that the command prints, its header first."""
    text = (files("communique.web.site.about") / FIGURES).read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text)))


def _days(served: ServedDataset) -> tuple[str, str] | None:
    """The first and the last day of what is recorded, of dates that are known to the day."""
    index = served.positions
    dates = {index.key(number).stated_on for number in range(len(index))}
    days = [date for date in dates if len(date) == len("YYYY-MM-DD")]
    return (min(days), max(days)) if days else None
