"""What is recorded of what was found: nothing unknown, nothing twice, nothing against what people read."""

import datetime
from dataclasses import replace

import pytest

from annotator.machine.invented import (
    ARTICLE,
    ASCRIBED,
    CALL,
    FOUND,
    MEETING,
    NEW,
    TEXT,
    UNKNOWN_TARGET,
    mention,
    proposal,
)
from communique.annotator.attribution.statement import Rendering
from communique.annotator.knowledge import Knowledge
from communique.annotator.machine.names import Names
from communique.annotator.machine.record import Recorder
from communique.annotator.proposal import MachineAnnotations
from communique.corpus.quoting import selected
from communique.model import PartialDate, Thing
from validation.conftest import copy_sound

WHEN = datetime.datetime(2023, 6, 12, tzinfo=datetime.UTC)
FIRST = "Ada North said that the crossing must be reopened under point 2 of the River Statement."
THIRD = "Ben South denied that Southland had closed the crossing."
SECOND = "“Northland remains committed to the River Statement,” she added."


@pytest.fixture(scope="module")
def recorder(tmp_path_factory):
    workspace = copy_sound(tmp_path_factory.mktemp("record") / "workspace")
    return Recorder(
        Knowledge.from_workspace(workspace), Names.from_graphs(workspace.reference, workspace.ontology)
    )


def record(recorder, *proposals, mentions=()):
    return recorder.record(ARTICLE, TEXT, MachineAnnotations(tuple(mentions), proposals), WHEN)


def test_evidence_is_by_machine_with_confidence_and_a_gloss_made_of_names(recorder):
    (item,) = record(recorder, proposal(CALL, FIRST, confidence=0.91)).annotations.evidence
    assert (item.method, item.annotator, item.confidence, item.created) == ("machine", "machine", 0.91, WHEN)
    assert item.gloss.startswith("Ada North calls for ")
    assert item.gloss.endswith("(indirect speech).")
    assert selected(TEXT, item.selector) == [item.span]


def test_the_gloss_of_an_ascribed_position_names_who_says_so(recorder):
    (item,) = record(recorder, proposal(ASCRIBED, FIRST)).annotations.evidence
    assert item.gloss.startswith("According to Ada North, Southland commits to ")


def test_an_event_that_the_data_do_not_know_is_left_out_of_the_position_and_listed(recorder):
    outcome = record(recorder, proposal(NEW, FIRST))
    assert outcome.annotations.positions[0].stated_at == ()
    assert [item.what for item in outcome.left_out] == ["event/statement-south-2023-06-12"]


def test_a_position_on_something_unknown_is_not_recorded_but_listed(recorder):
    outcome = record(recorder, proposal(UNKNOWN_TARGET, FIRST))
    assert outcome.annotations.evidence == ()
    (item,) = outcome.left_out
    assert item.why == "not in the data: agreement/lake-treaty"


@pytest.mark.parametrize("change", [{"holder": "unknown-wire"}, {"ascribed_by": "unknown-envoy"}])
def test_a_position_of_somebody_unknown_is_not_recorded(recorder, change):
    outcome = record(recorder, proposal(replace(CALL, **change), FIRST))
    assert (outcome.annotations.evidence, len(outcome.left_out)) == ((), 1)


def test_unknown_addressees_and_issues_are_left_out_of_a_position(recorder):
    position = replace(CALL, towards=("nobody", "southland"), about=("fish",))
    (found,) = record(recorder, proposal(position, FIRST)).annotations.positions
    assert (found.towards, found.about) == (("southland",), ())


def test_an_event_of_another_day_is_left_out(recorder):
    position = replace(CALL, stated_on=PartialDate("2023-06-11"))
    (found,) = record(recorder, proposal(position, FIRST)).annotations.positions
    assert found.stated_at == ()
    (found,) = record(
        recorder, proposal(replace(CALL, stated_on=PartialDate("2023-06")), FIRST)
    ).annotations.positions
    assert found.stated_at == (MEETING,)


def test_of_evidence_for_one_position_in_one_rendering_the_surest_is_kept(recorder):
    outcome = record(
        recorder,
        proposal(CALL, FIRST, confidence=0.3, rendering=Rendering.DIRECT_QUOTATION),
        proposal(CALL, FIRST, confidence=0.2, rendering=Rendering.READOUT),
        proposal(CALL, SECOND, confidence=0.6),
        proposal(CALL, THIRD, confidence=0.5),
    )
    assert [(item.confidence, item.rendering) for item in outcome.annotations.evidence] == [
        (0.3, "direct-quotation"),
        (0.6, "indirect-speech"),
    ]


def test_evidence_for_one_position_shares_all_that_is_said_of_it(recorder):
    outcome = record(
        recorder,
        proposal(replace(CALL, towards=("southland",), stated_at=()), FIRST),
        proposal(CALL, SECOND, rendering=Rendering.DIRECT_QUOTATION),
    )
    (position,) = outcome.annotations.positions
    assert (position.towards, position.stated_at) == (("southland",), (MEETING,))


def test_discusses_gives_way_to_a_stronger_stance(recorder):
    weak = replace(CALL, stance="discusses")
    outcome = record(recorder, proposal(weak, FIRST), proposal(CALL, SECOND))
    assert [item.stance for item in outcome.annotations.positions] == ["calls-for"]
    outcome = record(recorder, proposal(weak, FIRST), proposal(replace(CALL, holder="ben-south"), SECOND))
    assert len(outcome.annotations.positions) == 2


def test_of_a_position_that_people_coded_the_machine_says_no_more_than_they_read(recorder):
    by_hand = {CALL.key: replace(CALL, about=(), towards=("southland",))}
    informed = replace(recorder, by_hand=by_hand)
    position = replace(CALL, towards=("southland", "hill-post"))
    (found,) = record(informed, proposal(position, FIRST)).annotations.positions
    assert (found.towards, found.about, found.stated_at) == (("southland",), (), (MEETING,))


def test_each_referent_of_a_plural_mention_is_recorded(recorder):
    words = "foreign ministers of Northland and Southland"
    outcome = record(recorder, mentions=[mention(words, "actor/ben-south", "actor/ada-north")])
    assert [item.referent for item in outcome.annotations.mentions] == [
        Thing("actor", "ada-north"),
        Thing("actor", "ben-south"),
    ]


def test_of_mentions_that_overlap_the_longer_is_recorded(recorder):
    long, short = "foreign ministers of Northland and Southland", "Northland"
    outcome = record(recorder, mentions=[mention(short, "actor/northland"), mention(long, "actor/ben-south")])
    assert [TEXT[item.span.start : item.span.end] for item in outcome.annotations.mentions] == [long]


def test_the_order_of_what_was_found_makes_no_difference(recorder):
    turned = MachineAnnotations(FOUND.mentions[::-1], FOUND.proposals[::-1])
    assert recorder.record(ARTICLE, TEXT, turned, WHEN) == recorder.record(ARTICLE, TEXT, FOUND, WHEN)
