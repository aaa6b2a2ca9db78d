"""The settings: from the environment only, off unless asked for, and careful with the key."""

import pytest
from pydantic import ValidationError

from communique.annotator.language_model.adapter import LanguageModel
from communique.annotator.language_model.settings import LanguageModelSettings
from docs.shown import REPOSITORY

PREFIX = "COMMUNIQUE_LANGUAGE_MODEL_"


def test_it_is_off_by_default(sample):
    assert not LanguageModelSettings().is_on
    assert LanguageModel.from_environment(sample, {}) is None


def test_the_environment_turns_it_on(monkeypatch, sample):
    monkeypatch.setenv(f"{PREFIX}ADDRESS", "https://models.example.org/v1")
    monkeypatch.setenv(f"{PREFIX}NAME", "some-model")
    monkeypatch.setenv(f"{PREFIX}KEY", "not-to-be-shown")
    settings = LanguageModelSettings()
    assert settings.is_on
    assert "not-to-be-shown" not in repr(settings) + str(settings) + settings.model_dump_json()
    assert LanguageModel.from_environment(sample, {}) is not None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"address": "https://models.example.org/v1"}, "go together; set both or none"),
        ({"name": "some-model"}, "go together; set both or none"),
        ({"address": "ftp://models.example.org", "name": "m"}, "should match pattern"),
        ({"address": "https://user:word@models.example.org", "name": "m"}, "should match pattern"),
        ({"address": "http://models.example.org/v1", "name": "m", "key": "secret-key"}, "over https only"),
        ({"address": "http://10.0.0.5/v1", "name": "m", "key": "secret-key"}, "over https only"),
        ({"attempts": 0}, "greater than or equal to 1"),
        ({"seconds": 0}, "greater than 0"),
    ],
)
def test_settings_that_make_no_sense_are_refused_without_showing_the_key(given, words):
    with pytest.raises(ValidationError) as caught:
        LanguageModelSettings(**given)
    assert words in str(caught.value)
    assert "secret-key" not in str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:11434", "[::1]:8080"])
def test_a_key_may_go_to_this_machine_without_https(host):
    assert LanguageModelSettings(address=f"http://{host}/v1", name="m", key="k").is_on


def test_a_model_without_a_key_may_be_anywhere():
    assert LanguageModelSettings(address="http://10.0.0.5:8000/v1", name="m").is_on


def test_every_setting_is_documented_with_its_default():
    text = (REPOSITORY / "docs" / "language-model.md").read_text(encoding="utf-8")
    for name, field in LanguageModelSettings.model_fields.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{PREFIX}{name.upper()}` |"))
        shown = row.split("|")[2].strip().strip("`")
        assert shown == ("none" if field.default is None else f"{field.default:g}"), name


def test_settings_of_the_environment_that_make_no_sense_give_one_line(monkeypatch, sample):
    monkeypatch.setenv(f"{PREFIX}ADDRESS", "http://models.example.org/v1")
    monkeypatch.setenv(f"{PREFIX}NAME", "some-model")
    monkeypatch.setenv(f"{PREFIX}KEY", "secret-key")
    with pytest.raises(ValueError, match=r"cannot be used: .*over https only") as caught:
        LanguageModel.from_environment(sample, {})
    assert "\n" not in str(caught.value)
    assert "secret-key" not in str(caught.value)
