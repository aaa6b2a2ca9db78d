"""A service that answers whatever a test wants, for what no sound service would send."""

from __future__ import annotations

import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

JSON = "application/sparql-results+json"
VERSION = "a" * 64
HEALTH = {"status": "ok", "dataset": VERSION, "communique": "0", "brokenQueries": {}}
NO_ROWS = {"head": {"vars": ["graph"]}, "results": {"bindings": []}}


class Script:
    """What each path answers; a piece that is None waits for the end of the test."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        self.released = threading.Event()
        self.answer("/health", HEALTH, content_type="application/json")
        self.answer("/sparql", NO_ROWS)

    def answer(self, path, *pieces, status=200, content_type=JSON, **headers):
        """Answer every request for a path so from now on."""
        body = [json.dumps(piece).encode() if isinstance(piece, dict | list) else piece for piece in pieces]
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        self.answers[path] = (
            status,
            {"Content-Type": content_type, "Dataset-Version": VERSION, **named},
            body,
        )


@contextlib.contextmanager
def scripted_service():
    """The address of a service and its script."""
    script = Script()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            script.asked.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            self.do_GET()

        def do_GET(self):
            path = self.path.partition("?")[0]
            status, headers, pieces = script.answers.get(
                path, (404, {"Content-Type": "text/html"}, [b"nothing"])
            )
            with contextlib.suppress(OSError):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for piece in pieces:
                    if piece is None:
                        while not script.released.wait(0.02):
                            self.wfile.write(b" ")
                    else:
                        self.wfile.write(piece)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", script
    finally:
        script.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
