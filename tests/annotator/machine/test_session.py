"""From an article to a file of the dataset: the same bytes each time, and as sound as what people code."""

import datetime
import re
from dataclasses import replace

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import PROV

from annotator.machine.invented import ARTICLE, FILE, FOUND, TEXT
from communique.annotator.machine.session import Given, Options, Session
from communique.corpus.canonical import sha256_of
from communique.corpus.records import RecordError
from communique.model import PartialDate
from communique.validation import validate
from communique.vocabulary import CQ, DCTERMS, RDF, thing
from communique.workspace import Workspace


def saved(session, **options):
    article = session.read(FILE)
    turtle, _ = session.record(article, session.annotate(article), **options)
    return session.save(article, turtle)


def test_an_article_whose_text_the_data_know_is_completed_from_its_record(session):
    article = session.read(FILE)
    assert (article.slug, article.outlet) == (ARTICLE, "river-wire")
    assert article.published == PartialDate("2023-06-12")
    assert article.address == "https://example.org/river-wire/ministers-meet"
    given = session.read(FILE, Given("hill-post", PartialDate("2023-07")))
    assert (given.slug, given.outlet, given.published) == (ARTICLE, "hill-post", PartialDate("2023-07"))


def test_a_saved_file_is_sound_by_the_same_rules_as_annotation_by_hand(session, workspace):
    path = saved(session)
    assert path == workspace.root / "data" / "annotations" / "machine" / f"{ARTICLE}.ttl"
    report = validate(Workspace.open(workspace.root), workspace.root / "corpus", use_cache=False)
    assert report.conforms, report.as_text()
    assert {finding.file for finding in report.findings if "machine" in finding.file} == set()
    assert report.counts["annotation_files"] == 3


def test_a_file_that_is_not_sound_would_be_found(session, workspace):
    path = saved(session)
    path.write_text(re.sub(r"cq:confidence 0\.\d+", 'cq:confidence "high"', path.read_text()))
    report = validate(Workspace.open(workspace.root), workspace.root / "corpus", use_cache=False)
    assert not report.conforms


def test_the_same_article_gives_the_same_bytes_in_another_session(session, workspace):
    first = saved(session).read_bytes()
    again = Session(Workspace.open(workspace.root), Options(rules_only=True, is_fresh=True))
    assert saved(again).read_bytes() == first


def test_a_file_that_is_the_same_is_not_written_again(session):
    path = saved(session)
    before = path.stat().st_ino
    assert saved(session).stat().st_ino == before


def test_annotations_carry_the_day_of_publication_or_the_time_given(session):
    article = session.read(FILE)
    turtle, _ = session.record(article, FOUND)
    assert set(re.findall(r'dct:created "([^"]+)"', turtle)) == {"2023-06-12T00:00:00+00:00"}
    when = datetime.datetime(2024, 1, 2, 3, 4, tzinfo=datetime.UTC)
    turtle, _ = session.record(article, FOUND, when)
    assert set(re.findall(r'dct:created "([^"]+)"', turtle)) == {"2024-01-02T03:04:00+00:00"}


def test_the_provenance_tells_what_the_annotations_follow_from(session):
    article = session.read(FILE)
    turtle, _ = session.record(article, FOUND)
    graph = Graph().parse(data=turtle, format="turtle")
    (run,) = graph.subjects(RDF.type, PROV.Activity)
    assert graph.value(run, PROV.wasAssociatedWith) == thing("annotator", "machine")
    assert (run, PROV.used, thing("article", ARTICLE)) in graph
    used = {
        str(graph.value(node, DCTERMS.title)): str(graph.value(node, DCTERMS.identifier))
        for node in graph.objects(run, PROV.used)
        if (node, RDF.type, PROV.Entity) in graph
    }
    assert used["Canonical text of the article"] == f"sha256:{sha256_of(TEXT)}"
    assert set(used) == {
        "Canonical text of the article",
        "Annotator of Communiqué",
        "Ontology and reference data",
    }
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", value) for value in used.values())


def test_nothing_of_the_article_but_short_quotes_is_written(session):
    turtle, _ = session.record(session.read(FILE), FOUND)
    quotes = re.findall(r'oa:(?:exact|prefix|suffix) "+([^"]*)', turtle)
    assert max(map(len, quotes)) <= 160
    assert "Northland remains committed" not in turtle  # the position on it was not recorded


def test_an_article_without_record_is_printed_but_not_saved(session, tmp_path):
    (tmp_path / "new.txt").write_text(
        "Ministers meet again\n\nAda North met Ben South in the harbour on Friday.\n"
    )
    article = session.read(tmp_path / "new.txt", Given("river-wire", PartialDate("2023-08-04")))
    found = replace(FOUND, proposals=(), mentions=())
    turtle, _ = session.record(article, found)
    assert "article:river-wire-2023-08-04-ministers-meet-again" in turtle
    with pytest.raises(RecordError, match="communique corpus add"):
        session.save(article, turtle)


def test_an_article_without_day_is_not_recorded(session):
    with pytest.raises(RecordError, match="--published"):
        session.record(replace(session.read(FILE), published=None), FOUND)


def test_the_program_is_entered_among_the_annotators_once(session, workspace):
    file = workspace.root / "data" / "annotators.ttl"
    people = file.read_text().partition("annotator:machine")[0]
    file.write_text(people)
    session = Session(Workspace.open(workspace.root), Options(rules_only=True))
    saved(session)
    saved(Session(Workspace.open(workspace.root), Options(rules_only=True)))
    assert file.read_text().startswith(people)
    found = Graph().parse(file)
    assert list(found.objects(thing("annotator", "machine"), CQ.method)) == [CQ.machine]
    assert file.read_text().count("annotator/machine>") == 1
    report = validate(Workspace.open(workspace.root), workspace.root / "corpus", use_cache=False)
    assert report.conforms, report.as_text()


def test_what_has_been_annotated_alike_is_not_annotated_again(session, workspace, asked):
    article = session.read(FILE)
    assert session.annotate(article) == session.annotate(article) == FOUND
    assert len(asked) == 1
    Session(Workspace.open(workspace.root), Options(rules_only=True)).annotate(article)
    assert len(asked) == 1


@pytest.mark.parametrize(
    "options",
    [
        Options(rules_only=True, min_confidence=0.5),
        Options(rules_only=False),
        Options(rules_only=True, is_fresh=True),
    ],
)
def test_other_settings_annotate_again(session, workspace, asked, options):
    article = session.read(FILE)
    session.annotate(article)
    Session(workspace, options).annotate(article)
    assert len(asked) == 2


def test_another_article_or_other_data_are_annotated_again(session, workspace, asked):
    article = session.read(FILE)
    session.annotate(article)
    session.annotate(replace(article, outlet="hill-post"))
    assert len(asked) == 2
    events = workspace.root / "data" / "reference" / "events.ttl"
    events.write_text(events.read_text() + "\n# A remark.\n")
    Session(Workspace.open(workspace.root), Options(rules_only=True)).annotate(article)
    assert len(asked) == 3


def test_a_damaged_result_is_made_anew(session, workspace, asked):
    article = session.read(FILE)
    session.annotate(article)
    for path in (workspace.cache / "annotated").iterdir():
        path.write_text('{"mentions": "damaged"}')
    assert session.annotate(article) == FOUND
    assert len(asked) == 2


def test_where_nothing_can_be_kept_annotation_goes_on(session, workspace, asked):
    workspace.cache.write_text("a file stands in the way")
    assert session.annotate(session.read(FILE)) == FOUND


def test_the_mode_is_part_of_the_provenance(session):
    turtle, _ = session.record(session.read(FILE), FOUND)
    assert Literal("By rules only; positions with a confidence of at least 0.3.", lang="en") in set(
        Graph().parse(data=turtle, format="turtle").objects()
    )
