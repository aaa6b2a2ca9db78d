"""A server that answers whatever a test wants, for what no real store would send."""

from __future__ import annotations

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

JSON = "application/sparql-results+json"


class Script:
    """What the server answers, and what it was asked."""

    def __init__(self):
        self.status, self.headers, self.pieces = 200, {"Content-Type": JSON}, [b'{"head":{},"boolean":true}']
        self.asked = []
        self.released = threading.Event()
        """Set at the end of a test; a piece that is None waits for it."""
        self.broken_off = threading.Event()
        """Set when the client has gone before the end of an answer."""

    def answer(self, *pieces, status=200, **headers):
        """Answer every request so from now on."""
        self.status, self.pieces = status, pieces
        self.headers = {"Content-Type": JSON} | {
            name.replace("_", "-"): text for name, text in headers.items()
        }


@contextlib.contextmanager
def scripted_server():
    """The address of a server and its script."""
    script = Script()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            script.asked.append((dict(self.headers), body))
            with contextlib.suppress(OSError):
                self.send_response(script.status)
                for name, value in script.headers.items():
                    self.send_header(name, value)
                self.end_headers()
            try:
                for piece in script.pieces:
                    if piece is None:
                        while not script.released.wait(0.02):
                            self.wfile.write(b" ")
                    else:
                        self.wfile.write(piece)
            except OSError:
                script.broken_off.set()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", script
    finally:
        script.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
