"""What one worker does with one job, in this process; and what it still can do once it is confined."""

import gzip
import io
import json
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
import zstandard
from rdflib import Literal, URIRef

from communique.release.build import current_build
from communique.store.cutting import AnswerLimits
from communique.store.protocol import (
    AnswerTooLargeError,
    Form,
    NotAcceptableError,
    QueryRefusedError,
    QuerySyntaxError,
)
from communique.store.workers import worker as module
from communique.store.workers.wire import DATA, END, HEAD, FrameReader, Head, Job, read_head
from communique.store.workers.worker import CUT, answer

CSV, TURTLE, JSON = "text/csv", "text/turtle", "application/sparql-results+json"
UNPACK = {
    None: lambda body: body,
    "gzip": gzip.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().stream_reader(io.BytesIO(body)).read(),
}


def answered(store, job, limits=None):
    """The head of the answer to a job, its body, how it ended, and how many frames it took."""
    ours, theirs = socket.socketpair()
    received = bytearray()

    def receive():
        while data := ours.recv(1 << 16):
            received.extend(data)

    reader = threading.Thread(target=receive)
    reader.start()
    try:
        theirs.sendall(answer(theirs, store, job, limits or AnswerLimits()))
    finally:
        theirs.close()
        reader.join()
        ours.close()
    frames = list(FrameReader().feed(bytes(received)))
    assert [kind for kind, _ in frames] == [HEAD, *[DATA] * (len(frames) - 2), END]
    body = b"".join(payload for kind, payload in frames if kind == DATA)
    return read_head(frames[0][1]), body, frames[-1][1] == CUT, len(frames)


@pytest.mark.parametrize(
    ("text", "form", "media_type", "body"),
    [
        ("ASK { ?s ?p ?o }", Form.boolean, CSV, b"true"),
        ("SELECT (1 AS ?x) {}", Form.table, CSV, b"x\r\n1\r\n"),
        ("CONSTRUCT { <a:a> <a:b> 1 } {}", Form.graph, TURTLE, b"<a:a> <a:b> 1 .\n"),
    ],
)
def test_the_form_of_an_answer_decides_its_format(store, text, form, media_type, body):
    assert answered(store, Job(text, CSV, TURTLE)) == (Head(form, media_type), body, False, 3)


def test_values_are_bound_as_terms(store):
    text = "SELECT ?x ?y {}"
    for trusted in (True, False):
        job = Job(text, JSON, None, bindings=(("x", URIRef("a:b")), ("y", Literal('" }'))), trusted=trusted)
        (row,) = json.loads(answered(store, job)[1])["results"]["bindings"]
        assert row == {"x": {"type": "uri", "value": "a:b"}, "y": {"type": "literal", "value": '" }'}}


def test_graphs_of_the_request_win_over_those_of_the_text(store):
    one, other = sorted(store.graphs)[:2]
    text = f"SELECT (COUNT(*) AS ?n) FROM <{one}> {{ ?s ?p ?o }}"
    alone = [
        answered(store, Job("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", CSV, None, (graph,), ()))[1]
        for graph in (one, other)
    ]
    assert alone[0] != alone[1]
    assert answered(store, Job(text, CSV, None))[1] == alone[0]
    assert answered(store, Job(text, CSV, None, (other,), ()))[1] == alone[1]


LONG = Job("SELECT ?s { ?s ?p ?o }", CSV, None)


@pytest.mark.parametrize("encoding", UNPACK)
def test_a_long_answer_is_compressed_as_asked(store, encoding):
    head, body, cut, _ = answered(store, Job(LONG.text, CSV, None, encoding=encoding))
    plain = answered(store, LONG)[1]
    assert (head.encoding, cut) == (encoding, False)
    assert UNPACK[encoding](body) == plain
    if encoding is not None:
        assert len(body) < len(plain) / 4


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
@pytest.mark.parametrize("forced", [False, True])
def test_a_short_answer_is_compressed_only_if_it_must_be(store, encoding, forced):
    job = Job("ASK { ?s ?p ?o }", CSV, None, encoding=encoding, forced=forced)
    head, body, _, _ = answered(store, job)
    assert head.encoding == (encoding if forced else None)
    assert UNPACK[head.encoding](body) == b"true"


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_an_answer_without_a_byte_is_sound_when_compressed(store, encoding):
    job = Job("CONSTRUCT { ?s ?p ?o } WHERE { ?s <a:none> ?o . ?s ?p ?o }", None, TURTLE)
    assert answered(store, job)[1] == b""
    forced = Job(job.text, None, TURTLE, encoding=encoding, forced=True)
    head, body, _, _ = answered(store, forced)
    assert (head.encoding, UNPACK[encoding](body)) == (encoding, b"")


def test_a_long_answer_goes_out_in_pieces(store):
    _, body, _, frames = answered(store, Job("SELECT * { ?s ?p ?o }", CSV, None))
    assert frames > 4
    assert body.count(b"\r\n") > 2_000


def test_one_very_long_value_goes_out_in_frames_that_are_believed(store):
    """The reader takes no frame of more than 16 MB for one."""
    value = "x" * 17 * 2**20
    for encoding in (None, "gzip"):
        job = Job("SELECT ?x {}", CSV, None, bindings=(("x", Literal(value)),), encoding=encoding)
        head, body, _, _ = answered(store, job)
        assert UNPACK[head.encoding](body) == b"x\r\n" + value.encode() + b"\r\n"


def test_a_cut_answer_says_so_in_its_last_frame_too(store):
    _, body, cut, _ = answered(store, LONG, AnswerLimits(rows=10))
    assert cut
    assert body.count(b"\r\n") == 12
    assert body.endswith(b"OFFSET\r\n")


@pytest.mark.parametrize(
    ("job", "error", "said"),
    [
        (Job("SELECT * {", CSV, None), QuerySyntaxError, "line 1"),
        (Job("", CSV, None), QuerySyntaxError, "empty"),
        (Job("DELETE WHERE { ?s ?p ?o }", CSV, TURTLE), QueryRefusedError, "read-only"),
        (Job("LOAD <http://127.0.0.1/>", CSV, TURTLE), QueryRefusedError, "read-only"),
        (
            Job("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", CSV, None),
            QueryRefusedError,
            "SERVICE",
        ),
        (Job("ASK { SERVICE SILENT <a:a> {} }", CSV, None), QueryRefusedError, "SERVICE"),
        (Job("ASK { { SELECT * { OPTIONAL { SERVICE ?x {} } } } }", CSV, None), QueryRefusedError, "SERVICE"),
        (Job("ASK { \\u0053ERVICE <a:a> {} }", CSV, None), QueryRefusedError, "SERVICE"),
        (Job("ASK FROM <file:///etc/passwd> {}", CSV, None), QueryRefusedError, "no graph"),
        (Job("ASK FROM NAMED <http://127.0.0.1/> {}", CSV, None), QueryRefusedError, "no graph"),
        (Job("ASK {}", CSV, None, ("https://example.org/none",), ()), QueryRefusedError, "no graph"),
        (Job("ASK {}", CSV, None, (), ("https://example.org/none",)), QueryRefusedError, "no graph"),
        (Job("CONSTRUCT WHERE { ?s ?p ?o }", CSV, None), NotAcceptableError, "graph"),
        (Job("ASK {}", None, TURTLE), NotAcceptableError, "boolean"),
    ],
)
def test_errors_come_in_their_kinds(store, job, error, said):
    with pytest.raises(error, match=re.escape(said)):
        answered_without_frames(store, job)


def answered_without_frames(store, job, limits=None):
    """For jobs that are refused: nothing may have been sent."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        try:
            answer(theirs, store, job, limits or AnswerLimits())
        finally:
            theirs.shutdown(socket.SHUT_WR)
            assert ours.recv(1) == b""


def test_a_row_that_is_longer_than_all_may_be_is_refused(store):
    with pytest.raises(AnswerTooLargeError):
        answered_without_frames(store, Job(LONG.text, JSON, None), AnswerLimits(size_bytes=50))


def test_words_in_strings_mislead_nobody(store):
    text = 'SELECT ("SERVICE <http://127.0.0.1/> {} FROM" AS ?x) {} # DELETE WHERE SERVICE'
    assert b"SERVICE" in answered(store, Job(text, CSV, None))[1]


@pytest.fixture(scope="module")
def report(built):
    """What a confined process says of itself."""
    build = current_build(built)
    command = [
        sys.executable,
        str(Path(__file__).with_name("confined.py")),
        str(build.path / "dataset.nq"),
        build.version,
    ]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    assert done.stderr == b""
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", ["file", "socket", "pipe", "process"])
def test_a_worker_can_open_nothing(report, name):
    assert report["before"][name] == ""  # so that it is the confinement that stops it
    assert "Errno 24" in report["after"][name]


def test_past_the_check_a_query_still_reaches_no_other_service(report):
    assert "os error 111" in report["before"]["service"]  # refused by the port, so it was asked
    assert "os error 24" in report["after"]["service"]


def test_a_confined_worker_answers_and_keeps_to_its_memory(report):
    assert report["query"] == "true"
    assert report["sends"] == ""
    assert report["core"] == [0, 0]
    assert "MemoryError" in report["memory"]


@pytest.mark.parametrize(
    ("taken_mebibytes", "touched_mebibytes", "has_taken_much"),
    [(0, 0, False), (120, 250, False), (130, 0, True), (0, 260, True)],
)
def test_a_worker_ends_when_it_has_taken_or_touched_much(
    monkeypatch, taken_mebibytes, touched_mebibytes, has_taken_much
):
    """What it reads of the shared dataset becomes its own; so it must not live for ever."""
    page = module.resource.getpagesize()
    now = SimpleNamespace(
        ru_maxrss=(50 + taken_mebibytes) * 1024, ru_minflt=7 + touched_mebibytes * 2**20 // page
    )
    monkeypatch.setattr(module.resource, "getrusage", lambda who: now)
    at_first = SimpleNamespace(ru_maxrss=50 * 1024, ru_minflt=7)
    assert module._has_taken_much(at_first, 256 << 20) is has_taken_much
