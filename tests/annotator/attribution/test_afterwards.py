"""Sentences whose speaker is named only in the one behind them."""

import pytest

from communique.annotator.attribution import Rendering

ROAD = "The road must be reopened without delay."


def held(statements, text, words):
    """Who holds some words."""
    start = text.index(words)
    return {
        holder
        for item in statements
        for holder in item.holders
        if item.content.start <= start and start + len(words) <= item.content.end
    }


@pytest.mark.parametrize(
    "telling",
    [
        "Foreign Minister of Armenia Ararat Mirzoyan stated this at a briefing.",
        "Mirzoyan said this during Thursday's session of the government.",
        "Mirzoyan told reporters about this in Brussels.",
        "Mirzoyan noted about it on Monday.",
        "This was stated by Ararat Mirzoyan in an interview with a newspaper.",
        "The remarks were made by Ararat Mirzoyan in parliament.",
        "The statement came from Ararat Mirzoyan.",
        "Ararat Mirzoyan made the statement at a forum.",
        "About this, Ararat Mirzoyan wrote on his page.",
        "That is what Ararat Mirzoyan told lawmakers.",
    ],
)
def test_this_means_the_sentence_before(either, telling):
    text = f"{ROAD} {telling}"
    statements = either(text)
    assert held(statements, text, ROAD) == {"ararat-mirzoyan"}
    told = next(item for item in statements if item.content.start == 0)
    assert text[told.span.start : told.span.end] == text  # the evidence lets a reader check who holds it
    assert told.sentences == (0, 1)
    assert told.rendering is Rendering.INDIRECT_SPEECH


def test_this_means_all_sentences_before_it_that_have_no_speaker(either):
    text = f"The blockade continues. {ROAD} Mirzoyan said this at a briefing."
    assert held(either(text), text, "The blockade continues.") == {"ararat-mirzoyan"}


def test_this_may_stand_in_a_paragraph_of_its_own(either):
    text = f"{ROAD}\n\nMirzoyan said this at a briefing."
    assert held(either(text), text, ROAD) == {"ararat-mirzoyan"}


def test_what_somebody_else_says_is_not_meant(either):
    text = f"Bayramov said that the road is open. {ROAD} Mirzoyan said this at a briefing."
    assert held(either(text), text, "the road is open") == {"jeyhun-bayramov"}


def test_the_deeds_of_a_state_are_no_words_of_it(either):
    text = "Azerbaijan continues to ignore the order of the court. Mirzoyan said this at a briefing."
    assert held(either(text), text, "the order of the court") == {"ararat-mirzoyan"}


def test_a_speaker_without_a_name_is_not_replaced(either):
    text = "Azerbaijan continues to ignore the order. A political analyst in Yerevan said this on Monday."
    assert held(either(text), text, "ignore the order") == set()


@pytest.mark.parametrize(
    "telling",
    [
        "Mirzoyan said this is unacceptable.",
        "Mirzoyan said that it was a breach of the agreement.",
        "Mirzoyan noted that road works go on.",
        "Mirzoyan said this conflict has to end.",
        "It was stressed that Mirzoyan and Lavrov would meet.",
        "It was noted by Mirzoyan that the talks would go on.",
    ],
)
def test_this_may_begin_a_clause_of_its_own(either, telling):
    text = f"{ROAD} {telling}"
    assert held(either(text), text, ROAD) == set()
