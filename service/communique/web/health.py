"""Whether the service is alive and which dataset it serves."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from communique import __version__
from communique.web.served import ServedDataset


class Health(BaseModel):
    """The state of the service."""

    status: str
    dataset: str
    communique: str
    brokenQueries: dict[str, str]  # noqa: N815 - JSON of this service is in camel case
    """Canned queries that could not be loaded, with the reason."""


def router(served: ServedDataset) -> APIRouter:
    """The route of the health check."""
    routes = APIRouter(tags=["service"])

    @routes.get("/health", summary="Liveness and dataset version")
    def health() -> Health:
        return Health(
            status="ok", dataset=served.version, communique=__version__, brokenQueries=served.catalogue.broken
        )

    return routes
