"""Citations to be downloaded: of a position, an article record, any other thing, or the dataset."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request
from fastapi.responses import Response

from communique.web.citing import require_version
from communique.web.errors import ProblemError
from communique.web.parameters import single_values
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site.citations.cited import cite, cite_dataset
from communique.web.site.citations.formats import CITATION_FORMATS, Citation
from communique.web.things import locate

_FORMS = ", ".join(f".{suffix}" for suffix in CITATION_FORMATS)
_LONGEST_NAME = 120


def router(served: ServedDataset, pages: Pages) -> APIRouter:
    """The routes of citations: ``/cite/dataset.bib``, ``/cite/{kind}/{slug}.bib`` and so on."""
    routes = APIRouter(include_in_schema=False, default_response_class=Response)

    @routes.get("/cite/{name}")
    def whole(name: str, request: Request) -> Response:
        stem, suffix = _parts(name)
        if stem != "dataset" or suffix not in CITATION_FORMATS:
            raise ProblemError(
                404,
                f"there is no citation at /cite/{name[:80]}; that of the dataset as a whole is at "
                f"/cite/dataset and one of {_FORMS}, that of a thing at /cite/{{kind}}/{{slug}} likewise",
                suggestions=[f"/cite/dataset.{form}" for form in CITATION_FORMATS],
            )
        _check(served, request)
        return _answer(cite_dataset(served), suffix)

    @routes.get("/cite/{kind}/{slug:path}")
    def single(kind: str, slug: str, request: Request) -> Response:
        stem, suffix = _parts(slug)
        if suffix not in CITATION_FORMATS:
            iri, rest = locate(served, kind, slug)
            address = f"/cite/{kind}/{slug.removesuffix(f'.{rest}') if rest else slug}"
            raise ProblemError(
                404,
                f"a citation comes as one of {_FORMS}; put one of them after the name",
                suggestions=[f"{address}.{form}" for form in CITATION_FORMATS],
            )
        iri, rest = locate(served, kind, stem)
        if rest:
            raise ProblemError(404, f"there is no {kind} '{stem[:200]}' in this dataset; leave .{rest} out")
        _check(served, request)
        return _answer(cite(served, iri), suffix)

    return routes


def _parts(name: str) -> tuple[str, str]:
    """A name and its suffix, which slugs with dots in them seem to have too."""
    stem, _, suffix = name.rpartition(".")
    return stem, suffix


def _check(served: ServedDataset, request: Request) -> None:
    require_version(single_values(request.query_params.multi_items()), served.version)


def _answer(citation: Citation, suffix: str) -> Response:
    form = CITATION_FORMATS[suffix]
    name = re.sub(r"[^A-Za-z0-9-]", "", citation.key)[:_LONGEST_NAME]
    headers = {"Content-Disposition": f'attachment; filename="{name}.{suffix}"'} if form.is_download else {}
    return Response(form.write(citation), media_type=form.media_type, headers=headers)
