from __future__ import annotations

from collections.abc import Sequence

from communique.annotator.attribution.statement import Rendering
from communique.annotator.proposal import Proposal
from communique.annotator.stance.assembling import drafts_of, one_per_key
from communique.annotator.stance.weighing import Weights, fingerprint, packaged_weights, weigh
from communique.annotator.timing.told import Occasion
from communique.model import PartialDate, Position, Span, Thing

DAY = PartialDate("2023-09-09")


class OneDay:
    """Everything was said on one day, at one event."""

    def __init__(
        self, date: PartialDate = DAY, event: str | None = None, ahead: Occasion | None = None
    ) -> None:
        self.date, self.event, self.ahead = date, event, ahead
        self.wanted: list[bool] = []

    def occasion(self, sentence_numbers: Sequence[int], holders: Sequence[str]) -> Occasion:
        return Occasion(self.date, self.event)

    def planned(
        self, number: int, place: Span, holders: Sequence[str], said_on: PartialDate, *, is_wanted: bool
    ) -> Occasion | None:
        self.wanted.append(is_wanted)
        return self.ahead


def proposal(
    stance: str,
    *,
    confidence: float = 0.5,
    rendering: str = "readout",
    start: int = 0,
    towards: tuple[str, ...] = (),
) -> Proposal:
    position = Position("armenia", stance, Thing("issue", "mines"), DAY, towards=towards)
    return Proposal(position, Span(start, start + 5), Rendering(rendering), confidence, "")


def test_discusses_goes_where_the_holder_takes_a_stronger_stance():
    kept = one_per_key([proposal("discusses"), proposal("calls-for")])

    assert [item.position.stance for item in kept] == ["calls-for"]


def test_of_one_key_the_surest_is_kept_with_what_all_say():
    weak = proposal("calls-for", confidence=0.2, towards=("azerbaijan",))
    sure = proposal("calls-for", confidence=0.9, start=40, towards=("russia",))

    (kept,) = one_per_key([weak, sure])

    assert kept.span == sure.span
    assert kept.position.towards == ("azerbaijan", "russia")


def test_another_rendering_is_a_second_piece_of_evidence():
    kept = one_per_key([proposal("calls-for"), proposal("calls-for", rendering="direct-quotation", start=40)])

    assert [item.rendering for item in kept] == ["readout", "direct-quotation"]
    assert len({item.position.key for item in kept}) == 1


def test_an_agreement_adopted_after_the_day_is_left_out(takes_of, dataset_knowledge):
    takes = takes_of(
        "He urged compliance with the court's order of 17 November 2023.", "armenia", published="2023-12-01"
    )
    assert [str(take.thing) for take in takes] == ["agreement/icj-order-2023-11-17"]

    assert drafts_of(takes, OneDay(PartialDate("2023-12-01")), (), dataset_knowledge) != []
    assert drafts_of(takes, OneDay(PartialDate("2023-11-01")), (), dataset_knowledge) == []


def test_the_talks_are_the_event_of_the_occasion(takes_of, dataset_knowledge):
    takes = takes_of("The minister described the talks as productive.", "sergey-lavrov")
    event = "meeting-lavrov-mirzoyan-2023-09-09"

    (draft,) = drafts_of(takes, OneDay(event=event), (), dataset_knowledge)

    assert draft.target == Thing("event", event)


def test_a_meeting_to_come_is_an_event_of_its_own(takes_of, dataset_knowledge):
    takes = takes_of("He called for another meeting.", "sergey-lavrov")
    told, ahead = "meeting-lavrov-mirzoyan-2023-09-09", "meeting-lavrov-mirzoyan-2023"
    occasions = OneDay(event=told, ahead=Occasion(PartialDate("2023"), ahead))

    (draft,) = drafts_of(takes, occasions, (), dataset_knowledge)

    assert draft.target == Thing("event", ahead)
    assert occasions.wanted == [True]


def test_talks_without_a_known_event_are_the_process_and_meetings_are_nothing(takes_of, dataset_knowledge):
    talks = takes_of("The minister described the talks as productive.", "sergey-lavrov")
    meeting = takes_of("The minister described the meeting as productive.", "sergey-lavrov")

    (draft,) = drafts_of(talks, OneDay(), (), dataset_knowledge)

    assert draft.target == Thing("issue", "normalization")
    assert drafts_of(meeting, OneDay(), (), dataset_knowledge) == []


def test_confidence_follows_the_weights_and_the_explanation_names_the_cue(takes_of):
    (take,) = takes_of("The minister called for demining.", "jeyhun-bayramov")
    low = weigh(take, Occasion(DAY), take.thing, "x" * 60, Weights(-2.0, {}))
    high = weigh(take, Occasion(DAY), take.thing, "x" * 60, Weights(-2.0, {"stance=calls-for": 4.0}))

    assert low.confidence < 0.5 < high.confidence
    assert high.explanation.startswith("calls-for by “called for” (demand)")


def test_the_packaged_weights_are_of_features_that_there_are(takes_of):
    names = packaged_weights().weights

    assert "stance=calls-for" in names or "rule=need" in names
    assert len(fingerprint()) == 64
