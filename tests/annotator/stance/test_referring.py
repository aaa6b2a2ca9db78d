"""What “it”, “they”, “the deployment” or a topic put first takes up."""

from __future__ import annotations

from communique.annotator.stance.take import Take


def said(takes: list[Take]) -> list[tuple[str, str]]:
    return [(take.decision.stance, str(take.thing)) for take in takes]


def test_a_topic_put_first_is_what_the_words_are_about(takes_of):
    takes = takes_of("On the prisoners of war he was brief: they have to go home.", "sergey-lavrov")

    assert said(takes) == [("calls-for", "issue/detainees")]


def test_they_are_what_the_sentence_before_named_first(takes_of):
    text = "He was asked about the EU observers. They are doing an excellent job."

    assert ("supports", "issue/eu-monitoring-mission") in said(takes_of(text, "vahan-kostanyan"))


def test_it_at_the_head_of_a_clause_is_not_guessed(takes_of):
    text = "The Lachin corridor was mentioned. It is necessary to work."

    assert ("calls-for", "issue/lachin-corridor") not in said(takes_of(text, "sergey-lavrov"))


def test_what_is_implemented_is_the_instrument_named_before(takes_of):
    text = "The trilateral statement speaks of the Lachin corridor, and Armenia must implement it."

    stances = said(takes_of(text, "jeyhun-bayramov"))

    assert ("calls-for", "agreement/trilateral-statement-2020-11-09") in stances


def test_their_implementation_is_that_of_what_was_named(takes_of):
    text = "They confirmed the role of the trilateral statements and the need for their full implementation."

    stances = said(takes_of(text, "sergey-lavrov"))

    assert ("calls-for", "collection/trilateral-statements") in stances


def test_an_offer_of_help_is_meant_for_what_was_named_before_it(takes_of):
    text = "He called for border delimitation and confirmed the readiness of Russia to provide assistance."

    stances = said(takes_of(text, "sergey-lavrov"))

    assert stances == [
        ("calls-for", "issue/border-delimitation"),
        ("offers-to-assist", "issue/border-delimitation"),
    ]


def test_an_order_taken_up_is_the_measure_on_the_subject_it_was_named_with(takes_of):
    text = (
        "The order of the International Court of Justice of 22 February 2023 obliges Azerbaijan to ensure "
        "free movement along the Lachin corridor. Azerbaijan has not complied with it."
    )

    stances = said(takes_of(text, "nikol-pashinyan"))

    assert ("alleges-violation-of", "provision/icj-order-2023-02-22/1") in stances


def test_the_term_is_the_word_that_the_sentence_before_used(takes_of):
    text = "Baku speaks of the Zangezur corridor. Yerevan rejected the term."

    assert ("rejects", "issue/zangezur-corridor") in said(takes_of(text, "nikol-pashinyan"))


def test_its_unblocking_is_that_of_the_road_and_no_matter_of_its_own(takes_of):
    takes = takes_of("The Lachin corridor came up. Russia favours its full unblocking.", "sergey-lavrov")

    assert ("supports", "issue/lachin-corridor") in said(takes)
    assert "issue/transport-communications" not in {target for _, target in said(takes)}


def test_what_has_been_blocked_is_the_road_and_not_the_instrument(takes_of):
    text = "The trilateral statement speaks of the Lachin corridor. It has been illegally blocked."

    found = said(takes_of(text, "nikol-pashinyan"))

    assert ("criticises", "issue/lachin-corridor") in found
    assert "agreement/trilateral-statement-2020-11-09" not in {
        target for stance, target in found if stance == "criticises"
    }


def test_accusations_are_what_was_told_of_as_trouble(takes_of):
    text = "The peacekeepers stand by a blockade of the Lachin corridor. The accusations are groundless."

    assert ("denies", "issue/peacekeeping") not in said(takes_of(text, "jeyhun-bayramov"))


def test_the_extension_of_its_mandate_is_that_of_the_mission(takes_of):
    text = "The EU mission in Armenia came up. The extension of its mandate is welcome."

    assert ("supports", "issue/eu-monitoring-mission") in said(takes_of(text, "ararat-mirzoyan"))


def test_a_commission_is_no_mission(takes_of):
    text = "International observers came up. He proposed to set up a joint commission on delimitation."

    assert said(takes_of(text, "sergey-lavrov"))[-1] == ("proposes", "issue/border-delimitation")
