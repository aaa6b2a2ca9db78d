"""Who is quoted at the end of a headline: “— Russian diplomat”, “: Foreign Ministry”, “says spokeswoman”."""

import pytest

from communique.annotator.linking import link
from communique.annotator.sentences import sentences_of
from communique.corpus.reading.article import ReadArticle, Region, RegionKind
from communique.model import PartialDate, Span

RUSSIAN = "\n\nRussian Foreign Ministry spokeswoman Maria Zakharova said on Wednesday that it is.\n"
ARMENIAN = "\n\nArmenian Foreign Ministry spokesperson Ani Badalyan said on Wednesday that it is.\n"


@pytest.fixture
def sources(knowledge):
    """What the headline of a text refers to, by its words."""

    def of(text):
        head = Span(0, text.index("\n"))
        article = ReadArticle(text, (Region(head, RegionKind.HEADLINE),), published=PartialDate("2023-06-01"))
        found = link(article, sentences_of(article), knowledge).within(head)
        return {text[item.span.start : item.span.end]: item.referents[0].slug for item in found}

    return of


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        (f"The road is closed — Russian diplomat{RUSSIAN}", "Russian diplomat", "maria-zakharova"),
        (f"The road is closed, says diplomat{RUSSIAN}", "diplomat", "maria-zakharova"),
        (f"The road is closed: spokeswoman{RUSSIAN}", "spokeswoman", "maria-zakharova"),
        (f"The road is closed — Foreign Ministry{ARMENIAN}", "Foreign Ministry", "mfa-armenia"),
        (f"Foreign Ministry: the road is closed{ARMENIAN}", "Foreign Ministry", "mfa-armenia"),
    ],
)
def test_the_source_is_the_first_in_the_article_whom_the_words_fit(sources, text, words, slug):
    assert sources(text)[words] == slug


def test_a_diplomat_of_a_state_is_nobody_of_another(sources):
    assert sources(f"The road is closed — French diplomat{RUSSIAN}") == {}


def test_an_official_of_the_kremlin_is_the_one_who_spoke(meaning):
    text = "Kremlin spokesman Dmitry Peskov spoke of it. “It will be done,” the Kremlin official said."
    assert meaning(text, "Kremlin official") == ("dmitry-peskov",)
    assert meaning(text, "Kremlin") is None
