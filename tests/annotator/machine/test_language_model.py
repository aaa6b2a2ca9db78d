"""A language model named in the environment adds to what is found, and is told of in the provenance."""

import pytest

from annotator.language_model.fake import FakeModel, serving
from annotator.machine.invented import FILE
from communique.annotator.machine.session import Options, Session

ENVIRONMENT = "COMMUNIQUE_LANGUAGE_MODEL_"


@pytest.fixture
def fake(monkeypatch):
    with serving(FakeModel('{"positions": []}')) as model:
        monkeypatch.setenv(f"{ENVIRONMENT}ADDRESS", model.address)
        monkeypatch.setenv(f"{ENVIRONMENT}NAME", "fake-1")
        yield model


def test_without_one_in_the_environment_nobody_is_asked(workspace):
    session = Session(workspace, Options(rules_only=True))
    found = session.annotate(session.read(FILE))
    assert found.questions == ()
    assert "language model" not in session.record(session.read(FILE), found)[0]


def test_its_questions_are_part_of_the_provenance(workspace, fake):
    session = Session(workspace, Options(rules_only=True))
    article = session.read(FILE)
    found = session.annotate(article)
    assert [model for model, _ in found.questions] == ["fake-1"] * len(fake.asked)
    assert fake.asked
    turtle, _ = session.record(article, found)
    assert "Question 1 to the language model fake-1" in turtle
    assert f"sha256:{found.questions[0][1]}" in turtle


def test_it_is_asked_each_time(workspace, fake):
    session = Session(workspace, Options(rules_only=True))
    article = session.read(FILE)
    session.annotate(article)
    asked = len(fake.asked)
    session.annotate(article)
    assert len(fake.asked) == 2 * asked


def test_when_it_fails_the_result_of_the_rules_stands_and_this_is_reported(workspace, fake, monkeypatch):
    plain = Session(workspace, Options(rules_only=True))
    monkeypatch.delenv(f"{ENVIRONMENT}ADDRESS")
    monkeypatch.delenv(f"{ENVIRONMENT}NAME")
    by_rules = plain.annotate(plain.read(FILE))
    monkeypatch.setenv(f"{ENVIRONMENT}ADDRESS", fake.address)
    monkeypatch.setenv(f"{ENVIRONMENT}NAME", "fake-1")
    monkeypatch.setenv(f"{ENVIRONMENT}ATTEMPTS", "1")
    fake.answers = ["no JSON at all"]
    session = Session(workspace, Options(rules_only=True))
    found = session.annotate(session.read(FILE))
    assert found.proposals == by_rules.proposals
    assert any("the result of the rules stands" in report for report in found.reports)
