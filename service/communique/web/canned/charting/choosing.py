"""Which charts fit an answer; its shape says so, not its name."""

from __future__ import annotations

from collections.abc import Mapping

from communique.web.canned.charting.bars import BarChart, bars
from communique.web.canned.charting.columns import Answer
from communique.web.canned.charting.dates import DateStrip, strip
from communique.web.canned.charting.saying import SayingMatrix, saying
from communique.web.site.charts.positions import ChartStance

VIEWS = {"table": "Table", "chart": "Chart", "matrix": "Who says what", "dates": "By date"}
"""The views of an answer by what they are called in addresses, and for readers."""

Chart = BarChart | SayingMatrix | DateStrip


def charts(answer: Answer, stances: Mapping[str, ChartStance]) -> dict[str, Chart]:
    """The charts that fit an answer, by view.

    Args:
        answer: the answer.
        stances: the stances that the dataset has, by IRI.
    """
    if len(answer.rows) < 2:
        return {}
    found: dict[str, Chart | None] = {"matrix": saying(answer, stances), "dates": strip(answer, stances)}
    if not any(found.values()):
        found = {"chart": bars(answer)}
    return {view: chart for view, chart in found.items() if chart is not None}
