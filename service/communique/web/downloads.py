"""The dataset as files: releases, and the dumps of what is served now."""

from __future__ import annotations

import base64

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from communique.release.loading import SNIPPETS
from communique.release.publication import PublishedFile
from communique.release.released import SUMS_FILE, Release, is_release_name
from communique.web.addresses import service_address
from communique.web.errors import ProblemError
from communique.web.headers import ASKED_METHOD, matches
from communique.web.negotiation import prefers_html
from communique.web.releases import IN_BUILD, Download, Shelf, current_files, media_type
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.table_snippets import SERVED_TABLES, gathering

IMMUTABLE = "public, max-age=31536000, immutable"
"""A release never changes; a year is as long as caches keep anything."""
_SHOWN_NAME = 80


def router(served: ServedDataset, pages: Pages, shelf: Shelf) -> APIRouter:
    """The routes of the downloads."""
    routes = APIRouter(tags=["downloads"])
    current = current_files(served.build)

    def listing(request: Request, releases: list[Release]) -> Response:
        address = service_address(request)
        shown = _listing(served.version, current, releases, address)
        if request.url.path.endswith(".json") or not prefers_html(request.headers.get("accept")):
            return JSONResponse(shown)
        page = pages.render(
            "data.html",
            listing=shown,
            snippets=SNIPPETS,
            address=address,
            tables=SERVED_TABLES,
            evidence=len(served.positions),
            gathering=gathering(address),
        )
        return HTMLResponse(page)

    @routes.get("/data", summary="The releases and dumps that can be downloaded", response_class=JSONResponse)
    @routes.get("/data.json", include_in_schema=False)
    def all_releases(request: Request) -> Response:
        return listing(request, shelf.releases())

    @routes.get(
        "/data/{name}",
        summary="A dump of what is served now, or one release",
        description=f"{', '.join(IN_BUILD)}, or the name of a release, which gives the list of its files.",
        response_class=FileResponse,
    )
    def dump_or_release(name: str, request: Request) -> Response:
        for file in current:
            if file.name == name:
                path = served.build.path / IN_BUILD[name]
                # Not under the name that the file has on disk.
                return _send(Download(path, file.sha256), request, "no-cache", media_type(name))
        return listing(request, [_release(shelf, name)])

    @routes.get(
        "/data/{release}/{name}",
        summary="A file of a release",
        description="Ranges are possible. The entity tag is the SHA-256 of the file.",
        response_class=FileResponse,
    )
    def release_file(release: str, name: str, request: Request) -> Response:
        found = _release(shelf, release)
        file = shelf.file(found, name)
        if file is None:
            raise ProblemError(
                404,
                f"the release {release} has no file '{name[:_SHOWN_NAME]}'",
                suggestions=[f"/data/{release}/{known}" for known in sorted(found.sums)],
            )
        return _send(file, request, IMMUTABLE, file.media_type)

    return routes


def _release(shelf: Shelf, name: str) -> Release:
    found = shelf.find(name) if is_release_name(name) else None
    if found is None:
        addresses = [f"/data/{release.folder.name}" for release in shelf.releases()]
        raise ProblemError(
            404,
            f"there is no file or release '{name[:_SHOWN_NAME]}'",
            suggestions=["/data", *(f"/data/{file}" for file in IN_BUILD), *addresses],
        )
    return found


def _send(file: Download, request: Request, caching: str, form: str) -> Response:
    tag = f'"{file.sha256}"'
    digest = base64.b64encode(bytes.fromhex(file.sha256)).decode("ascii")
    headers = {"ETag": tag, "Cache-Control": caching, "Repr-Digest": f"sha-256=:{digest}:"}
    if matches(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return _File(file.path, media_type=form, headers=headers)


class _File(FileResponse):
    """A file that is not read where only its headers are asked for."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await super().__call__({**scope, "method": scope.get(ASKED_METHOD, scope["method"])}, receive, send)


def _listing(
    version: str, current: tuple[PublishedFile, ...], releases: list[Release], address: str
) -> dict[str, object]:
    return {
        "current": {"version": version, "files": _files(current, f"{address}data/")},
        "releases": [_listed(release, address) for release in releases],
    }


def _listed(release: Release, address: str) -> dict[str, object]:
    folder = f"{address}data/{release.folder.name}/"
    held = {file.name for file in release.files}
    return {
        "name": release.folder.name,
        "version": release.version,
        "date": release.date,
        "previous": release.previous or None,
        "previous_name": release.previous_label or None,
        "triples": release.triples,
        "quads": release.quads,
        "address": folder,
        "files": _files(release.files, folder),
        "about": [
            {"name": name, "address": folder + name, "sha256": release.sums.get(name)}
            for name in [*sorted(set(release.sums) - held), SUMS_FILE]
        ],
    }


def _files(files: tuple[PublishedFile, ...], folder: str) -> list[dict[str, object]]:
    return [
        {
            "name": file.name,
            "title": file.title,
            "address": folder + file.name,
            "media_type": file.media_type,
            "compression": file.compression or None,
            "size_bytes": file.size_bytes,
            "sha256": file.sha256,
        }
        for file in files
    ]
