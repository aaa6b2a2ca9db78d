"""The dataset as files."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from communique.release.dumps import TRIG_DUMP, TURTLE_DUMP
from communique.web.middleware import matches
from communique.web.served import ServedDataset

_MEDIA_TYPES = {TURTLE_DUMP: "text/turtle; charset=utf-8", TRIG_DUMP: "application/trig; charset=utf-8"}


def router(served: ServedDataset) -> APIRouter:
    """The routes of the downloads."""
    routes = APIRouter(tags=["downloads"])

    @routes.get(
        "/data/{name}",
        summary="The whole dataset",
        description="communique.ttl has all graphs merged, communique.trig keeps them apart.",
        response_class=FileResponse,
    )
    def dump(name: Literal["communique.ttl", "communique.trig"], request: Request) -> Response:
        # Dumps are made with the build and never change, so that the version is tag enough.
        tag = f'"{served.version[:16]}-{name}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        if matches(request.headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=headers)
        return FileResponse(served.build.path / name, media_type=_MEDIA_TYPES[name], headers=headers)

    return routes
