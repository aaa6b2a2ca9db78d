"""What holds for every answer, whatever goes wrong, and which answers are kept."""

import pytest

from communique.release.build import current_build
from communique.web.caching import AnswerCache, Kept
from sample.workspace import ACCORD

HTML = {"Accept": "text/html,*/*;q=0.8"}


@pytest.fixture
def broken(monkeypatch):
    """A service in which the list of actors cannot be made."""

    def fail(*arguments, **more):
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("communique.web.lookups.answering.read_filters", fail)
    monkeypatch.setattr("communique.web.pages.actor_items", fail)


@pytest.mark.parametrize(
    ("path", "headers", "media_type"),
    [
        ("/api/actors?limit=41", {}, "application/problem+json"),
        ("/actors?forced", HTML, "text/html; charset=utf-8"),
        ("/actors?forced", {}, "application/problem+json"),
    ],
)
def test_a_fault_of_ours_is_an_answer_like_any_other(client, built, broken, path, headers, media_type):
    answer = client.get(path, headers=headers)
    assert answer.status_code == 500
    assert answer.headers["content-type"] == media_type
    assert answer.headers["dataset-version"] == current_build(built).version
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "omething went wrong here" in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "etag" not in answer.headers
    assert client.get("/health").status_code == 200  # over the same connection


def test_an_answer_that_a_client_has_is_not_made_again(client, request):
    first = client.get("/api/actors?limit=42")
    request.getfixturevalue("broken")
    headers = {"If-None-Match": first.headers["etag"]}
    again = client.get("/api/actors?limit=42", headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["dataset-version"]
    assert again.headers["etag"] == first.headers["etag"]
    assert "Accept" in again.headers["vary"]
    # The tag tells by itself that nothing has changed, even when the answer is no longer kept.
    assert client.get("/api/actors?limit=43", headers=headers).status_code == 500
    assert client.get("/api/actors?limit=43", headers={"If-None-Match": "*"}).status_code == 500
    assert client.head("/api/actors?limit=42", headers=headers).status_code == 304


def test_an_answer_is_kept(client, request):
    pages = [client.get("/actors?kept", headers=HTML), client.get("/api/actors?limit=44")]
    request.getfixturevalue("broken")
    again = [client.get("/actors?kept", headers=HTML), client.get("/api/actors?limit=44")]
    for before, after in zip(pages, again, strict=True):
        assert after.content == before.content
        assert after.status_code == 200
        assert {name: value for name, value in after.headers.items() if name != "date"} == {
            name: value for name, value in before.headers.items() if name != "date"
        }
    head = client.head("/api/actors?limit=44")
    assert (head.status_code, head.content) == (200, b"")
    assert client.get("/api/actors?limit=44", headers={"If-None-Match": "*"}).status_code == 304


def test_formats_have_tags_of_their_own(client):
    path = f"/id/agreement/{ACCORD}"
    tags = [
        client.get(path, headers={"Accept": accept}, follow_redirects=True).headers["etag"]
        for accept in ("text/turtle", "application/ld+json", "text/html")
    ]
    assert len(set(tags)) == 3


def test_free_queries_are_never_kept(client):
    params = {"query": "SELECT (UUID() AS ?x) {}"}
    first, second = client.get("/sparql", params=params), client.get("/sparql", params=params)
    assert first.text != second.text
    assert first.headers["etag"] != second.headers["etag"]
    again = client.get("/sparql", params=params, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 200


def test_the_least_used_answer_goes_first():
    cache = AnswerCache(limit_bytes=16_000)
    for name in "abcde":
        cache.put(name, Kept([], name.encode() * 2_000))
    assert cache.get("a").body == b"a" * 2_000
    cache.put("f", Kept([], b"f" * 2_000))
    assert [name for name in "abcdef" if cache.get(name)] == ["a", "c", "d", "e", "f"]
    assert cache.size_bytes <= 16_000
    cache.put("g", Kept([], b"g" * 9_000))
    assert cache.get("g") is None  # one answer may not push out all others
    cache.put("a", Kept([], b"new"))
    assert cache.get("a").body == b"new"
    assert cache.size_bytes <= 16_000
