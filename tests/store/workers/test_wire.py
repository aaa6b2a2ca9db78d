import json
import pickle
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from communique.store import protocol
from communique.store.protocol import EngineError, Form, QueryError, QuerySyntaxError
from communique.store.workers import wire
from communique.store.workers.wire import (
    DATA,
    FAILED,
    FRAME,
    HEAD,
    JOB,
    LONGEST_FRAME,
    FrameReader,
    Head,
    Job,
    frame,
    read_error,
    read_head,
    read_job,
    write_error,
    write_head,
    write_job,
)

STEADY = settings(derandomize=True, deadline=None, max_examples=100)
TEXT = st.text(st.characters())
GRAPHS = st.none() | st.lists(TEXT, max_size=3).map(tuple)
TERMS = TEXT.map(URIRef) | TEXT.map(Literal)
JOBS = st.builds(
    Job,
    text=TEXT,
    table_format=st.none() | st.just("text/csv"),
    graph_format=st.none() | st.just("text/turtle"),
    default_graphs=GRAPHS,
    named_graphs=GRAPHS,
    bindings=st.lists(st.tuples(TEXT, TERMS), max_size=3).map(tuple),
    encoding=st.sampled_from([None, "gzip", "zstd"]),
    forced=st.booleans(),
    trusted=st.booleans(),
)


def only(data):
    """The one frame that some bytes are."""
    ((kind, payload),) = FrameReader().feed(data)
    return kind, payload


@STEADY
@given(JOBS)
def test_a_job_comes_back_as_it_was(job):
    kind, payload = only(write_job(job))
    assert kind == JOB
    assert read_job(payload) == job


def test_every_field_of_a_job_is_sent():
    """The fields that have a default would else be forgotten without a word."""
    plain = Job("ASK {}", None, None)
    for field in fields(Job):
        value = {"bindings": (("x", URIRef("a:b")),), "default_graphs": ("x",), "named_graphs": ("x",)}.get(
            field.name, True if field.default is False else "x"
        )
        changed = replace(plain, **{field.name: value})
        assert read_job(only(write_job(changed))[1]) == changed != plain, field.name


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("encoding", [None, "gzip", "zstd"])
def test_a_head_comes_back_as_it_was(form, encoding):
    head = Head(form, "text/csv", encoding)
    kind, payload = only(write_head(head))
    assert (kind, read_head(payload)) == (HEAD, head)


@STEADY
@given(
    st.lists(st.tuples(st.sampled_from([DATA, FAILED, HEAD]), st.binary(max_size=40)), max_size=8), st.data()
)
def test_frames_may_come_in_any_pieces(frames, data):
    sent = b"".join(frame(kind, payload) for kind, payload in frames)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sent)), max_size=10)))
    reader, found = FrameReader(), []
    for start, end in zip([0, *cuts], [*cuts, len(sent)], strict=True):
        found += reader.feed(sent[start:end])
    assert found == frames


def test_a_frame_is_not_given_before_it_is_whole():
    reader, sent = FrameReader(), frame(DATA, b"abc")
    for number in range(len(sent) - 1):
        assert list(reader.feed(sent[number : number + 1])) == []
    assert list(reader.feed(sent[-1:])) == [(DATA, b"abc")]


def test_a_frame_that_claims_to_be_too_long_is_not_waited_for():
    with pytest.raises(ValueError, match="frame of"):
        list(FrameReader().feed(FRAME.pack(DATA, LONGEST_FRAME + 1)))
    assert list(FrameReader().feed(FRAME.pack(DATA, LONGEST_FRAME))) == []


KINDS = [
    kind
    for kind in vars(protocol).values()
    if isinstance(kind, type) and issubclass(kind, QueryError) and kind is not QuerySyntaxError
]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_comes_back_as_it_was(kind):
    name, payload = only(write_error(kind("what is “wrong”\nhere")))
    found = read_error(payload)
    assert (name, type(found), str(found)) == (FAILED, kind, "what is “wrong”\nhere")


@pytest.mark.parametrize(("line", "column"), [(3, 14), (None, None)])
def test_a_syntax_error_keeps_its_place(line, column):
    found = read_error(only(write_error(QuerySyntaxError("no query", line, column)))[1])
    assert isinstance(found, QuerySyntaxError)
    assert (found.message, found.line, found.column) == ("no query", line, column)


@pytest.mark.parametrize("kind", ["NoSuchError", "Form", "Enum", "StrEnum", "Term", "__name__", "", "URIRef"])
def test_an_error_of_a_kind_that_is_none_is_the_engines(kind):
    found = read_error(json.dumps({"kind": kind, "message": "said"}).encode())
    assert (type(found), str(found)) == (EngineError, "said")


def test_nothing_is_unpickled():
    """What a worker sends is data: a pickle in place of any payload is refused."""

    class Trap:
        def __reduce__(self):
            return (pytest.fail, ("this was run",))

    payload = pickle.dumps(Trap())
    for read in (read_job, read_head, read_error):
        with pytest.raises(ValueError):
            read(payload)
    assert "pickle" not in vars(wire)
