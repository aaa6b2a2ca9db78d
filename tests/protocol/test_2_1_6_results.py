"""SPARQL 1.1 Protocol 2.1.6, success: SELECT and ASK in each format, read by other readers."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.query import Result

from protocol.asking import CSV, JSON, TSV, XML

READERS = {JSON: "json", XML: "xml", TSV: "tsv"}
ORDERED = "SELECT ?x { VALUES ?x { 3 1 2 10 } } ORDER BY DESC(?x)"
KINDS = {
    "iri": URIRef("https://example.org/a%20b?c=d&e#é"),
    "plain": Literal("plain"),
    "english": Literal("colour", lang="en"),
    "armenian": Literal("գետ", lang="hy"),
    "integer": Literal("7", datatype=XSD.integer),
    "decimal": Literal("1.5", datatype=XSD.decimal),
    "boolean": Literal("true", datatype=XSD.boolean),
    "date": Literal("2021-06-10", datatype=XSD.date),
    "quotes": Literal("a \"b\" 'c'"),
    "commas": Literal("a, b; c"),
    "lines": Literal("first\nsecond"),
    "tab": Literal("a\tb"),
    "backslash": Literal("a\\n b"),
    "markup": Literal("<a href='x'>&amp;</a>"),
    "plane": Literal("𝔸 🕊"),
    "formula": Literal("=1+1"),
    "empty": Literal(""),
    "unbound": None,
}
VALUES = " ".join(
    f'("{kind}" {"UNDEF" if value is None else value.n3()})' for kind, value in KINDS.items()
).replace("\n", "\\n")
QUERY = f"SELECT ?kind ?value {{ VALUES (?kind ?value) {{ {VALUES} }} }}"
BLANK = (
    "PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?target ?selector "
    "{ ?target a oa:SpecificResource ; oa:hasSelector ?selector }"
)


def answered(endpoint, query, media_type):
    """An answer in a format, after a check that it says so."""
    answer = endpoint.get(query, Accept=media_type)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    return answer


def read(endpoint, query, media_type):
    """An answer as rdflib reads it."""
    answer = answered(endpoint, query, media_type)
    return Result.parse(io.BytesIO(answer.content), format=READERS[media_type])


@pytest.mark.parametrize("media_type", [JSON, XML, TSV])
def test_2_1_6_select_every_kind_of_term(endpoint, media_type):
    result = read(endpoint, QUERY, media_type)
    assert [str(name) for name in result.vars] == ["kind", "value"]
    found = {str(row.kind): row.value for row in result}
    assert found == KINDS
    for kind, value in found.items():  # rdflib takes literals for equal that differ in language case only
        assert type(value) is type(KINDS[kind])
        if isinstance(value, Literal):
            assert (value.datatype, value.language) == (KINDS[kind].datatype, KINDS[kind].language)


def test_2_1_6_select_csv_holds_the_lexical_forms(endpoint):
    text = answered(endpoint, QUERY, CSV).content.decode("utf-8")
    header, *records = csv.reader(io.StringIO(text, newline=""))
    assert header == ["kind", "value"]
    assert dict(records) == {kind: "" if value is None else str(value) for kind, value in KINDS.items()}
    assert text.startswith("kind,value\r\n")  # no question marks, lines end as RFC 4180 has it
    assert text.endswith("\r\n")


def test_2_1_6_select_tsv_has_question_marks_and_one_line_a_row(endpoint):
    lines = answered(endpoint, QUERY, TSV).content.decode("utf-8").split("\n")
    assert lines[0] == "?kind\t?value"
    assert lines[-1] == ""
    assert len(lines) == 1 + len(KINDS) + 1
    assert {line.count("\t") for line in lines[:-1]} == {1}


def test_2_1_6_select_json_has_the_members_of_the_recommendation(endpoint):
    document = json.loads(answered(endpoint, QUERY, JSON).content)
    assert document["head"]["vars"] == ["kind", "value"]
    found = {row["kind"]["value"]: row.get("value") for row in document["results"]["bindings"]}
    assert found["unbound"] is None
    assert found["iri"] == {"type": "uri", "value": str(KINDS["iri"])}
    assert found["plain"] == {"type": "literal", "value": "plain"}
    assert found["english"] == {"type": "literal", "value": "colour", "xml:lang": "en"}
    assert found["integer"] == {"type": "literal", "value": "7", "datatype": str(XSD.integer)}


def test_2_1_6_select_xml_is_in_the_namespace_of_the_recommendation(endpoint):
    root = ElementTree.fromstring(answered(endpoint, QUERY, XML).content)
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert root.tag == f"{space}sparql"
    assert [variable.get("name") for variable in root.iter(f"{space}variable")] == ["kind", "value"]
    assert len(list(root.iter(f"{space}result"))) == len(KINDS)


@pytest.mark.parametrize("media_type", [JSON, XML, TSV])
def test_2_1_6_select_blank_nodes_are_told_apart_and_known_again(endpoint, media_type):
    result = list(read(endpoint, BLANK, media_type))
    nodes = {node for row in result for node in row if isinstance(node, BNode)}
    assert all(isinstance(row.target, BNode) for row in result)
    assert len({row.target for row in result}) == 9  # mentions and evidence of the sample
    assert len({row.target for row in result} & {row.selector for row in result}) == 0
    assert len(nodes) == len({row.target for row in result} | {row.selector for row in result})


@pytest.mark.parametrize("media_type", [JSON, XML, TSV])
def test_2_1_6_select_without_rows(endpoint, media_type):
    result = read(endpoint, "SELECT ?a ?b { FILTER(false) }", media_type)
    assert [str(name) for name in result.vars] == ["a", "b"]
    assert list(result) == []


def test_2_1_6_select_without_rows_in_csv(endpoint):
    assert answered(endpoint, "SELECT ?a ?b { FILTER(false) }", CSV).text == "a,b\r\n"


def test_2_1_6_select_a_row_without_values_is_a_row(endpoint):
    """Looked at by hand, because rdflib leaves such rows out."""
    query = "SELECT * {}"
    assert json.loads(answered(endpoint, query, JSON).content)["results"]["bindings"] == [{}]
    root = ElementTree.fromstring(answered(endpoint, query, XML).content)
    assert len(list(root.iter("{http://www.w3.org/2005/sparql-results#}result"))) == 1


@pytest.mark.parametrize(
    ("query", "truth"),
    [("ASK { ?s ?p ?o }", True), ("ASK { <https://example.org/none> ?p ?o }", False)],
)
@pytest.mark.parametrize("media_type", [JSON, XML])
def test_2_1_6_ask(endpoint, query, truth, media_type):
    assert read(endpoint, query, media_type).askAnswer is truth


@pytest.mark.parametrize(("query", "word"), [("ASK {}", "true"), ("ASK { FILTER(false) }", "false")])
@pytest.mark.parametrize("media_type", [CSV, TSV])
def test_2_1_6_ask_in_csv_and_tsv_is_the_bare_word(endpoint, query, word, media_type):
    """Their Recommendation knows SELECT only; the word is what most services write."""
    assert answered(endpoint, query, media_type).text.strip() == word


@pytest.mark.parametrize("media_type", [JSON, XML, TSV])
def test_2_1_6_the_order_of_rows_is_kept(endpoint, media_type):
    result = read(endpoint, ORDERED, media_type)
    assert [int(row.x) for row in result] == [10, 3, 2, 1]


def test_2_1_6_the_order_of_rows_is_kept_in_csv(endpoint):
    assert answered(endpoint, ORDERED, CSV).text.split() == ["x", "10", "3", "2", "1"]
