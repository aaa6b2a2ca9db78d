"""What was measured of an annotator, on its page."""

import shutil

import pytest
from rdflib import Graph

from communique.release.build import build
from communique.store.workers.pool import PoolSettings
from communique.vocabulary import DQV, SKOS
from communique.web.limits import ServiceLimits
from communique.web.measurements import measured
from sample.fixtures import serving
from sample.workspace import REPOSITORY, accepts, make_workspace
from web.site.looked_at import ask, words

FIGURES = REPOSITORY / "data" / "reference" / "accuracy.ttl"


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page of the machine annotator, over the sample with the figures of the project."""
    folder = tmp_path_factory.mktemp("measured")
    workspace = make_workspace(folder)
    shutil.copy(FIGURES, folder / "data" / "reference" / FIGURES.name)
    build(workspace, None, validator=accepts)
    with serving(workspace, ServiceLimits(pool=PoolSettings(workers=1))) as opened:
        yield ask(opened, "/id/annotator/machine.html")


def test_every_figure_stands_with_its_bounds_beside_what_it_is_of(page):
    graph = Graph().parse(FIGURES)
    columns = ["precision", "recall", "F1"]
    rows = {
        words(row.xpath("th")[0]).partition(" version")[0]: [words(cell) for cell in row.xpath("td")]
        for row in page.xpath("//section[@aria-labelledby='measured']//tbody/tr[th]")
    }
    told = 0
    for node, value in graph.subject_objects(DQV.value):
        stage, _, column = str(
            graph.value(graph.value(node, DQV.isMeasurementOf), SKOS.prefLabel)
        ).rpartition(": ")
        assert rows[stage][columns.index(column)].startswith(f"{float(value):.2f} "), (stage, column)
        told += 1
    assert told == 3 * len(rows) > 20


def test_what_was_compared_is_told(page):
    count = len(list((REPOSITORY / "tests" / "annotator" / "readouts" / "held-out").glob("*.yaml")))
    assert f"({count} articles)" in words(page.xpath("//section[@aria-labelledby='measured']")[0])


def test_the_page_of_another_annotator_has_no_such_part(client):
    answer = client.get("/id/annotator/first-reader.html")
    assert answer.status_code == 200
    assert "Measured accuracy" not in answer.text


def test_bounds_and_versions_may_be_lacking():
    (item,) = measured([{"measured": "x", "label": "mentions: recall", "value": "0.5"}])
    assert (item.stage, item.version, item.comment) == ("mentions", "", "")
    assert item.figures["recall"].lowest is None
    assert item.figures["recall"].value == 0.5


def test_the_best_stage_comes_first_and_versions_stay_apart():
    rows = [
        {"label": f"{stage}: F1", "value": value, "version": version}
        for version, stage, value in [("1", "a", "0.5"), ("2", "a", "0.9"), ("1", "b", "0.7")]
    ]
    assert [(item.version, item.stage) for item in measured(rows)] == [("1", "b"), ("1", "a"), ("2", "a")]
