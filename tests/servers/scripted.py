"""A server that answers whatever a test wants, for what no sound store or service would send."""

from __future__ import annotations

import contextlib
import threading

from servers.threaded import QuietHandler, threaded_server

JSON = "application/sparql-results+json"
PATH = "/sparql"


class Script:
    """What each path answers, and what the server was asked."""

    def __init__(self):
        self.answers = {}
        """Status, headers and pieces of the body by path."""
        self.asked = []
        """Headers and body of each POST."""
        self.released = threading.Event()
        """Set at the end of a test; a piece that is None waits for it."""
        self.broken_off = threading.Event()
        """Set when the client has gone before the end of an answer."""
        self.answer(b'{"head":{},"boolean":true}')

    def answer(self, *pieces, path=PATH, status=200, **headers):
        """Answer every request for a path so from now on; headers have underscores in place of hyphens."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        self.answers[path] = status, {"Content-Type": JSON} | named, pieces


@contextlib.contextmanager
def scripted_server(script=None):
    """The address of a SPARQL server and its script."""
    script = script or Script()

    class Handler(QuietHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            script.asked.append((dict(self.headers), body))
            self.do_GET()

        def do_GET(self):
            missing = 404, {"Content-Type": "text/html"}, [b"nothing"]
            status, headers, pieces = script.answers.get(self.path.partition("?")[0], missing)
            try:
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
            except OSError:
                script.broken_off.set()

    with threaded_server(Handler, script.released) as base:
        yield f"{base}{PATH}", script
