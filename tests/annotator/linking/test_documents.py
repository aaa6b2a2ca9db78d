"""Further ways in which news names instruments: by place, month or makers, or as still to be signed."""

import pytest

NINTH = "trilateral-statement-2020-11-09"
TREATY = "armenia-azerbaijan-peace-treaty"
DECLARATION = "alma-ata-declaration-1991-12-21"


@pytest.mark.parametrize(
    ("text", "words", "slugs"),
    [
        (
            "He cited the statement adopted in Sochi on November 26, 2021.",
            "statement adopted in Sochi on November 26, 2021",
            ("trilateral-statement-2021-11-26",),
        ),
        (
            "He cited the statement signed on the night of November 10, 2020 by the leaders.",
            "statement signed on the night of November 10, 2020",
            (NINTH,),
        ),
        ("He cited the Moscow-brokered ceasefire deal.", "Moscow-brokered ceasefire deal", (NINTH,)),
        (
            "He cited the Prague statement of last October.",
            "Prague statement of last October",
            ("prague-statement-2022-10-06",),
        ),
        (
            "He cited the Prague and Sochi agreements.",
            "Prague and Sochi agreements",
            ("prague-statement-2022-10-06", "trilateral-statement-2022-10-31"),
        ),
        (
            "He cited the statements on Nagorno-Karabakh of November 9, 2020 and January 11, 2021.",
            "statements on Nagorno-Karabakh of November 9, 2020 and January 11, 2021",
            (NINTH, "trilateral-statement-2021-01-11"),
        ),
        ("He cited the three leaders' agreements on Karabakh.", "agreements", ("trilateral-statements",)),
        ("He cited the three statements.", "three statements", ("trilateral-statements",)),
        ("He cited the Hague orders.", "Hague orders", ("icj-orders-armenia-v-azerbaijan",)),
        ("He cited the February order.", "February order", ("icj-order-2023-02-22",)),
        ("He cited the order of 22 February.", "order of 22 February", ("icj-order-2023-02-22",)),
        ("He cited the measures of Dec. 7, 2021.", "measures of Dec. 7, 2021", ("icj-order-2021-12-07",)),
        ("He cited the ruling of the world court.", "ruling", ("icj-order-2023-02-22",)),
        (
            "He cited the Treaty of Friendship, Cooperation and Mutual Assistance of August 29, 1997.",
            "Treaty of Friendship, Cooperation and Mutual Assistance of August 29, 1997",
            ("armenia-russia-friendship-treaty-1997-08-29",),
        ),
        ("He cited the Soviet military maps of 1975.", "Soviet military maps of 1975", ("map-1975",)),
        ("He cited the General Staff map from 1975.", "General Staff map from 1975", ("map-1975",)),
    ],
)
def test_an_instrument_by_all_that_is_said_of_it(meaning, text, words, slugs):
    assert meaning(text, words) == slugs


def test_a_point_of_the_leaders_statement_is_one_mention(mentions):
    text = "Point 4 of the three leaders' statement of November 2021 says so."
    assert mentions(text, "2024-05-12") == [
        ("Point 4 of the three leaders' statement of November 2021", "trilateral-statement-2021-11-26/4")
    ]


def test_an_old_agreement_is_not_called_by_its_day_alone(meaning):
    assert meaning("He defended the deal of April 19.", "deal of April 19", "2024-04-26") is None


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        (
            "He cited the Alma-Ata Declaration and the trilateral statement. The Declaration is clear.",
            "Declaration",
            DECLARATION,
        ),
        (
            "He cited the peace treaty and the trilateral statement. They want to finalize the agreement.",
            "agreement",
            TREATY,
        ),
        ("He cited the peace treaty. Much of its text is agreed on.", "text", TREATY),
    ],
)
def test_the_word_tells_which_of_those_named_before_is_meant(meaning, text, words, slug):
    assert meaning(text, words) == (slug,)


def test_an_agreement_is_no_declaration_of_old(meaning):
    assert meaning("He cited the Alma-Ata Declaration. He praised the agreement.", "agreement") is None


def test_the_decision_of_which_the_news_tells_is_the_one_just_made(meaning):
    text = (
        "The International Court of Justice upheld the order of 22 February. Yerevan welcomed the decision."
    )
    assert meaning(text, "decision", "2023-07-07") == ("icj-order-2023-07-06",)
    assert meaning(text, "decision", "2023-08-07") == ("icj-order-2023-02-22",)
