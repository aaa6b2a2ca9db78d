"""Answers cut off at a limit: well formed, the first rows and no others, and no secret made of it."""

import csv
import io
import json
from xml.etree import ElementTree as Xml

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.store.cutting import AnswerLimits, GraphCutter, TableCutter, statement
from communique.store.embedded import EmbeddedStore
from communique.store.formats import GRAPH_FORMATS, TABLE_FORMATS
from communique.store.protocol import AnswerTooLargeError

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"

# Whatever a format has between rows, inside values; and what makes quoting and escaping hard to follow.
PIECES = [
    '},{"', "},{}", ",{}", "}", "{", "]}", '"', '""', "\\", '\\"', ",", "</result>", "<result>", "&lt;",
    "]]>", "<!--", "-->", "\r\n", "\n", "\r", "\t", "# truncated", "x", " ", "", "é", "Ж", "\U0001f600",
]  # fmt: skip
VALUES = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
TERMS = st.one_of(
    st.none(),
    VALUES.map(pyoxigraph.Literal),
    st.builds(pyoxigraph.Literal, VALUES, language=st.sampled_from(["en", "hy"])),
    st.builds(pyoxigraph.Literal, VALUES, datatype=st.just(pyoxigraph.NamedNode("https://example.org/type"))),
    st.just(pyoxigraph.NamedNode("https://example.org/%7B%22é")),
)


@st.composite
def tables(draw):
    """Rows of the same width, which may be none at all."""
    width = draw(st.integers(0, 3))
    return draw(st.lists(st.lists(TERMS, min_size=width, max_size=width), max_size=12)), width


def written(rows, width, media_type):
    """The table as the engine writes it."""
    names = " ".join(f"?v{number}" for number in range(width))
    lines = " ".join(f"({' '.join('UNDEF' if term is None else str(term) for term in row)})" for row in rows)
    result = pyoxigraph.Store().query(f"SELECT * {{ VALUES ({names}) {{ {lines} }} }}")
    return result.serialize(format=TABLE_FORMATS[media_type])


def cut(whole, media_type, limits, piece):
    """What comes of a table that passes by in pieces of a size, and whether it was cut."""
    cutter, parts = TableCutter(media_type, limits), []
    for start in range(0, len(whole), piece):
        parts.append(cutter.feed(whole[start : start + piece]))
        if cutter.cut:
            break
    parts.append(cutter.finish())
    return b"".join(parts), cutter.cut


def read_json(body):
    found = json.loads(body)
    assert set(found) <= {"head", "results", "truncated"}
    return found["results"]["bindings"], found.get("truncated")


def read_xml(body):
    after_root = body.partition(b"</sparql>")[2].strip()
    said = after_root.removeprefix(b"<!-- ").removesuffix(b" -->").decode() or None
    space = "{http://www.w3.org/2005/sparql-results#}"
    rows = Xml.fromstring(body).find(f"{space}results").findall(f"{space}result")  # it is our own
    return [Xml.tostring(row) for row in rows], said


def read_csv(body):
    lines = list(csv.reader(io.StringIO(body.decode(), newline="")))
    return _without_statement(lines[1:], lambda line: ",".join(line))


def read_tsv(body):
    lines = body.decode().split("\n")
    assert lines.pop() == ""
    return _without_statement(lines[1:], lambda line: line)


def _without_statement(lines, text):
    """The last line is taken for the statement only if it is just that, so that no value can pass for it."""
    if lines and text(lines[-1]).startswith("# truncated after "):
        return lines[:-1], text(lines[-1])[2:]
    return lines, None


READERS = {JSON: read_json, XML: read_xml, CSV: read_csv, TSV: read_tsv}
STEADY = settings(
    derandomize=True, deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
FORMATS = pytest.mark.parametrize("media_type", READERS)


def test_every_format_is_tried():
    assert set(READERS) == set(TABLE_FORMATS)


@FORMATS
@STEADY
@given(table=tables(), below=st.integers(-2, 4), piece=st.integers(1, 700))
def test_a_table_is_cut_after_exactly_so_many_rows(media_type, table, below, piece):
    rows, width = table
    limit = max(1, len(rows) - below)
    whole = written(rows, width, media_type)
    body, was_cut = cut(whole, media_type, AnswerLimits(rows=limit), piece)
    assert was_cut == (len(rows) > limit)
    if not was_cut:
        assert body == whole
        return
    read = READERS[media_type]
    all_rows, nothing = read(whole)
    first_rows, said = read(body)
    assert (len(all_rows), nothing) == (len(rows), None)
    assert first_rows == all_rows[:limit]
    assert said == statement(limit)


@FORMATS
@STEADY
@given(table=tables(), share=st.floats(0.05, 1.2), piece=st.integers(1, 700))
def test_a_table_is_cut_at_a_size(media_type, table, share, piece):
    rows, width = table
    whole = written(rows, width, media_type)
    size = int(len(whole) * share)
    try:
        body, was_cut = cut(whole, media_type, AnswerLimits(size_bytes=size), piece)
    except AnswerTooLargeError:
        # Only where not even the head with the first row, or one row later, had room.
        longest = max(len(written([row], width, media_type)) for row in rows) if rows else len(whole)
        assert size < longest
        return
    if not was_cut:
        assert body == whole
        return
    assert len(whole) > size
    all_rows, _ = READERS[media_type](whole)
    first_rows, said = READERS[media_type](body)
    assert len(first_rows) < len(all_rows)
    assert first_rows == all_rows[: len(first_rows)]
    assert said == statement(len(first_rows))
    assert len(body) <= size + len(statement(len(rows))) + 50  # what completes it


@FORMATS
def test_a_table_within_its_size_is_left_alone(media_type):
    whole = written([[pyoxigraph.Literal("x" * 50)]] * 20, 1, media_type)
    for piece in (1, 7, len(whole)):
        assert cut(whole, media_type, AnswerLimits(size_bytes=len(whole)), piece) == (whole, False)


@FORMATS
def test_one_row_that_is_longer_than_all_may_be_is_refused(media_type):
    whole = written([[pyoxigraph.Literal("x" * 5_000)]] * 2, 1, media_type)
    with pytest.raises(AnswerTooLargeError, match=r"1,000 bytes"):
        cut(whole, media_type, AnswerLimits(size_bytes=1_000), 64)


# The other half: the engine writes, and the store's own answer is what is cut.


def parse_oxigraph(body, media_type):
    return [quad.triple for quad in pyoxigraph.parse(body, format=GRAPH_FORMATS[media_type])]


def parse_rdflib(body, media_type):
    """How many triples another parser finds; without graphs, quads are triples and TriG is Turtle."""
    names = {
        "application/ld+json": "json-ld",
        "application/rdf+xml": "xml",
        "application/n-quads": "nt",
        "application/n-triples": "nt",
    }
    return len(rdflib.Graph().parse(data=body, format=names.get(media_type, "turtle")))


class Collected:
    """Takes what is written."""

    def __init__(self):
        self.pieces = []

    def write(self, data):
        self.pieces.append(data)
        return len(data)

    @property
    def body(self):
        return b"".join(self.pieces)


@pytest.fixture(scope="module")
def numbered():
    """A store of 5,000 triples, every third with the same subject as the one before."""
    store = pyoxigraph.Store()
    predicate = pyoxigraph.NamedNode("https://example.org/p")
    store.bulk_extend(
        pyoxigraph.Quad(
            pyoxigraph.NamedNode(f"https://example.org/s{number // 3:05}"),
            predicate,
            pyoxigraph.Literal(f'{number} "}}]\r\n# é'),
        )
        for number in range(5_000)
    )
    return EmbeddedStore(store, "v")


GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT "


def graph(store, count, media_type, limits):
    output = Collected()
    was_cut = store.query(f"{GRAPH}{count}").write(output, media_type, limits)
    return output.body, was_cut


def said_of(body, media_type):
    """What a graph says of its having been cut, in the way of its format."""
    text = body.decode()
    if media_type == "application/ld+json":
        last = json.loads(text)[-1]
        return last["truncated"] if set(last) == {"truncated"} else None
    last = text.rstrip("\n").rpartition("\n")[2]
    if media_type == "application/rdf+xml":
        return last.removeprefix("<!-- ").removesuffix(" -->") if last.startswith("<!--") else None
    return last.removeprefix("# ") if last.startswith("# ") else None


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD uses it
@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
@pytest.mark.parametrize("count", [1, 2, 3, 999, 1000, 1001, 2500])
def test_a_graph_is_cut_after_exactly_so_many_triples(numbered, media_type, count):
    body, was_cut = graph(numbered, count + 1, media_type, AnswerLimits(rows=count))
    assert was_cut
    wanted = numbered.query(f"{GRAPH}{count}").serialise("text/turtle")
    found = {str(triple) for triple in parse_oxigraph(body, media_type)}
    assert found == {str(triple) for triple in parse_oxigraph(wanted, "text/turtle")}
    assert len(found) == count
    assert count > 1_001 or parse_rdflib(body, media_type) == count
    assert said_of(body, media_type) == statement(count).replace("rows", "triples")


@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
@pytest.mark.parametrize("count", [0, 1, 999, 1000, 1001])
def test_a_graph_that_is_not_cut_is_as_the_engine_wrote_it(numbered, media_type, count):
    for limit in (max(count, 1), 5_000):
        body, was_cut = graph(numbered, count, media_type, AnswerLimits(rows=limit))
        assert not was_cut
        assert body == numbered.query(f"{GRAPH}{count}").serialise(media_type)
        assert count == 0 or said_of(body, media_type) is None


@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
def test_a_graph_is_cut_at_a_size(numbered, media_type):
    body, was_cut = graph(numbered, 5_000, media_type, AnswerLimits(size_bytes=20_000))
    assert was_cut
    whole = numbered.query(f"{GRAPH}5000").serialise(media_type)
    assert len(body) < len(whole)
    found = parse_oxigraph(body, media_type)
    assert 0 < len(found) < 5_000
    assert f"truncated after {len(found)} triples" in said_of(body, media_type)


@pytest.mark.parametrize("media_type", TABLE_FORMATS)
def test_a_long_table_is_cut_while_the_engine_writes(numbered, media_type):
    """Past the size of the pieces in which the engine's writing is looked at."""
    text = "SELECT * { ?s ?p ?o . BIND(1 AS ?one) }"
    whole = numbered.query(text).serialise(media_type)
    all_rows, _ = READERS[media_type](whole)
    for limit in (1, 600, 4_999):
        output = Collected()
        assert numbered.query(text).write(output, media_type, AnswerLimits(rows=limit))
        first_rows, said = READERS[media_type](output.body)
        assert first_rows == all_rows[:limit]
        assert said == statement(limit)
    for limits in (AnswerLimits(rows=5_000), AnswerLimits(), AnswerLimits(size_bytes=len(whole))):
        output = Collected()
        assert not numbered.query(text).write(output, media_type, limits)
        assert output.body == whole


@pytest.mark.parametrize("media_type", TABLE_FORMATS)
def test_yes_and_no_are_never_cut(numbered, media_type):
    output = Collected()
    assert not numbered.query("ASK { ?s ?p ?o }").write(output, media_type, AnswerLimits(1, 1))
    assert output.body == numbered.query("ASK { ?s ?p ?o }").serialise(media_type)


def test_triples_are_taken_no_faster_than_they_are_written():
    """What is beyond the limit is not even worked out."""
    taken = []
    cutter = GraphCutter(AnswerLimits(rows=1_500), lambda: 0)
    given_on = list(cutter.take(taken.append(number) or number for number in range(10_000)))
    assert given_on == list(range(1_500))
    assert len(taken) == 1_501
    assert cutter.cut
