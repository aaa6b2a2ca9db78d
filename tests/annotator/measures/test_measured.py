"""Whole comparisons: intervals, confused stances, kinds of error, tables, pages and triples."""

import json
from collections import Counter

import pytest
from rdflib import Literal, URIRef

from annotator.measures.items import CLAUSE, ROAD, SIGNS, TREATY, evidence, mention
from communique.annotator.measures import bootstrap
from communique.annotator.measures.bootstrap import interval
from communique.annotator.measures.confusion import Taken, confusion
from communique.annotator.measures.errors import ErrorKind, error_sizes, mention_errors, position_errors
from communique.annotator.measures.measured import measure, sure_enough
from communique.annotator.measures.pages import PlaceError, page, write_pages
from communique.annotator.measures.quality import DQV, Judged, quality_graph
from communique.annotator.measures.tables import as_json, confusion_table, error_table, stage_table
from communique.vocabulary import RDF, RDFS, SDO

A, B = evidence("a", "affirms", TREATY), evidence("b", "rejects", ROAD, (20, 30))


def stage(measured, name):
    (found,) = [item for item in measured.stages if item.stage.name == name]
    return found


def test_articles_add_up_and_those_of_one_side_are_left_out():
    measured = measure({"x": [A], "y": [A, B], "z": [A]}, {"x": [A], "y": [B], "w": [B]}, SIGNS)
    found = stage(measured, "full position")
    assert measured.articles == ("x", "y")
    assert (found.counts.first, found.counts.first_found, found.counts.second) == (3, 2, 2)
    assert found.recall.value == pytest.approx(2 / 3)


def test_intervals_are_those_of_every_possible_resample():
    # Two articles, one with recall 1 of 1, one with 0 of 1. Of the four draws of two, one gives 1, one gives
    # 0 and two give 0.5; the percentiles at 2.5 and 97.5 are therefore 0 and 1.
    measured = measure({"x": [A], "y": [B]}, {"x": [A], "y": []}, SIGNS)
    found = stage(measured, "full position").recall.interval
    assert (found.low, found.high) == (0, 1)


def test_resamples_draw_articles_with_the_right_frequency():
    sums = bootstrap._resampled_sums(bootstrap.numpy.array([[1.0], [0.0]]))
    shares = Counter(sums[:, 0])
    assert set(shares) == {0, 1, 2}
    # Half of 2000 draws, give or take: 22 is one standard deviation, and the seed is fixed.
    assert abs(shares[1] - 1000) < 100
    assert abs(shares[0] - 500) < 100


def test_articles_that_are_all_alike_leave_no_doubt():
    found = interval([(3, 4)] * 5, lambda sums: sums[:, 0] / sums[:, 1])
    assert (found.low, found.high) == (0.75, 0.75)


def test_one_article_gives_no_interval():
    assert stage(measure({"x": [A]}, {"x": [A]}, SIGNS), "full position").f1.interval is None


def test_equal_input_gives_equal_intervals():
    sides = {str(n): [A, B][: n % 2 + 1] for n in range(7)}, {str(n): [B] for n in range(7)}
    assert measure(*sides, SIGNS) == measure(*sides, SIGNS)


def test_the_overlap_of_spans_is_that_of_matched_positions():
    other = evidence("a", "affirms", TREATY, (0, 20))
    measured = measure({"x": [A], "y": [B]}, {"x": [other], "y": [A]}, SIGNS)
    assert (measured.matched, measured.span_overlap.value) == (1, 0.5)
    assert measure({"x": [A]}, {"x": [B]}, SIGNS).span_overlap is None


def test_only_positions_that_the_annotator_is_sure_of_are_kept():
    low, high = (evidence("a", "affirms", TREATY, confidence=value) for value in (0.4, 0.6))
    kept = sure_enough({"x": [low, high, A, mention((0, 3), "actor/a")], "y": [low]}, 0.6)
    assert kept == {"x": [high, A, mention((0, 3), "actor/a")], "y": []}


def test_stances_are_paired_on_the_same_holder_and_target():
    first = [
        evidence("a", "affirms", TREATY),
        evidence("a", "rejects", TREATY),
        evidence("b", "rejects", ROAD),
        evidence("c", "affirms", ROAD),
    ]
    second = [
        evidence("a", "affirms", TREATY),
        evidence("b", "criticises", ROAD),
        evidence("d", "discusses", ROAD),
    ]
    assert confusion(first, second) == Counter(
        {
            Taken("affirms", "affirms"): 1,
            Taken("rejects", "criticises"): 1,
            Taken("rejects", "-"): 1,
            Taken("affirms", "-"): 1,
            Taken("-", "discusses"): 1,
        }
    )


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (evidence("a", "calls-for", CLAUSE, date="2023"), ErrorKind.DATE),
        (evidence("a", "calls-for", CLAUSE, by="b"), ErrorKind.ASCRIBER),
        (evidence("a", "affirms", CLAUSE), ErrorKind.STANCE),
        (evidence("a", "rejects", CLAUSE), ErrorKind.SIGN),
        (evidence("a", "affirms", TREATY), ErrorKind.DOCUMENT),
        (evidence("a", "affirms", ROAD), ErrorKind.TARGET),
        (evidence("b", "affirms", CLAUSE), ErrorKind.HOLDER),
    ],
)
def test_an_error_says_what_is_wrong(other, kind):
    (error,) = position_errors([evidence("a", "calls-for", CLAUSE)], [other], SIGNS)
    assert (error.kind, error.first.position.holder, error.second) == (kind, "a", other)


def test_what_stands_elsewhere_is_missed_and_added():
    far = evidence("a", "affirms", ROAD, (100, 110))
    errors = position_errors([evidence("a", "calls-for", CLAUSE)], [far], SIGNS)
    assert [error.kind for error in errors] == [ErrorKind.MISSED, ErrorKind.ADDED]


def test_a_position_stands_for_one_other_only_and_the_nearest_is_chosen():
    first = [evidence("a", "calls-for", TREATY), evidence("a", "calls-for", ROAD)]
    second = [evidence("a", "affirms", ROAD)]
    errors = position_errors(first, second, SIGNS)
    assert error_sizes(errors) == {ErrorKind.STANCE: 1, ErrorKind.MISSED: 1}


def test_equal_positions_are_no_error():
    assert position_errors([A, B], [B, A], SIGNS) == []


def test_errors_of_mentions():
    first = [mention((0, 5), "actor/a"), mention((10, 15), "actor/b"), mention((20, 25), "actor/c")]
    second = [mention((0, 6), "actor/a"), mention((10, 15), "actor/z"), mention((30, 35), "actor/c")]
    assert [error.kind for error in mention_errors(first, second)] == [
        ErrorKind.ENDS,
        ErrorKind.REFERENT,
        ErrorKind.MISSED,
        ErrorKind.ADDED,
    ]


MEASURED = measure({"x": [A, B], "y": [A]}, {"x": [A], "y": [A, B]}, SIGNS)


def test_the_table_has_a_row_for_each_stage_and_the_ceiling_beside_it():
    table = stage_table(MEASURED, measure({"x": [A]}, {"x": [A]}, SIGNS))
    row = dict(zip(table.header, next(row for row in table.rows if row[0] == "full position"), strict=True))
    assert (row["first"], row["second"], row["both"], row["F1"], row["F1 by hand"]) == (3, 3, 2, 0.67, 1.0)
    assert row["interval of F1"] == "0.67–0.67"  # both articles have two of three
    assert len(table.rows) == len(MEASURED.stages) + 1
    assert "F1 by hand" not in stage_table(MEASURED).header


def test_the_other_tables_begin_with_what_is_most():
    assert confusion_table(MEASURED).rows == [
        ("affirms", "affirms", 2),
        ("-", "rejects", 1),
        ("rejects", "-", 1),
    ]
    assert error_table({ErrorKind.MISSED: 1, ErrorKind.DATE: 4}).rows == [("other date", 4), ("missed", 1)]


def test_json_has_all_figures_and_can_be_written():
    found = json.loads(json.dumps(as_json(MEASURED, {ErrorKind.MISSED: 1}, MEASURED)))
    (full,) = [item for item in found["stages"] if item["stage"] == "full position"]
    assert (full["first"], full["first_found"], full["second"], full["second_found"]) == (3, 2, 3, 2)
    assert full["f1"]["value"] == pytest.approx(2 / 3)
    assert {"first": None, "second": "rejects", "times": 1} in found["stances"]
    assert found["errors"] == {"missed": 1}
    assert found["by_hand"]["stages"] == found["stages"]
    assert found["intervals"]["resamples"] == 2000


def test_a_page_quotes_the_text_and_nothing_in_it_is_markup():
    text = "<b>Berg & Dahl</b> spoke of the treaty"
    html = page("wire", [evidence("a", "affirms", TREATY, (0, 18))], [], SIGNS, text)
    assert "&lt;b&gt;Berg &amp; Dahl&lt;/b&gt;" in html
    assert "<b>Berg" not in html
    assert "missed" in html
    assert "No differences." in html  # of mentions


def test_a_page_without_the_text_tells_places_only():
    html = page("wire", [evidence("a", "affirms", TREATY, (0, 18))], [], SIGNS, None)
    assert "not at hand" in html
    assert "0–18" in html
    assert "<blockquote>" not in html


def test_pages_are_written_outside_of_the_workspace_only(tmp_path):
    workspace = tmp_path / "workspace"
    (workspace / "docs").mkdir(parents=True)
    sides = {"x": [A]}, {"x": [B]}
    with pytest.raises(PlaceError, match="lies in the workspace"):
        write_pages(workspace / "docs", workspace, *sides, SIGNS, {})
    (tmp_path / "link").symlink_to(workspace / "docs")
    with pytest.raises(PlaceError, match="lies in the workspace"):
        write_pages(tmp_path / "link", workspace, *sides, SIGNS, {})
    (path,) = write_pages(tmp_path / "pages", workspace, *sides, SIGNS, {})
    assert path == tmp_path / "pages" / "x.html"
    assert "affirms" in path.read_text()


def test_an_article_cannot_choose_a_file_elsewhere(tmp_path):
    sides = {"../x": [A]}, {"../x": [B]}
    with pytest.raises(PlaceError, match="not the slug of an article"):
        write_pages(tmp_path / "pages", tmp_path / "workspace", *sides, SIGNS, {})
    assert not (tmp_path / "x.html").exists()


def test_measurements_are_triples_on_the_annotator():
    graph = quality_graph(MEASURED, Judged("machine", "0.2.0", "test", "2026-11-22"))
    node = URIRef("https://w3id.org/communique/id/annotator/machine#0.2.0-test-full-position-f1")
    assert (node, RDF.type, DQV.QualityMeasurement) in graph
    assert (node, DQV.computedOn, URIRef("https://w3id.org/communique/id/annotator/machine")) in graph
    assert float(graph.value(node, DQV.value)) == pytest.approx(0.6667)
    assert float(graph.value(node, SDO.minValue)) == pytest.approx(0.6667)
    assert "2 of 3 items of the reference found" in str(graph.value(node, RDFS.comment))
    metric = graph.value(node, DQV.isMeasurementOf)
    assert graph.value(metric, URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")) == Literal(
        "full position: F1", lang="en"
    )
    assert len(set(graph.subjects(RDF.type, DQV.QualityMeasurement))) == 3 * len(MEASURED.stages)
