"""Positions and their evidence; what is expected is what ``sample/workspace.py`` writes down."""

import datetime
from decimal import Decimal

import pytest

import communique
from communique.client import ParameterError, UnknownThingError
from communique.model import PartialDate, Quote, QuoteRange, Span
from sample.workspace import ACCORD, COURIER, HERALD, MEETING, ORDER, WHEN


def told(positions):
    """Positions in short: who takes which stance on what."""
    return {(p.holder.slug, p.stance.slug, p.target.slug) for p in positions}


CALL = ("anna-berg", "calls-for", f"{ACCORD}/1")
INVOCATION = ("anna-berg", "invokes", ORDER)
ASCRIBED = ("sudmark", "affirms", ACCORD)
DENIAL = ("carl-dahl", "denies", f"{ACCORD}/2")
VOICE = ("evening-courier", "criticises", "ferries")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {CALL, INVOCATION, ASCRIBED, DENIAL, VOICE}),
        ({"holder": "anna-berg"}, {CALL, INVOCATION}),
        ({"holder": "anna-berg", "stance": "invokes"}, {INVOCATION}),
        ({"target": f"{ACCORD}/1"}, {CALL}),
        ({"target": ACCORD}, {ASCRIBED}),
        ({"target": "issue/ferries"}, {VOICE}),
        ({"agreement": ACCORD}, {CALL, ASCRIBED, DENIAL}),
        ({"article": HERALD}, {CALL, INVOCATION, ASCRIBED}),
        ({"outlet": "evening-courier"}, {CALL, DENIAL, VOICE}),
        ({"method": "machine"}, {CALL}),
        ({"rendering": "article-voice"}, {VOICE}),
        ({"annotator": "first-reader"}, {CALL, INVOCATION, ASCRIBED, DENIAL, VOICE}),
        ({"on_behalf_of": "sudmark"}, {DENIAL}),
        ({"ascribed_by": "anna-berg"}, {ASCRIBED}),
        ({"towards": "sudmark"}, {CALL, INVOCATION}),
        ({"issue": "ferries"}, {CALL, INVOCATION}),
        ({"event": MEETING}, {CALL, INVOCATION, ASCRIBED}),
        ({"ascribed": True}, {ASCRIBED}),
        ({"ascribed": False}, {CALL, INVOCATION, DENIAL, VOICE}),
        ({"since": "2021-06-11"}, {DENIAL, VOICE}),  # a month counts where it may mean the day
        ({"until": datetime.date(2021, 6, 9)}, {DENIAL, VOICE}),
        ({"since": PartialDate("2021-06"), "until": "2021"}, {CALL, INVOCATION, ASCRIBED, DENIAL, VOICE}),
        ({"since": "2021-07"}, set()),
        ({"holder": "norland"}, set()),
    ],
    ids=str,
)
def test_filters(kg, filters, expected):
    found = kg.positions(**filters)
    assert told(found) == expected
    assert len(found) == len(expected)


def test_a_position_with_its_evidence(kg):
    (call,) = kg.positions(stance="calls-for")
    assert call.iri.endswith(f"/id/position/anna-berg/calls-for/{ACCORD}.1/2021-06-10")
    assert (call.holder.label, str(call.on_behalf_of), call.ascribed_by) == ("Anna Berg", "Norland", None)
    assert (call.target.label, call.agreement.slug) == ("River Accord, point 1: ferries", ACCORD)
    assert [item.label for item in call.towards] == ["Sudmark"]
    assert [item.slug for item in call.about] == ["ferries"]
    assert [item.slug for item in call.stated_at] == [MEETING]
    assert (call.stated_on, call.variants) == (PartialDate("2021-06-10"), ())
    courier_by_hand, courier_by_machine, herald = call.evidence
    assert (courier_by_hand.article.slug, courier_by_machine.article.slug) == (COURIER, COURIER)
    assert (courier_by_hand.method, courier_by_machine.method) == ("hand", "machine")
    assert (courier_by_hand.confidence, courier_by_machine.confidence) == (None, Decimal("0.75"))
    assert (courier_by_machine.gloss, courier_by_machine.annotator.slug) == ("", "machine")
    assert courier_by_hand.selector == Quote("ferries must run")
    assert courier_by_hand.words == "ferries must run"
    assert herald.article.label == "Ferries & fish: <ministers> meet"
    assert (herald.outlet.label, herald.rendering.slug) == ("Morning Herald", "direct-quotation")
    assert (herald.span, herald.created) == (Span(300, 500), WHEN)
    assert herald.selector == QuoteRange(Quote("Let the ferries"), Quote("said Berg"))
    assert herald.words == "Let the ferries … said Berg"
    assert herald.gloss == "Berg asks for <b>free</b> ferries & says who must act."


def test_an_ascribed_position_names_who_ascribes_it(kg):
    (ascribed,) = kg.positions(ascribed=True)
    assert (ascribed.holder.slug, ascribed.ascribed_by.slug) == ("sudmark", "anna-berg")
    assert ascribed.agreement == ascribed.target  # the agreement itself is the target


def test_a_target_that_is_no_agreement_has_none(kg):
    (voice,) = kg.positions(target="issue/ferries")
    assert (voice.agreement, voice.on_behalf_of) == (None, None)
    assert voice.stated_on == PartialDate("2021-06")


def test_only_the_evidence_that_passes_is_given(kg):
    (call,) = kg.positions(stance="calls-for", outlet="morning-herald")
    assert [item.article.slug for item in call.evidence] == [HERALD]


def test_positions_come_in_the_order_of_days(kg):
    assert [position.stated_on.text for position in kg.positions()] == ["2021-06"] * 2 + ["2021-06-10"] * 3


def test_what_an_answer_gave_can_be_asked_for(kg):
    (call,) = kg.positions(stance="calls-for")
    assert told(kg.positions(holder=call.holder, target=call.target.iri)) == {CALL}


@pytest.mark.parametrize(
    ("filters", "parameter", "suggestion"),
    [
        ({"holder": "ana-berg"}, "holder", "anna-berg"),
        ({"stance": "call-for"}, "stance", "calls-for"),
        ({"agreement": "river-acord-2020-05-01"}, "agreement", ACCORD),
        ({"outlet": "anna-berg"}, "outlet", None),  # is an actor, but no outlet
        ({"on_behalf_of": "nordland"}, "on_behalf_of", "norland"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(kg, filters, parameter, suggestion):
    with pytest.raises(UnknownThingError, match=f"^{parameter}: there is no") as caught:
        kg.positions(**filters)
    assert caught.value.parameter == parameter
    assert suggestion is None or suggestion in caught.value.suggestions
    assert suggestion is None or suggestion in str(caught.value)


@pytest.mark.parametrize(
    ("filters", "complaint"),
    [
        ({"method": "guess"}, "method: 'guess' is neither hand nor machine"),
        ({"since": "yesterday"}, "since: 'yesterday' is not a date"),
        ({"until": "2021-02-30"}, "until: '2021-02-30' is not a date"),
        ({"holder": ""}, "holder: the value is empty"),
        ({"holder": "x" * 1001}, "longer than 1000 characters"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(kg, filters, complaint):
    with pytest.raises(ParameterError, match=complaint):
        kg.positions(**filters)


@pytest.mark.parametrize(
    "value",
    [
        "anna-berg> } #",
        'anna-berg" . ?s ?p ?o',
        "anna-berg\\u003e",
        "' OR 1=1",
        "anna-berg\n}",
        "?holder",
        "é🜁",
    ],
)
def test_a_value_never_becomes_part_of_a_query(kg, value):
    with pytest.raises(UnknownThingError):
        kg.positions(holder=value)


def test_variants_are_told_from_both_ends(altered):
    link = (
        "a cq:Position",
        f"a cq:Position ; cq:variantOf <https://w3id.org/communique/id/position/carl-dahl/denies/{ACCORD}.2/2021-06>",
    )
    place = f"data/annotations/hand/{HERALD}/first-reader.ttl"
    with communique.open(altered(place, link, times=1).root) as kg:
        linked = {position.holder.slug: position.variants for position in kg.positions() if position.variants}
        (denial,) = kg.positions(stance="denies")
    (other,) = set(linked) - {"carl-dahl"}
    assert linked[other] == (denial.iri,)
    assert [iri.split("/position/")[1].split("/")[0] for iri in denial.variants] == [other]


def test_positions_are_the_same_by_path_and_by_url(by_path, by_url):
    assert by_path.positions() == by_url.positions()
    assert by_path.positions().evidence == by_url.positions().evidence
