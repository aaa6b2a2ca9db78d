"""Errors in one shape per kind of client: problem+json for programs, text for SPARQL, a page for people."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from communique.store.canned import ParameterError, UnknownThingError
from communique.store.protocol import (
    BusyError,
    DeadlineError,
    EngineError,
    MemoryLimitError,
    QueryError,
)
from communique.web.headers import METHODS, NOT_KEPT
from communique.web.negotiation import prefers_html
from communique.web.rendering import Pages

PROBLEM = "application/problem+json"
_PASSING = (BusyError, DeadlineError, EngineError, MemoryLimitError)
"""What may go wrong with a query of our own through no fault of who asks; it may well go right later."""
_log = logging.getLogger(__name__)


class ProblemError(Exception):
    """A request that cannot be answered as it stands.

    Attributes:
        status: HTTP status.
        detail: what is wrong and what to do.
        suggestions: names or addresses that may have been meant.
        headers: further headers of the answer.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        parameter: str | None = None,
        suggestions: Sequence[str] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.parameter = status, detail, parameter
        self.suggestions, self.headers = list(suggestions), headers or {}

    @property
    def title(self) -> str:
        """The words of its status."""
        return HTTPStatus(self.status).phrase

    @property
    def content(self) -> dict[str, object]:
        """What a program is told, as problem+json has it (RFC 9457)."""
        return {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **({"parameter": self.parameter} if self.parameter else {}),
            **({"suggestions": self.suggestions} if self.suggestions else {}),
        }


def install(app: FastAPI, pages: Pages) -> None:
    """Have an app answer every error in the right shape."""

    async def problem(request: Request, error: Exception) -> Response:
        return _respond(request, pages, _as_problem(request, error))

    for kind in (ProblemError, ParameterError, HTTPException, RequestValidationError, QueryError):
        app.add_exception_handler(kind, problem)

    async def unexpected(request: Request, error: Exception) -> Response:
        _log.error("unexpected error in %s %s", request.method, request.url.path, exc_info=error)
        return _respond(
            request, pages, ProblemError(500, "something went wrong here; it has been noted in the log")
        )

    app.add_exception_handler(Exception, unexpected)


def _as_problem(request: Request, error: Exception) -> ProblemError:
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, ParameterError):
        status = 404 if isinstance(error, UnknownThingError) else 400
        return ProblemError(status, str(error), parameter=error.parameter, suggestions=error.suggestions)
    if isinstance(error, _PASSING):
        return ProblemError(503, str(error), headers={"Retry-After": "5"})
    if isinstance(error, QueryError):
        # A store elsewhere that lacks something; in our own store it would be a mistake of ours.
        _log.warning("a query of ours failed in %s", request.url.path, exc_info=error)
        return ProblemError(502, f"the store that holds the dataset cannot answer this: {error}")
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        name = str(first["loc"][-1])
        return ProblemError(400, f"{name}: {first['msg']}", parameter=name)
    assert isinstance(error, HTTPException)  # noqa: S101 - the handlers are installed for these kinds only
    detail = str(error.detail)
    if error.status_code == HTTPStatus.NOT_FOUND:
        detail = f"there is nothing at {request.url.path[:200]}"
    elif error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        detail = f"{request.method} is not possible here"
        # Starlette names the methods of one route only, and knows nothing of HEAD.
        return ProblemError(error.status_code, detail, headers={"Allow": METHODS})
    return ProblemError(error.status_code, detail, headers=dict(error.headers or {}))


def _respond(request: Request, pages: Pages, problem: ProblemError) -> Response:
    path, headers = request.url.path, {**NOT_KEPT, **problem.headers}
    if not path.startswith(("/api/", "/data/", "/health", "/openapi")) and prefers_html(
        request.headers.get("accept")
    ):
        body = pages.render(
            "error.html",
            status=problem.status,
            title=problem.title,
            detail=problem.detail,
            suggestions=problem.suggestions,
        )
        return HTMLResponse(body, problem.status, headers)
    return JSONResponse(problem.content, problem.status, headers, PROBLEM)
