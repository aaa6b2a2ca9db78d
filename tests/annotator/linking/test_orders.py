"""Orders of the Court in two cases, made on one day: which of them the words mean."""

import pytest

IN_ARMENIAS_CASE = "icj-order-2021-12-07"
IN_AZERBAIJANS_CASE = "icj-order-azerbaijan-v-armenia-2021-12-07"
NEWS = "On Tuesday the International Court of Justice ordered Azerbaijan to protect the captives. "


@pytest.mark.parametrize(
    ("sentence", "words", "slug"),
    [
        ("Baku hailed the order against Yerevan.", "order", IN_AZERBAIJANS_CASE),
        ("Yerevan spoke of the ruling against Azerbaijan.", "ruling", IN_ARMENIAS_CASE),
        ("Baku quoted the order addressed to Armenia.", "order", IN_AZERBAIJANS_CASE),
        ("The order in Azerbaijan v. Armenia was shorter.", "order", IN_AZERBAIJANS_CASE),
        ("The ruling in the case brought by Armenia was longer.", "ruling", IN_ARMENIAS_CASE),
        ("The order sought by Azerbaijan was shorter.", "order", IN_AZERBAIJANS_CASE),
        (
            "In a separate ruling, the Court told Armenia to prevent incitement.",
            "separate ruling",
            IN_AZERBAIJANS_CASE,
        ),
        (
            "In a parallel order the judges instructed Yerevan to punish incitement.",
            "parallel order",
            IN_AZERBAIJANS_CASE,
        ),
    ],
)
def test_an_order_is_that_of_the_case_in_which_it_binds_the_state_named(meaning, sentence, words, slug):
    assert meaning(NEWS + sentence, words, "2021-12-08") == (slug,)


def test_who_welcomes_an_order_means_that_of_its_own_case(mentions):
    text = (
        f"{NEWS}In a separate ruling, the Court told Armenia to prevent incitement. "
        "Armenia’s foreign ministry welcomed the decision."
    )
    assert ("decision", IN_ARMENIAS_CASE) in mentions(text, "2021-12-08")


def test_an_agreement_of_another_day_or_on_something_else_is_none_spoken_of_before(mentions):
    text = (
        "They cited the trilateral statement of 9 November 2020. He praised the agreement on Tavush. "
        "He praised the joint statement of December 7."
    )
    found = [words for words, *_ in mentions(text, "2024-04-22")]
    assert "agreement" not in found
    assert "joint statement of December 7" not in found


@pytest.mark.parametrize(
    "words",
    [
        "maps of the Soviet General Staff",
        "maps of the General Staff of the USSR",
        "Soviet military maps of 1975",
        "maps drawn up by the Soviet General Staff",
        "General Staff maps",
    ],
)
def test_the_maps_go_by_their_makers_as_well_as_by_their_year(mentions, words):
    found = mentions(f"He proposed drawing on the {words} for the delimitation.", "2022-11-24")
    assert [slugs for text, *slugs in found if text in words and "map" in text] == [["map-1975"]]


@pytest.mark.parametrize(
    "words",
    [
        "trilateral agreements of 2020–2022",
        "trilateral statements of 2020-2022",
        "trilateral statements signed in 2020–22",
        "trilateral agreements from 2020 to 2022",
    ],
)
def test_years_between_which_statements_were_made_belong_to_the_mention(meaning, words):
    assert meaning(f"He stood by the {words}.", words, "2023-01-10") == ("trilateral-statements",)


@pytest.mark.parametrize(
    "words",
    ["United Nations’ highest court", "UN’s top court", "top UN court", "world’s highest court"],
)
def test_the_court_goes_by_its_rank(meaning, words):
    assert meaning(f"The {words} will rule on Tuesday.", words) == ("international-court-of-justice",)
