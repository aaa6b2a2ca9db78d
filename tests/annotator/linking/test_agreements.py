import pytest

NINTH = "trilateral-statement-2020-11-09"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He cited the November 9, 2020 trilateral statement.", "November 9, 2020 trilateral statement"),
        ("He cited the statement signed on 10 November 2020.", "statement signed on 10 November 2020"),
        ("He cited the declaration of November 9.", "declaration of November 9"),
        ("He cited the ceasefire deal of 2020.", "ceasefire deal of 2020"),
        ("He cited the Russian-brokered ceasefire agreement.", "Russian-brokered ceasefire agreement"),
        ("He cited the November statement.", "November statement"),
        ("He cited the tripartite agreement.", "tripartite agreement"),
        ("He cited the 10.11.2020 statement.", "10.11.2020 statement"),
        (
            "He cited the agreement signed between the leaders of Armenia, Azerbaijan and Russia.",
            "agreement",
        ),
        ("He cited the statement of the three leaders.", "statement"),
        ("He cited the deal signed by Pashinyan, Aliyev and Putin.", "deal"),
        (
            "He cited the trilateral declaration of the leaders of Russia and Armenia on 9 November.",
            "trilateral declaration",
        ),
    ],
)
def test_one_statement_goes_by_many_names(meaning, text, words):
    assert meaning(text, words) == (NINTH,)


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        (
            "He cited the Almaty Declaration of 1991.",
            "Almaty Declaration of 1991",
            "alma-ata-declaration-1991-12-21",
        ),
        (
            "He cited the 1991 declaration signed by the former republics in Alma-Ata.",
            "1991 declaration",
            "alma-ata-declaration-1991-12-21",
        ),
        ("He cited the Prague agreements.", "Prague agreements", "prague-statement-2022-10-06"),
        (
            "He cited the Sochi statement of October 31.",
            "Sochi statement of October 31",
            "trilateral-statement-2022-10-31",
        ),
        ("He cited the January 11 statement.", "January 11 statement", "trilateral-statement-2021-01-11"),
        ("He cited the Minsk agreements.", "Minsk agreements", "minsk-agreements"),
        (
            "He cited the agreement between Belgrade and Pristina.",
            "agreement",
            "brussels-agreement-2013-04-19",
        ),
        (
            "He cited the 1997 treaty of friendship, cooperation and mutual assistance.",
            "1997 treaty of friendship, cooperation and mutual assistance",
            "armenia-russia-friendship-treaty-1997-08-29",
        ),
        (
            "He hopes for an Armenian-Azerbaijani peace deal.",
            "Armenian-Azerbaijani peace deal",
            "armenia-azerbaijan-peace-treaty",
        ),
        ("They may sign a treaty by the end of the year.", "treaty", "armenia-azerbaijan-peace-treaty"),
        (
            "He cited resolutions 822, 853, 874 and 884 (1993).",
            "resolutions 822, 853, 874 and 884 (1993)",
            "unsc-resolutions-1993",
        ),
        ("He cited the 1975 maps.", "1975 maps", "map-1975"),
    ],
)
def test_other_instruments(meaning, text, words, slug):
    assert meaning(text, words) == (slug,)


@pytest.mark.parametrize(
    ("text", "words", "published", "slug"),
    [
        ("He recalled the ICJ order.", "ICJ order", "2022-01-10", "icj-order-2021-12-07"),
        ("He recalled the ICJ order.", "ICJ order", "2023-03-20", "icj-order-2023-02-22"),
        # in July the court changed nothing; the order people speak of is still that of February
        ("He recalled the ICJ order.", "ICJ order", "2023-08-20", "icj-order-2023-02-22"),
        (
            "He recalled the order of 6 July 2023.",
            "order of 6 July 2023",
            "2023-08-20",
            "icj-order-2023-07-06",
        ),
        (
            "He recalled the recent ruling of the UN's top court.",
            "recent ruling",
            "2023-12-01",
            "icj-order-2023-11-17",
        ),
        (
            "He recalled the ruling of the World Court on the Lachin corridor.",
            "ruling",
            "2023-12-01",
            "icj-order-2023-02-22",
        ),
        (
            "He recalled the Sochi statement.",
            "Sochi statement",
            "2022-03-01",
            "trilateral-statement-2021-11-26",
        ),
        (
            "He recalled the Sochi statement.",
            "Sochi statement",
            "2023-03-01",
            "trilateral-statement-2022-10-31",
        ),
        ("He recalled the trilateral statement.", "trilateral statement", "2023-03-01", NINTH),
    ],
)
def test_the_day_decides_which_of_several_is_meant(meaning, text, words, published, slug):
    assert meaning(text, words, published) == (slug,)


def test_nothing_adopted_later_can_be_meant(mentions):
    assert mentions("He cited the Prague statement.", "2022-09-01") == []
    assert mentions("He cited the November 9, 2020 statement.", "2020-10-01") == []


def test_a_date_that_fits_nothing_names_nothing_known(mentions):
    assert mentions("He cited the trilateral statement of 3 March 2021.") == []


def test_plurals_mean_the_collection_and_listed_dates_each_one(meaning):
    assert meaning("The trilateral statements hold.", "trilateral statements") == ("trilateral-statements",)
    assert meaning("The orders of the International Court of Justice hold.", "orders") == (
        "icj-orders-armenia-v-azerbaijan",
    )
    text = "The statements of 9 November 2020 and 11 January 2021 hold."
    assert meaning(text, "statements of 9 November 2020 and 11 January 2021") == (
        NINTH,
        "trilateral-statement-2021-01-11",
    )


def test_a_mention_ends_before_another_actor(mentions):
    assert mentions("The orders of the International Court of Justice hold.") == [
        ("orders", "icj-orders-armenia-v-azerbaijan"),
        ("International Court of Justice", "international-court-of-justice"),
    ]
    assert mentions("The peace treaty between Armenia and Azerbaijan is near.") == [
        ("peace treaty", "armenia-azerbaijan-peace-treaty"),
        ("Armenia", "armenia"),
        ("Azerbaijan", "azerbaijan"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "slugs"),
    [
        (
            "Point 6 of the trilateral statement holds.",
            "Point 6 of the trilateral statement",
            (f"{NINTH}/6",),
        ),
        (
            "Article nine of the November 9 statement holds.",
            "Article nine of the November 9 statement",
            (f"{NINTH}/9",),
        ),
        (
            "Clauses 6 and 9 of the 2020 statement hold.",
            "Clauses 6 and 9 of the 2020 statement",
            (f"{NINTH}/6", f"{NINTH}/9"),
        ),
        (
            "The fourth paragraph of the November 9 statement holds.",
            "fourth paragraph of the November 9 statement",
            (f"{NINTH}/4",),
        ),
        ("He cited the November 9 statement. Armenia violates point 4.", "point 4", (f"{NINTH}/4",)),
    ],
)
def test_numbered_parts_are_provisions(meaning, text, words, slugs):
    assert meaning(text, words) == slugs


def test_a_number_that_the_instrument_lacks_is_no_provision(meaning):
    assert meaning("Point 12 of the November 9 statement holds.", "November 9 statement") == (NINTH,)


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        (
            "He cited the Alma-Ata Declaration. The declaration is valid.",
            "declaration",
            "alma-ata-declaration-1991-12-21",
        ),
        ("He cited the trilateral statement. This document is valid.", "document", NINTH),
        ("The International Court of Justice ruled. The ruling binds.", "ruling", "icj-order-2023-02-22"),
    ],
)
def test_a_bare_noun_points_back(meaning, text, words, slug):
    assert meaning(text, words) == (slug,)


@pytest.mark.parametrize(
    "text",
    [
        "He cited the trilateral statement. The statement said nothing new, the ministry wrote.",
        "He cited the trilateral statement. In the statement the ministry spoke of roads.",
        "He cited the trilateral statement. A statement was expected.",
        "He cited the trilateral statement. They keep the ceasefire regime.",
    ],
)
def test_a_press_statement_and_a_ceasefire_are_no_instruments(mentions, text):
    assert [words for words, *_ in mentions(text)] == ["trilateral statement"]


def test_further_listed_dates_may_leave_out_the_year(meaning):
    words = "agreements of November 9, 2020, January 11 and November 26, 2021"
    assert meaning(f"He recalled the {words}.", words) == (
        NINTH,
        "trilateral-statement-2021-01-11",
        "trilateral-statement-2021-11-26",
    )


def test_two_places_mean_two_instruments(meaning):
    words = "agreements reached in Prague and Sochi"
    assert meaning(f"He recalled the {words}.", words) == (
        "prague-statement-2022-10-06",
        "trilateral-statement-2022-10-31",
    )


def test_what_ended_the_war_is_the_statement(meaning):
    text = "He recalled the agreement that ended six weeks of fighting."
    assert meaning(text, "agreement") == (NINTH,)
