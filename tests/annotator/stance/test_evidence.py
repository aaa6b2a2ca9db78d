from __future__ import annotations

from communique.annotator.stance.evidence import evidence_of

TEXT = (
    "Lavrov said Moscow is ready to assist in unblocking transport routes, border delimitation and the peace "
    "treaty."
)


def spans(takes):
    return {
        str(take.thing): TEXT[(span := evidence_of(take, takes, TEXT)).start : span.end] for take in takes
    }


def test_of_several_targets_each_ones_evidence_ends_with_it(takes_of):
    found = spans(takes_of(TEXT, "sergey-lavrov"))

    assert found["issue/transport-communications"].endswith("unblocking transport routes")
    assert found["issue/border-delimitation"].endswith("border delimitation")
    assert found["agreement/armenia-azerbaijan-peace-treaty"] == TEXT


def test_of_a_long_statement_the_sentence_with_the_target_is_enough(takes_of):
    text = "This was a long day for all of us. We support the peace process. It is late now."
    (take,) = takes_of(text, "antony-blinken", "direct-quotation")

    span = evidence_of(take, [take], text)
    assert text[span.start : span.end] == "We support the peace process."
