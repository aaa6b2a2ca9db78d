import pytest

from communique.annotator.linking import Naming

MEETING = "Foreign Minister Ararat Mirzoyan met with Russian Foreign Minister Sergey Lavrov in Moscow. "


@pytest.mark.parametrize(
    ("text", "words", "slugs"),
    [
        (MEETING + "The sides discussed the road.", "sides", ("ararat-mirzoyan", "sergey-lavrov")),
        (
            MEETING + "Both sides stressed the need for it.",
            "Both sides",
            ("ararat-mirzoyan", "sergey-lavrov"),
        ),
        (MEETING + "The two ministers agreed.", "two ministers", ("ararat-mirzoyan", "sergey-lavrov")),
        (MEETING + "They spoke of their countries’ relations.", "countries", ("armenia", "russia")),
        (MEETING + "Lavrov pressed the conflicting sides.", "conflicting sides", ("armenia", "azerbaijan")),
        (MEETING + "Lavrov pressed the sides to comply.", "sides", ("armenia", "azerbaijan")),
        (
            "Armenia and Azerbaijan talk. The border of the two countries is long.",
            "two countries",
            ("armenia", "azerbaijan"),
        ),
        (MEETING + "The Armenian minister spoke.", "Armenian minister", ("ararat-mirzoyan",)),
        (MEETING + "The Russian diplomat spoke.", "Russian diplomat", ("sergey-lavrov",)),
        ("Lavrov met his Azerbaijani counterpart.", "Azerbaijani counterpart", ("jeyhun-bayramov",)),
        ("Aliyev met his Russian counterpart.", "Russian counterpart", ("vladimir-putin",)),
        ("The Russian foreign ministry commented. The ministry objected.", "ministry", ("mfa-russia",)),
        ("The ICJ ruled. The court was clear.", "court", ("international-court-of-justice",)),
        ("The OSCE Minsk Group met. The group was silent.", "group", ("osce-minsk-group",)),
    ],
)
def test_words_that_point_back(meaning, text, words, slugs):
    assert meaning(text, words) == slugs


def test_a_headline_speaks_of_those_whom_the_text_names(knowledge):
    from communique.annotator.linking import link
    from communique.annotator.sentences import sentences_of
    from communique.corpus.reading.article import ReadArticle, Region, RegionKind
    from communique.model import PartialDate, Span

    text = "The ministers discuss peace\n" + MEETING
    article = ReadArticle(
        text, (Region(Span(0, 27), RegionKind.HEADLINE),), published=PartialDate("2023-03-20")
    )
    first = link(article, sentences_of(article), knowledge).mentions[0]
    assert (text[first.span.start : first.span.end], [thing.slug for thing in first.referents]) == (
        "ministers",
        ["ararat-mirzoyan", "sergey-lavrov"],
    )


def pronouns(found, text):
    return [
        (text[item.span.start : item.span.end], *(thing.slug for thing in item.referents))
        for item in found.mentions
        if item.naming is Naming.PRONOUN
    ]


def test_pronouns_mean_whoever_spoke_last_and_are_never_published(linked):
    text = "Lavrov told Mirzoyan that it matters. He added that it is long. Zakharova agreed. She was brief."
    found = linked(text)
    assert pronouns(found, text) == [("He", "sergey-lavrov"), ("She", "maria-zakharova")]
    assert not any(item.is_published for item in found.mentions if item.naming is Naming.PRONOUN)


def test_a_pronoun_after_somebody_unknown_means_nobody_known(linked):
    text = "Lavrov praised the talks. Rassendyll said nothing of the kind. He left."
    assert pronouns(linked(text), text) == []


@pytest.mark.parametrize(
    "text", ["The minister left.", "Third parties left.", "The ministry left.", "The court adjourned."]
)
def test_words_that_point_at_nothing_are_no_mention(mentions, text):
    assert mentions(text) == []


def test_leaders_who_were_guests_are_spoken_of_without_their_host(meaning):
    text = (
        "European Council President Charles Michel hosted a meeting with Prime Minister Pashinyan and "
        "President Aliyev. The leaders agreed to go on."
    )
    assert meaning(text, "leaders") == ("nikol-pashinyan", "ilham-aliyev")


def test_a_secretary_of_state_is_no_foreign_minister_spoken_of_later(meaning):
    text = (
        "Antony Blinken called Jeyhun Bayramov. Bayramov said no. The Secretary of State, in turn, said yes."
    )
    assert meaning(text, "Secretary of State") == ("antony-blinken",)


@pytest.mark.parametrize(
    "words",
    [
        "heads of the foreign ministries",
        "heads of the foreign policy departments",
        "heads of diplomacy",
        "chief diplomats",
    ],
)
def test_heads_of_ministries_are_the_ministers_who_met(mentions, words):
    text = f"Sergey Lavrov, Ararat Mirzoyan and Jeyhun Bayramov met in Moscow. The {words} spoke of peace."
    assert {slug for found, *slugs in mentions(text) if found == words for slug in slugs} == {
        "sergey-lavrov",
        "ararat-mirzoyan",
        "jeyhun-bayramov",
    }


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Sergey Viktorovich", "sergey-lavrov"),
        ("Ilham Heydarovich", "ilham-aliyev"),
        ("Maria Vladimirovna", "maria-zakharova"),
        ("Nikol Vovayevich", "nikol-pashinyan"),
        ("Vladimir Vladimirovich", "vladimir-putin"),
    ],
)
def test_a_patronymic_follows_the_given_name_of_somebody_spoken_of(meaning, words, slug):
    text = (
        "Sergey Lavrov, Ilham Aliyev, Maria Zakharova, Nikol Pashinyan and Vladimir Putin came. "
        f"I informed {words} of it."
    )
    assert meaning(text, words) == (slug,)


def test_his_counterparts_are_all_the_others_who_met(meaning):
    text = (
        "Sergey Lavrov, Ararat Mirzoyan and Jeyhun Bayramov met in Moscow. Lavrov told his counterparts so."
    )
    assert set(meaning(text, "counterparts")) == {"ararat-mirzoyan", "jeyhun-bayramov"}


def test_the_ministry_is_that_of_the_sentence_before_whatever_capital_it_names(mentions):
    text = "Azerbaijan’s foreign ministry hailed the ruling against Yerevan. The ministry said no more."
    assert ("ministry", "mfa-azerbaijan") in mentions(text)


@pytest.mark.parametrize(
    "text",
    [
        "The statement of 9 November 2020 holds. The announcement of the Ministry of Defence came later.",
        "The court's order of 22 February 2023 holds. The changes in the order of admission came later.",
    ],
)
def test_words_of_somebody_elses_do_not_point_back(linked, text):
    second = text.index(". The ") + 1
    kinds = {
        thing.kind for item in linked(text).mentions if item.span.start > second for thing in item.referents
    }
    assert "agreement" not in kinds


def test_the_document_is_the_one_that_leaders_have_just_adopted(linked):
    text = "Putin met Aliyev and Pashinyan in Sochi. The document says that force must not be used."
    found = [
        item
        for item in linked(text, published="2022-11-01").mentions
        if "ocument" in text[item.span.start : item.span.end]
    ]
    assert [str(thing) for item in found for thing in item.referents] == [
        "agreement/trilateral-statement-2022-10-31"
    ]


@pytest.mark.parametrize(
    ("words", "slug"),
    [("Head of Government", "nikol-pashinyan"), ("minister of education", None)],
)
def test_posts_told_by_what_they_head(linked, words, slug):
    text = f"Pashinyan met Mirzoyan. The {words} agreed."
    start = text.index(words)
    found = [
        thing.slug for item in linked(text).mentions if item.span.start >= start for thing in item.referents
    ]
    assert found == ([slug] if slug else [])


def test_a_spokeswoman_is_no_man(linked):
    text = "Matthew Miller spoke in Washington. The spokeswoman, Maria Zakharova, disagreed."
    start = text.index("spokeswoman")
    found = [
        thing.slug for item in linked(text).mentions if item.span.start >= start for thing in item.referents
    ]
    assert "matthew-miller" not in found
