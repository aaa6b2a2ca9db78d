"""A workspace to annotate in, without the machine's own earlier work."""

import pytest

from annotator.machine.invented import FOUND
from annotator.machine.parsed import parsed
from communique.annotator.machine.session import Options, Session
from communique.annotator.pipeline import Annotator
from communique.workspace import Workspace
from validation.conftest import _parsed_once, copy_sound

__all__ = ["_parsed_once", "parsed"]


@pytest.fixture
def workspace(parsed, tmp_path) -> Workspace:
    return copy_sound(tmp_path / "workspace")


@pytest.fixture
def asked(monkeypatch) -> list:
    """The articles that the pipeline was given; it finds the same in each."""
    articles = []

    def annotate(self, article):
        articles.append(article)
        return FOUND

    monkeypatch.setattr(Annotator, "annotate", annotate)
    return articles


@pytest.fixture
def session(workspace, asked) -> Session:
    return Session(workspace, Options(rules_only=True))
