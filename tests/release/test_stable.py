"""Blank nodes in two versions of a dataset: equal ones have equal names, others do not."""

import pyoxigraph

from communique.release.canonical import canonical_lines
from communique.release.changes import compare
from communique.release.stable import stable_lines

TREE = '<a:thing> <a:has> _:x <a:g> .\n_:x <a:part> _:y <a:g> .\n_:y <a:value> "1" <a:g> .\n'
OTHER = '<a:other> <a:has> _:z <a:g> .\n_:z <a:value> "2" <a:g> .\n'


def lines(text):
    return stable_lines(text.encode())


def canonical(found):
    quads = pyoxigraph.parse("".join(found).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return canonical_lines(pyoxigraph.Dataset(quads))


def test_names_do_not_depend_on_what_else_there_is_or_on_names_and_order():
    renamed = "".join(reversed(TREE.replace("_:x", "_:q").replace("_:y", "_:x").splitlines(keepends=True)))
    assert lines(TREE) == lines(renamed)
    assert lines(TREE) <= lines(OTHER + renamed)


def test_the_dataset_stays_the_same():
    assert canonical(lines(TREE + OTHER)) == canonical(TREE + OTHER)


def test_a_change_in_one_node_renames_the_nodes_that_hang_together_with_it():
    changed = lines(TREE.replace('"1"', '"3"') + OTHER)
    assert lines(OTHER) <= changed
    assert not lines(TREE) & changed


def test_nodes_that_say_the_same_stay_apart():
    twice = TREE + TREE.replace("_:x", "_:p").replace("_:y", "_:q")
    assert len(lines(twice)) == 6
    assert canonical(lines(twice)) == canonical(twice)


def test_a_circle_of_blank_nodes_is_named():
    circle = "_:a <a:next> _:b <a:g> .\n_:b <a:next> _:c <a:g> .\n_:c <a:next> _:a <a:g> .\n"
    turned = circle.replace("_:a", "_:t").replace("_:b", "_:a").replace("_:t", "_:b")
    assert lines(circle) == lines(turned)


def test_text_that_looks_like_a_blank_node_is_text():
    text = '<a:s> <a:p> "_:x is no node" <a:g> .\n'
    assert lines(text) == {text}


def test_lines_end_only_at_line_feeds():
    text = '<a:s> <a:p> "one\u2028two\u0085three" <a:g> .\n'
    assert lines(text) == {text}


def test_taking_away_and_adding_makes_the_newer_of_the_older():
    older, newer = TREE + OTHER, TREE.replace('"1"', '"3"') + OTHER + "<a:new> <a:p> <a:o> <a:g> .\n"
    found = compare(older.encode(), newer.encode())
    assert (len(found.added), len(found.removed)) == (4, 3)
    made = (lines(older) - set(found.removed)) | set(found.added)
    assert made == lines(newer)
    assert canonical(made) == canonical(newer)
