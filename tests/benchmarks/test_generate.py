"""Generated data keep the shape of their model, say nothing of it and come out the same every time."""

import random
from collections import Counter

import pytest
from benchmarks.generate import generate
from benchmarks.shape import Shape
from benchmarks.stories import MACHINE, StoryMaker
from benchmarks.words import InventedText
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import Graph

from communique.graph.annotations import from_graph
from communique.model import Evidence
from communique.release.build import current_build
from communique.release.opening import open_store
from communique.vocabulary import CQ, OA, PROVENANCE_GRAPH, RDF, REFERENCE_GRAPH
from communique.workspace import Workspace

STORIES = range(1, 9)


@pytest.fixture(scope="module")
def model(built):
    """The sample as the model of what is generated."""
    return Shape.read(current_build(built).path / "dataset.nq")


@pytest.fixture(scope="module")
def stories(model):
    """Some stories: for each, its graphs by name."""
    maker = StoryMaker(model, seed=1)
    return [dict(maker.graphs(number)) for number in STORIES]


@pytest.fixture(scope="module")
def generated(built, tmp_path_factory):
    """A small generated workspace."""
    target = tmp_path_factory.mktemp("generated") / "workspace"
    size = current_build(built).quads
    generate(built, target, triples=3 * size, processes=1)
    return Workspace.open(target)


def articles(graphs, annotator):
    """What an annotator recorded, article by article."""
    return [from_graph(graph) for name, graph in graphs.items() if name.endswith(f"/{annotator}")]


def hand_graphs(graphs):
    return {n: g for n, g in graphs.items() if n != str(REFERENCE_GRAPH) and not n.endswith(f"/{MACHINE}")}


def test_equal_seeds_give_equal_stories_and_others_do_not(model):
    def lines(seed, number):
        graphs = StoryMaker(model, seed).graphs(number)
        return [(name, sorted(graph.serialize(format="nt").splitlines())) for name, graph in graphs]

    assert lines(1, 5) == lines(1, 5)
    assert lines(1, 5) != lines(2, 5)
    assert lines(1, 5) != lines(1, 6)


def test_an_article_has_the_spans_and_selectors_of_a_real_one(model, stories):
    def build_of(items):
        return sorted((type(i).__name__, i.span, type(i.selector).__name__, len(_words(i))) for i in items)

    real = [build_of([*article.evidence, *article.mentions]) for article in model.articles]
    for graphs in stories:
        for graph in hand_graphs(graphs).values():
            invented = build_of(from_graph(graph))
            # Two annotations of one span that come to name the same thing are one.
            assert any(len(set(invented) - set(one)) == 0 and len(invented) > 0.8 * len(one) for one in real)


def _words(item):
    return item.selector.exact if hasattr(item.selector, "exact") else item.selector.first.exact


def test_stances_holders_and_targets_are_those_of_the_model(model, stories):
    known = {
        "holder": {position.holder for position in model.positions},
        "stance": {position.stance for position in model.positions},
        "target": {position.target for position in model.positions},
    }
    for graphs in stories:
        for graph in hand_graphs(graphs).values():
            for item in from_graph(graph):
                if isinstance(item, Evidence):
                    assert item.position.holder in known["holder"]
                    assert item.position.stance in known["stance"]
                    assert item.position.target in known["target"]


def test_no_words_of_the_model_remain(model, stories):
    real = {_words(item) for article in model.articles for item in (*article.evidence, *article.mentions)}
    real |= {item.gloss for article in model.articles for item in article.evidence if item.gloss}
    invented = set()
    for graphs in stories:
        for graph in hand_graphs(graphs).values():
            for item in from_graph(graph):
                invented |= {_words(item), getattr(item, "gloss", "")}
    assert len(invented) > 10
    assert not invented & real


def test_articles_of_a_story_share_positions(model, stories):
    """Where the model has stories of several articles, so have the generated data."""

    def shared(positions):
        return any(count > 1 for count in Counter(p for one in positions for p in one).values())

    real = [shared([article.positions for article in story]) for story in model.stories if len(story) > 1]
    invented = []
    for graphs in stories:
        told = [
            {str(position) for position in graph.subjects(RDF.type, CQ.Position)}
            for graph in hand_graphs(graphs).values()
        ]
        if len(told) > 1:
            invented.append(shared(told))
    assert all(real)
    assert all(invented)
    assert bool(real) == bool(invented)


def test_a_machine_finds_part_of_it_and_is_not_sure(stories):
    found = [items for graphs in stories for items in articles(graphs, MACHINE)]
    assert found
    for items in found:
        assert {item.method for item in items} == {"machine"}
        assert all(0 < item.confidence < 1 for item in items)


def test_every_reference_of_a_story_leads_somewhere(model, stories):
    known = Graph() + model.reference
    for graphs in stories:
        known += graphs[str(REFERENCE_GRAPH)]
    described = set(known.subjects())
    for graphs in stories:
        for graph in hand_graphs(graphs).values():
            for predicate in (OA.hasSource, CQ.statedAt):
                assert set(graph.objects(None, predicate)) <= described


def test_a_workspace_can_be_opened_as_a_build(built, generated):
    build = current_build(generated)
    store = open_store(generated)
    assert build.quads >= 3 * current_build(built).quads
    assert store.size == build.quads + build.triples
    assert str(PROVENANCE_GRAPH) in store.graphs
    (row,) = store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows()
    assert int(row["n"]) == build.triples
    quads = parse(path=str(build.path / "dataset.nq"), format=RdfFormat.N_QUADS)
    assert build.triples == len({quad.triple for quad in quads})


def test_the_lines_are_in_order_and_each_once(generated):
    lines = (current_build(generated).path / "dataset.nq").read_bytes().splitlines(keepends=True)
    assert lines == sorted(set(lines))


def test_the_real_data_stay_in(built, generated):
    def lines(workspace):
        text = (current_build(workspace).path / "dataset.nq").read_text(encoding="utf-8")
        return {line for line in text.splitlines() if not line.endswith(f"{NamedNode(PROVENANCE_GRAPH)} .")}

    assert lines(built) <= lines(generated)


@pytest.mark.parametrize("length", [1, 2, 17, 160])
def test_invented_text_has_the_length_asked_for(length):
    text = InventedText(seed=1)
    made = text.stretch(length, random.Random(1))
    assert len(made) == length
    assert made == made.strip()
    assert text.name("actor/someone", length) == text.name("actor/someone", length)
