"""People, states and bodies whom the graph does not have: linked with the codebook's slug."""

import pytest

from communique.annotator.linking import Naming
from communique.annotator.linking.surnames import capitals_in, is_name, slug_of


def proposed(found):
    """What was proposed: slug, kind and state."""
    return [(item.slug, item.kind, item.state) for item in found.proposed]


@pytest.mark.parametrize(
    ("text", "slug", "state"),
    [
        ("Hungarian envoy Rudolf Rassendyll said Yerevan must answer.", "rudolf-rassendyll", "hungary"),
        ("Armenia's Deputy Energy Minister Rudolf Rassendyll spoke.", "rudolf-rassendyll", "armenia"),
        ("“No,” said Antonia Mauban, a senior official in Baku.", "antonia-mauban", "azerbaijan"),
        (
            "Mirzoyan met Antonia Mauban, Special Envoy of the President of France.",
            "antonia-mauban",
            "france",
        ),
        ("An aide to Aliyev, Fritz Tarlenheim, warned of risks.", "fritz-tarlenheim", "azerbaijan"),
        ("FRITZ TARLENHEIM (Armenia) rejected the charge.", "fritz-tarlenheim", "armenia"),
        ("The representative of France, ÉLODIE SAPT, was brief.", "elodie-sapt", "france"),
        ("Member of Parliament Fritz Tarlenheim criticized the plan.", "fritz-tarlenheim", None),
        (
            "Permanent Representative of Armenia to the UN Rudolf Rassendyll said so.",
            "rudolf-rassendyll",
            "armenia",
        ),
        (
            "Chairman of the Standing Committee on Foreign Relations Fritz Tarlenheim agreed.",
            "fritz-tarlenheim",
            None,
        ),
        ("Head of the Presidential Administration Antonia Mauban agreed.", "antonia-mauban", None),
        ("Hungary is willing to help, Deputy Minister Fritz Tarlenheim said.", "fritz-tarlenheim", "hungary"),
        ("Deputy Foreign Minister of Armenia Fritz Tarlenheim spoke.", "fritz-tarlenheim", "armenia"),
        ("Speaker of the Parliament of Georgia Antonia Mauban was brief.", "antonia-mauban", "georgia"),
        (
            "Ambassador-at-Large of the Republic of Armenia Rudolf Rassendyll agreed.",
            "rudolf-rassendyll",
            "armenia",
        ),
        (
            "Deputy Prime Minister of the Russian Federation Rudolf Rassendyll agreed.",
            "rudolf-rassendyll",
            "russia",
        ),
        (
            "Head of the Department of Press of the Ministry of Foreign Affairs of Russia "
            "Fritz Tarlenheim wrote.",
            "fritz-tarlenheim",
            "russia",
        ),
        ("Rudolf Rassendyll said that he would wait.", "rudolf-rassendyll", None),
        ("Rudolf Rassendyll said no. Rassendyll then left.", "rudolf-rassendyll", None),
    ],
)
def test_somebody_with_a_post_or_who_speaks_is_proposed(linked, text, slug, state):
    (person,) = [item for item in linked(text).proposed if item.kind == "person"]
    assert (person.slug, person.state) == (slug, state)


@pytest.mark.parametrize(
    "text",
    [
        "The Strelsau Times said that he lied. Zenda Weekly News wrote it, too.",
        "The Black Michael Foundation said it would help; its head hopes for peace.",
        "The captain of the Duke Strelsau said all was calm.",
        "Last September said a lot about him.",
        "Late Monday warned of rain, he said.",
        "Human Rights Watch called on both sides to wait. He agreed.",
        "Prosperous Zenda rejected the motion.",
        "Camp Zenda said nothing. He left Camp Zenda.",
        "Zenda Systems said that it does not sell there.",
        "The correspondent Lilit Tarlenheim asked why.",
        "Lavrov said so in Strelsau Square.",
        "Heydar Aliyev International Airport said that flights go on.",
    ],
)
def test_papers_ships_days_and_places_are_nobody(linked, text):
    assert [item for item in linked(text).proposed if item.kind == "person"] == []


def test_later_words_mean_the_stranger_as_they_would_mean_anybody(linked):
    text = (
        "Deputy Foreign Minister Rudolf Rassendyll of Hungary met Lavrov. Rassendyll said it went well. "
        "The deputy minister stressed that roads matter. He left. The diplomat added nothing."
    )
    found = linked(text)
    words = [text[item.span.start : item.span.end] for item in found.mentions if item.is_proposed]
    assert words == ["Rudolf Rassendyll", "Hungary", "Rassendyll", "deputy minister", "He", "diplomat"]
    assert {item.referents[0].slug for item in found.mentions if item.naming is Naming.EPITHET} == {
        "rudolf-rassendyll"
    }


def test_an_office_of_which_the_article_names_the_holder_is_held_by_them(meaning):
    text = "Hungarian Foreign Minister Rudolf Rassendyll came. The Hungarian foreign minister spoke of roads."
    assert meaning(text, "Hungarian foreign minister") == ("rudolf-rassendyll",)


def test_the_president_of_whom_somebody_is_the_envoy_did_not_come(meaning):
    text = (
        "Mirzoyan received Antonia Mauban, Special Envoy of the President of France. "
        "The sides discussed the region."
    )
    assert meaning(text, "sides") == ("ararat-mirzoyan", "antonia-mauban")


def test_strangers_stay_on_the_list_for_the_annotator(linked):
    found = linked("Hungarian envoy Rudolf Rassendyll said Yerevan must answer.")
    assert [(item.name, item.proposed_slug) for item in found.unlinked] == [
        ("Rudolf Rassendyll", "rudolf-rassendyll")
    ]


def test_nobody_known_is_proposed(linked):
    found = linked("Foreign Minister Ararat Mirzoyan said that Russia and the EU agree.")
    assert (found.proposed, [item.is_proposed for item in found.mentions]) == ((), [False] * 3)


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        ("The Hungarian foreign ministry said no.", "Hungarian foreign ministry", "mfa-hungary"),
        ("Hungary's Defence Ministry said no.", "Hungary's Defence Ministry", "ministry-of-defence-hungary"),
        (
            "The Ministry of Defense of Hungary said no.",
            "Ministry of Defense of Hungary",
            "ministry-of-defence-hungary",
        ),
        ("In Budapest, the defense ministry denied it.", "defense ministry", "ministry-of-defence-hungary"),
        ("Hungary hopes for peace.", "Hungary", "hungary"),
        ("He urged Budapest to wait.", "Budapest", "hungary"),
        ("They met in Budapest.", "Budapest", None),
        ("The Budapest process stalls.", "Budapest", None),
    ],
)
def test_states_and_bodies_that_are_plainly_named(meaning, text, words, slug):
    assert meaning(text, words) == ((slug,) if slug else None)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Hossein Amir-Abdollahian", "hossein-amir-abdollahian"),
        ("Əli Məmmədov", "ali-mammadov"),
        ("Philip T. Mauban", "philip-mauban"),
        ("Ivan Petrovich Sapt", "ivan-sapt"),
        ("Thomas de Sapt", "thomas-de-sapt"),
    ],
)
def test_slugs_are_given_and_family_name(name, slug):
    assert slug_of(name.split()) == slug


def test_runs_of_capitals_end_at_possessives_and_commas():
    sentence = "Hungary’s Deputy Minister Rudolf Rassendyll, J. Sapt and Thomas de Zenda met."
    found = [run.text(sentence) for run in capitals_in(sentence)]
    assert found == ["Hungary", "Deputy Minister Rudolf Rassendyll", "J. Sapt", "Thomas de Zenda"]
    assert not is_name(["J.", "Sapt"])


def test_a_known_person_behind_the_name_of_an_office_is_no_stranger(linked):
    text = "Head of the Department of the Presidential Administration Ararat Mirzoyan said so."
    found = linked(text)
    assert proposed(found) == []
    assert ["ararat-mirzoyan"] in [[thing.slug for thing in item.referents] for item in found.mentions]
