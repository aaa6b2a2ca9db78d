"""The pages of the canned queries: the list, and for each a form with its answer below."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from communique.store.canned import CannedQuery, ChoiceLists, ParameterError, UnknownThingError
from communique.store.protocol import Form
from communique.web.addresses import service_address
from communique.web.canned.asking import Answers, Call, read_call
from communique.web.canned.charting import VIEWS, Chart, charts
from communique.web.canned.charting.columns import Answer
from communique.web.canned.find import find
from communique.web.canned.formats import offered
from communique.web.canned.forms import fields
from communique.web.canned.readable import cells
from communique.web.canned.snippets import example_values, snippets
from communique.web.errors import ProblemError
from communique.web.parameters import single_values
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site.charts.positions import chart_data

SHOWN_ROWS = 100
"""How many rows of an answer a page shows."""
SHOWN_CHARACTERS = 200_000
"""How much of a graph a page shows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as a page shows it."""

    columns: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    text: str = ""
    following: str = ""
    """The address of the page with the rows that follow."""
    cut: bool = False
    charts: dict[str, Chart] = field(default_factory=dict)
    """The charts that fit the answer, by view."""
    is_drawn_in_part: bool = False
    """Whether the answer has more rows than charts are drawn from."""


@dataclass(frozen=True, slots=True)
class Views:
    """The views of an answer that there are, and the one that is asked for.

    Attributes:
        asked: the name of a view.
        chart: its chart; None for the table alone.
        links: the names, titles and addresses of all.
        svg: where the chart is as a file.
    """

    asked: str
    chart: Chart | None
    links: list[tuple[str, str, str]]
    svg: str


def add_pages(routes: APIRouter, served: ServedDataset, pages: Pages) -> None:
    """Add the list at ``/queries`` and a page for each query."""
    answers, lists = Answers(served), ChoiceLists(served.things)

    @routes.get("/queries")
    def queries() -> HTMLResponse:
        catalogue = served.catalogue
        listed = [(query, fields(query, lists, {})) for query in catalogue.queries.values()]
        body = pages.render("queries.html", queries=listed, broken=catalogue.broken)
        return HTMLResponse(body)

    @routes.get("/queries/{name}")
    def query(name: str, request: Request) -> Response:
        found = find(served, name)
        # A form sends what was left empty as empty; for the interface that would be a mistake.
        filled = [(key, value) for key, value in request.query_params.multi_items() if value]
        if "format" in dict(filled):
            return RedirectResponse(f"/api/queries/{name}?{urlencode(filled)}", status_code=303)
        return _page(served, pages, answers, lists, found, filled, request)

    @routes.get("/queries/{name}/chart.svg")
    def drawing(name: str, request: Request) -> Response:
        found = find(served, name)
        values = single_values((key, value) for key, value in request.query_params.multi_items() if value)
        view = _take_view(found, values)
        values.pop("show", None)
        chart = _chosen(_answer(served, answers, found, values), view)
        if chart is None:
            raise ProblemError(404, "this answer has no such chart; its page says which views it has")
        text = pages.render("query-chart.svg", query=found, chart=chart, file=True)
        disposition = f'attachment; filename="communique-{found.name}.svg"'
        return Response(text, media_type="image/svg+xml", headers={"Content-Disposition": disposition})


def _page(
    served: ServedDataset,
    pages: Pages,
    answers: Answers,
    lists: ChoiceLists,
    query: CannedQuery,
    filled: list[tuple[str, str]],
    request: Request,
) -> HTMLResponse:
    values = single_values(filled)
    asked = values.pop("show", None) is not None
    view, problem = "table", None
    try:
        view = _take_view(query, values)
    except ProblemError as error:
        problem = error.detail
    given = {name: value for name, value in values.items() if name not in ("after", "limit")}
    shown, status = None, 400 if problem else 200
    if problem is None and (asked or given):
        try:
            shown = _answer(served, answers, query, values)
        except ParameterError as error:
            # The form comes back with what was filled in, so that it can be mended.
            problem, status = str(error), 404 if isinstance(error, UnknownThingError) else 400
        except ProblemError as error:
            problem, status = error.detail, error.status
    sent = given if shown is not None else example_values(query, lists)
    body = pages.render(
        "query.html",
        query=query,
        fields=fields(query, lists, given),
        shown=shown,
        view=view,
        views=_views(query, given, shown, view) if shown else None,
        problem=problem,
        formats=[(name, _address(query, {**sent, "format": name})) for name in offered(query.form)],
        snippets=snippets(service_address(request), query, sent),
    )
    return HTMLResponse(body, status)


def _answer(served: ServedDataset, answers: Answers, query: CannedQuery, values: dict[str, str]) -> Shown:
    if query.form is not Form.table:
        first = next(iter(offered(query.form)))
        call = read_call(served, query, [*values.items(), ("format", first)], None)
        text = answers.answer(call)[0].decode("utf-8")
        return Shown(text=text[:SHOWN_CHARACTERS], cut=len(text) > SHOWN_CHARACTERS)
    call = read_call(served, query, {"limit": str(SHOWN_ROWS), **values}.items(), None)
    document, page, following = answers.whole_and_page(call)
    rows = [cells(row) for row in page]
    columns = document["head"]["vars"]
    address = f"/queries/{query.name}?{urlencode({**values, 'show': 'rows', 'after': following})}"
    whole = Answer.of(columns, document["results"]["bindings"], call.bindings)
    drawn = charts(whole, chart_data(served).stances)
    shown = [name for name in columns if _is_shown(name, columns, call, rows)]
    following = address if following else ""
    return Shown(shown, rows, following=following, charts=drawn, is_drawn_in_part=whole.is_cut)


def _is_shown(name: str, columns: list[str], call: Call, rows: list[dict[str, str]]) -> bool:
    """Whether a column tells something that the rest of the page does not."""
    if name in {parameter.name for parameter in call.query.parameters}:
        # What was given stands in the form; what was left open may differ from row to row.
        return name not in call.bindings and any(name in row for row in rows)
    # The label of a thing stands in the place of the thing, which is a link.
    return not name.endswith("Label") or name.removesuffix("Label") not in columns


def _address(query: CannedQuery, values: dict[str, str]) -> str:
    return f"/api/queries/{query.name}?{urlencode(values)}"


def _take_view(query: CannedQuery, values: dict[str, str]) -> str:
    """Take the view out of the values of an address.

    Raises:
        ProblemError: there is no view of that name.
    """
    if "view" in {parameter.name for parameter in query.parameters}:
        return "table"
    view = values.pop("view", "table")
    if view not in VIEWS:
        message = f"view: '{view[:40]}' is not one of {', '.join(VIEWS)}"
        raise ProblemError(400, message, parameter="view", suggestions=list(VIEWS))
    return view


def _chosen(shown: Shown, view: str) -> Chart | None:
    """The chart of a view; ``chart`` is the first that there is, of whatever kind."""
    if view == "chart":
        return next(iter(shown.charts.values()), None)
    return shown.charts.get(view)


def _views(query: CannedQuery, given: dict[str, str], shown: Shown, view: str) -> Views:
    address = f"/queries/{query.name}"
    chart = _chosen(shown, view)
    asked = next((name for name, other in shown.charts.items() if other is chart), "table")
    links = [
        (name, VIEWS[name], f"{address}?{urlencode({**given, 'show': 'rows', 'view': name})}")
        for name in ("table", *shown.charts)
    ]
    return Views(asked, chart, links, f"{address}/chart.svg?{urlencode({**given, 'view': asked})}")
