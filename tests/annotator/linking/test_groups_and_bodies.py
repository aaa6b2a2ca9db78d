"""Descriptions of those who talk, of authorities, alliances and governments, as agencies write them."""

import pytest

AUTHORITIES = "nagorno-karabakh-authorities"
BOTH = ("armenia", "azerbaijan")


@pytest.mark.parametrize(
    ("text", "words", "slugs"),
    [
        (
            "Sergey Lavrov spoke by phone with Jeyhun Bayramov. The two foreign policy chiefs were content.",
            "two foreign policy chiefs",
            {"sergey-lavrov", "jeyhun-bayramov"},
        ),
        (
            "Ararat Mirzoyan received Toivo Klaar. He told the guest about the road.",
            "guest",
            {"toivo-klaar"},
        ),
        (
            "The group of the three deputy prime ministers met.",
            "group of the three deputy prime ministers",
            {"trilateral-working-group"},
        ),
        (
            "The deputy prime ministers of the three countries met.",
            "deputy prime ministers",
            {"alexei-overchuk", "mher-grigoryan", "shahin-mustafayev"},
        ),
        ("Armenia and Azerbaijan met. Each side blamed the other.", "Each side", set(BOTH)),
        ("Armenia and Azerbaijan met. We expect all sides to go on.", "all sides", set(BOTH)),
        (
            "Would Vladimir Putin call his Armenian or Azerbaijani counterparts, Dmitry Peskov was asked.",
            "Armenian or Azerbaijani counterparts",
            {"nikol-pashinyan", "ilham-aliyev"},
        ),
        (
            "Moscow spoke with the representatives of Stepanakert.",
            "representatives of Stepanakert",
            {AUTHORITIES},
        ),
        (
            "The authorities of the Artsakh Republic objected.",
            "authorities of the Artsakh Republic",
            {AUTHORITIES},
        ),
        ("Nagorno-Karabakh is cut off, according to local authorities.", "local authorities", {AUTHORITIES}),
        (
            "Baku wants Karabakh’s illegal regime gone. The illegal regime must go.",
            "illegal regime",
            {AUTHORITIES},
        ),
        (
            "The work of the three deputy prime ministers goes on.",
            "work of the three deputy prime ministers",
            {"trilateral-working-group"},
        ),
        ("Yerevan may leave the Russian-led military alliance.", "Russian-led military alliance", {"csto"}),
        ("Nikol Pashinyan spoke. The government builds a road.", "government", {"armenia"}),
        ("Ilham Aliyev spoke of five principles put forward by our country.", "our country", {"azerbaijan"}),
        (
            "Aykhan Hajizada, head of the press service department of the Foreign Ministry, objected.",
            "Foreign Ministry",
            {"mfa-azerbaijan"},
        ),
        (
            "They speak of the peace treaty. The talks on the draft go on.",
            "draft",
            {"armenia-azerbaijan-peace-treaty"},
        ),
    ],
)
def test_a_description_means_those_it_describes(meaning, text, words, slugs):
    assert set(meaning(text, words) or ()) == slugs


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The flood in Georgia was great, according to local authorities.", "local authorities"),
        ("Flights between Istanbul and Yerevan ended.", "Yerevan"),
        ("The guards left Yerevan's Zvartnots airport.", "Yerevan"),
        ("Parcels of the Russian Red Cross came.", "Red Cross"),
        ("Soldiers serve there under a treaty that runs until 2044.", "treaty"),
        ("Ilham Aliyev, the president, signed it.", "president"),
        ("He leads a section of the Ministry of Foreign Affairs.", "Foreign Affairs"),
        ("Aid was escorted to Stepanakert.", "Stepanakert"),
    ],
)
def test_other_words_are_no_mention(meaning, text, words):
    assert meaning(text, words) is None
