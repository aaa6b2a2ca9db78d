"""Dates in a sentence that are not those of its words: of a release, of talks, of a statement answered."""

import pytest

NEWS = "A headline\n\nForeign Minister Jeyhun Bayramov is holding a press conference in Baku today.\n\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "The release of servicemen on December 13 was an important step, the minister noted.",
        "The court that met on December 13 was in error, Jeyhun Bayramov said.",
        "Jeyhun Bayramov informed Sergey Lavrov about the results of the meeting in Brussels on December 13.",
        "Jeyhun Bayramov told reporters about the outcome of the talks in Tehran on December 13.",
        "According to Jeyhun Bayramov, servicemen went home on December 13.",
        "Servicemen went home on December 13, according to Jeyhun Bayramov.",
    ],
)
def test_a_date_of_what_is_spoken_of_is_not_that_of_the_words(timed, sentence):
    timing = timed(NEWS + sentence, "2023-12-26")
    last = len(timing.clock.sentences) - 1
    assert timing.occasion([last], ["jeyhun-bayramov"]).date.text == "2023-12-26"


def test_the_day_of_a_statement_that_is_answered_is_not_the_day_of_the_news(timed):
    text = (
        "The claims of the French Foreign Ministry are rejected, Aykhan Hajizada said in reply to media. "
        "In the statement, issued on Tuesday, the ministry accused Baku. “It is not so,” Hajizada said."
    )
    timing = timed(text, "2024-03-13")
    assert timing.occasion([0], ["aykhan-hajizada"]).date.text == "2024-03-13"
    assert timing.occasion([1], ["mfa-france"]).date.text == "2024-03-12"
    assert timing.occasion([2], ["aykhan-hajizada"]).date.text == "2024-03-13"


def test_the_day_of_an_attack_is_not_the_day_of_the_words_about_it(timed):
    text = (
        "YEREVAN, SEPTEMBER 28. Ararat Mirzoyan had a telephone conversation with Sergey Lavrov.\n\n"
        "During the talk Mirzoyan briefed Lavrov on the results of the aggression against the territory of "
        "Armenia on September 13-14, calling for a firm response."
    )
    timing = timed(text, "2022-09-28")
    last = len(timing.clock.sentences) - 1
    assert timing.occasion([last], ["ararat-mirzoyan"]).date.text == "2022-09-28"
