import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from communique.graph.turtle import TurtleError, new_graph, read_turtle, write_turtle
from communique.vocabulary import RDF, SKOS, thing


def test_a_syntax_error_names_file_line_and_column(tmp_path):
    path = tmp_path / "broken.ttl"
    path.write_text("@prefix a: <http://example.org/> .\na:x a:y a:z\na:x a:y a:w .\n")
    with pytest.raises(TurtleError, match=r"broken\.ttl:3:\d+: not valid Turtle"):
        read_turtle(path)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "latin.ttl"
    path.write_bytes('<http://example.org/x> <http://example.org/y> "é" .'.encode("latin-1"))
    with pytest.raises(TurtleError, match="not UTF-8 at byte"):
        read_turtle(path)


def test_a_byte_order_mark_is_named(tmp_path):
    path = tmp_path / "marked.ttl"
    path.write_bytes(b"\xef\xbb\xbf<http://example.org/x> a <http://example.org/y> .")
    with pytest.raises(TurtleError, match="starts with a byte order mark"):
        read_turtle(path)


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(TurtleError, match="cannot be read"):
        read_turtle(tmp_path / "none.ttl")


def graph_of(order: list[int]):
    graph = new_graph()
    for number in order:
        graph.add((thing("article", f"a-{number}"), SKOS.prefLabel, Literal(f"Article {number}", lang="en")))
        node = BNode(f"note{number}")
        graph.add((thing("article", f"a-{number}"), SKOS.note, node))
        graph.add((node, SKOS.prefLabel, Literal("inside")))
    return graph


def test_equal_graphs_give_the_same_text_whatever_the_order_of_making():
    assert write_turtle(graph_of([1, 2, 10])) == write_turtle(graph_of([10, 1, 2]))


def test_numbers_in_names_are_ordered_as_numbers():
    text = write_turtle(graph_of([10, 2, 1]))
    places = [text.index(f"article:a-{number}") for number in (1, 2, 10)]
    assert places == sorted(places)


def test_written_turtle_reads_back_the_same(tmp_path):
    graph = graph_of([3, 1])
    path = tmp_path / "graph.ttl"
    path.write_text(write_turtle(graph), encoding="utf-8")
    again = read_turtle(path)
    assert len(again) == len(graph)
    assert (URIRef(thing("article", "a-3")), SKOS.prefLabel, Literal("Article 3", lang="en")) in again


def test_the_cells_of_a_list_are_written_once():
    graph = Graph()
    owner, head, tail = BNode("m"), BNode("n"), BNode("a")  # by name, the last cell is first
    graph.add((owner, SKOS.member, head))
    for cell, text, rest in ((head, "first", tail), (tail, "second", RDF.nil)):
        graph.add((cell, RDF.first, Literal(text)))
        graph.add((cell, RDF.rest, rest))
    assert isomorphic(Graph().parse(data=write_turtle(graph), format="turtle"), graph)
