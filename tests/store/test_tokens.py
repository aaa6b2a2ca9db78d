"""Finding the tokens of a query."""

import pytest

from communique.store.protocol import Form, QueryRefusedError, QuerySyntaxError
from communique.store.tokens import form_of, plain_text, refuse_outside, significant, tokens_of
from sample.workspace import REPOSITORY

QUERIES = sorted([*(REPOSITORY / "queries").glob("*.rq"), *(REPOSITORY / "service").rglob("*.rq")])


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_the_tokens_of_each_of_our_queries_are_its_text(path):
    text = path.read_text(encoding="utf-8")
    assert "".join(token.text for token in tokens_of(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a ?b"', ['"a ?b"']),
        (r'"a \" ?b" ?c', [r'"a \" ?b"', "?c"]),
        ("'it''s' ?c", ["'it'", "'s'", "?c"]),
        ('"""a " "" \n ?b""" ?c', ['"""a " "" \n ?b"""', "?c"]),
        (r"'''a \''' ?b''' ?c", [r"'''a \''' ?b'''", "?c"]),
        ('"" ?c', ['""', "?c"]),
        ("# ?a \n?b", ["?b"]),
        ("<http://x/?a#b> ?c", ["<http://x/?a#b>", "?c"]),
        ("?a < ?b", ["?a", "<", "?b"]),
        ("?a<?b && ?c>?d", ["?a", "<", "?b", "&", "&", "?c", ">", "?d"]),
        ("cq:a? ?b", ["cq:a", "?", "?b"]),
        ("cq:a.b:c. ?b", ["cq:a.b:c", ".", "?b"]),
        (r"ex:a\-b\,c ?b", [r"ex:a\-b\,c", "?b"]),
        ('"x"@en-GB', ['"x"', "@", "en-GB"]),
        ("SELECT?a$b", ["SELECT", "?a", "$b"]),
        ("?été ?名", ["?été", "?名"]),
    ],
)
def test_tokens(text, expected):
    assert [token.text for token in significant(tokens_of(text))] == expected


@pytest.mark.parametrize(
    ("text", "line", "column"), [('SELECT "a', 1, 8), ("ASK {\n \\u007B }", 2, 2), ("'a\nb'", 1, 1)]
)
def test_what_has_no_tokens_is_told_with_its_place(text, line, column):
    with pytest.raises(QuerySyntaxError) as caught:
        tokens_of(text)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r'"\u00e9\U0001F600"', '"é😀"'),
        (r'"a\u0022b"', r'"a\"b"'),
        (r'"a\u005C" ?b "c"', r'"a\\" ?b "c"'),
        (r'"\u000a"', r'"\n"'),
        (r"<http://x/\u00e9>", "<http://x/é>"),
        (r'"\t\n\"\\"', r'"\t\n\"\\"'),
        (r'"\\unlike"', r'"\\unlike"'),
        (r"ASK \u007B}", "ASK {}"),
    ],
)
def test_escapes_are_written_plainly(text, plain):
    assert plain_text(text) == plain
    assert plain_text(plain) == plain


@pytest.mark.parametrize("text", [r"<http://x/\u003E\u003C>", r'"\uD800"', r'"\uZZZZ"', r'"\U00110000"'])
def test_escapes_that_stand_for_nothing_are_no_query(text):
    with pytest.raises(QuerySyntaxError):
        plain_text(text)


def test_a_backslash_that_another_parser_would_take_for_an_escape_is_refused():
    with pytest.raises(QueryRefusedError, match="stores read differently"):
        plain_text(r'ASK { ?s ?p "\\u0022" }')


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("select * {}", Form.table),
        ("# SELECT\nPREFIX select: <x>\nBASE <y> ASK {}", Form.boolean),
        ("CONSTRUCT WHERE {}", Form.graph),
        ("PREFIX a: <DESCRIBE> PREFIX b:<c> DESCRIBE a:b", Form.graph),
    ],
)
def test_form(text, form):
    assert form_of(tokens_of(text)) is form


@pytest.mark.parametrize(
    "text",
    [
        "",
        "INSERT DATA {}",
        "PREFIX a: <b>",
        'define input:inference "x" SELECT * {}',
        "DROP ALL",
        "{SELECT * {}}",
    ],
)
def test_what_is_no_query_is_refused(text):
    with pytest.raises(QueryRefusedError, match="only SELECT"):
        form_of(tokens_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (bif:now() AS ?x) {}",
        "PREFIX b: <bif:> SELECT (b:now() AS ?x) {}",
        "PREFIX b: <SQL:> SELECT (b:now() AS ?x) {}",
        "BASE <bif:x> SELECT (<now>() AS ?x) {}",
        "SELECT * { SERVICE <http://x> {} }",
        "SELECT * { { service silent ?x {} } }",
    ],
)
def test_what_leads_beyond_the_data_is_refused(text):
    with pytest.raises(QueryRefusedError, match="not allowed"):
        refuse_outside(tokens_of(text))


def test_words_in_strings_comments_and_variables_lead_nowhere():
    refuse_outside(
        tokens_of('SELECT ?service { ?service ex:service "SERVICE", "bif:now" } # SERVICE <bif:x>')
    )
