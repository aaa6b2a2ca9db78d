"""SPARQL 1.1 Protocol 2.1.1, query via GET."""

from urllib.parse import quote

from protocol.asking import PATH, by_get, column, complaint, converse, encode, exchange, raw, rows, target
from protocol.invented import COURIER, EVERYWHERE, IN_COURIER, POSITIONS


def test_2_1_1_query_via_get(endpoint):
    assert column(by_get(endpoint, POSITIONS)) == EVERYWHERE


def test_2_1_1_parameters_are_percent_encoded_names_too(endpoint):
    name = "".join(f"%{ord(letter):02x}" for letter in "query")
    answer = exchange(endpoint, raw("GET", f"{PATH}?{name}={quote('ASK {}', safe='')}"))
    assert answer.status == 200


def test_2_1_1_either_case_of_percent_encoding_is_read(endpoint):
    query = 'SELECT ("é/Հ" AS ?x) {}'
    lower = quote(query, safe="").lower().replace("select", "SELECT").replace("as", "AS")
    answers = converse(endpoint, raw("GET", f"{PATH}?query={lower}"), raw("GET", target(query)))
    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].body == answers[1].body


def test_2_1_1_parameters_are_separated_by_ampersands_only(endpoint):
    """A semicolon is no separator; it belongs to the query."""
    query = "SELECT%20(%22a;query=b;c%22%20AS%20?x)%20%7B%7D"
    answer = exchange(endpoint, raw("GET", f"{PATH}?query={query}", [("Accept", "text/csv")]))
    assert answer.status == 200
    assert answer.body == b"x\r\na;query=b;c\r\n"


def test_2_1_1_an_equals_sign_and_an_encoded_ampersand_belong_to_the_value(endpoint):
    query = "SELECT%20(%22a=b%26c=d%22%20AS%20?x)%20%7B%7D"
    answer = exchange(endpoint, raw("GET", f"{PATH}?query={query}", [("Accept", "text/csv")]))
    assert answer.body == b"x\r\na=b&c=d\r\n"


def test_2_1_1_empty_pairs_between_ampersands_are_nothing(endpoint):
    answer = exchange(endpoint, raw("GET", f"{PATH}?&query=ASK%7B%7D&"))
    assert answer.status == 200


def test_2_1_1_a_dataset_goes_with_the_query(endpoint):
    assert column(by_get(endpoint, POSITIONS, [("default-graph-uri", COURIER)])) == IN_COURIER


def test_2_1_1_must_not_include_a_body_one_that_does_is_not_read_as_a_query(endpoint):
    body = encode([("query", 'SELECT ("body" AS ?x) {}')])
    form = [("Content-Type", "application/x-www-form-urlencoded")]
    first, second = converse(
        endpoint,
        raw("GET", target('SELECT ("address" AS ?x) {}'), form, body.encode()),
        raw("GET", target("ASK {}")),
    )
    assert first.status == 400 or b"address" in first.body
    assert second.status == 200  # the body has not been taken for the next request


def test_2_1_1_a_query_of_many_lines(endpoint):
    query = "SELECT ?x\r\nWHERE {\r\n\tVALUES ?x { 1 }\r\n}\r\n"
    assert rows(by_get(endpoint, query)) == [{"x": "1"}]


def test_2_1_1_a_query_that_is_too_long_for_an_address_is_refused(endpoint):
    answer = exchange(endpoint, raw("GET", target("ASK {} #" + "x" * 200_000)))
    assert answer.status in (400, 413, 414, 431)  # 400 by the HTTP server itself, which reads no such line
    assert answer.body.strip()


def test_2_1_1_a_query_that_is_nearly_too_long_is_answered(endpoint):
    assert by_get(endpoint, "ASK {} #" + "x" * 50_000).status_code == 200


def test_2_1_1_get_changes_nothing_update_is_refused(endpoint):
    answer = endpoint.request("GET", encode([("update", "DROP ALL")]))
    complaint(answer, 400, 403, 405)
    assert column(by_get(endpoint, POSITIONS)) == EVERYWHERE
