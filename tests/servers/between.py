"""A server that stands between the service and a real store, and can be told to misbehave."""

from __future__ import annotations

import base64
import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import httpx

from servers.threaded import QuietHandler, threaded_server

USER, PASSWORD = "reader", "not-to-be-shown"
_PROOF = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
_HEADERS = ("Content-Type", "Accept")


class Between:
    """What stands in between."""

    def __init__(self) -> None:
        self.address = ""
        self.password_wanted = False
        self.misbehave: Callable[[BaseHTTPRequestHandler], None] | None = None
        """Called with the request in place of an answer."""
        self.ended = threading.Event()
        """Set at the end of the test, for whatever waits."""


@contextlib.contextmanager
def between(store: str) -> Iterator[Between]:
    """Pass every request on to the query address of a store, for as long as nothing else is wanted."""
    state = Between()

    class Handler(QuietHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            with contextlib.suppress(OSError):
                if state.password_wanted and self.headers.get("Authorization") != _PROOF:
                    self.reply(401, {"WWW-Authenticate": 'Basic realm="store"'}, b"who are you?")
                elif state.misbehave is not None:
                    state.misbehave(self)
                else:
                    headers = {name: self.headers[name] for name in _HEADERS if name in self.headers}
                    answer = httpx.post(store, content=body, headers=headers, trust_env=False, timeout=30)
                    kept = {"Content-Type": answer.headers["content-type"]}
                    self.reply(answer.status_code, kept, answer.content)

        def reply(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    with threaded_server(Handler, state.ended) as base:
        state.address = f"{base}/query"
        yield state
