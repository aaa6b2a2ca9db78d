import gc
import io
import json
import shutil
import threading

import pytest
from rdflib import Literal, URIRef

from communique.release.build import current_build
from communique.store.cutting import AnswerLimits
from communique.store.embedded import EmbeddedStore
from communique.store.engine import StoreError
from communique.store.protocol import Form, NotAcceptableError, QueryError, QuerySyntaxError
from communique.store.things import ThingIndex
from communique.vocabulary import CQ, annotation_graph, thing
from sample.workspace import ACCORD, HERALD

PREFIX = "PREFIX cq: <https://w3id.org/communique/ontology#> "
CALL = "https://w3id.org/communique/id/position/anna-berg/calls-for/river-accord-2020-05-01.1/2021-06-10"


def test_each_triple_of_the_default_graph_comes_once(store):
    # This position stands in three graphs: a plain union would match five patterns 243 times.
    text = (
        PREFIX
        + "SELECT (COUNT(*) AS ?n) { ?p cq:holder ?h ; cq:stance ?s ; cq:target ?t ; cq:statedOn ?d ; a ?c }"
    )
    assert store.query(text).rows() == [{"n": "5"}]
    rows = store.query(f"SELECT ?g {{ GRAPH ?g {{ <{CALL}> a ?class }} }}").rows()
    assert len(rows) == 3


def test_graphs_can_be_chosen(store):
    graph = annotation_graph(HERALD, "first-reader")
    text = PREFIX + "SELECT ?p { ?p a cq:Position }"
    assert len(store.query(text).rows()) == 5
    assert len(store.query(text, default_graphs=[graph]).rows()) == 3
    assert store.query(text, named_graphs=[graph]).rows() == []
    assert len(store.query(text.replace("{", f"FROM <{graph}> {{", 1)).rows()) == 3
    inside = PREFIX + "SELECT ?p { GRAPH ?g { ?p a cq:Position } }"
    assert len(store.query(inside, named_graphs=[graph]).rows()) == 3
    # What the request chooses wins over the text.
    other = text.replace("{", "FROM <https://w3id.org/communique/graph/provenance> {", 1)
    assert len(store.query(other, default_graphs=[graph]).rows()) == 3


def test_values_are_bound_as_terms(store):
    text = PREFIX + "SELECT ?p ?holder { ?p cq:holder ?holder }"
    assert len(store.query(text, bindings={"holder": thing("actor", "anna-berg")}).rows()) == 2
    assert store.query(text, bindings={"holder": URIRef("https://example.org/x")}).rows() == []
    hostile = Literal('" } INSERT DATA { <a:a> <a:b> "')
    assert store.query(PREFIX + "SELECT ?p ?o { ?p cq:place ?o }", bindings={"o": hostile}).rows() == []
    with pytest.raises(QueryError, match="projection"):
        store.query(PREFIX + "SELECT ?p { ?p cq:holder ?holder }", bindings={"holder": hostile})


def test_language_and_datatype_of_values_count(store):
    text = PREFIX + "SELECT ?s ?o { ?s cq:place ?o }"
    assert store.query(text, bindings={"o": Literal("Riverton", lang="en")}).rows()
    assert not store.query(text, bindings={"o": Literal("Riverton")}).rows()


@pytest.mark.parametrize(
    ("text", "form", "media_type"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 1", Form.table, "text/csv"),
        ("ASK { ?s ?p ?o }", Form.boolean, "application/sparql-results+json"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1", Form.graph, "application/n-triples"),
        (f"DESCRIBE <{CALL}>", Form.graph, "text/turtle"),
    ],
)
def test_answers_are_written_in_formats_of_their_kind(store, text, form, media_type):
    answer = store.query(text)
    assert answer.form is form
    assert answer.serialise(media_type)
    with pytest.raises(NotAcceptableError):
        store.query(text).serialise("image/png")


def test_json_is_whole(store):
    body = store.query("SELECT ?s { ?s ?p ?o } LIMIT 3").serialise("application/sparql-results+json")
    assert len(json.loads(body)["results"]["bindings"]) == 3


def test_engine_complaints_keep_their_position(store):
    with pytest.raises(QuerySyntaxError) as caught:
        store.query("SELECT *\n{ ?s unknown:thing ?o }")
    assert caught.value.line == 2
    assert "Prefix not found" in str(caught.value)
    assert "\\u{" not in str(caught.value)


def test_a_missing_or_broken_store_is_one_clear_error(tmp_path):
    with pytest.raises(StoreError, match="communique build"):
        EmbeddedStore.open(tmp_path / "none", "v")
    (tmp_path / "broken").mkdir()
    with pytest.raises(StoreError, match="cannot be opened"):
        EmbeddedStore.open(tmp_path / "broken", "v")


@pytest.fixture
def damaged(built, tmp_path):
    """A copy of the sample's store, and what damages one of its files without changing the size."""
    folder = tmp_path / "damaged"
    shutil.copytree(current_build(built).store_folder, folder)

    def damage(path):
        content = bytearray(path.read_bytes())
        content[: len(content) // 2] = bytes(len(content) // 2)
        path.write_bytes(content)

    return folder, damage


@pytest.mark.parametrize("pattern", ["MANIFEST-*", "CURRENT"])
def test_a_damaged_store_is_one_clear_error(damaged, pattern):
    folder, damage = damaged
    damage(next(folder.glob(pattern)))
    with pytest.raises(StoreError, match="communique build") as caught:
        EmbeddedStore.open(folder, "v")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "read",
    [
        lambda store: store.query("SELECT * { GRAPH ?g { ?s ?p ?o } }").rows(),
        lambda store: store.query("SELECT * { GRAPH ?g { ?s ?p ?o } }").serialise("text/csv"),
        lambda store: store.query("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }").serialise(
            "text/turtle"
        ),
    ],
)
def test_damage_found_while_answering_is_one_clear_error(damaged, read):
    folder, damage = damaged
    opened = EmbeddedStore.open(folder, "v")
    for path in folder.glob("*.sst"):
        damage(path)
    with pytest.raises(StoreError, match="engine failed while answering") as caught:
        read(opened)
    assert "communique build" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_store_damaged_inside_is_one_clear_error(damaged):
    folder, damage = damaged
    for path in folder.glob("*.sst"):
        if path.stat().st_size > 5000:  # not those that are read whole at once
            damage(path)
    with pytest.raises(StoreError, match="cannot be opened") as caught:
        EmbeddedStore.open(folder, "v")
    assert caught.value.__context__ is None
    assert "\n" not in str(caught.value)


def test_a_store_says_how_much_it_holds(built, store):
    assert store.size == current_build(built).quads + current_build(built).triples


def test_things_are_found_and_suggested(store):
    things = ThingIndex.of(store)
    assert things.label(thing("actor", "anna-berg")) == "Anna Berg"
    assert things.label("https://w3id.org/communique/id/article/" + HERALD).startswith("Ferries")
    assert things.find("target", ACCORD) == str(thing("agreement", ACCORD))
    assert things.find("target", f"{ACCORD}/1") == str(thing("provision", f"{ACCORD}/1"))
    assert things.find("agreement", str(thing("agreement", ACCORD))) == str(thing("agreement", ACCORD))
    assert things.find("agreement", f"agreement/{ACCORD}") == str(thing("agreement", ACCORD))
    assert things.find("outlet", "norland") is None
    assert things.find("outlet", "morning-herald")
    assert things.nearest("actor", "ana-berg")[0] == "anna-berg"
    assert things.nearest("agreement", "river-acord")[0] == ACCORD
    assert "#" not in "".join(things.of_class(str(CQ.Agreement)))


@pytest.mark.parametrize(
    ("query", "media_type"),
    [
        ("SELECT * { ?s ?p ?o }", "image/png"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "text/csv"),
        ("SELECT * { ?s ?p ?o }", "text/csv"),
    ],
)
def test_nothing_of_the_engine_outlives_a_reading(store, query, media_type, monkeypatch):
    """The engine complains if another thread drops what this one made: a kept traceback might."""
    complaints: list[str] = []
    monkeypatch.setattr("sys.unraisablehook", lambda found: complaints.append(str(found.exc_value)))
    kept: list[object] = [store.query(query)]
    try:
        kept[0].write(io.BytesIO(), media_type, AnswerLimits(size_bytes=3))
    except QueryError as error:
        kept.append(error)
    assert len(kept) == 2
    dropping = threading.Thread(target=kept.clear)
    dropping.start()
    dropping.join()
    gc.collect()
    assert complaints == []


def test_an_answer_is_read_once(store):
    for query, read in (
        ("SELECT * { ?s ?p ?o } LIMIT 1", lambda answer: answer.rows()),
        ("ASK { ?s ?p ?o }", lambda answer: answer.serialise("text/csv")),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", lambda answer: answer.serialise("text/turtle")),
    ):
        answer = store.query(query)
        assert read(answer)
        with pytest.raises(QueryError, match="can be read once"):
            read(answer)
