import pytest


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        ("The Russian foreign minister left.", "Russian foreign minister", "sergey-lavrov"),
        ("Armenia’s top diplomat left.", "Armenia’s top diplomat", "ararat-mirzoyan"),
        ("The top Russian diplomat left.", "top Russian diplomat", "sergey-lavrov"),
        ("The Azerbaijani leader left.", "Azerbaijani leader", "ilham-aliyev"),
        ("The Armenian premier left.", "Armenian premier", "nikol-pashinyan"),
        ("The head of Azerbaijani diplomacy left.", "head of Azerbaijani diplomacy", "jeyhun-bayramov"),
        ("The US secretary of state left.", "US secretary of state", "antony-blinken"),
        (
            "The president of the European Council left.",
            "president of the European Council",
            "charles-michel",
        ),
        (
            "The Minister of Foreign Affairs of the Republic of Armenia left.",
            "Minister of Foreign Affairs",
            "ararat-mirzoyan",
        ),
        (
            "The Russian Foreign Ministry's spokeswoman left.",
            "Russian Foreign Ministry's spokeswoman",
            "maria-zakharova",
        ),
        (
            "It has to seek peace with Azerbaijan, Russia’s foreign minister said.",
            "Russia’s foreign minister",
            "sergey-lavrov",
        ),
    ],
)
def test_an_office_is_whoever_held_it(meaning, text, words, slug):
    assert meaning(text, words) == (slug,)


def test_the_day_decides_who_held_it(meaning):
    text = "The Armenian foreign minister left."
    assert meaning(text, "Armenian foreign minister", "2020-10-12") == ("zohrab-mnatsakanyan",)
    assert meaning(text, "Armenian foreign minister", "2021-06-01") is None


@pytest.mark.parametrize(
    "text",
    [
        "The Armenian deputy foreign minister left.",
        "The former Armenian president left.",
        "The Hungarian foreign minister left.",
    ],
)
def test_deputies_predecessors_and_unknown_offices_mean_nobody_known(mentions, text):
    assert mentions(text) == []


def test_an_office_right_before_the_name_of_another_is_not_its_own_mention(mentions):
    text = "After talks with the Armenian foreign minister, Lavrov flew home."
    assert mentions(text) == [("Armenian foreign minister", "ararat-mirzoyan"), ("Lavrov", "sergey-lavrov")]


def test_plural_offices_are_one_mention_for_each(mentions):
    assert mentions("The leaders of Armenia, Azerbaijan and Russia met.") == [
        ("leaders", "nikol-pashinyan", "ilham-aliyev", "vladimir-putin"),
        ("Armenia", "armenia"),
        ("Azerbaijan", "azerbaijan"),
        ("Russia", "russia"),
    ]
    assert mentions("The Armenian and Azerbaijani foreign ministers met.") == [
        ("Armenian and Azerbaijani foreign ministers", "ararat-mirzoyan", "jeyhun-bayramov")
    ]


def test_titles_before_two_names_are_none(mentions):
    text = "He met his Armenian and Azerbaijani counterparts Ararat Mirzoyan and Jeyhun Bayramov."
    assert mentions(f"Lavrov spoke. {text}")[1:] == [
        ("Ararat Mirzoyan", "ararat-mirzoyan"),
        ("Jeyhun Bayramov", "jeyhun-bayramov"),
    ]


def test_without_a_day_of_publication_the_latest_day_told_decides(meaning):
    text = "On 12 October 2020 the Armenian foreign minister left."
    assert meaning(text, "Armenian foreign minister", None) == ("zohrab-mnatsakanyan",)
