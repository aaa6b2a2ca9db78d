"""Invented evidence and mentions."""

import datetime

from communique.model import Evidence, Mention, PartialDate, Position, Quote, Span, Thing

SIGNS = {"affirms": 1, "calls-for": 1, "rejects": -1, "criticises": -1, "discusses": 0}
NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
CLAUSE = Thing("provision", "treaty/6")
TREATY = Thing("agreement", "treaty")
ROAD = Thing("issue", "road")
RIVER = Thing("issue", "river")


def evidence(
    holder,
    stance,
    target,
    span=(0, 10),
    *,
    date="2023-05-04",
    by=None,
    rendering="indirect-speech",
    confidence=None,
):
    position = Position(holder, stance, target, PartialDate(date), by)
    return Evidence(
        "wire", "reader", Span(*span), Quote("x"), position, rendering, "hand", NOW, "gloss", confidence
    )


def mention(span, referent):
    return Mention("wire", "reader", Span(*span), Quote("x"), Thing.parse(referent), "hand", NOW)
