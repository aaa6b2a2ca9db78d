"""The pictures of the pages: all there, small, and those that the documents show."""

import importlib.util
import re
import struct

import pytest

from sample.workspace import REPOSITORY

DOCS = REPOSITORY / "docs"


@pytest.fixture(scope="module")
def maker():
    """The script that makes them."""
    spec = importlib.util.spec_from_file_location("make_images", DOCS / "make_images.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_they_are_those_that_the_script_makes(maker):
    assert sorted(path.name for path in (DOCS / "images").iterdir()) == sorted(maker.names())


def test_they_are_small_and_of_the_screens_that_the_script_names(maker):
    for name in maker.names():
        body = (DOCS / "images" / name).read_bytes()
        assert body.startswith(b"\x89PNG\r\n\x1a\n")
        assert len(body) < maker.MOST_BYTES, name
        ending = "-phone" if name.endswith("-phone.png") else ""
        assert struct.unpack(">II", body[16:24]) == maker.SCREENS[ending], name


def test_the_documents_show_pictures_that_there_are():
    for page in [REPOSITORY / "README.md", *DOCS.glob("*.md")]:
        for words, path in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / path).is_file(), f"{page.name}: {path}"
            assert len(words) > 20, f"{page.name}: {path} needs words for those who do not see it"
