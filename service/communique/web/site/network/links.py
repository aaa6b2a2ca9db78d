"""From a line of a network to the positions behind it."""

from __future__ import annotations

from collections.abc import Callable

from communique.vocabulary import CQ
from communique.web.site.charts.positions import HAND, MACHINE
from communique.web.site.charts.question import MOST_TARGETS, Question
from communique.web.site.network.edges import Edge
from communique.web.site.network.statements import Choice

CELL, MATRIX = "/compare/cell", "/compare"
_METHODS = {str(CQ.hand): HAND, str(CQ.machine): MACHINE}


def address_of_edge(choice: Choice) -> Callable[[Edge], str]:
    """What gives the address of the page with the positions that a tie is made of.

    A tie of an actor to a target leads to the words of its positions, one of two actors to both side by side.
    Where a position is held in somebody's name the page has it for both, so it may have more than the tie.

    Args:
        choice: which positions the network is made of.
    """
    everything = Question(
        earliest=choice.earliest,
        latest=choice.latest,
        method=_METHODS.get(choice.method or "", ""),
        voice=choice.ascribed or "",
    )

    def address(edge: Edge) -> str:
        if not edge.shared:
            return everything.about(edge.source, edge.end).address(CELL)
        targets = tuple(target for target, _ in edge.shared[:MOST_TARGETS])
        return everything.among((edge.source, edge.end), targets).address(MATRIX)

    return address
