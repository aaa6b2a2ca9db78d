"""Replies that no store should send, and limits that hold whatever comes."""

import asyncio
import contextlib
import gzip

import pytest

from communique.store.protocol import (
    AnswerTooLargeError,
    BusyError,
    DeadlineError,
    EngineError,
    Form,
    NotAcceptableError,
    QueryError,
    QuerySyntaxError,
)
from communique.store.remote.http import (
    Credentials,
    RemoteHttp,
    RemoteLimits,
    UnansweredError,
    checked_address,
)
from communique.store.remote.store import RemoteStore
from servers.scripted import scripted_server

ROWS = b'{"head":{"vars":["a"]},"results":{"bindings":[%s]}}'
ROW = b'{"a":{"type":"literal","value":"x"}}'


@pytest.fixture
def scripted():
    with scripted_server() as opened:
        yield opened


@pytest.fixture
def script(scripted):
    return scripted[1]


@pytest.fixture
def store(scripted):
    http = RemoteHttp(limits=RemoteLimits(deadline_seconds=5, answer_bytes=10_000))
    with contextlib.closing(RemoteStore(scripted[0], http, "0" * 64, ["urn:g"])) as opened:
        yield opened


def ask(store, text="SELECT ?a { ?a ?b ?c }"):
    return store.query(text)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/sparql",
        "file:///etc/passwd",
        "example.org/sparql",
        "http:///sparql",
        "http://example.org:port/sparql",
        "http://example.org/sparql#a",
        "//example.org",
        "",
    ],
)
def test_only_web_addresses_are_asked(url):
    with pytest.raises(ValueError, match="address"):
        checked_address(url)


def test_an_address_with_a_password_is_refused_without_showing_it():
    with pytest.raises(ValueError, match="COMMUNIQUE_STORE_PASSWORD") as caught:
        checked_address("https://user:hidden@example.org/sparql")
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize("end", ["example.org:port/sparql", "[::1/sparql"])
def test_what_is_no_address_is_refused_without_showing_it(end):
    with pytest.raises(ValueError, match="no web address") as caught:
        checked_address(f"https://user:hidden@{end}")
    assert "hidden" not in str(caught.value)


def test_credentials_show_no_password():
    assert "hidden" not in repr(Credentials("user", "hidden"))


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, b"error at 3:14: expected {", QuerySyntaxError),
        (400, b"", QuerySyntaxError),
        (401, b"", EngineError),
        (403, b"", EngineError),
        (404, b"", EngineError),
        (405, b"", EngineError),
        (408, b"", DeadlineError),
        (429, b"", BusyError),
        (500, b"java.lang.Secret at 10.0.0.7", EngineError),
        (400, b"Virtuoso 37000 Error SP030: SPARQL compiler, line 1: syntax error", QuerySyntaxError),
        (500, b"Virtuoso 37000 Error SQ074: Line 1: Unterminated string", QuerySyntaxError),
        (500, b"Virtuoso 22012 Error SR084: Division by 0.", UnansweredError),
        (500, b"Virtuoso 42001 Error SR185: Undefined procedure DB.DBA.a:f.", UnansweredError),
        (500, b"Virtuoso 42000 Error SQ070: Must have select privileges", EngineError),
        (500, b"S1T00 Error SR171: Transaction timed out", DeadlineError),
        (500, b"The estimated execution time 900 (sec) exceeds the limit of 400 (sec).", DeadlineError),
        (503, b"", BusyError),
        (504, b"", DeadlineError),
    ],
)
def test_each_status_has_its_meaning_and_tells_nothing_of_the_inside(store, script, status, body, kind):
    script.answer(body, status=status)
    with pytest.raises(QueryError) as caught:
        ask(store)
    assert type(caught.value) is kind
    assert not body or body.decode() not in str(caught.value)
    assert "127.0.0.1" not in str(caught.value)
    assert "10.0.0.7" not in str(caught.value)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"error at 3:14: expected {", (3, 14)),
        (b"Virtuoso 37000 Error SP030: SPARQL compiler, line 2: syntax error at 'x'", (2, 1)),
        (b'Lexical error at line 4, column 9.  Encountered: "x"', (4, 9)),
        (b"no", (None, None)),
    ],
)
def test_the_place_of_a_syntax_error_is_told_where_the_store_tells_it(store, script, body, place):
    script.answer(body, status=400)
    with pytest.raises(QuerySyntaxError) as caught:
        ask(store)
    assert (caught.value.line, caught.value.column) == place


def test_redirects_are_not_followed(store, script):
    with scripted_server() as (elsewhere, other):
        script.answer(status=307, Location=elsewhere)
        with pytest.raises(EngineError, match="redirects"):
            ask(store)
        assert other.asked == []


@pytest.mark.parametrize(
    ("text", "body", "media_type"),
    [
        ("SELECT * {}", b"", "application/sparql-results+json"),
        ("SELECT * {}", b"{", "application/sparql-results+json"),
        ("SELECT * {}", b"[]", "application/sparql-results+json"),
        ("SELECT * {}", b'{"head":{},"boolean":true}', "application/sparql-results+json"),
        ("SELECT * {}", ROWS % b'{"b":{"type":"uri","value":"urn:x"}}', "application/sparql-results+json"),
        ("SELECT * {}", ROWS % b'{"a":{"type":"uri","value":"no iri"}}', "application/sparql-results+json"),
        ("SELECT * {}", ROWS % b'{"a":{"type":"odd","value":"x"}}', "application/sparql-results+json"),
        ("SELECT * {}", (ROWS % ROW)[:-3], "application/sparql-results+json"),
        ("SELECT * {}", b"[" * 9_000, "application/sparql-results+json"),
        ("SELECT * {}", b"\xff\xfe", "application/sparql-results+json"),
        ("SELECT * {}", b"<html>Welcome</html>", "text/html"),
        ("SELECT * {}", b"<sparql", "application/sparql-results+xml"),
        ("SELECT * {}", b'<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>', "application/sparql-results+xml"),
        ("ASK {}", ROWS % ROW, "application/sparql-results+json"),
        ("ASK {}", b'{"head":{},"boolean":"maybe"}', "application/sparql-results+json"),
        ("CONSTRUCT WHERE {}", b"<urn:a> <urn:b> <urn:c>", "application/n-triples"),
        ("CONSTRUCT WHERE {}", b"<urn:a> <b> <urn:c> .", "application/n-triples"),
        ("CONSTRUCT WHERE {}", b"\xff", "text/turtle"),
        ("CONSTRUCT WHERE {}", ROWS % ROW, "application/sparql-results+json"),
    ],
)
def test_what_is_no_answer_is_not_taken_for_one(store, script, text, body, media_type):
    def read():
        answer = ask(store, text)
        return answer.serialise("text/turtle" if answer.form is Form.graph else "text/csv")

    script.answer(body, Content_Type=media_type)
    with pytest.raises(EngineError, match="no answer"):
        read()


def test_answers_of_several_kinds_are_read(store, script):
    script.answer(ROWS % ROW, Content_Type="application/sparql-results+json; charset=utf-8")
    assert ask(store).rows() == [{"a": "x"}]
    xml = (
        b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="a"/></head>'
        b'<results><result><binding name="a"><literal>x</literal></binding></result></results></sparql>'
    )
    script.answer(xml, Content_Type="application/sparql-results+xml")
    assert ask(store).rows() == [{"a": "x"}]
    script.answer(b"@prefix a: <urn:> . a:a a:b a:c .", Content_Type="text/turtle")
    plain = ask(store, "CONSTRUCT WHERE {}").serialise("application/n-triples")
    assert plain == b"<urn:a> <urn:b> <urn:c> .\n"
    script.answer(b'{"head":{},"boolean":false}')
    assert ask(store, "ASK {}").serialise("text/csv") == b"false"


def test_an_answer_in_a_format_of_another_kind_is_not_acceptable(store, script):
    script.answer(ROWS % ROW)
    with pytest.raises(NotAcceptableError):
        ask(store).serialise("text/turtle")
    with pytest.raises(NotAcceptableError):
        ask(store).serialise("text/html")
    with pytest.raises(QueryError):
        ask(store).triples()
    script.answer(b"", Content_Type="application/n-triples")
    with pytest.raises(QueryError):
        ask(store, "CONSTRUCT WHERE {}").rows()


def test_an_answer_without_end_is_read_to_the_limit_and_no_further(store, script):
    script.answer(*([b"x" * 1000] * 11), None)
    with pytest.raises(AnswerTooLargeError, match="10,000 bytes"):
        ask(store)
    assert script.broken_off.wait(20)


def test_a_small_answer_that_unpacks_to_a_large_one_is_too_large(store, script):
    packed = gzip.compress(ROWS % b",".join([ROW] * 10_000))
    assert len(packed) < 10_000
    script.answer(packed, Content_Encoding="gzip")
    with pytest.raises(AnswerTooLargeError):
        ask(store)


def test_an_answer_that_trickles_is_given_up_at_the_deadline(scripted, script):
    script.answer(b"{", None)
    http = RemoteHttp(limits=RemoteLimits(deadline_seconds=0.2, answer_bytes=1 << 30))
    with (
        contextlib.closing(RemoteStore(scripted[0], http, "0" * 64, [])) as store,
        pytest.raises(DeadlineError, match=r"0\.2 s"),
    ):
        ask(store)
    assert script.broken_off.wait(20)


def test_a_coroutine_that_is_cancelled_closes_its_connection(scripted, script):
    script.answer(b"{", None)
    http = RemoteHttp(limits=RemoteLimits(deadline_seconds=60))

    async def leave():
        task = asyncio.create_task(http.send_async("POST", scripted[0], content=b"query=ASK%7B%7D"))
        while not script.asked:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with contextlib.closing(http):
        asyncio.run(leave())
        assert script.broken_off.wait(20)


def test_a_store_that_is_not_there_is_told_without_its_address(scripted):
    with scripted_server() as (address, _):
        pass
    with (
        contextlib.closing(RemoteStore(address, RemoteHttp(), "0" * 64, [])) as store,
        pytest.raises(BusyError, match="cannot be reached") as caught,
    ):
        ask(store)
    assert "127.0.0.1" not in str(caught.value)


def test_a_connection_that_breaks_off_is_no_answer(store, script):
    script.answer((ROWS % ROW)[:20], Content_Length="1000")
    with pytest.raises(BusyError, match="cannot be reached"):
        ask(store)


def test_more_than_the_connections_wait_for_a_place(scripted, script):
    script.answer(ROWS % ROW)
    http = RemoteHttp(limits=RemoteLimits(connections=2))

    async def many():
        sent = [http.send_async("POST", scripted[0], content=b"query=x") for _ in range(20)]
        return await asyncio.gather(*sent)

    with contextlib.closing(http):
        assert {reply.body for reply in asyncio.run(many())} == {ROWS % ROW}


def test_results_that_virtuoso_cut_in_time_or_length_are_no_answers(store, script):
    script.answer(ROWS % ROW, X_SQL_State="S1TAT")
    with pytest.raises(DeadlineError):
        ask(store)
    script.answer(ROWS % b",".join([ROW] * 5), X_SPARQL_MaxRows="5")
    with pytest.raises(AnswerTooLargeError, match="no more than 5 rows"):
        ask(store)
    script.answer(ROWS % b",".join([ROW] * 4), X_SPARQL_MaxRows="5")
    assert len(ask(store).rows()) == 4


def test_a_long_graph_from_virtuoso_may_have_been_cut(store, script, monkeypatch):
    monkeypatch.setattr("communique.store.remote.answer.ROWS_ASSURED", 10)
    lines = [f"<urn:{number}> <urn:b> <urn:c> .\n".encode() for number in range(10)]
    script.answer(*lines[:9], Content_Type="application/n-triples", Server="Virtuoso/07.20")
    assert len(ask(store, "CONSTRUCT WHERE {}").triples()) == 9
    script.answer(*lines, Content_Type="application/n-triples")
    assert len(ask(store, "CONSTRUCT WHERE {}").triples()) == 10
    script.answer(*lines, Content_Type="application/n-triples", Server="Virtuoso/07.20")
    with pytest.raises(AnswerTooLargeError, match="whole"):
        ask(store, "CONSTRUCT WHERE {}").serialise("text/turtle")
    assert len(ask(store, "CONSTRUCT WHERE {}").triples(checked=False)) == 10


@pytest.mark.parametrize(
    "text",
    [
        "DROP ALL",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "ASK { SERVICE <urn:x> {} }",
        "SELECT (bif:now() AS ?x) {}",
    ],
)
def test_what_is_no_harmless_query_is_not_sent(store, script, text):
    with pytest.raises(QueryError):
        ask(store, text)
    assert script.asked == []


def test_a_password_is_sent_in_clear_only_where_nobody_listens(scripted, script):
    script.answer(b"", status=401, WWW_Authenticate='Basic realm="x"')
    with contextlib.closing(RemoteHttp(Credentials("user", "hidden"))) as http:
        with pytest.raises(EngineError):
            http.send("POST", scripted[0], content=b"")
        assert [headers.get("Authorization", "none")[:5] for headers, _ in script.asked] == ["none", "Basic"]
    script.asked.clear()
    from communique.store.remote import auth

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(auth, "_is_this_machine", lambda host: False)
        with (
            contextlib.closing(RemoteHttp(Credentials("user", "hidden"))) as http,
            pytest.raises(EngineError, match="https"),
        ):
            http.send("POST", scripted[0], content=b"")
    assert [headers.get("Authorization", "none") for headers, _ in script.asked] == ["none"]
