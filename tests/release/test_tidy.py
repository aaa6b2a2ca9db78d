"""Small graphs for readers: one text for one graph, and nothing in it said otherwise."""

import pyoxigraph
import pytest

from communique.release.tidy import write_tidily
from communique.store.formats import GRAPH_FORMATS

LINES = """\
<http://example.org/a> <http://example.org/has> _:{0} .
_:{0} <http://example.org/day> "2021-06-10T09:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
_:{0} <http://example.org/number> "0.750"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<http://example.org/a> <http://example.org/has> _:{1} .
_:{1} <http://example.org/name> "Berg"@en .
"""


def read(content, media_type):
    quads = pyoxigraph.parse(content, format=GRAPH_FORMATS[media_type])
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
def test_a_graph_is_written_in_one_way_and_says_what_it_said(media_type):
    first, second = LINES.format("x", "y").encode(), LINES.format("q", "b").encode()
    backwards = b"".join(reversed(second.splitlines(keepends=True)))
    written = write_tidily(first, media_type)
    assert written == write_tidily(second, media_type) == write_tidily(backwards, media_type)
    assert read(written, media_type) == read(first, "application/n-triples")


def test_turtle_is_nested():
    text = write_tidily(LINES.format("x", "y").encode(), "text/turtle").decode()
    assert "_:" not in text
    assert text.count("[") == 2


@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
def test_an_empty_graph_is_one_too(media_type):
    assert read(write_tidily(b"", media_type), media_type) == set()
