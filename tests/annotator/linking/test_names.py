from itertools import pairwise

import pytest

from communique.annotator.linking import Naming


def test_names_go_without_titles_and_articles(mentions):
    text = (
        "Armenian Foreign Minister Ararat Mirzoyan met Russia’s Foreign Minister Sergei Lavrov. "
        "The European Union welcomed it."
    )
    assert mentions(text) == [
        ("Ararat Mirzoyan", "ararat-mirzoyan"),
        ("Sergei Lavrov", "sergey-lavrov"),
        ("European Union", "european-union"),
    ]


def test_the_state_in_a_title_is_none_but_one_after_of_is(mentions):
    text = (
        "President of Azerbaijan Ilham Aliyev called. Nikol Pashinyan, the prime minister of Armenia, agreed."
    )
    assert mentions(text) == [
        ("Azerbaijan", "azerbaijan"),
        ("Ilham Aliyev", "ilham-aliyev"),
        ("Nikol Pashinyan", "nikol-pashinyan"),
        ("Armenia", "armenia"),
    ]


def test_a_possessive_is_cut_off(mentions):
    assert mentions("Armenia's position and Lavrov’s words differ.") == [
        ("Armenia", "armenia"),
        ("Lavrov", "sergey-lavrov"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Heydar Aliyev founded the school.",  # another bearer of the name
        "They gave us a flag, and the west wind blew.",  # “us”, “west”: no names
        "The Moscow-brokered talks are dead for pro-Russia circles.",
        "US lawmakers said nothing.",
        "The Security Council of Armenia met.",
        "It costs less than the Armenian border.",
    ],
)
def test_what_only_looks_like_a_name_is_none(mentions, text):
    assert mentions(text) == []


def test_two_capitals_with_a_hyphen_are_two_sides(mentions):
    assert mentions("Lavrov praised the Yerevan-Baku talks.") == [
        ("Lavrov", "sergey-lavrov"),
        ("Yerevan", "armenia"),
        ("Baku", "azerbaijan"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Baku insists on the road.", "Baku"),
        ("Official Yerevan did not answer.", "Yerevan"),
        ("The demands of Baku are known.", "Baku"),
        ("He gave the proposals to Yerevan.", "Yerevan"),
        ("Talks between Baku and Stepanakert stalled.", "Stepanakert"),
        ("They are priorities for Moscow.", "Moscow"),
    ],
)
def test_a_capital_that_acts_is_a_side(linked, text, words):
    found = {text[item.span.start : item.span.end]: item.naming for item in linked(text).mentions}
    assert found[words] is Naming.METONYM


@pytest.mark.parametrize(
    "text",
    [
        "They met in Moscow.",
        "Talks were held in Moscow, Brussels and Washington.",
        "He flew from Yerevan to Baku.",
        "He paid a visit to Baku.",
        "BAKU, July 26. It is hot.",
        "YEREVAN (Agency) — It is hot.",
        "The Moscow talks ended.",
        "The capital Baku is large.",
    ],
)
def test_a_capital_where_something_is_is_a_place(mentions, text):
    assert mentions(text) == []


@pytest.mark.parametrize(
    ("text", "words", "slugs"),
    [
        ("The Armenian side objected.", "Armenian side", ("armenia",)),
        (
            "Both the Armenian and Azerbaijani governments agreed.",
            "Armenian and Azerbaijani governments",
            ("armenia", "azerbaijan"),
        ),
        ("The Government of Azerbaijan agreed.", "Government of Azerbaijan", ("azerbaijan",)),
        ("The Azerbaijani MFA said so.", "Azerbaijani MFA", ("mfa-azerbaijan",)),
        (
            "The Ministry of Foreign Affairs of Russia said so.",
            "Ministry of Foreign Affairs of Russia",
            ("mfa-russia",),
        ),
        (
            "He spoke of the residents of Nagorno Karabakh.",
            "residents of Nagorno Karabakh",
            ("nagorno-karabakh-armenians",),
        ),
        (
            "The leadership of Artsakh objected.",
            "leadership of Artsakh",
            ("nagorno-karabakh-authorities",),
        ),
        (
            "It asks for a dialogue between Nagorno-Karabakh and Azerbaijan.",
            "Nagorno-Karabakh",
            ("nagorno-karabakh-authorities",),
        ),
        ("The UN's top court ruled.", "UN's top court", ("international-court-of-justice",)),
        ("The collective West interferes.", "West", ("western-countries",)),
        (
            "Russian peacekeeping troops stood by.",
            "Russian peacekeeping troops",
            ("russian-peacekeeping-contingent",),
        ),
    ],
)
def test_descriptions_of_sides_and_bodies(meaning, text, words, slugs):
    assert meaning(text, words) == slugs


def test_unknown_names_next_to_a_verb_of_saying_are_kept_apart(linked):
    text = "Rassendyll said Yerevan must answer."
    found = linked(text)
    assert [(text[item.span.start : item.span.end], item.proposed_slug) for item in found.unlinked] == [
        ("Rassendyll", None)
    ]
    assert [text[item.span.start : item.span.end] for item in found.mentions] == ["Yerevan"]


def test_mentions_lie_in_the_text_in_order_and_do_not_nest(linked):
    text = (
        "The Russian foreign ministry said the ICJ ruling on the Lachin corridor binds Azerbaijan and the EU."
    )
    spans = [item.span for item in linked(text).mentions]
    assert spans == sorted(spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_an_initial_belongs_to_the_name(mentions):
    assert mentions("Prime Minister N. Pashinyan called.") == [("N. Pashinyan", "nikol-pashinyan")]


def test_the_town_of_a_ministry_tells_whose_it_is(mentions):
    assert mentions("In Yerevan, the foreign ministry objected.") == [
        ("Yerevan", "armenia"),
        ("foreign ministry", "mfa-armenia"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Armenia, " * 300,
        "Armenian and " * 300,
        "Lavrov " + "once again " * 300,
        "statement signed between " * 200,
        "minister of foreign affairs of " * 100,
        "point 1, 2, 3, " * 200,
        "İstanbul said İ" * 100,
    ],
)
def test_hostile_text_is_read_to_its_end(linked, text):
    spans = [item.span for item in linked(text).mentions]
    assert spans == sorted(spans)
    assert all(span.end <= len(text) for span in spans)


@pytest.mark.parametrize("region", ["Latin America", "Western Azerbaijan", "North America"])
def test_a_region_is_not_the_state_in_its_name(linked, region):
    text = f"He spoke of {region} and then left."
    assert [item for item in linked(text).mentions if item.span.start >= text.index(region)] == []
