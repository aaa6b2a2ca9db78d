"""The page ``/timeline``: positions, agreements, court orders and events over time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import reduce

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from communique.store.canned import Parameter
from communique.web.addresses import service_address
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site.charts.form import ChartOptions
from communique.web.site.charts.positions import ChartData, chart_data
from communique.web.site.charts.question import Question, Reading, read_question
from communique.web.site.charts.scales import Period
from communique.web.site.charts.timeline_items import (
    AGREEMENTS,
    EVENTS,
    LANES,
    ORDERS,
    DatedThing,
    dated_things,
    within,
)
from communique.web.site.charts.timeline_layout import WIDTH, Drawing, draw
from communique.web.site.charts.timeline_selection import BY_HOLDER, BY_TARGET, Selection, select

PATH = "/timeline"
CHART_PATH = f"{PATH}/chart.svg"
SVG = "image/svg+xml"
POSITIONS = "positions"
LAYERS = (POSITIONS, *LANES)
"""What a timeline can show."""
_TITLES = {AGREEMENTS: "Agreements adopted", ORDERS: "Court orders", EVENTS: "Events"}
_PARAMETERS = (
    Parameter("rows", "text", "What the rows are", choices=(BY_HOLDER, BY_TARGET)),
    Parameter("show", "text", "What is shown", choices=LAYERS),
)


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline, ready to be shown.

    Attributes:
        question: what was asked for.
        by: what its rows are.
        layers: what is shown, of :data:`LAYERS`.
        selection: its positions.
        things: its agreements, orders and events.
        left_out: how many of those, by kind, had no room.
    outside: agreements that were chosen, or whose clauses were, and are of another time than what is drawn.
        drawing: where everything is drawn; None if there is nothing to draw.
    """

    question: Question
    by: str
    layers: tuple[str, ...]
    selection: Selection
    things: list[DatedThing]
    left_out: dict[str, int]
    outside: list[DatedThing]
    drawing: Drawing | None

    @property
    def more(self) -> list[tuple[str, str]]:
        """The parameters beside the question that ask for this very timeline."""
        shown = [] if len(self.layers) == len(LAYERS) else [("show", layer) for layer in self.layers]
        return [*([] if self.by == BY_HOLDER else [("rows", self.by)]), *shown]

    def address(self, path: str) -> str:
        """The address under a path that asks for this."""
        return self.question.address(path, self.more)

    @property
    def wider(self) -> str:
        """The address of one that begins with the first of what is outside; empty if nothing is before."""
        first = min((item.began for item in self.outside), default=None)
        if first is None or self.drawing is None or Period.of(first).first >= self.drawing.period.first:
            return ""
        return replace(self.question, earliest=first).address(PATH, self.more)

    @property
    def continuation(self) -> str:
        """The address of a timeline with what had no room for being too late; empty if that were the same."""
        if self.selection.continues_on in (None, self.question.earliest):
            return ""
        following = replace(self.question, earliest=self.selection.continues_on)
        return following.address(PATH, self.more)


class Timelines:
    """The timelines of one dataset."""

    def __init__(self, served: ServedDataset) -> None:
        self._served = served
        self._data: ChartData = chart_data(served)
        self._things = dated_things(served)
        self.options = ChartOptions(served, self._data)

    def make(self, reading: Reading) -> Timeline:
        """The timeline that was asked for."""
        question = reading.question
        by = next(iter(reading.more["rows"]), BY_HOLDER)
        layers = tuple(layer for layer in LAYERS if layer in reading.more["show"]) or LAYERS
        data = self._data if POSITIONS in layers else ChartData((), self._data.stances)
        selection = select(data, question, by)
        period = self._period(question, selection, layers)
        if period is None:
            return Timeline(question, by, layers, selection, [], {}, [], None)
        concerned = self._concerned(question, selection)
        things, left_out = within(self._things, period, layers, concerned)
        outside = [
            item
            for item in self._things
            if question.targets and item.iri in concerned and item.lane in layers
            if not item.period.overlaps(period)
        ]
        drawing = draw(period, selection, things, _TITLES, self._served.things.label)
        return Timeline(question, by, layers, selection, things, left_out, outside, drawing)

    def _period(self, question: Question, selection: Selection, layers: Collection[str]) -> Period | None:
        """What is drawn: what was asked for, and whole years where that leaves it open."""
        periods = [Period.of(group.stated_on) for group in selection.groups]
        known = _together(periods or [item.period for item in self._things if item.lane in layers])
        first = Period.of(question.earliest).first if question.earliest else None
        last = Period.of(question.latest).last if question.latest else None
        if known is None:
            ends = [day for day in (first, last) if day is not None]
            if not ends:
                return None
            known = Period(min(ends), max(ends))
        whole = known.whole_years()
        begin = first or min(whole.first, last or whole.first)
        end = last or max(whole.last, begin)
        if selection.continues_on:  # where marks had no room, an empty stretch would tell something false
            end = max(begin, min(end, Period.of(selection.continues_on).last))
        return Period(begin, end)

    def _concerned(self, question: Question, selection: Selection) -> set[str]:
        """The agreements that the positions shown are on, and what was chosen."""
        spoken_of = {
            iri for group in selection.groups for position in group.positions for iri in position.within
        }
        return spoken_of.union(question.targets)


def _together(periods: Iterable[Period]) -> Period | None:
    """The shortest period that has all days of some periods."""
    listed = list(periods)
    return reduce(Period.including, listed) if listed else None


def router(served: ServedDataset, pages: Pages) -> APIRouter:
    """The routes of the timeline and of its drawing."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    timelines = Timelines(served)

    @routes.get(PATH)
    def timeline(request: Request) -> HTMLResponse:
        reading = read_question(request.query_params.multi_items(), served.things, _PARAMETERS)
        found = None if reading.problems else timelines.make(reading)
        body = pages.render(
            "timeline.html",
            question=reading.question,
            form=timelines.options.form(reading),
            problems=reading.problems,
            timeline=found,
            drawing=found.drawing if found else None,
            titles=_TITLES,
            width=WIDTH,
            base="",
            here="",
            rows_by=next(iter(reading.more["rows"]), BY_HOLDER),
            layers=found.layers if found else reading.more["show"] or LAYERS,
        )
        return HTMLResponse(body, reading.status)

    @routes.get(CHART_PATH)
    def chart(request: Request) -> Response:
        reading = read_question(request.query_params.multi_items(), served.things, _PARAMETERS)
        reading.demand()
        found = timelines.make(reading)
        base = service_address(request).rstrip("/")
        body = pages.render(
            "timeline_chart.svg",
            question=found.question,
            timeline=found,
            drawing=found.drawing,
            width=WIDTH,
            base=base,  # a file that was saved has no address of its own to start from
            here=base + found.address(PATH),
        )
        return Response(body, media_type=SVG)

    return routes
