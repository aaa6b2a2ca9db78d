"""Family names that several people bear, and posts that several people hold."""

import pytest


def test_a_family_name_means_the_one_named_in_full(mentions):
    text = "Mher Grigoryan met Shahin Mustafayev. Grigoryan was calm."
    assert mentions(text)[-1] == ("Grigoryan", "mher-grigoryan")
    assert mentions(text.replace("Mher", "Armen"))[-1] == ("Grigoryan", "armen-grigoryan")


def test_a_family_name_that_nobody_was_named_with_means_nobody(mentions):
    assert mentions("Grigoryan was calm.") == []


def test_of_two_with_one_family_name_the_last_is_meant(mentions):
    text = "Armen Grigoryan left. Mher Grigoryan came. Grigoryan was calm."
    assert mentions(text)[-1] == ("Grigoryan", "mher-grigoryan")


def test_a_state_before_a_family_name_is_no_given_name(meaning):
    assert meaning("Azerbaijan's Bayramov left.", "Bayramov") == ("jeyhun-bayramov",)


@pytest.mark.parametrize(
    ("text", "words", "slugs"),
    [
        (
            "The deputy prime ministers of Armenia, Azerbaijan and Russia met.",
            "deputy prime ministers",
            ("mher-grigoryan", "shahin-mustafayev", "alexei-overchuk"),
        ),
        ("Alexei Overchuk spoke. The deputy premier was calm.", "deputy premier", ("alexei-overchuk",)),
        (
            "Mher Grigoryan and Alexei Overchuk spoke. The Russian deputy prime minister was calm.",
            "Russian deputy prime minister",
            ("alexei-overchuk",),
        ),
    ],
)
def test_deputies_are_those_who_were_named(meaning, text, words, slugs):
    assert meaning(text, words) == slugs


def test_the_ministers_of_a_joint_text_are_those_of_its_headline(knowledge):
    from communique.annotator.linking import link
    from communique.annotator.sentences import sentences_of
    from communique.corpus.reading.article import ReadArticle, Region, RegionKind
    from communique.model import PartialDate, Span

    head = "Joint statement of Foreign Ministers Sergey Lavrov and Ararat Mirzoyan"
    text = f"{head}\n\nThe Ministers praised the relations between the two countries."
    article = ReadArticle(
        text, (Region(Span(0, len(head)), RegionKind.HEADLINE),), published=PartialDate("2022-06-10")
    )
    found = {
        text[item.span.start : item.span.end]: [thing.slug for thing in item.referents]
        for item in link(article, sentences_of(article), knowledge).mentions
    }
    assert found["Ministers"] == ["sergey-lavrov", "ararat-mirzoyan"]
    assert sorted(found["two countries"]) == ["armenia", "russia"]


def test_two_countries_are_those_in_conflict_where_a_third_speaks(meaning):
    text = "The United States told Azerbaijan that it backs talks between the two countries."
    assert meaning(text, "two countries") == ("armenia", "azerbaijan")
