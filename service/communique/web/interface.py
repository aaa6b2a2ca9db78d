"""Where a program that knows only the address of the interface finds the rest."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from communique.web.addresses import service_address
from communique.web.served import ServedDataset


class Interface(BaseModel):
    """The entry of the interface."""

    dataset: str
    licence: str = "https://creativecommons.org/licenses/by/4.0/"
    links: dict[str, str] = Field(examples=[{"openapi": "http://127.0.0.1:8000/openapi.json"}])
    """Addresses by what is there."""


_PLACES = {
    "openapi": "openapi.json",
    "documentation": "docs",
    "positions": "api/positions",
    "actors": "api/actors",
    "agreements": "api/agreements",
    "articles": "api/articles",
    "events": "api/events",
    "issues": "api/issues",
    "outlets": "api/outlets",
    "search": "api/search",
    "queries": "api/queries",
    "sparql": "sparql",
    "releases": "data.json",
    "void": ".well-known/void",
    "dcat": "data/catalog",
}


def router(served: ServedDataset) -> APIRouter:
    """The route of the entry."""
    routes = APIRouter(tags=["service"])

    @routes.get("/api", summary="Where everything is")
    def interface(request: Request) -> Interface:
        address = service_address(request)
        return Interface(
            dataset=served.version, links={name: f"{address}{path}" for name, path in _PLACES.items()}
        )

    return routes
