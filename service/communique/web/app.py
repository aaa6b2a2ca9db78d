"""Putting the service together."""

from __future__ import annotations

from importlib.resources import files

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from communique import __version__
from communique.web import (
    canned,
    downloads,
    errors,
    health,
    interface,
    lookups,
    pages,
    sparql_description,
    things,
    wellknown,
)
from communique.web.caching import AnswerCache, Cached, fingerprint
from communique.web.front import Front
from communique.web.limits import ServiceLimits
from communique.web.middleware import Envelope
from communique.web.releases import Shelf
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site import routers as site_routers
from communique.web.sparql import SparqlEndpoint

_DESCRIPTION = "Who said what about which agreement, when, and where is that written."


def create_app(served: ServedDataset, limits: ServiceLimits | None = None) -> ASGIApp:
    """The service over one opened build.

    Args:
        served: the build; its query workers are its own matter.
        limits: what one client may ask at once; None takes the defaults.
    """
    bounds = limits or ServiceLimits()
    app = _bare_app()
    site = Pages(served.things, served.version)
    errors.install(app, site)
    shelf = Shelf(served.build)
    for routes in (
        health.router(served),
        interface.router(served),
        canned.router(served),
        lookups.router(served, bounds.page_rows),
        wellknown.router(served, shelf),  # before the downloads: /data/catalog is no file
        downloads.router(served, site, shelf),
        things.router(served, site),
        pages.router(served, site, app),
        *site_routers(served, site),
    ):
        app.include_router(routes)
    app.mount("/static", StaticFiles(directory=str(files("communique.web") / "static")), name="static")
    sparql_description.describe_in(app)
    cache = AnswerCache()
    # Around the whole app and not a middleware of it: those do not see the answer to an unexpected error.
    whole = Envelope(app, served.version)
    state = fingerprint(served, bounds.page_rows)
    return Front(
        SparqlEndpoint(served, site, bounds.body_bytes, cache),
        Cached(whole, served.version, state, cache),
        served.version,
    )


def _bare_app() -> FastAPI:
    """The app without routes."""
    return FastAPI(
        title="Communiqué",
        version=__version__,
        description=_DESCRIPTION,
        # The usual documentation pages load their scripts from elsewhere; /docs is our own.
        docs_url=None,
        redoc_url=None,
        license_info={"name": "CC BY 4.0 (data)", "url": "https://creativecommons.org/licenses/by/4.0/"},
    )
