"""How answers are asked for, and what becomes of those that cannot be had."""

import json
from types import SimpleNamespace

import pytest
from starlette.datastructures import QueryParams

from communique.store.canned import read_query
from communique.store.protocol import (
    AnswerTooLargeError,
    BusyError,
    DeadlineError,
    EngineError,
    MemoryLimitError,
    QueryError,
)
from communique.web.canned.asking import Answers, read_call
from communique.web.errors import ProblemError

QUERY = read_query("rows", "#+ title: x\nSELECT ?x { VALUES ?x { 1 2 3 } } ORDER BY ?x")
DOCUMENT = {
    "head": {"vars": ["x"]},
    "results": {"bindings": [{"x": {"type": "literal", "value": str(number)}} for number in (1, 2, 3)]},
}


class FakeStore:
    """A store that counts what it is asked, and gives one answer or fails."""

    def __init__(self, document=None, failure=None):
        self.document, self.failure, self.asked = document, failure, 0

    def query(self, text, *, bindings=None):
        self.asked += 1
        return self

    def serialise(self, media_type):
        if self.failure:
            raise self.failure
        return json.dumps(self.document).encode()


def ask(store, answers=None, **values):
    served = SimpleNamespace(store=store, version="d" * 64, things=None)
    call = read_call(served, QUERY, QueryParams(values).multi_items(), None)
    return (answers or Answers(served)).answer(call)


def test_the_pages_of_an_answer_are_one_query():
    store = FakeStore(DOCUMENT)
    answers = Answers(SimpleNamespace(store=store, version="d" * 64))
    found, cursor = [], {}
    for _ in range(3):
        body, following = ask(store, answers, limit="1", **cursor)
        found += [row["x"] for row in json.loads(body)["rows"]]
        cursor = {"after": following}
    assert (found, following, store.asked) == (["1", "2", "3"], None, 1)


@pytest.mark.parametrize("kind", [BusyError, DeadlineError, MemoryLimitError])
@pytest.mark.parametrize("values", [{}, {"limit": "1"}, {"format": "csv"}])
def test_an_answer_that_is_not_to_be_had_now_may_be_had_later(kind, values):
    with pytest.raises(ProblemError, match="tired") as caught:
        ask(FakeStore(failure=kind("tired")), **values)
    assert (caught.value.status, caught.value.headers) == (503, {"Retry-After": "5"})


def test_an_answer_that_is_too_large_stays_so():
    """What one could do about a query of one's own is no advice to who cannot write it."""
    with pytest.raises(ProblemError, match=r"^the answer is too long .* by its parameters$") as caught:
        ask(FakeStore(failure=AnswerTooLargeError("use LIMIT")))
    assert caught.value.status == 422


@pytest.mark.parametrize(
    ("failure", "status", "words"),
    [
        (EngineError("broken"), 503, r"^broken$"),
        (QueryError("no paths"), 502, r"^the store that holds the dataset cannot answer this: no paths$"),
    ],
)
def test_a_fault_of_ours_is_not_made_a_fault_of_the_client(failure, status, words):
    with pytest.raises(ProblemError, match=words) as caught:
        ask(FakeStore(failure=failure))
    assert caught.value.status == status


def test_an_answer_that_was_cut_says_so_and_has_no_pages():
    store = FakeStore({**DOCUMENT, "truncated": "after 3 rows"})
    body, following = ask(store)
    assert json.loads(body)["truncated"] == "after 3 rows"
    assert following is None
    with pytest.raises(ProblemError, match="too long to be given in pages") as caught:
        ask(store, limit="2")
    assert caught.value.status == 422
