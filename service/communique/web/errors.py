"""Errors in one shape per kind of client: problem+json for programs, text for SPARQL, a page for people."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from communique.store.canned import ParameterError, UnknownThingError
from communique.store.protocol import (
    AnswerTooLargeError,
    BusyError,
    DeadlineError,
    EngineError,
    MemoryLimitError,
    NotAcceptableError,
    QueryError,
    QueryRefusedError,
)
from communique.web.headers import METHODS, NOT_KEPT
from communique.web.negotiation import prefers_html
from communique.web.rendering import Pages

PROBLEM = "application/problem+json"
_AT_A_LIMIT: Mapping[type[QueryError], int] = {
    BusyError: 503,
    DeadlineError: 503,
    MemoryLimitError: 503,
    AnswerTooLargeError: 422,
}
_OF_A_CLIENT = {**_AT_A_LIMIT, QueryRefusedError: 403, NotAcceptableError: 406, EngineError: 500}
"""The status of each kind of error of a query that a client wrote; of all others 400."""
_OF_OURS = {**_AT_A_LIMIT, EngineError: 503}
"""The status of each kind of error of a query of our own, no fault of who asks; of all others 502."""
_RETRY_SECONDS = "5"
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


def client_query_problem(error: QueryError) -> ProblemError:
    """What a client is told of a query that it wrote itself."""
    return _query_problem(_OF_A_CLIENT.get(type(error), 400), str(error))


def own_query_problem(error: QueryError, asked: str) -> ProblemError:
    """What a client is told where a query of our own was not answered.

    Args:
        error: why it was not.
        asked: what was asked for, for the log.
    """
    status = _OF_OURS.get(type(error))
    if status is None:
        # A store elsewhere that lacks something; in our own store it would be a mistake of ours.
        _log.warning("a query of ours failed in %s", asked, exc_info=error)
        return _query_problem(502, f"the store that holds the dataset cannot answer this: {error}")
    if isinstance(error, AnswerTooLargeError):
        # What to do about a query of one's own, as the error says it, cannot be done here.
        _log.info("an answer is too long in %s: %s", asked, error)
        return _query_problem(status, "the answer is too long to be given; ask for less by its parameters")
    return _query_problem(status, str(error))


def _query_problem(status: int, detail: str) -> ProblemError:
    return ProblemError(status, detail, headers={"Retry-After": _RETRY_SECONDS} if status == 503 else None)


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
    if isinstance(error, QueryError):
        return own_query_problem(error, request.url.path)
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
        return HTMLResponse(problem_page(pages, problem), problem.status, headers)
    return JSONResponse(problem.content, problem.status, headers, PROBLEM)


def problem_page(pages: Pages, problem: ProblemError) -> str:
    """What a person is told."""
    return pages.render(
        "error.html",
        status=problem.status,
        title=problem.title,
        detail=problem.detail,
        suggestions=problem.suggestions,
    )
