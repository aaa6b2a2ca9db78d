"""Makes the pictures of the main pages under docs/images/, with `python docs/make_images.py`.

They are taken in Debian's Chromium on screens of fixed sizes, in light colours, and kept small (a palette of
colours instead of all of them). It takes what `make test` installs.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "images"
PAGES = {
    "home": "/",
    "agreement": "/agreements/trilateral-statement-2020-11-09",
    "clause": "/id/provision/trilateral-statement-2020-11-09/6",
    "actor": "/actors/sergey-lavrov",
    "event": "/events/meeting-lavrov-mirzoyan-2023-03-20",
    "compare": "/compare",
    "timeline": "/timeline",
    "network": "/network?targets=everything&ascribed=any",
    "search": "/search?q=corridor",
    "query": "/queries/positions-of-actor?actor=sergey-lavrov&show=rows&view=dates",
}
"""What is taken, by the name of its picture."""
BEGINS_AT = {"compare": "#matrix", "timeline": "#chart", "network": "figure.network", "query": "#answer"}
"""Where a picture begins, if not at the top of the page."""
SCREENS = {"": (1280, 880), "-phone": (390, 844)}
"""Width and height by what follows the name."""
MOST_BYTES = 150_000
COLOURS = (128, 64, 32)
"""How many colours a picture keeps: at first, and then until it is small enough."""
_ADDRESS = re.compile(r"http://\S+:\d+/")


def names() -> list[str]:
    """The names of all pictures."""
    return [f"{name}{ending}.png" for name in PAGES for ending in SCREENS]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", nargs="?", default=".", help="what is served for the pictures")
    with serving(parser.parse_args().workspace) as address:
        take(address)


@contextlib.contextmanager
def serving(workspace: str) -> Iterator[str]:
    """The address of a service over a workspace."""
    command = [str(Path(sys.executable).with_name("communique")), "serve", workspace, "--port", "0"]
    process = subprocess.Popen(  # noqa: S603 - the command is ours
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        said: list[str] = []
        for line in process.stdout or ():
            said.append(line)
            if found := _ADDRESS.search(line):
                yield found[0]
                return
        raise SystemExit(f"the service did not start:\n{''.join(said)}")
    finally:
        process.terminate()
        process.wait()


def take(address: str) -> None:
    """Take all pictures."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
        )
        for ending, (width, height) in SCREENS.items():
            context = browser.new_context(
                base_url=address,
                viewport={"width": width, "height": height},
                color_scheme="light",
                reduced_motion="reduce",
                locale="en-GB",
            )
            page = context.new_page()
            for name, path in PAGES.items():
                page.goto(path, wait_until="networkidle")
                if name in BEGINS_AT:
                    page.locator(BEGINS_AT[name]).evaluate("place => place.scrollIntoView()")
                body = small(page.screenshot())
                (FOLDER / f"{name}{ending}.png").write_bytes(body)
                print(f"{name}{ending}.png: {len(body):,} bytes")
        browser.close()


def small(body: bytes) -> bytes:
    """A picture with so few colours that it is small enough.

    Raises:
        SystemExit: it never is.
    """
    from PIL import Image

    whole = Image.open(io.BytesIO(body)).convert("RGB")
    for colours in COLOURS:
        file = io.BytesIO()
        whole.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.tell() < MOST_BYTES:
            return file.getvalue()
    raise SystemExit(f"a picture stays above {MOST_BYTES:,} bytes; take a smaller part of the page")


if __name__ == "__main__":
    main()
