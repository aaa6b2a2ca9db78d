"""A real headless Chromium over the real data: pages are visited as readers visit them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from browser.paths import EVERY, PHONE
from browser.visits import visits
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


# Playwright keeps an event loop running in its thread, in which `asyncio.run` of tests elsewhere would fail;
# so the browser lives no longer than a module of these tests.
@pytest.fixture(scope="module")
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
    with visits(chromium, address) as open_page:
        yield open_page


# One visit serves all tests of a page that leave it as they found it.
@pytest.fixture(scope="module", params=EVERY.values(), ids=EVERY)
def at_a_desk(request, chromium, address):
    """Each page, on a wide screen."""
    with visits(chromium, address) as open_page:
        yield open_page(request.param)


@pytest.fixture(scope="module", params=EVERY.values(), ids=EVERY)
def on_a_phone(request, chromium, address):
    """Each page, on a narrow screen."""
    with visits(chromium, address) as open_page:
        yield open_page(request.param, viewport=PHONE)


@pytest.fixture(scope="module", params=EVERY.values(), ids=EVERY)
def without_scripts(request, chromium, address):
    """Each page, in a browser that runs no scripts."""
    with visits(chromium, address) as open_page:
        yield open_page(request.param, scripts=False)


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
