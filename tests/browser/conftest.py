"""A real headless Chromium over the real data: pages are visited as readers visit them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from browser.paths import DESK
from communique.release.build import build
from communique.web.limits import ServiceLimits
from communique.workspace import Workspace
from sample.fixtures import running
from sample.workspace import REPOSITORY, accepts


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """The address of a service over the data of the project."""
    folder = tmp_path_factory.mktemp("site")
    for name in ("ontology", "data", "shapes", "queries"):
        (folder / name).symlink_to(REPOSITORY / name)
    workspace = Workspace.open(folder)
    build(workspace, None, validator=accepts)
    with running(workspace, ServiceLimits()) as found:
        yield found


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, which the set-up of the tests installs."""
    path = shutil.which("chromium")
    assert path, "Chromium is missing; `make test` installs it (on Debian: apt-get install chromium)"
    with sync_playwright() as playwright:
        # Tests may run as root, where Chromium's own sandbox does not work; only our own pages are opened.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, address):
    """Opens a page; when the test ends, nothing may have gone wrong on it or been asked of another host."""
    contexts, visits = [], []

    def open_page(path, *, viewport=DESK, scripts=True, dark=False, expected_errors=()):
        context = chromium.new_context(
            base_url=address,
            viewport=viewport,
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        seen = SimpleNamespace(complaints=[], hosts=set(), expected=tuple(expected_errors))
        visits.append(seen)
        page.on("console", lambda message: _note(seen, message))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("request", lambda request: seen.hosts.add(urlsplit(request.url).netloc))
        page.answer = page.goto(path, wait_until="networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
    own = urlsplit(address).netloc
    for seen in visits:
        assert [text for text in seen.complaints if not text.startswith(seen.expected or ("\0",))] == []
        assert seen.hosts <= {own, ""}  # "" is that of blob: and data:


def _note(seen, message):
    # A page that tells of a mistake has the status of one, of which the browser itself complains.
    if message.type == "error" and "the server responded with a status of 4" not in message.text:
        seen.complaints.append(message.text)


@pytest.fixture(scope="session")
def axe():
    """The script of axe-core; the npm packages of the project have it for the tests."""
    return (Path(REPOSITORY) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def findings(axe):
    """Asks axe-core about a page: what it finds serious or critical, with the places."""

    def ask(page):
        # Through the debugger, because the policy of the pages lets no other script in.
        page.evaluate(f"() => {{ {axe}\n }}")
        found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{item['id']}: {item['help']}: {json.dumps([node['html'][:160] for node in item['nodes'][:3]])}"
            for item in found["violations"]
            if item["impact"] in ("serious", "critical")
        ]

    return ask
