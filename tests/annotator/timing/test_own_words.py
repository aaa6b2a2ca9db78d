"""Speeches, interviews and replies: what they date is what they speak of."""

from communique.annotator.linking import link
from communique.annotator.sentences import sentences_of
from communique.annotator.timing.timing import Timing
from communique.corpus.reading.article import ReadArticle, Region, RegionKind
from communique.model import PartialDate, Span

MIRZOYAN = "ararat-mirzoyan"
SPEECH = (
    "Dear colleagues,\n\nI welcome you, and I thank our hosts. In April we agreed on a part of the border. "
    "We regard this as historic, and my country stands by it."
)


def test_a_speech_is_of_one_day_whatever_it_tells(occasion):
    text = "Address of Ararat Mirzoyan to the ambassadors\n\n" + SPEECH
    assert occasion(text, 3, MIRZOYAN, "2024-08-29").date.text == "2024-08-29"


def test_the_day_printed_under_a_speech_is_its_day(occasion):
    text = f"Address of Ararat Mirzoyan\n\n{SPEECH}\n\nThe address was delivered on August 28, 2024."
    assert occasion(text, 3, MIRZOYAN, "2024-08-29").date.text == "2024-08-28"


def test_the_line_with_place_and_day_over_a_speech_is_its_day(knowledge):
    line = "Yerevan, 28 August 2024"
    text = f"Address of Ararat Mirzoyan\n\n{line}\n\n{SPEECH}"
    region = Region(Span(text.index(line), text.index(line) + len(line)), RegionKind.BYLINE)
    article = ReadArticle(text, (region,), published=PartialDate("2024-08-29"))
    sentences = sentences_of(article)
    timing = Timing.of(article, sentences, link(article, sentences, knowledge), knowledge)
    assert timing.occasion([3], [MIRZOYAN]).date.text == "2024-08-28"


def test_the_day_that_a_question_tells_is_not_that_of_the_answer(occasion):
    text = (
        "Answer of Maria Zakharova to a question\n\n"
        "Question: Armen Grigoryan said on March 19 that nothing was done. What do you say?\n\n"
        "Maria Zakharova: These claims have nothing to do with reality.\n\nWe remain committed."
    )
    assert occasion(text, 3, "maria-zakharova", "2024-03-20").date.text == "2024-03-20"
    assert occasion(text, 4, "maria-zakharova", "2024-03-20").date.text == "2024-03-20"


def test_in_somebodys_own_words_the_acts_of_others_keep_their_day(occasion):
    text = (
        "Answer of Maria Zakharova to a question\n\nQuestion: What do you say?\n\n"
        "Maria Zakharova: In October 2022, in Prague, Armenia recognised the borders. We remain committed."
    )
    assert occasion(text, 2, "armenia", "2024-03-20").date.text == "2022-10"
    assert occasion(text, 2, "maria-zakharova", "2024-03-20").date.text == "2024-03-20"


def test_a_headline_with_a_colon_makes_no_interview(occasion):
    text = (
        "Hikmet Hajiyev: A new stage\n\nThe text is a success, Hikmet Hajiyev told reporters on Saturday. "
        "It was hot.\n\nAni Badalyan rejected this on August 26."
    )
    assert occasion(text, 3, "ani-badalyan", "2024-08-31").date.text == "2024-08-26"


def test_quotations_in_the_first_person_make_no_speech(occasion):
    text = (
        "Lavrov spoke.\n\n“We are ready. We want peace. Our position is known. I said so on Monday,” "
        "Lavrov said on Tuesday.\n\nLavrov said on Wednesday that it was done."
    )
    assert occasion(text, 5, "sergey-lavrov").date.text == "2023-07-26"
