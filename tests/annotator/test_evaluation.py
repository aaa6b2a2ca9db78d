"""Agreement measures, on cases small enough to be counted by hand."""

import datetime

import pytest

from communique.annotator.evaluation import Agreement, Score, compare
from communique.model import Evidence, Mention, PartialDate, Position, Quote, Span, Thing

SIGNS = {"affirms": 1, "calls-for": 1, "rejects": -1, "discusses": 0}
NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
CLAUSE = Thing("provision", "treaty/6")
TREATY = Thing("agreement", "treaty")
ROAD = Thing("issue", "road")


def evidence(holder, stance, target, span=(0, 10), date="2023-05-04", ascribed_by=None):
    position = Position(holder, stance, target, PartialDate(date), ascribed_by)
    return Evidence("wire", "reader", Span(*span), Quote("x"), position, "readout", "hand", NOW, "gloss")


def mention(span, slug):
    return Mention("wire", "reader", Span(*span), Quote("x"), Thing("actor", slug), "hand", NOW)


def test_equal_annotations_agree_wholly():
    items = [evidence("a", "affirms", TREATY), evidence("b", "rejects", ROAD), mention((0, 3), "a")]
    agreement = compare(items, items, SIGNS)
    assert (agreement.strict, agreement.lenient, agreement.mentions) == (Score(2), Score(2), Score(1))
    assert (agreement.alpha, agreement.mean_overlap, agreement.same_date) == (1.0, 1.0, 2)


def test_the_date_is_checked_apart_from_the_key():
    agreement = compare(
        [evidence("a", "affirms", ROAD)], [evidence("a", "affirms", ROAD, date="2023")], SIGNS
    )
    assert (agreement.strict, agreement.same_date) == (Score(1), 0)


def test_an_ascriber_is_part_of_the_key():
    agreement = compare(
        [evidence("a", "affirms", ROAD)], [evidence("a", "affirms", ROAD, ascribed_by="b")], SIGNS
    )
    assert agreement.strict == agreement.lenient == Score(0, 1, 1)


def test_lenient_keys_take_the_sign_and_the_agreement():
    agreement = compare([evidence("a", "affirms", CLAUSE)], [evidence("a", "calls-for", TREATY)], SIGNS)
    assert (agreement.strict, agreement.lenient) == (Score(0, 1, 1), Score(1))
    agreement = compare([evidence("a", "affirms", ROAD)], [evidence("a", "rejects", ROAD)], SIGNS)
    assert agreement.lenient == Score(0, 1, 1)


def test_precision_recall_and_f1():
    score = Score(both=6, first_only=2, second_only=4)
    assert (score.precision, score.recall) == (0.6, 0.75)
    assert score.f1 == pytest.approx(2 * 0.6 * 0.75 / (0.6 + 0.75))


def test_alpha_of_a_case_worked_by_hand():
    # Four pairs, coded affirms/affirms, affirms/rejects, rejects/rejects, rejects/rejects.
    # Values: 3 affirms, 5 rejects, n = 8. Observed disagreement 2/8; expected 2·3·5/(8·7) = 30/56.
    # alpha = 1 - (2/8)/(30/56) = 1 - 14/30 = 0.5333…
    targets = [Thing("issue", name) for name in "pqrs"]
    first = [
        evidence("a", stance, target)
        for stance, target in zip(["affirms", "affirms", "rejects", "rejects"], targets, strict=True)
    ]
    second = [
        evidence("a", stance, target)
        for stance, target in zip(["affirms", "rejects", "rejects", "rejects"], targets, strict=True)
    ]
    assert compare(first, second, SIGNS).alpha == pytest.approx(1 - 14 / 30)


def test_alpha_is_undefined_without_variation():
    assert compare([evidence("a", "affirms", ROAD)], [evidence("a", "affirms", ROAD)], SIGNS).alpha is None


def test_overlap_takes_the_best_pair_of_spans_of_a_position():
    first = [evidence("a", "affirms", ROAD, (0, 10)), evidence("a", "affirms", ROAD, (50, 60))]
    second = [evidence("a", "affirms", ROAD, (50, 70))]
    assert compare(first, second, SIGNS).mean_overlap == pytest.approx(0.5)


def test_mentions_need_the_same_span_and_referent():
    first = [mention((0, 3), "a"), mention((5, 8), "b")]
    second = [mention((0, 3), "a"), mention((5, 8), "c"), mention((5, 9), "b")]
    assert compare(first, second, SIGNS).mentions == Score(1, 1, 2)


def test_articles_add_up_by_their_counts():
    one = compare([evidence("a", "affirms", ROAD)], [evidence("a", "affirms", ROAD)], SIGNS)
    other = compare([evidence("a", "affirms", ROAD)], [], SIGNS)
    total = sum([one, other], Agreement())
    assert total.strict == Score(1, 1, 0)
    assert total.strict.recall == 0.5


def test_nothing_on_either_side_is_full_agreement():
    assert compare([], [], SIGNS).strict.f1 == 1.0
