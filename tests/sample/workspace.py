"""A small invented dataset about an invented river, so that tests do not hang on the real data."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from types import SimpleNamespace

from communique.graph.annotations import to_graph
from communique.graph.turtle import write_turtle
from communique.model import (
    ArticleAnnotations,
    Evidence,
    Mention,
    PartialDate,
    Position,
    Quote,
    QuoteRange,
    Span,
    Thing,
)
from communique.workspace import Workspace, save

REPOSITORY = Path(__file__).parents[2]
HERALD = "morning-herald-2021-06-11-ferries"
COURIER = "evening-courier-2021-06-talks"
MEETING = "meeting-berg-dahl-2021-06-10"
ACCORD = "river-accord-2020-05-01"
ORDER = "bridge-order-2021-01-20"
WHEN = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
DAY = PartialDate("2021-06-10")

CALL = Position(
    "anna-berg", "calls-for", Thing("provision", f"{ACCORD}/1"), DAY,
    on_behalf_of="norland", towards=("sudmark",), about=("ferries",), stated_at=(MEETING,),
)  # fmt: skip
INVOCATION = Position(
    "anna-berg", "invokes", Thing("agreement", ORDER), DAY,
    on_behalf_of="norland", towards=("sudmark",), about=("ferries",), stated_at=(MEETING,),
)  # fmt: skip
ASCRIBED = Position(
    "sudmark", "affirms", Thing("agreement", ACCORD), DAY, ascribed_by="anna-berg", stated_at=(MEETING,)
)
DENIAL = Position(
    "carl-dahl", "denies", Thing("provision", f"{ACCORD}/2"), PartialDate("2021-06"),
    on_behalf_of="sudmark", towards=("norland",),
)  # fmt: skip
VOICE = Position("evening-courier", "criticises", Thing("issue", "ferries"), PartialDate("2021-06"))


def _evidence(article, annotator, start, position, rendering, gloss, words, **more):
    selector = Quote(words) if isinstance(words, str) else QuoteRange(Quote(words[0]), Quote(words[1]))
    length = len(words) if isinstance(words, str) else 200
    return Evidence(
        article, annotator, Span(start, start + length), selector, position, rendering,
        more.get("method", "hand"), WHEN, gloss, more.get("confidence"),
    )  # fmt: skip


# The table below reads best with a record on a line.
# ruff: noqa: E501
def annotations() -> list[ArticleAnnotations]:
    """What the readers of the two articles recorded."""
    return [
        ArticleAnnotations(
            HERALD, "first-reader",
            (
                _evidence(HERALD, "first-reader", 300, CALL, "direct-quotation",
                          "Berg asks for <b>free</b> ferries & says who must act.", ("Let the ferries", "said Berg")),
                _evidence(HERALD, "first-reader", 40, INVOCATION, "indirect-speech",
                          "Berg rests her demand on the order.", "as the bridge order says, Berg noted"),
                _evidence(HERALD, "first-reader", 600, ASCRIBED, "indirect-speech",
                          "Berg says that Sudmark holds the accord valid.", "Sudmark stands by the accord"),
            ),
            (
                Mention(HERALD, "first-reader", Span(320, 329), Quote("Anna Berg"), Thing("actor", "anna-berg"), "hand", WHEN),
                Mention(HERALD, "first-reader", Span(640, 650), Quote("the accord"), Thing("agreement", ACCORD), "hand", WHEN),
            ),
        ),
        ArticleAnnotations(
            COURIER, "first-reader",
            (
                _evidence(COURIER, "first-reader", 100, CALL, "readout", "The readout has Berg ask for ferries.", "ferries must run"),
                _evidence(COURIER, "first-reader", 200, DENIAL, "direct-quotation", "Dahl denies losing fish.", "No fish is missing"),
                _evidence(COURIER, "first-reader", 400, VOICE, "article-voice", "The paper finds the ferries shabby.", "the shabby ferries"),
            ),
            (),
        ),
        ArticleAnnotations(
            COURIER, "machine",
            (_evidence(COURIER, "machine", 100, CALL, "readout", "", "ferries must run", method="machine", confidence=0.75),),
            (),
        ),
    ]  # fmt: skip


def make_workspace(folder: Path) -> Workspace:
    """Lay out the sample as a workspace: its own data, the ontology and queries of the project."""
    shutil.copytree(REPOSITORY / "ontology", folder / "ontology")
    shutil.copytree(REPOSITORY / "queries", folder / "queries")
    shutil.copytree(Path(__file__).parent / "data", folder / "data")
    (folder / "shapes").mkdir()
    for item in annotations():
        place = (
            f"machine/{item.article}"
            if item.annotator == "machine"
            else f"hand/{item.article}/{item.annotator}"
        )
        save(folder / "data" / "annotations" / f"{place}.ttl", write_turtle(to_graph(item)))
    return Workspace.open(folder)


def accepts(workspace, corpus, *, progress):
    """A validator that lets everything through: what is tested here comes after validation."""
    return SimpleNamespace(conforms=True, as_text=lambda: "")


def refuses(workspace, corpus, *, progress):
    """A validator that lets nothing through."""
    return SimpleNamespace(conforms=False, as_text=lambda: "everything is wrong")
