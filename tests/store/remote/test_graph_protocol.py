"""Writing graphs: in lots that never part what belongs together."""

import pytest
from pyoxigraph import BlankNode, NamedNode, Triple

from communique.store.remote.graph_protocol import GraphWriter, batches
from communique.store.remote.http import RemoteHttp

P = NamedNode("urn:p")


def plain(number):
    return Triple(NamedNode(f"urn:{number}"), P, NamedNode("urn:o"))


def joined(one, other):
    return Triple(BlankNode(one), P, BlankNode(other))


def test_lots_have_the_size_that_was_asked_for():
    assert [len(lot) for lot in batches(map(plain, range(10)), 4)] == [4, 4, 2]


def test_nothing_is_one_empty_lot():
    assert list(batches([], 4)) == [[]]


def test_all_triples_go_once():
    triples = [*map(plain, range(7)), *(joined(f"a{n}", f"b{n}") for n in range(7)), joined("a1", "c")]
    sent = [triple for lot in batches(triples, 3) for triple in lot]
    assert sorted(map(str, sent)) == sorted(map(str, triples))


def test_what_shares_a_blank_node_stays_together():
    chains = [joined(f"x{chain}-{step}", f"x{chain}-{step + 1}") for step in range(3) for chain in range(5)]
    lots = list(batches(chains, 4))
    assert [len(lot) for lot in lots] == [3] * 5
    for lot in lots:
        assert len({str(triple.subject)[:4] for triple in lot}) == 1


def test_a_tangle_larger_than_a_lot_goes_whole():
    star = [joined("centre", f"leaf{number}") for number in range(10)]
    assert [len(lot) for lot in batches([plain(1), *star, plain(2)], 4)] == [2, 10]


def test_a_writer_needs_a_way_in():
    with pytest.raises(ValueError, match="needs an update or a graph store address"):
        GraphWriter(RemoteHttp(), None, None)
