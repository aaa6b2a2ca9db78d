"""The door to annotating many articles, with the stages of the package and the sample's knowledge."""

import json
import pickle
import sys

import pytest

from communique.annotator.engines.entries import Entry
from communique.annotator.engines.many import EngineName, ManyOptions, annotate_many, engine_of
from communique.annotator.engines.pipeline_recipe import PipelineRecipe
from communique.annotator.engines.work import EngineError
from sample.workspace import make_workspace

TEXT = "RIVERTON, June 10. Anna Berg said on Thursday that Sudmark must observe the river accord.\n"


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "workspace").mkdir()
    return make_workspace(tmp_path / "workspace")


def options(tmp_path, **more):
    archive = tmp_path / "articles.jsonl"
    articles = [{"id": str(number), "text": TEXT, "published": "2021-06-10"} for number in range(3)]
    archive.write_text("".join(json.dumps(article) + "\n" for article in articles))
    return ManyOptions(archive, tmp_path / "results", outlet="morning-herald", rules_only=True, **more)


def test_processes_give_what_one_process_gives(tmp_path, workspace):
    told = []
    serial = annotate_many(options(tmp_path), workspace, told.append)
    assert serial.is_whole
    assert (told[-1].done, told[-1].total) == (3, 3)
    (path,) = (tmp_path / "results").glob("*.jsonl")
    found = json.loads(path.read_text().splitlines()[0])["annotations"]
    assert {"mentions", "positions", "mode", "text_sha256"} == set(found)
    assert found["mode"] == "rules"
    path.unlink()
    again = annotate_many(options(tmp_path, engine=EngineName.PROCESSES, workers=1), workspace)
    assert (again.annotated, again.digest) == (3, serial.digest)


def test_other_settings_and_other_knowledge_make_another_fingerprint(workspace):
    def fingerprint(**more):
        given = {"rules_only": True, "min_confidence": 0.0} | more
        return PipelineRecipe.from_workspace(workspace, **given).fingerprint

    first = fingerprint()
    assert first == fingerprint()
    assert first != fingerprint(min_confidence=0.5)
    known = workspace.root / "data" / "annotators.ttl"
    known.write_text(known.read_text() + "\n# a remark\n")
    assert first != fingerprint()


def test_a_recipe_can_be_sent_to_another_process(workspace):
    recipe = PipelineRecipe.from_workspace(workspace, rules_only=True, min_confidence=0)
    sent = pickle.loads(pickle.dumps(recipe))
    entry = Entry("a", TEXT.encode(), published="2021-06-10")
    assert sent.open()(entry) == recipe.open()(entry)


def test_a_scheduler_is_of_no_use_to_other_engines(tmp_path):
    with pytest.raises(EngineError, match="to the engine dask only, not to local"):
        engine_of(options(tmp_path, scheduler="tcp://127.0.0.1:8786"))


def test_an_engine_that_is_not_installed_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "communique.annotator.engines.dask", raising=False)
    with pytest.raises(EngineError, match="extra `scale`"):
        engine_of(options(tmp_path, engine=EngineName.DASK))
