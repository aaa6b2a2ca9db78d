"""SPARQL 1.1 Protocol 2.1.1 to 2.1.3 with RFC 3986 and RFC 3629: text arrives as it was sent."""

import pytest

from protocol.asking import DIRECT, FORM, PATH, WAYS, complaint, directly, exchange, raw, rows, target

ways = pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)


@ways
@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/a%20b",
        "https://example.org/a%2520b",
        "https://example.org/a+b",
        "https://example.org/a%2Bb",
        "https://example.org/?q=a&r=b;c#d",
        "https://example.org/%C3%A9",
        "https://example.org/é/Հայաստան",
        "https://example.org/100%25",
        "https://example.org/%2e%2E/./x",
        "HTTPS://Example.ORG:443/",
        "urn:example:a%20b",
    ],
)
def test_2_1_an_iri_survives_unchanged(endpoint, send, iri):
    assert rows(send(endpoint, f"SELECT (<{iri}> AS ?x) {{}}")) == [{"x": iri}]
    assert rows(send(endpoint, f"SELECT ?x {{ VALUES ?x {{ <{iri}> }} }}")) == [{"x": iri}]


@ways
@pytest.mark.parametrize(
    "text",
    [
        "a b",
        "a+b",
        "a%20b",
        "a%2Bb",
        "100%",
        "%",
        "%zz",
        "a&b=c;d",
        "query=ASK {}&update=x",
        "é",
        "e\u0301",
        "Հայաստան Արցախ",
        "Azərbaycan Qarabağ",
        "Россия",
        "עברית العربية",
        "𝔸 🕊",
        "\ufeffmarked",
        "\u2028\u2029\u0085",
        "\x7f",
        "\ufffd",
        " edges ",
        "#no comment",
        "?x $y",
        "<a> {b}",
    ],
)
def test_2_1_a_literal_survives_unchanged(endpoint, send, text):
    assert rows(send(endpoint, f'SELECT ("{text}" AS ?x) {{}}')) == [{"x": text}]


@ways
@pytest.mark.parametrize(
    "text", ["one\ntwo", "one\r\ntwo", "one\rtwo", "one\ttwo", '"quoted"', "back\\slash"]
)
def test_2_1_lines_and_blanks_in_a_literal_survive_unchanged(endpoint, send, text):
    written = text.replace("\\", "\\\\")
    assert rows(send(endpoint, f"SELECT ('''{written}''' AS ?x) {{}}")) == [{"x": text}]


@ways
def test_2_1_composed_and_decomposed_letters_are_not_mixed_up(endpoint, send):
    query = 'SELECT (STRLEN("é") AS ?one) (STRLEN("e\u0301") AS ?two) (STRLEN("𝔸") AS ?plane) {}'
    assert rows(send(endpoint, query)) == [{"one": "1", "two": "2", "plane": "1"}]


@ways
def test_2_1_escapes_of_sparql_are_read(endpoint, send):
    query = r'SELECT ("\u0570\U0001F54A\t\"" AS ?x) (<https://example.org/\u00E9> AS ?y) {}'
    assert rows(send(endpoint, query)) == [{"x": 'հ🕊\t"', "y": "https://example.org/é"}]


@ways
def test_2_1_dataset_parameters_are_decoded_once(endpoint, send):
    """The name in the complaint is the name that was meant."""
    for graph in ("https://example.org/a%20b", "https://example.org/a+b", "https://example.org/é"):
        assert graph in complaint(send(endpoint, "ASK {}", [("default-graph-uri", graph)]), 400, 403)


def test_2_1_1_a_plus_in_an_address_is_a_blank(endpoint):
    """What HTML forms send by GET."""
    answer = exchange(
        endpoint, raw("GET", f"{PATH}?query=SELECT+(%22a%2Bb+c%22+AS+?x)+%7B%7D", [("Accept", "text/csv")])
    )
    assert answer.body == b"x\r\na+b c\r\n"


@pytest.mark.parametrize(
    "broken",
    ["%FF", "%C3", "%C0%AF", "%ED%A0%80", "%ED%A0%BD%ED%B5%8A", "%F4%90%80%80", "%E2%82"],
    ids=["ff", "cut-off", "overlong", "surrogate", "pair-of-surrogates", "beyond-unicode", "cut-off-later"],
)
def test_2_1_what_is_not_utf_8_is_refused(endpoint, broken):
    encoded = f"query=SELECT%20(%22{broken}%22%20AS%20?x)%20%7B%7D"
    assert "UTF-8" in complaint(endpoint.request("GET", encoded), 400)
    assert "UTF-8" in complaint(
        endpoint.request("POST", content=encoded, headers={"Content-Type": FORM}), 400
    )
    assert "UTF-8" in complaint(endpoint.request("GET", f"query=ASK%7B%7D&default-graph-uri={broken}"), 400)


@pytest.mark.parametrize("broken", ["%", "%4", "%GG", "%%20", "%u0041"])
def test_2_1_what_is_not_percent_encoded_is_refused(endpoint, broken):
    """Guessing would change the query."""
    encoded = f"query=SELECT%20(%22{broken}%22%20AS%20?x)%20%7B%7D"
    answer = exchange(endpoint, raw("GET", f"{PATH}?{encoded}"))
    assert answer.status == 400
    form = endpoint.request("POST", content=encoded, headers={"Content-Type": FORM})
    assert "percent" in complaint(form, 400)


def test_2_1_1_bytes_beyond_ascii_in_an_address_are_refused_or_read_as_utf_8(endpoint):
    text = 'SELECT%20("é"%20AS%20?x)%20{}'.encode()
    answer = exchange(endpoint, raw("GET", f"{PATH}?query=".encode() + text, [("Accept", "text/csv")]))
    assert answer.status == 400 or answer.body == "x\r\né\r\n".encode()
    latin = exchange(endpoint, raw("GET", f"{PATH}?query=".encode() + b'SELECT%20("\xe9"%20AS%20?x)%20{}'))
    assert latin.status == 400


@ways
@pytest.mark.parametrize(
    "query",
    ["\0", "ASK {}\0", "ASK {\0}", "SELECT (<https://example.org/\0> AS ?x) {}", "ASK { ?\0x ?p ?o }"],
)
def test_2_1_nul_in_a_query_is_refused(endpoint, send, query):
    complaint(send(endpoint, query), 400)


@ways
@pytest.mark.parametrize("literal", ['"a\0b"', r'"a\u0000b"', '"\x01\x1f"'])
def test_2_1_control_characters_in_a_literal_are_kept_or_refused(endpoint, send, literal):
    answer = send(endpoint, f"SELECT ({literal} AS ?x) (1 AS ?after) {{}}")
    if answer.status_code == 400:
        complaint(answer, 400)
    else:
        assert rows(answer)[0]["x"] in ("a\0b", "\x01\x1f")
        assert rows(answer)[0]["after"] == "1"


@ways
@pytest.mark.parametrize("escape", [r"\uD800", r"\uDFFF", r"\uD83D\uDD4A", r"\U0000D800", r"\U00110000"])
def test_2_1_escaped_surrogates_and_numbers_beyond_unicode_are_refused(endpoint, send, escape):
    complaint(send(endpoint, f'SELECT ("{escape}" AS ?x) {{}}'), 400)


@ways
def test_2_1_a_byte_order_mark_before_the_query_is_read_over_or_refused_alike(endpoint, send):
    """RFC 3629, 6: it is no character of the query; some editors write it."""
    answers = [way(endpoint, "\ufeffSELECT (1 AS ?x) {}").status_code for way in WAYS.values()]
    assert len(set(answers)) == 1
    answer = send(endpoint, "\ufeffSELECT (1 AS ?x) {}")
    if answer.status_code == 200:
        assert rows(answer) == [{"x": "1"}]
    else:
        complaint(answer, 400)


@ways
def test_2_1_characters_that_have_no_place_in_a_query_are_refused(endpoint, send):
    for character in ("\u00a0", "\u200b", "\ufffe", "\U0010ffff", "\x01"):
        complaint(send(endpoint, f"ASK {{{character}}}"), 400)


def test_2_1_3_no_decoding_of_percent_signs_in_a_direct_query(endpoint):
    complaint(directly(endpoint, "ASK%20%7B%7D"), 400)


def test_2_1_the_connection_outlives_broken_text(endpoint):
    for body in (b"\xff", b"\0", b"ASK { \xed\xa0\x80 }"):
        complaint(endpoint.request("POST", content=body, headers={"Content-Type": DIRECT}), 400)
    assert exchange(endpoint, raw("GET", target("ASK {}"))).status == 200
