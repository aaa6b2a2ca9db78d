"""The routes of the canned queries: one for each file, with its own parameters."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from communique.store.canned import CannedQuery, ChoiceLists, ParameterError, UnknownParameterError
from communique.web.addresses import service_address
from communique.web.canned.asking import Answers, Call, read_call
from communique.web.canned.descriptions import ChoicePage, QueryDescription, describe, describe_choices
from communique.web.canned.find import find
from communique.web.canned.openapi import operation_parameters, refusals, responses
from communique.web.citing import link_header
from communique.web.described_parameters import query_parameter
from communique.web.parameters import single_values, whole_number
from communique.web.served import ServedDataset

LISTED_CHOICES = 20
"""How many choices of each parameter the list of all queries has."""
DESCRIBED_CHOICES = 300
"""How many choices a page of choices, or each parameter of a description, has at most."""

Handler = Callable[[Request], Response]


def router(served: ServedDataset) -> APIRouter:
    """The routes of the canned queries of a dataset; another folder of queries takes another router."""
    routes = APIRouter(prefix="/api/queries", tags=["canned queries"])
    answers, lists = Answers(served), ChoiceLists(served.things)
    _add_descriptions(routes, served, lists)
    for query in served.catalogue.queries.values():
        routes.add_api_route(
            f"/{query.name}",
            _handler(served, answers, query),
            summary=query.title,
            description=_description(query),
            operation_id=f"query-{query.name}",
            response_class=Response,
            responses=responses(query),
            openapi_extra={"parameters": operation_parameters(query, lists)},
        )

    @routes.get(
        "/{name}",
        summary="The answer of a canned query",
        description="Each query is described with its parameters at its own path. "
        "An unknown name gives 404 with the nearest, a query that cannot be used 503 with the reason.",
        response_class=Response,
        responses=refusals(),
    )
    def other(name: str, request: Request) -> Response:
        return _handler(served, answers, find(served, name))(request)

    return routes


def _add_descriptions(routes: APIRouter, served: ServedDataset, lists: ChoiceLists) -> None:
    @routes.get("", summary="All canned queries")
    def queries(request: Request) -> list[QueryDescription]:
        address = service_address(request)
        return [
            describe(query, lists, address, limit=LISTED_CHOICES)
            for query in served.catalogue.queries.values()
        ]

    @routes.get(
        "/{name}/description",
        summary="What a canned query answers and how it is called",
        responses=refusals(),
    )
    def description(name: str, request: Request) -> QueryDescription:
        return describe(find(served, name), lists, service_address(request), limit=DESCRIBED_CHOICES)

    @routes.get(
        "/{name}/choices/{parameter}",
        summary="The values that a parameter can take",
        responses=refusals(),
        openapi_extra={"parameters": _CHOICES_PARAMETERS},
    )
    def parameter_choices(name: str, parameter: str, request: Request) -> ChoicePage:
        query = find(served, name)
        values = single_values(request.query_params.multi_items())
        limit = whole_number(values, "limit", DESCRIBED_CHOICES, 1, DESCRIBED_CHOICES)
        words = values.pop("q", "")
        if values:
            raise UnknownParameterError(next(iter(values)), ("q", "limit"))
        known = {item.name: item for item in query.parameters}
        if parameter not in known:
            raise UnknownParameterError(parameter, known)
        found = lists.of(known[parameter], words=words[:200], limit=limit)
        if found is None:
            kind = known[parameter].type
            raise ParameterError(
                parameter, f"{parameter}: any {kind} will do, so there is nothing to choose from"
            )
        return ChoicePage(choices=describe_choices(found), total=found.total)


_CHOICES_PARAMETERS = [
    query_parameter(
        "q", "Only values whose label or name holds each of these words.", {"type": "string"}, "lavrov"
    ),
    query_parameter(
        "limit",
        "How many; `total` counts all.",
        {
            "type": "integer",
            "minimum": 1,
            "maximum": DESCRIBED_CHOICES,
            "default": DESCRIBED_CHOICES,
        },
    ),
]


def _handler(served: ServedDataset, answers: Answers, query: CannedQuery) -> Handler:
    def answer(request: Request) -> Response:
        items = request.query_params.multi_items()
        call = read_call(served, query, items, request.headers.get("accept"))
        body, following = answers.answer(call)
        return Response(body, media_type=call.media_type, headers=_links(call, items, following))

    return answer


def _links(call: Call, items: list[tuple[str, str]], following: str | None) -> dict[str, str]:
    """The address to cite, and the way to the next page for formats that have no place for it inside."""
    links = [(call.address, {"rel": "canonical"})]
    if following is not None:
        kept = [(name, value) for name, value in items if name != "after"]
        address = f"/api/queries/{call.query.name}?{urlencode([*kept, ('after', following)])}"
        links.append((address, {"rel": "next"}))
    return {"Link": link_header(links)}


def _description(query: CannedQuery) -> str:
    return "\n\n".join(part for part in (query.summary, query.description) if part)
