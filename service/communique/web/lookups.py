"""Lookups without SPARQL: positions by filters, and lists of actors, agreements and articles."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from communique.store.canned import Parameter, ParameterError, bind
from communique.store.protocol import Term
from communique.vocabulary import CQ
from communique.web.errors import ProblemError
from communique.web.negotiation import choose
from communique.web.parameters import single_values, whole_number
from communique.web.records import PositionPage, as_flat_row, find_positions
from communique.web.served import ServedDataset
from communique.web.tables import CSV, as_csv

FILTERS = (
    Parameter("holder", "actor"),
    Parameter("stance", "stance"),
    Parameter("within", "target"),
    Parameter("article", "article"),
    Parameter("method", "method"),
    Parameter("from", "date"),
    Parameter("to", "date"),
)
"""Filters of positions as the query knows them; ``target`` of the address is ``within``."""

ACTOR_CLASSES = ("Person", "State", "Body", "Outlet", "Population", "Collective")
_JSON = "application/json"
_FLAT_HEADER = (
    "position",
    "statedOn",
    "holder",
    "holderLabel",
    "onBehalfOf",
    "onBehalfOfLabel",
    "ascribedBy",
    "ascribedByLabel",
    "stance",
    "stanceLabel",
    "target",
    "targetLabel",
    "towards",
    "about",
    "statedAt",
    "article",
    "articleLabel",
    "outlet",
    "outletLabel",
    "rendering",
    "renderingLabel",
    "method",
    "confidence",
    "annotator",
    "annotatorLabel",
    "annotation",
    "start",
    "end",
    "exact",
    "firstWords",
    "lastWords",
    "gloss",
)


class ActorItem(BaseModel):
    """An actor in a list."""

    id: str
    label: str
    kind: str
    positions: int


class AgreementItem(BaseModel):
    """An agreement in a list."""

    id: str
    label: str
    kind: str | None
    adoptedOn: str | None  # noqa: N815 - JSON of this service is in camel case
    positions: int


class ArticleItem(BaseModel):
    """An article in a list."""

    id: str
    headline: str
    outlet: str
    published: str | None
    url: str | None


def actor_items(served: ServedDataset) -> list[ActorItem]:
    """All actors with how many positions each holds or has in its name."""
    items = [
        ActorItem(
            id=iri,
            label=served.things.label(iri),
            kind=kind.lower(),
            positions=served.position_counts.get(iri, 0),
        )
        for kind in ACTOR_CLASSES
        for iri in served.things.of_class(str(CQ[kind]))
    ]
    return sorted(items, key=lambda item: (item.label.casefold(), item.id))


def agreement_items(served: ServedDataset) -> list[AgreementItem]:
    """All agreements by day, with how many positions there are on each and its provisions."""
    return [
        AgreementItem(
            id=row["agreement"],
            label=served.things.label(row["agreement"]),
            kind=served.things.label(row["kind"]) if "kind" in row else None,
            adoptedOn=row.get("adopted"),
            positions=served.position_counts.get(row["agreement"], 0),
        )
        for row in {row["agreement"]: row for row in served.rows("agreements")}.values()
    ]


def article_items(served: ServedDataset) -> list[ArticleItem]:
    """All articles by day of publication."""
    return [
        ArticleItem(
            id=row["article"],
            headline=row["headline"],
            outlet=served.things.label(row["outlet"]),
            published=row.get("published"),
            url=row.get("url"),
        )
        for row in {row["article"]: row for row in served.rows("articles")}.values()
    ]


def router(served: ServedDataset, page_rows: int) -> APIRouter:
    """The routes of the lookups."""
    routes = APIRouter(prefix="/api", tags=["lookups"])
    _add_positions(routes, served, page_rows)

    @routes.get("/actors", summary="All actors")
    def actors() -> list[ActorItem]:
        return actor_items(served)

    @routes.get("/agreements", summary="All agreements")
    def agreements() -> list[AgreementItem]:
        return agreement_items(served)

    @routes.get("/articles", summary="All articles")
    def articles() -> list[ArticleItem]:
        return article_items(served)

    return routes


def _add_positions(routes: APIRouter, served: ServedDataset, page_rows: int) -> None:
    @routes.get(
        "/positions",
        summary="Positions with their evidence",
        description="Filters combine. An agreement as target includes its provisions. Slugs, kind/slug "
        "and whole IRIs are taken. `next` is the `after` of the next page; CSV has it in the Link header.",
        response_model=PositionPage,
        responses={200: {"content": {CSV: {}}}},
    )
    def positions(
        request: Request,
        holder: Annotated[str | None, Query(examples=["sergey-lavrov"])] = None,
        stance: Annotated[str | None, Query(examples=["calls-for"])] = None,
        target: Annotated[str | None, Query(examples=["trilateral-statement-2020-11-09"])] = None,
        article: str | None = None,
        method: Annotated[str | None, Query(description="hand or machine")] = None,
        earliest: Annotated[str | None, Query(alias="from", examples=["2023-03-01"])] = None,
        latest: Annotated[str | None, Query(alias="to", examples=["2023-12"])] = None,
        limit: Annotated[str, Query(description="How many, up to 1000")] = "100",
        after: Annotated[str | None, Query(description="`next` of the page before")] = None,
        format: Annotated[str | None, Query(description="json or csv; wins over Accept")] = None,  # noqa: A002
    ) -> Response:
        # The signature is for the description; the request tells apart what is given twice or empty.
        return _positions(request, served, page_rows)


def _positions(request: Request, served: ServedDataset, page_rows: int) -> Response:
    """One page of positions in the format asked for, with the address of the next."""
    values = single_values(request.query_params.multi_items())
    media_type = list_format(values.pop("format", None), request.headers.get("accept"))
    number = whole_number(values, "limit", 100, 1, page_rows)
    following = values.pop("after", None)
    page = find_positions(served, filter_terms(served, values), limit=number, after=following)
    headers = {}
    if page.next is not None:
        query = {**dict(request.query_params), "after": page.next}
        headers["Link"] = f'</api/positions?{urlencode(query)}>; rel="next"'
    if media_type == CSV:
        rows = [as_flat_row(record) for record in page.positions]
        return Response(as_csv(_FLAT_HEADER, rows), media_type=CSV, headers=headers)
    return JSONResponse(page.model_dump(mode="json", by_alias=True), headers=headers)


def list_format(named: str | None, accept: str | None) -> str:
    """JSON or CSV: as named by ``format``, else by the Accept header.

    Raises:
        ProblemError: neither fits.
    """
    if named is not None:
        if named not in ("json", "csv"):
            raise ProblemError(400, f"format: '{named[:40]}' is neither json nor csv", parameter="format")
        return CSV if named == "csv" else _JSON
    chosen = choose(accept, [_JSON, CSV, "text/html"])
    if chosen is None:
        raise ProblemError(406, f"nothing in Accept fits; there is {_JSON} and {CSV}")
    return CSV if chosen == CSV else _JSON


def filter_terms(served: ServedDataset, values: dict[str, str]) -> dict[str, Term]:
    """The filters of an address as terms.

    Raises:
        ParameterError: an unknown filter or a value that does not fit.
    """
    named = {("within" if name == "target" else name): value for name, value in values.items()}
    if "within" in values:
        raise ParameterError(
            "within", "there is no parameter 'within'; the filter is called 'target'", ["target"]
        )
    try:
        return bind(FILTERS, named, served.things)
    except ParameterError as error:
        if error.parameter == "within":
            message = str(error).replace("within:", "target:", 1)
            raise type(error)("target", message, error.suggestions) from None
        if error.parameter in named and error.parameter not in {item.name for item in FILTERS}:
            accepted = ", ".join("target" if item.name == "within" else item.name for item in FILTERS)
            raise ParameterError(
                error.parameter,
                f"there is no parameter '{error.parameter[:80]}'; there is: {accepted}, limit, after, format",
            ) from None
        raise
