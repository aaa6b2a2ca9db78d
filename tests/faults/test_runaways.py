"""Queries without end or of all memory: none looks answered, nobody else notices, nothing is left."""

import itertools

import psutil
import pytest

from faults.attacked import CROSS, Running, attacked

ANY = "(!<a:x>|^!<a:x>)"
TEN = "0 1 2 3 4 5 6 7 8 9"
MILLIONS = " ".join(f"VALUES ?v{place} {{ {TEN} }}" for place in range(9))
DOUBLING = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(40))

RUNAWAYS = {
    "aggregate over a cross-product": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
    "streaming cross-product": f"SELECT * {{ {CROSS} }}",
    "slowly streaming cross-product": f'SELECT * {{ {CROSS} FILTER(REGEX(STR(?k), "label$") && ?a != ?d) }}',
    "constructed cross-product": f"CONSTRUCT {{ ?a ?e ?i }} WHERE {{ {CROSS} }}",
    "DISTINCT of one": f"SELECT DISTINCT ?c ?f ?i ?l {{ {CROSS} }}",
    "DISTINCT of one without rows": (
        f"SELECT DISTINCT ?b ?e {{ {CROSS} FILTER(CONCAT(STR(?b), STR(?e), STR(?h), STR(?k)) = 'nothing') }}"
    ),
    "ORDER BY of one": f"SELECT * {{ {CROSS} }} ORDER BY ?c ?f",
    "GROUP BY of one": f"SELECT ?a ?d (COUNT(*) AS ?n) {{ {CROSS} }} GROUP BY ?a ?d ?g",
    "property path *": f"SELECT (COUNT(*) AS ?n) {{ ?a {ANY}* ?b . ?c {ANY}* ?d . ?e {ANY}* ?f }}",
    "property path +": f"SELECT (COUNT(*) AS ?n) {{ ?a {ANY}+ ?b . ?c {ANY}+ ?d . ?e {ANY}+ ?f }}",
    "property path of alternatives": (
        f"SELECT (COUNT(*) AS ?n) {{ ?a ((!<a:x>|^!<a:x>|(!<a:y>/!<a:z>))+/(!<a:x>|^!<a:y>)*)* ?b . "
        f"?c {ANY}* ?d }}"
    ),
    "all over everything": (
        f"SELECT (COUNT(*) AS ?n) {{ ?a {ANY}* ?b OPTIONAL {{ ?c {ANY}+ ?d }} MINUS {{ ?e {ANY}* ?a }} }}"
    ),
    "sort of a huge set": f"SELECT * {{ {MILLIONS} }} ORDER BY DESC(CONCAT(STR(?v8), STR(?v0)))",
    "regex bomb": (
        f'SELECT * {{ {CROSS} FILTER(REGEX(CONCAT(STR(?b), STR(?e), STR(?h)), "((x+x+)+y){{9}}")) }}'
    ),
    "regex of great size": 'ASK { BIND("x" AS ?x) FILTER(REGEX(?x, "((((x{99}){99}){99}){99}){99}")) }',
    "memory bomb by GROUP_CONCAT": (
        f"SELECT (GROUP_CONCAT(CONCAT(STR(?b), STR(?e), STR(?h))) AS ?x) {{ {CROSS} }}"
    ),
    "memory bomb by doubling": f'SELECT (STRLEN(?s40) AS ?n) {{ BIND("xxxxxxxxxx" AS ?s0) {DOUBLING} }}',
    "deep nesting of groups": f"SELECT * {{ {'{' * 20_000}{'}' * 20_000} }}",
    "deep nesting of expressions": f"SELECT ({'(' * 25_000}1{')' * 25_000} AS ?x) {{}}",
    "deep nesting of negations": f"ASK {{ FILTER({'!' * 60_000}true) }}",
    "enormous VALUES": (
        f"SELECT (COUNT(*) AS ?n) {{ VALUES ?x {{ {' '.join(map(str, range(5_000)))} }} "
        f"VALUES ?y {{ {' '.join(map(str, range(5_000)))} }} {CROSS} }}"
    ),
    "VALUES beyond all bounds": f"SELECT * {{ VALUES ?x {{ {' '.join(map(str, range(50_000)))} }} }}",
}
# Ended by a check before anything was worked out, or by an answer that is right.
QUICK = {
    "regex of great size",
    "deep nesting of expressions",
    "deep nesting of negations",
    "deep nesting of groups",
}


@pytest.fixture(scope="module")
def service(built):
    with attacked(built) as opened:
        yield opened


def ask_something_small(client, number):
    """A question that no cache knows; its answer is right or the test fails."""
    answer = client.get(
        "/sparql",
        params={"query": f"SELECT (COUNT(*) + {number} AS ?n) {{ ?s a ?none . FILTER(?none = 1) }}"},
    )
    assert answer.status_code == 200, answer.text
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == str(number)


numbers = itertools.count()


@pytest.mark.parametrize("name", RUNAWAYS)
def test_a_runaway_ends_and_harms_nobody(service, name):
    own = psutil.Process()
    before = own.memory_info().rss
    runaway, others = Running(service, RUNAWAYS[name]), 0
    with service.client() as client:
        while runaway.is_alive():
            ask_something_small(client, next(numbers))
            assert client.get("/health").json()["status"] == "ok"
            others += runaway.is_alive()
        runaway.join()
        found = runaway.outcome
        assert name in QUICK or not found.looks_whole
        assert found.status in (200, 400, 403, 413, 422, 503)
        if found.status == 503:
            assert found.headers["retry-after"]
        if b"stopped after" in found.end:  # it ran for as long as any may
            assert others >= 3
        service.wait_until_whole()
        for _ in range(2 * service.pool.settings.workers):
            ask_something_small(client, next(numbers))
    # A worker ends that has taken 128 MB, so that none keeps more than that and a margin.
    assert service.largest_bytes() < 192 << 20
    # The service itself holds at most what waits of one answer, and what this test has read.
    assert own.memory_info().rss - before < 100 << 20


def test_at_least_eleven_kinds_are_tried():
    assert len(RUNAWAYS) >= 11


def test_runaways_in_every_worker_and_in_the_queue(service):
    """As many as run and wait at once; then all is as before."""
    runaways = [Running(service, f"{RUNAWAYS['aggregate over a cross-product']} # {n}") for n in range(8)]
    with service.client() as client:
        while any(runaway.is_alive() for runaway in runaways):
            assert client.get("/health").status_code == 200
            assert client.get("/api/actors").status_code == 200  # pages and lookups have workers of their own
        for runaway in runaways:
            runaway.join()
            assert runaway.outcome.status == 503
            assert runaway.outcome.headers["retry-after"]
        service.wait_until_whole()
        ask_something_small(client, next(numbers))
