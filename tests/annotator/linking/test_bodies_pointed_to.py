"""Bodies without their names: “the Foreign Ministry”, “the mission”, “told the parliament”, “the bench”."""

import pytest

COURT = "international-court-of-justice"
MISSION = "eu-mission-in-armenia"


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        (
            "The mood in Yerevan was calm. The Foreign Ministry said nothing.",
            "Foreign Ministry",
            "mfa-armenia",
        ),
        (
            "From the Azerbaijani capital, the Foreign Ministry objected.",
            "Foreign Ministry",
            "mfa-azerbaijan",
        ),
        ("Yerevan’s Foreign Ministry objected.", "Yerevan’s Foreign Ministry", "mfa-armenia"),
        (
            "Aykhan Hajizada, the spokesman of the Foreign Ministry, objected.",
            "Foreign Ministry",
            "mfa-azerbaijan",
        ),
        (
            "The Russian foreign ministry left. In Baku, the Foreign Ministry objected.",
            "Foreign Ministry",
            "mfa-azerbaijan",
        ),
        (
            "The Ministry for Europe and Foreign Affairs of France objected.",
            "Ministry for Europe and Foreign Affairs of France",
            "mfa-france",
        ),
        ("Pashinyan told the parliament that it was so.", "parliament", "national-assembly-armenia"),
        ("Bayramov told parliament that it was so.", "parliament", "milli-majlis"),
        ("Pashinyan came to the National Assembly.", "National Assembly", "national-assembly-armenia"),
        ("Mirzoyan denied that his government knew.", "government", "armenia"),
        ("The ICJ ruled. The tribunal was clear.", "tribunal", COURT),
        ("The ICJ ruled. The same bench sits next year.", "bench", COURT),
        ("UN judges uphold their order.", "UN judges", COURT),
        ("The European Union met. Nobody knows what the bloc wants.", "bloc", "european-union"),
        ("The CSTO met. The alliance was silent.", "alliance", "csto"),
        ("Toivo Klaar spoke. The EU envoy was calm.", "EU envoy", "toivo-klaar"),
        ("Armen Grigoryan spoke. The Secretary was calm.", "Secretary", "armen-grigoryan"),
    ],
)
def test_bodies_and_posts_that_point_back(meaning, text, words, slug):
    assert meaning(text, words) == (slug,)


@pytest.mark.parametrize(
    "words",
    [
        "EU mission",
        "European Union's mission",
        "EU's civilian monitoring mission in Armenia",
        "EU observers",
        "monitoring mission of the European Union",
    ],
)
def test_one_mission_has_many_names(meaning, words):
    assert meaning(f"He praised the {words}.", words, "2024-01-10") == (MISSION,)


def test_the_mission_is_meant_again_by_mission_and_observers(mentions):
    text = "The EU mission left. The mission is small. The observers are calm."
    assert [found for found, slug in mentions(text, "2024-01-10") if slug == MISSION] == [
        "EU mission",
        "mission",
        "observers",
    ]


def test_before_its_founding_there_is_no_such_mission(meaning):
    assert meaning("He praised the EU mission.", "EU mission", "2022-10-20") is None


def test_the_side_of_a_border_is_no_side(mentions):
    assert ("Armenian side", "armenia") not in mentions("They stood on the Armenian side of the border.")


def test_the_ministry_of_the_dateline_speaks_where_no_other_was_named(knowledge):
    from communique.annotator.linking import link
    from communique.annotator.sentences import sentences_of
    from communique.corpus.reading.article import ReadArticle, Region, RegionKind
    from communique.model import PartialDate, Span

    text = "BAKU, June 1 — The Foreign Ministry objected on Thursday."
    article = ReadArticle(
        text, (Region(Span(0, 14), RegionKind.DATELINE),), published=PartialDate("2023-06-01")
    )
    found = link(article, sentences_of(article), knowledge).mentions
    assert [thing.slug for item in found for thing in item.referents] == ["mfa-azerbaijan"]


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        (
            "The head of the Armenian Government left.",
            "head of the Armenian Government",
            "nikol-pashinyan",
        ),
        (
            "The head of the Azerbaijani Foreign Ministry left.",
            "head of the Azerbaijani Foreign Ministry",
            "jeyhun-bayramov",
        ),
        ("The chief of the Russian MFA left.", "chief of the Russian MFA", "sergey-lavrov"),
    ],
)
def test_the_head_of_a_states_body(meaning, text, words, slug):
    assert meaning(text, words) == (slug,)


def test_the_body_in_a_title_is_a_mention_and_the_post_is_none(mentions):
    text = "Ani Badalyan, the spokesperson of the Armenian Foreign Ministry, spoke."
    assert mentions(text, "2024-08-31") == [
        ("Ani Badalyan", "ani-badalyan"),
        ("Armenian Foreign Ministry", "mfa-armenia"),
    ]


def test_a_town_within_a_quotation_tells_nothing_of_whose_ministry_speaks(meaning):
    text = (
        "The Azerbaijani Foreign Ministry answered. “This is a game of Paris,” the ministry added. "
        "“We reject it, and Paris knows that.” The ministry was brief."
    )
    assert meaning(text, "ministry") == ("mfa-azerbaijan",)


def test_a_session_of_parliament_is_that_of_whoever_spoke(meaning):
    text = "Pashinyan told an emergency session of parliament that the road is closed."
    assert meaning(text, "parliament") == ("national-assembly-armenia",)
