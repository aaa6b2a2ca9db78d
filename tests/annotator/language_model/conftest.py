"""A fake model, and the knowledge of the sample."""

import pytest

from annotator.language_model.fake import FakeModel, serving
from communique.annotator.knowledge import Knowledge
from communique.annotator.language_model.adapter import LanguageModel
from communique.annotator.language_model.choices import Choices
from communique.annotator.language_model.endpoint import Endpoint
from communique.annotator.language_model.settings import LanguageModelSettings
from communique.annotator.machine.names import Names
from sample.workspace import make_workspace


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    return make_workspace(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def knowledge(sample):
    return Knowledge.from_workspace(sample)


@pytest.fixture
def fake():
    with serving(FakeModel('{"positions": []}')) as model:
        yield model


@pytest.fixture
def settings(fake):
    """Settings that name the fake model; further ones are added by the test."""

    def made(**more):
        return LanguageModelSettings(**{"address": fake.address, "name": "fake-1", "seconds": 5} | more)

    return made


@pytest.fixture
def pauses():
    """How long the endpoint would have waited, in seconds."""
    return []


@pytest.fixture(scope="session")
def vocabulary(sample):
    """What may be chosen, and names."""
    names = Names.from_graphs(sample.reference).by_thing
    return Choices.from_graphs(sample.ontology, sample.reference), names


@pytest.fixture
def language_model(vocabulary, settings, pauses):
    def made(**more):
        found = settings(**more)
        return LanguageModel(found, *vocabulary, Endpoint(found, sleep=pauses.append))

    return made
