"""The page ``/compare``: who takes which stance on what, as a matrix whose cells open their evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from communique.store.positions import ASCRIBED, OWN
from communique.vocabulary import CQ
from communique.web.errors import ProblemError
from communique.web.records import by_position, find_positions
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site.charts.compare_matrix import Cell, Matrix, make_matrix, provisions_of
from communique.web.site.charts.form import ChartOptions
from communique.web.site.charts.positions import HAND, ChartData, chart_data
from communique.web.site.charts.question import (
    MOST_ACTORS,
    MOST_TARGETS,
    Question,
    read_question,
    target_name,
)
from communique.web.tables import CSV, as_csv

PATH = "/compare"
TABLE_PATH, CELL_PATH = f"{PATH}/matrix.csv", f"{PATH}/cell"
CELL_ROWS = 100
"""Most pieces of evidence on one page."""
_COLUMN_CLASSES = (CQ.Agreement, CQ.Collection, CQ.Issue)
"""What becomes a column where nobody has chosen any."""
_TABLE_COLUMNS = (
    "actor",
    "actorLabel",
    "target",
    "targetLabel",
    "stance",
    "stanceLabel",
    "stanceFamily",
    "polarityTowardTarget",
    "voice",
    "positions",
    "byMachineOnly",
    "recordedInAll",
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the pages of comparisons need of a dataset."""

    served: ServedDataset
    data: ChartData
    options: ChartOptions
    eligible: frozenset[str]

    @classmethod
    def of(cls, served: ServedDataset) -> Comparison:
        """Gather it."""
        data = chart_data(served)
        eligible = frozenset(iri for kind in _COLUMN_CLASSES for iri in served.things.of_class(str(kind)))
        return cls(served, data, ChartOptions(served, data), eligible)

    def matrix(self, question: Question) -> Matrix:
        """The matrix that answers a question."""
        return make_matrix(self.data, question, self.eligible)

    def clauses(self, matrix: Matrix, question: Question) -> dict[str, str]:
        """For each column with positions on its clauses, the address that has those as columns."""
        addresses = {}
        for target in matrix.targets:
            provisions = sorted(provisions_of(self.data, target), key=natural)[:MOST_TARGETS]
            if provisions:
                addresses[target] = replace(question, targets=tuple(provisions)).address(PATH)
        return addresses


def router(served: ServedDataset, pages: Pages) -> APIRouter:
    """The routes of the stance matrix, of its cells and of its table."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    comparison = Comparison.of(served)

    @routes.get(PATH)
    def compare(request: Request) -> HTMLResponse:
        reading = read_question(request.query_params.multi_items(), served.things)
        matrix = None if reading.problems else comparison.matrix(reading.question)
        body = pages.render(
            "compare.html",
            question=reading.question,
            form=comparison.options.form(reading),
            problems=reading.problems,
            matrix=matrix,
            clauses=comparison.clauses(matrix, reading.question) if matrix else {},
            most_actors=MOST_ACTORS,
            most_targets=MOST_TARGETS,
        )
        return HTMLResponse(body, reading.status)

    @routes.get(TABLE_PATH)
    def table(request: Request) -> Response:
        question = read_question(request.query_params.multi_items(), served.things).demand()
        rows = _table_rows(served, comparison.matrix(question))
        return Response(as_csv(_TABLE_COLUMNS, rows), media_type=CSV)

    @routes.get(CELL_PATH)
    def cell(request: Request) -> HTMLResponse:
        given = request.query_params.multi_items()
        question = read_question([pair for pair in given if pair[0] != "after"], served.things).demand()
        after = next((value for name, value in given if name == "after" and value), None)
        return HTMLResponse(pages.render("compare_cell.html", **_cell_page(served, question, after)))

    return routes


def _table_rows(served: ServedDataset, matrix: Matrix) -> Iterator[Mapping[str, str]]:
    """A row for each stance and voice in a cell, and one without a stance for a cell that has none."""
    label = served.things.label
    for row in matrix.rows:
        for cell in row.cells:
            place = {
                "actor": row.actor,
                "actorLabel": label(row.actor),
                "target": cell.target,
                "targetLabel": label(cell.target),
                "recordedInAll": str(cell.recorded),
            }
            if not cell.tallies:
                yield {**place, "positions": "0", "byMachineOnly": "0"}
            yield from ({**place, **counted} for counted in _counted(cell))


def _counted(cell: Cell) -> Iterator[dict[str, str]]:
    for tally in cell.shown:
        yield {
            "stance": tally.stance.iri,
            "stanceLabel": tally.stance.label,
            "stanceFamily": tally.stance.family,
            "polarityTowardTarget": str(tally.stance.polarity),
            "voice": tally.voice,
            "positions": str(tally.positions),
            "byMachineOnly": str(tally.machine_only),
        }


def _cell_page(served: ServedDataset, question: Question, after: str | None) -> dict[str, object]:
    """The positions of one actor on one target, with their evidence.

    Raises:
        ProblemError: the address does not name one of each.
    """
    if len(question.actors) != 1 or len(question.targets) != 1:
        raise ProblemError(
            400,
            "a cell is of one actor and one target; give actor=… and target=… once each, or go to the matrix",
            suggestions=[PATH],
        )
    actor, target = question.actors[0], question.targets[0]
    filters = {"within": target}
    if question.method:
        filters["method"] = str(CQ.hand if question.method == HAND else CQ.machine)
    if question.voice:
        filters["ascribed"] = ASCRIBED if question.voice == ASCRIBED else OWN
    found = find_positions(
        served,
        {"holder": actor, **filters},
        {"onBehalfOf": actor, **filters},
        earliest=question.earliest,
        latest=question.latest,
        after=after,
        limit=CELL_ROWS,
    )
    return {
        "question": question,
        "actor": actor,
        "target": target,
        "groups": by_position(found.positions),
        "evidence": len(found.positions),
        "total": found.total,
        "following": found.next,
        "continued": after is not None,
    }


def natural(iri: str) -> list[tuple[int, str]]:
    """A key that puts clauses in the order of their numbers: a preamble, point 2, point 10."""
    agreement, _, number = target_name(iri).rpartition("/")
    parts = re.findall(r"\d+|\D+", number)
    return [(-1, agreement), *((int(part), "") if part.isdecimal() else (-1, part) for part in parts)]
