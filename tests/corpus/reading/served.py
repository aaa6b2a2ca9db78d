"""A publisher's site on this machine, for tests of reading addresses."""

from __future__ import annotations

import contextlib
import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ARTICLE = """<!doctype html><html lang="en-GB"><head><title>Ministers meet in Fordhaven | Harbour Wire</title>
<meta property="og:title" content="Ministers meet in Fordhaven">
<meta property="og:site_name" content="Harbour Wire">
<link rel="canonical" href="https://wire.example/12-ministers-meet">
<meta property="article:published_time" content="2022-05-17T18:20:00+04:00"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/politics">Politics</a></li></ul></nav>
<article><h1>Ministers meet in Fordhaven</h1><p class="date">17 May 2022, 18:20</p>
<figure><img src="x.jpg" alt=""><figcaption>Photo: Harbour Wire</figcaption></figure>
<p>FORDHAVEN, May 17. /Harbour Wire/. The foreign minister of Norland, Anna Berg, said on Tuesday
that the river accord of 1 May 2020 remains the basis for talks with Sudmark.</p>
<p>“We call on our partners to let the ferries run, as the first point of the accord provides,” she
told reporters after a meeting with her colleague Carl Dahl.</p>
<p>Dahl, for his part, denied that the accord had been broken. He said that the sides would meet
again in June.</p>
<p>Read also: <a href="/x">Norland sends a note</a></p></article>
<section id="comments"><h3>2 comments</h3><p class="comment">I do not believe a word of it, nobody
does.</p></section>
<footer>© 2022 Harbour Wire. All rights reserved.</footer></body></html>"""


class Site(BaseHTTPRequestHandler):
    """Answers by path; what it was asked is kept."""

    asked: list[tuple[str, dict[str, str]]]
    robots: tuple[int, str] = (404, "")

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        name = self.path.strip("/").replace("-", "_").partition("?")[0].replace(".", "_")
        getattr(self, f"on_{name}", self.on_nothing)()

    def on_article(self):
        self.reply(200, "text/html; charset=utf-8", ARTICLE.encode())

    def on_windows(self):
        self.reply(200, "text/html; charset=windows-1252", ARTICLE.encode("cp1252"))

    def on_gzipped(self):
        self.reply(200, "text/html", gzip.compress(ARTICLE.encode()), {"Content-Encoding": "gzip"})

    def on_bomb(self):
        self.reply(200, "text/html", gzip.compress(b" " * (30 << 20)), {"Content-Encoding": "gzip"})

    def on_plain(self):
        self.reply(
            200,
            "text/plain",
            b"Ministers meet\n\nAnna Berg met Carl Dahl in Fordhaven on 17 May 2022 at last.\n",
        )

    def on_picture(self):
        self.reply(200, "image/png", b"\x89PNG")

    def on_hostile_type(self):
        self.reply(200, "text/\x9b31m", b"red")

    def on_hostile_status(self):
        self.wfile.write(b"HTTP/1.1 404 \x9b31mred\r\nContent-Length: 0\r\n\r\n")

    def on_moved(self):
        self.reply(302, "text/html", b"", {"Location": "/article"})

    def on_loop(self):
        self.reply(302, "text/html", b"", {"Location": "/loop"})

    def on_away(self):
        self.reply(302, "text/html", b"", {"Location": "file:///etc/passwd"})

    def on_empty_page(self):
        self.reply(200, "text/html", b"<html><body><div id=app></div></body></html>")

    def on_slow(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(300):
                self.wfile.write(b"<p>")
                self.wfile.flush()
                time.sleep(0.1)

    def on_robots_txt(self):
        status, rules = self.server.robots
        self.reply(status, "text/plain", rules.encode())

    def on_nothing(self):
        self.reply(404, "text/html", b"nothing here")

    def reply(self, status, media_type, body, headers=None):
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@contextlib.contextmanager
def site(robots=(404, "")):
    """The address of a site that runs for a while, and what it was asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.asked, server.robots = [], robots
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", server.asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
