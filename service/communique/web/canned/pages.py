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
from communique.web.canned.find import find
from communique.web.canned.formats import offered
from communique.web.canned.forms import fields
from communique.web.canned.readable import cells
from communique.web.canned.snippets import example_values, snippets
from communique.web.errors import ProblemError
from communique.web.parameters import single_values
from communique.web.rendering import Pages
from communique.web.served import ServedDataset

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
    given = {name: value for name, value in values.items() if name not in ("after", "limit")}
    shown, problem, status = None, None, 200
    if asked or given:
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
    document, following = answers.page(call)
    rows = [cells(row) for row in document["results"]["bindings"]]
    columns = document["head"]["vars"]
    address = f"/queries/{query.name}?{urlencode({**values, 'show': 'rows', 'after': following})}"
    shown = [name for name in columns if _is_shown(name, columns, call, rows)]
    return Shown(shown, rows, following=address if following else "")


def _is_shown(name: str, columns: list[str], call: Call, rows: list[dict[str, str]]) -> bool:
    """Whether a column tells something that the rest of the page does not."""
    if name in {parameter.name for parameter in call.query.parameters}:
        # What was given stands in the form; what was left open may differ from row to row.
        return name not in call.bindings and any(name in row for row in rows)
    # The label of a thing stands in the place of the thing, which is a link.
    return not name.endswith("Label") or name.removesuffix("Label") not in columns


def _address(query: CannedQuery, values: dict[str, str]) -> str:
    return f"/api/queries/{query.name}?{urlencode(values)}"
