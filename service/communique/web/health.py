"""Whether the service is alive and which dataset it serves."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from communique import __version__
from communique.store.remote.store import RemoteStore
from communique.web.served import ServedDataset


class Health(BaseModel):
    """The state of the service."""

    status: str
    dataset: str
    communique: str
    brokenQueries: dict[str, str]  # noqa: N815 - JSON of this service is in camel case
    """Canned queries that could not be loaded, with the reason."""
    trouble: str | None = None
    """Why the dataset cannot be asked at the moment; only where it is in a store elsewhere."""


def router(served: ServedDataset) -> APIRouter:
    """The route of the health check."""
    routes = APIRouter(tags=["service"])

    @routes.get(
        "/health",
        summary="Liveness and dataset version",
        response_model=Health,
        responses={503: {"model": Health, "description": "The store that holds the dataset is not there"}},
    )
    async def health() -> JSONResponse:
        # Without a thread, so that it is told at once however many wait for one.
        store = served.store
        trouble = await run_in_threadpool(store.trouble) if isinstance(store, RemoteStore) else None
        state = Health(
            status="ok" if trouble is None else "unavailable",
            dataset=served.version,
            communique=__version__,
            brokenQueries=served.catalogue.broken,
            trouble=trouble,
        )
        return JSONResponse(state.model_dump(exclude_none=True), 200 if trouble is None else 503)

    return routes
