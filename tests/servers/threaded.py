"""An HTTP server in a thread, for handlers that tests write."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class QuietHandler(BaseHTTPRequestHandler):
    """A handler that prints nothing of what it is asked."""

    def log_message(self, *args: object) -> None:
        pass


@contextlib.contextmanager
def threaded_server(handler: type[BaseHTTPRequestHandler], ending: threading.Event) -> Iterator[str]:
    """The address of a server without a path; at the end `ending` is set, so that no handler waits on."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        ending.set()
        server.shutdown()
        server.server_close()
        thread.join()
