"""Putting the service together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from communique import __version__
from communique.web import canned, downloads, errors, health, lookups, pages, sparql, things
from communique.web.caching import AnswerCache, Cached, fingerprint
from communique.web.limits import ServiceLimits
from communique.web.middleware import Envelope
from communique.web.rendering import Pages
from communique.web.served import ServedDataset

_DESCRIPTION = "Who said what about which agreement, when, and where is that written."


def create_app(served: ServedDataset, limits: ServiceLimits | None = None) -> ASGIApp:
    """The service over one opened build.

    Args:
        served: the build; its query workers are started with the app and ended with it.
        limits: what one client may ask at once; None takes the defaults.
    """
    bounds = limits or ServiceLimits()
    app = _bare_app(served)
    site = Pages(served.things, served.version)
    errors.install(app, site)
    for routes in (
        health.router(served),
        sparql.router(served, site, bounds.body_bytes),
        canned.router(served),
        lookups.router(served, bounds.page_rows),
        downloads.router(served),
        things.router(served, site),
        pages.router(served, site, app),
    ):
        app.include_router(routes)
    app.mount("/static", StaticFiles(directory=str(files("communique.web") / "static")), name="static")
    app.add_middleware(
        Cached, version=served.version, state=fingerprint(served, bounds.page_rows), cache=AnswerCache()
    )
    # Around the whole app and not a middleware of it: those do not see the answer to an unexpected error.
    return Envelope(app, served.version)


def _bare_app(served: ServedDataset) -> FastAPI:
    """The app without routes."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(served.pool.start)
        try:
            yield
        finally:
            await run_in_threadpool(served.pool.close)

    return FastAPI(
        title="Communiqué",
        version=__version__,
        description=_DESCRIPTION,
        # The usual documentation pages load their scripts from elsewhere; /docs is our own.
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        license_info={"name": "CC BY 4.0 (data)", "url": "https://creativecommons.org/licenses/by/4.0/"},
    )
