"""Visits of pages, each with what went wrong on it."""

from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import urlsplit

from browser.paths import DESK


@contextmanager
def visits(chromium, address):
    """Gives what opens a page; at the end, nothing may have gone wrong or been asked of another host."""
    contexts, visited = [], []

    def open_page(path, *, viewport=DESK, scripts=True):
        context = chromium.new_context(
            base_url=address, viewport=viewport, java_script_enabled=scripts, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        seen = SimpleNamespace(complaints=[], hosts=set())
        visited.append(seen)
        page.on("console", lambda message: _note(seen, message))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("request", lambda request: seen.hosts.add(urlsplit(request.url).netloc))
        # Without scripts, nothing is asked for after the page is loaded.
        page.answer = page.goto(path, wait_until="networkidle" if scripts else "load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    own = urlsplit(address).netloc
    for seen in visited:
        assert seen.complaints == []
        assert seen.hosts <= {own, ""}  # "" is that of blob: and data:


def _note(seen, message):
    # A page that tells of a mistake has the status of one, of which the browser itself complains.
    if message.type == "error" and "the server responded with a status of 4" not in message.text:
        seen.complaints.append(message.text)
