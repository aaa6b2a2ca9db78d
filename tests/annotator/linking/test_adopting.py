"""Who made an instrument, where and when, told in other ways than “the statement of 9 November 2020”."""

import pytest

FIRST, SECOND, THIRD, SOCHI = (
    "trilateral-statement-2020-11-09",
    "trilateral-statement-2021-01-11",
    "trilateral-statement-2021-11-26",
    "trilateral-statement-2022-10-31",
)
PRAGUE, ORDER = "prague-statement-2022-10-06", "icj-order-2023-02-22"


@pytest.mark.parametrize(
    ("text", "words", "slugs"),
    [
        ("At the talks in Sochi on 31 October 2022 a statement was adopted.", "statement", (SOCHI,)),
        (
            "After they met in Prague on October 6, 2022, the four adopted a joint statement.",
            "joint statement",
            (PRAGUE,),
        ),
        (
            "The order which the International Court of Justice issued on 22 February binds Baku.",
            "order",
            (ORDER,),
        ),
        ("Baku ignores the ruling the court handed down in February 2023.", "ruling", (ORDER,)),
        ("The statement that the three leaders signed on 9 November 2020 holds.", "statement", (FIRST,)),
        (
            "The agreements reached by the three leaders are the basis.",
            "agreements",
            ("trilateral-statements",),
        ),
        ("The war ended with a Russian-brokered truce.", "Russian-brokered truce", (FIRST,)),
        (
            "The trilateral statement of the leaders of Russia, Armenia and Azerbaijan of 11 January 2021.",
            "trilateral statement",
            (SECOND,),
        ),
        (
            "The trilateral agreements between the leaders of Russia, Azerbaijan and Armenia "
            "of November 9, 2020, January 11 and November 26, 2021 are all in force.",
            "trilateral agreements",
            (FIRST, SECOND, THIRD),
        ),
    ],
)
def test_the_instrument_is_known_by_its_making(meaning, text, words, slugs):
    assert meaning(text, words) == slugs


@pytest.mark.parametrize(
    "text",
    [
        "At the meeting in Brussels on May 14 a statement was adopted.",
        "He said in Sochi on 31 October that a statement was needed.",
        "Both called for a Russian-brokered truce.",
    ],
)
def test_an_instrument_made_elsewhere_or_not_yet_is_none(mentions, text):
    assert not [words for words, *_ in mentions(text) if "statement" in words or "truce" in words]
