import datetime

import pytest

from communique.graph.annotations import ReadingError, from_graph, to_graph
from communique.model import (
    ArticleAnnotations,
    Evidence,
    Mention,
    PartialDate,
    Position,
    Quote,
    QuoteRange,
    Span,
    Thing,
)
from communique.vocabulary import CQ, OA, XSD, thing

CREATED = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
POSITION = Position(
    holder="zenda",
    stance="affirms",
    target=Thing("provision", "bridge-treaty/2"),
    stated_on=PartialDate("2023-05"),
    ascribed_by="hentzau",
    towards=("ruritania",),
    about=("river-road",),
    stated_at=("meeting-hentzau-zenda-2023-05-04",),
)
EVIDENCE = Evidence(
    "wire-1",
    "reader",
    Span(5, 20),
    Quote("the bridge treaty", "on "),
    POSITION,
    "readout",
    "hand",
    CREATED,
    "Gloss.",
)
LONG = Evidence(
    "wire-1",
    "robot",
    Span(30, 300),
    QuoteRange(Quote("first words of it"), Quote("and the last")),
    Position("ruritania", "rejects", Thing("issue", "toll"), PartialDate("2023-05-04")),
    "indirect-speech",
    "machine",
    CREATED,
    confidence=0.75,
)
MENTION = Mention("wire-1", "reader", Span(0, 5), Quote("Zenda"), Thing("actor", "zenda"), "hand", CREATED)


def test_annotations_survive_the_way_to_rdf_and_back():
    annotations = ArticleAnnotations("wire-1", "reader", (EVIDENCE, LONG), (MENTION,))
    assert from_graph(to_graph(annotations)) == [MENTION, EVIDENCE, LONG]


def test_the_datatype_of_a_date_is_its_precision():
    graph = to_graph(ArticleAnnotations("wire-1", "reader", (EVIDENCE,)))
    (date,) = graph.objects(None, CQ.statedOn)
    assert (str(date), date.datatype) == ("2023-05", XSD.gYearMonth)


def test_one_position_with_two_spans_is_one_node():
    again = Evidence(
        "wire-1",
        "reader",
        Span(50, 60),
        Quote("once again"),
        POSITION,
        "direct-quotation",
        "hand",
        CREATED,
        "Again.",
    )
    graph = to_graph(ArticleAnnotations("wire-1", "reader", (EVIDENCE, again)))
    assert len(set(graph.subjects(predicate=CQ.holder))) == 1
    assert len(set(graph.subjects(predicate=OA.hasBody))) == 2


def test_the_same_record_gives_the_same_blank_nodes():
    annotations = ArticleAnnotations("wire-1", "reader", (EVIDENCE, LONG), (MENTION,))
    assert set(to_graph(annotations)) == set(to_graph(annotations))


def test_an_annotation_without_offsets_is_named():
    graph = to_graph(ArticleAnnotations("wire-1", "reader", (EVIDENCE,)))
    graph.remove((None, OA.start, None))
    with pytest.raises(ReadingError, match="wire-1/reader/5-20"):
        from_graph(graph)


def test_a_foreign_target_is_refused():
    graph = to_graph(ArticleAnnotations("wire-1", "reader", (EVIDENCE,)))
    graph.remove((None, CQ.holder, None))
    with pytest.raises(ReadingError, match="holder"):
        from_graph(graph)
    assert thing("actor", "zenda")
