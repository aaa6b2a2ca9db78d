"""The dataset as files."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from communique.release.build import MANIFEST
from communique.release.dumps import TRIG_DUMP, TURTLE_DUMP
from communique.web.errors import ProblemError
from communique.web.middleware import matches
from communique.web.served import ServedDataset

_MEDIA_TYPES = {TURTLE_DUMP: "text/turtle; charset=utf-8", TRIG_DUMP: "application/trig; charset=utf-8"}


def router(served: ServedDataset) -> APIRouter:
    """The routes of the downloads."""
    routes = APIRouter(tags=["downloads"])
    manifest = json.loads((served.build.path / MANIFEST).read_text(encoding="utf-8"))
    digests: dict[str, str] = manifest["files"]

    @routes.get(
        "/data/{name}",
        summary="The whole dataset",
        description="communique.ttl has all graphs merged, communique.trig keeps them apart.",
        response_class=FileResponse,
    )
    def dump(name: str, request: Request) -> Response:
        if name not in _MEDIA_TYPES:
            raise ProblemError(
                404, f"there is no file '{name[:80]}'", suggestions=[f"/data/{file}" for file in _MEDIA_TYPES]
            )
        # One dataset version may be written in more than one way, by another release of a library.
        tag = f'"{digests[name]}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        if matches(request.headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=headers)
        return FileResponse(served.build.path / name, media_type=_MEDIA_TYPES[name], headers=headers)

    return routes
