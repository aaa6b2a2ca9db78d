"""The measure of each stage, on cases that are counted by hand."""

import pytest

from annotator.measures.items import CLAUSE, RIVER, ROAD, SIGNS, TREATY, evidence, mention
from communique.annotator.measures.counts import Counts
from communique.annotator.measures.stages import STAGES


def counts(stage, first, second):
    (found,) = [item for item in STAGES if item.name == stage]
    return found.counts(first, second, SIGNS)


def test_mentions_need_the_same_ends_in_one_measure_and_not_in_the_other():
    first = [mention((0, 10), "actor/a"), mention((20, 30), "actor/b"), mention((40, 50), "actor/c")]
    second = [mention((0, 10), "actor/a"), mention((22, 30), "actor/b"), mention((40, 50), "actor/d")]
    assert counts("mentions", first, second) == Counts(3, 1, 3, 1)
    assert counts("mentions, any ends", first, second) == Counts(3, 2, 3, 2)


def test_half_of_the_shorter_mention_must_be_shared():
    def with_start(start):
        return counts(
            "mentions, any ends", [mention((0, 10), "actor/a")], [mention((start, start + 20), "actor/a")]
        )

    assert with_start(5) == Counts(1, 1, 1, 1)
    assert with_start(6) == Counts(1, 0, 1, 0)


def test_documents_are_agreements_collections_and_provisions_only():
    first = [
        mention((0, 10), "actor/a"),
        mention((20, 30), "agreement/treaty"),
        mention((40, 50), "collection/t"),
    ]
    second = [
        mention((20, 30), "agreement/other"),
        mention((40, 50), "collection/t"),
        mention((60, 65), "provision/t/1"),
    ]
    assert counts("agreement and document", first, second) == Counts(2, 1, 3, 1)


def test_attribution_asks_for_the_speaker_and_the_place_only():
    first = [evidence("a", "affirms", TREATY, (0, 10)), evidence("b", "rejects", ROAD, (20, 30))]
    second = [evidence("a", "rejects", ROAD, (0, 10)), evidence("c", "rejects", ROAD, (20, 30))]
    assert counts("attribution", first, second) == Counts(2, 1, 2, 1)


def test_of_an_ascribed_position_the_one_who_ascribes_it_speaks():
    first = [evidence("a", "affirms", TREATY, by="b")]
    assert counts("attribution", first, [evidence("b", "affirms", TREATY)]) == Counts(1, 1, 1, 1)
    assert counts("attribution", first, [evidence("a", "affirms", TREATY)]) == Counts(1, 0, 1, 0)


def test_positions_on_the_same_words_are_one_attribution():
    first = [evidence("a", "affirms", TREATY), evidence("a", "affirms", ROAD)]
    assert counts("attribution", first, []) == Counts(1, 0, 0, 0)


def test_a_passage_cut_into_more_pieces_costs_nothing():
    first = [evidence("a", "affirms", TREATY, (0, 100))]
    second = [evidence("a", "affirms", TREATY, (0, 40)), evidence("a", "affirms", ROAD, (60, 100))]
    assert counts("attribution", first, second) == Counts(1, 1, 2, 2)


def test_direct_and_indirect_attribution_are_counted_by_the_side_that_has_them():
    first = [
        evidence("a", "affirms", TREATY, (0, 10), rendering="direct-quotation"),
        evidence("b", "affirms", TREATY, (20, 30), rendering="readout"),
    ]
    second = [
        evidence("a", "affirms", TREATY, (0, 10), rendering="indirect-speech"),
        evidence("b", "affirms", TREATY, (20, 30), rendering="joint"),
    ]
    assert counts("attribution, direct", first, second) == Counts(1, 1, 0, 0)
    assert counts("attribution, indirect", first, second) == Counts(1, 1, 2, 2)


def test_the_voice_of_the_article_is_no_attribution():
    items = [evidence("wire", "criticises", ROAD, rendering="article-voice")]
    assert counts("attribution", items, items) == Counts()
    assert counts("full position", items, items) == Counts(1, 1, 1, 1)


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (evidence("a", "calls-for", CLAUSE), (1, 1, 1, 1)),
        (evidence("a", "calls-for", CLAUSE, date="2023"), (1, 1, 1, 0)),
        (evidence("a", "affirms", CLAUSE), (1, 1, 0, 0)),
        (evidence("a", "rejects", CLAUSE), (1, 0, 0, 0)),
        (evidence("a", "calls-for", CLAUSE, by="b"), (1, 0, 0, 0)),
        (evidence("a", "calls-for", TREATY), (0, 1, 0, 0)),
        (evidence("a", "calls-for", RIVER), (0, 0, 0, 0)),
        (evidence("b", "calls-for", CLAUSE), (0, 0, 0, 0)),
    ],
)
def test_each_stage_of_a_position_asks_for_more(other, found):
    first = [evidence("a", "calls-for", CLAUSE)]
    stages = ("holder and target", "position by sign", "position", "full position")
    assert tuple(counts(stage, first, [other]).first_found for stage in stages) == found


def test_a_target_is_more_than_its_slug():
    first, second = [mention((0, 5), "agreement/x")], [mention((0, 5), "collection/x")]
    assert counts("mentions", first, second) == Counts(1, 0, 1, 0)


def test_figures_follow_from_counts():
    found = Counts(first=8, first_found=6, second=10, second_found=7)
    assert (found.recall, found.precision) == (0.75, 0.7)
    assert found.f1 == pytest.approx(2 * 0.75 * 0.7 / 1.45)
    assert (Counts().recall, Counts().precision, Counts().f1) == (1, 1, 1)
    assert Counts(3, 0, 2, 0).f1 == 0
    assert Counts(3, 0, 0, 0).f1 == 0
