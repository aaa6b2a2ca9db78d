"""Names in a drawing stand beside their nodes and over nothing else."""

import itertools
import random

from communique.web.site.network.labels import LETTER_WIDTH, Named, place_labels, shortened

WIDTH, HEIGHT = 960, 640


def node(iri, across, down, name="Norland", radius=8.0):
    return Named(iri, name, across, down, radius)


def test_a_node_by_itself_has_its_whole_name_below_it():
    label = place_labels([node("a", 400, 300)], WIDTH, HEIGHT)["a"]
    assert (label.text, label.across, label.anchor) == ("Norland", 400, "middle")
    assert label.down > 308
    assert label.box.right - label.box.left == 7 * LETTER_WIDTH


def test_forty_nodes_have_names_that_do_not_meet():
    draw = random.Random(6)
    nodes = [
        node(
            f"n{number}",
            draw.uniform(70, 890),
            draw.uniform(30, 600),
            name="Foreign Ministry of Somewhere " * draw.randint(1, 2),
        )
        for number in range(40)
    ]
    labels = place_labels(nodes, WIDTH, HEIGHT)
    assert len(labels) > 30
    boxes = {iri: label.box for iri, label in labels.items()}
    assert not [pair for pair in itertools.combinations(boxes.values(), 2) if pair[0].meets(pair[1])]
    assert not [
        (iri, other.iri)
        for iri, box in boxes.items()
        for other in nodes
        if other.iri != iri and box.meets(other.box)
    ]
    assert all(box.is_within(WIDTH, HEIGHT) for box in boxes.values())


def test_a_name_shrinks_before_it_is_left_out():
    # Below and above it is closed; between two neighbours on its level there is room for a short name only.
    name = "The Commission of the River and its Bridges"
    walls = [
        node(f"wall-{number}-{down}", 400 + 12 * number, down, "W", 7.0)
        for number in range(-25, 26)
        for down in (280, 320)
    ]
    beside = [node("left", 300, 300, "L", 10.0), node("right", 550, 300, "R", 10.0)]
    labels = place_labels([node("middle", 400, 300, name), *walls, *beside], WIDTH, HEIGHT)
    assert labels["middle"].text == shortened(name, 16)
    assert labels["middle"].text.endswith("…")
    nearer = [*walls, node("left", 370, 300, "L", 20.0), node("right", 430, 300, "R", 20.0)]
    assert "middle" not in place_labels([node("middle", 400, 300, name), *nearer], WIDTH, HEIGHT)


def test_who_matters_most_gets_the_place():
    first, second = node("first", 400, 300), node("second", 400, 316)
    labels = place_labels([first, second], WIDTH, HEIGHT)
    assert set(labels) == {"first", "second"}
    assert labels["first"].down < 300  # below it stands the other
    assert labels["second"].down > 316


def test_at_the_edge_names_stay_inside():
    corners = [node("a", 8, 8), node("b", 952, 8), node("c", 8, 632), node("d", 952, 632)]
    labels = place_labels(corners, WIDTH, HEIGHT)
    assert set(labels) == {"a", "b", "c", "d"}
    assert all(label.box.is_within(WIDTH, HEIGHT) for label in labels.values())
    assert {labels["a"].anchor, labels["b"].anchor} == {"start", "end"}
