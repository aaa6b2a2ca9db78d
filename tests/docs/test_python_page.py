"""The Python sessions that ``docs/python.md`` shows are run on the data of the project."""

import doctest
import re

import pytest

from communique.client import KnowledgeGraph, errors
from communique.release.build import build
from communique.workspace import Workspace
from docs.shown import REPOSITORY, blocks
from sample.workspace import accepts

PAGE = REPOSITORY / "docs" / "python.md"
SESSIONS = [(line, content) for line, language, content in blocks(PAGE) if language == "pycon"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The data of the project, built."""
    found = tmp_path_factory.mktemp("real")
    for name in ("ontology", "data", "shapes", "queries"):
        (found / name).symlink_to(REPOSITORY / name)
    build(Workspace.open(found), None, validator=accepts)
    return found


def test_the_sessions_print_what_is_shown(folder, monkeypatch):
    monkeypatch.chdir(folder)
    text = "\n".join(content for _, content in SESSIONS)
    test = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    failures = []
    runner = doctest.DocTestRunner(
        optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
    )
    result = runner.run(test, out=failures.append)
    assert result.attempted > 15
    assert result.failed == 0, "".join(failures)


def test_the_refusal_is_shown_as_it_reads(folder):
    import communique

    (shown,) = re.findall(
        r"^communique\.client\.UnknownThingError: (.*)$", PAGE.read_text(encoding="utf-8"), re.M
    )
    with communique.open(folder) as kg, pytest.raises(communique.client.UnknownThingError) as caught:
        kg.positions(holder="mirzoyan")
    assert str(caught.value) == shown


def test_every_filter_and_error_is_on_the_page():
    text = PAGE.read_text(encoding="utf-8")
    filters = KnowledgeGraph.positions.__kwdefaults__
    assert [name for name in filters if f"`{name}`" not in text] == []
    assert [
        name for name in vars(errors) if name.endswith(("Error", "Warning")) and f"`{name}`" not in text
    ] == []
    public = [name for name in vars(KnowledgeGraph) if not name.startswith("_")]
    assert [name for name in public if f"kg.{name}" not in text] == []
