"""Services that fail: answers that are late, long, broken, cut off or of another version."""

from concurrent.futures import ThreadPoolExecutor

import pytest

import communique
from client.scripted import VERSION, scripted_service
from communique.client import DatasetChangedError, OpenError, QueryError, ServiceError, TruncatedAnswerWarning
from communique.store.protocol import AnswerTooLargeError, DeadlineError, EngineError
from servers.scripted import JSON

ROW = {"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "literal", "value": "one"}}]}}
SELECT, CONSTRUCT = "SELECT ?s { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"


@pytest.fixture
def service():
    """The address of a scripted service, and its script."""
    with scripted_service() as found:
        yield found


@pytest.fixture
def scripted(service):
    """A dataset opened from a scripted service, and the script."""
    with communique.open(service[0], timeout_seconds=5, answer_bytes=10_000) as kg:
        yield kg, service[1]


def test_the_version_is_that_which_the_service_says(scripted):
    kg, script = scripted
    script.answer(ROW)
    assert kg.version == VERSION
    assert kg.query(SELECT)[0]["s"] == "one"


def test_a_dataset_that_has_changed_is_told(scripted):
    kg, script = scripted
    script.answer(ROW, Dataset_Version="b" * 64)
    with pytest.raises(DatasetChangedError, match=r"now serves version bbbbbbbbbbbbbbbb.*open it again"):
        kg.query(SELECT)


def test_a_table_that_was_cut_is_given_with_a_warning(scripted):
    kg, script = scripted
    script.answer({**ROW, "truncated": "truncated after 1 rows"})
    with pytest.warns(TruncatedAnswerWarning, match="cut this answer off") as caught:
        found = kg.query(SELECT)
    assert caught[0].filename == __file__  # it points to whoever asked
    assert found.truncated
    assert "truncated" in repr(found)
    assert "cut the answer off" in found._repr_html_()
    assert found[:1].truncated


def test_a_graph_that_was_cut_is_given_with_a_warning(scripted):
    kg, script = scripted
    triple = b'<http://x.example/s> <http://x.example/p> "# truncated" .\n'
    script.answer(triple, Content_Type="application/n-triples")
    assert len(kg.query(CONSTRUCT)) == 1
    script.answer(triple + b"# truncated after 1 triples\n", Content_Type="application/n-triples")
    with pytest.warns(TruncatedAnswerWarning):
        assert len(kg.query(CONSTRUCT)) == 1


@pytest.mark.parametrize(
    "ask", [lambda kg: kg.positions(), lambda kg: kg.agreements(), lambda kg: kg.actors()]
)
def test_records_are_never_made_of_a_cut_answer(scripted, ask):
    kg, script = scripted
    script.answer({**ROW, "truncated": "truncated after 1 rows"})
    with pytest.raises(AnswerTooLargeError, match="cuts off an answer this long"):
        ask(kg)


def test_an_answer_beyond_the_limit_is_refused(scripted):
    kg, script = scripted
    script.answer(b" " * 10_001)
    with pytest.raises(
        AnswerTooLargeError, match="longer than 10,000 bytes; ask for less, or open with more"
    ):
        kg.query(SELECT)


def test_an_answer_that_never_ends_is_given_up(service):
    address, script = service
    with communique.open(address, timeout_seconds=0.5) as kg:
        script.answer(None)
        with pytest.raises(DeadlineError, match=r"no whole answer within 0\.5 s"):
            kg.query(SELECT)


def test_an_answer_that_breaks_off_is_no_answer(scripted):
    kg, script = scripted
    script.answer(b'{"head":', Content_Length="500")
    with pytest.raises(ServiceError, match="broke its answer off"):
        kg.query(SELECT)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"<html>", b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":1}]}}']
)
def test_what_is_no_answer_is_refused(scripted, body):
    kg, script = scripted
    script.answer(body)
    with pytest.raises(EngineError):
        kg.query(SELECT)


@pytest.mark.parametrize(
    "rest", [b"", b']}, "more": ' + b"[" * 9000, b']}, "more": ' + b"[" * 4000 + b"]" * 4000 + b"}"]
)
def test_records_are_never_made_of_what_is_no_answer(scripted, rest):
    kg, script = scripted
    script.answer(b'{"head":{"vars":["thing"]},"results":{"bindings":[' + rest)
    with pytest.raises(EngineError, match="is no answer to the query"):
        kg.actors()


@pytest.mark.parametrize(
    ("status", "kind"), [(400, QueryError), (403, QueryError), (500, ServiceError), (503, ServiceError)]
)
def test_what_a_service_says_of_its_trouble_is_passed_on(scripted, status, kind):
    kg, script = scripted
    script.answer(b"too many wait; try later\n", status=status, Content_Type="text/plain")
    with pytest.raises(kind, match="too many wait; try later"):
        kg.query(SELECT)


def test_a_page_in_place_of_an_answer_is_not_quoted(scripted):
    kg, script = scripted
    script.answer(b"<h1>Bad gateway</h1>", status=502, Content_Type="text/html")
    with pytest.raises(ServiceError, match=r"^the service answered with status 502$") as caught:
        kg.query(SELECT)
    assert caught.value.status == 502


def test_a_redirect_is_not_followed(scripted):
    kg, script = scripted
    script.answer(b"", status=302, Location="/health")
    with pytest.raises(ServiceError, match="status 302"):
        kg.query(SELECT)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"dataset": 1, "communique": "0"}', b'{"dataset": "short", "communique": "0"}']
)
def test_what_is_no_service_is_refused(service, body):
    address, script = service
    script.answer(body, path="/health", Content_Type="application/json")
    with pytest.raises(OpenError, match="neither a Communiqué service nor"):
        communique.open(address)


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b'[{"name": "x"}]'])
def test_a_list_of_queries_that_is_none_is_refused(scripted, body):
    kg, script = scripted
    script.answer(body, path="/api/queries", Content_Type="application/json")
    with pytest.raises(EngineError, match="lists its queries in no known way"):
        _ = kg.queries


def test_values_are_sent_as_terms(scripted):
    kg, script = scripted
    script.answer(ROW)
    kg.query("SELECT ?s { ?s ?p ?o }", {"s": '" } #'})
    assert b"%22%5C%22+%7D+%23%22" in script.asked[-1][1]  # "\" } #" as one string
    assert script.asked[-1][0]["Accept"] == JSON


def test_threads_can_ask_at_once(by_url, by_path):
    expected = by_path.positions()
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(by_url.positions) for _ in range(8)]
    assert [future.result() == expected for future in asked] == [True] * 8
