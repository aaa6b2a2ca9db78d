"""Which date of a sentence is that of its words; the news is of Tuesday the 12th, told on the 14th."""

import pytest

NEWS = (
    "A headline\n\nForeign Minister Sergey Lavrov said on Tuesday that the road must be opened. "
    "The minister spoke in Moscow.\n\nIt rained. It was hot.\n\n"
)
PASHINYAN, ALIYEV, MICHEL = "nikol-pashinyan", "ilham-aliyev", "charles-michel"


@pytest.fixture
def said(occasion, timed):
    """The date of what a holder says in a last sentence under the news."""

    def of(sentence, holder):
        timing = timed(NEWS + sentence, "2023-09-14")
        return timing.occasion([len(timing.clock.sentences) - 1], [holder]).date.text

    return of


@pytest.mark.parametrize(
    ("sentence", "holder", "date"),
    [
        (
            "In an interview aired late on Monday, Nikol Pashinyan agreed to it.",
            PASHINYAN,
            "2023-09-11",
        ),
        (
            "Nikol Pashinyan told a paper in a talk published on Sunday that it was.",
            PASHINYAN,
            "2023-09-10",
        ),
        ("Speaking in parliament on Wednesday, Nikol Pashinyan ruled it out.", PASHINYAN, "2023-09-13"),
        (
            "Nikol Pashinyan told lawmakers a day later that Armenia would go on.",
            PASHINYAN,
            "2023-09-13",
        ),
        ("Nikol Pashinyan answered at a briefing in Yerevan the day after.", PASHINYAN, "2023-09-13"),
        ("A day earlier, Nikol Pashinyan had called for talks.", PASHINYAN, "2023-09-11"),
        ("Two days earlier Ilham Aliyev had accused Armenia of stalling.", ALIYEV, "2023-09-10"),
        ("Ilham Aliyev said in a written statement on Wednesday that it was false.", ALIYEV, "2023-09-13"),
        ("Yerevan, Ilham Aliyev said on Wednesday, had smuggled arms.", ALIYEV, "2023-09-13"),
        ("Ilham Aliyev, who last month threatened to close it, gave in on Sunday.", ALIYEV, "2023-09-10"),
        (
            "The deal signed on Monday is good, Ilham Aliyev told reporters on Wednesday.",
            ALIYEV,
            "2023-09-13",
        ),
        ("Charles Michel, who on Monday evening urged both sides to talk, left.", MICHEL, "2023-09-11"),
        ("Charles Michel urged both sides to talk last Friday.", MICHEL, "2023-09-08"),
        ("Charles Michel tweeted the same evening that he backed the talks.", MICHEL, "2023-09-12"),
        ("Charles Michel tweeted hours later that he backed the talks.", MICHEL, "2023-09-12"),
    ],
)
def test_the_day_nearest_to_the_verb_of_speech_counts(said, sentence, holder, date):
    assert said(sentence, holder) == date


@pytest.mark.parametrize(
    ("sentence", "holder", "date"),
    [
        ("Ilham Aliyev last week rejected any mediation.", ALIYEV, "2023-09"),
        ("Ilham Aliyev told his cabinet last month that he was ready.", ALIYEV, "2023-08"),
        ("As early as in July, Ilham Aliyev told historians that it would stay open.", ALIYEV, "2023-07"),
        ("Ilham Aliyev told the press in July that it would stay open.", ALIYEV, "2023-07"),
        ("Back in May, Ilham Aliyev promised to keep it open.", ALIYEV, "2023-05"),
        ("Twelve months ago, in Prague, Ilham Aliyev confirmed the borders.", ALIYEV, "2022-09"),
        ("Two years ago Charles Michel promised a road.", MICHEL, "2021"),
    ],
)
def test_a_month_or_year_is_enough_where_no_day_is_told(said, sentence, holder, date):
    assert said(sentence, holder) == date


@pytest.mark.parametrize(
    "sentence",
    [
        "Ilham Aliyev welcomed the agreement reached on Sunday.",
        "Ilham Aliyev said that the sides had met on Sunday.",
        "Ilham Aliyev condemned the attack that took place on Monday.",
        "Commenting on Monday's incident, Ilham Aliyev blamed Armenia.",
        "Ilham Aliyev will travel to Brussels on Friday, and he supports the talks.",
        "Ilham Aliyev said the two sides on Monday exchanged drafts.",
    ],
)
def test_the_day_of_what_is_spoken_of_is_not_that_of_the_words(said, sentence):
    assert said(sentence, ALIYEV) == "2023-09"


def test_what_is_told_of_somebody_else_has_the_day_that_is_told(said):
    sentence = "“In October 2022 Armenia recognised the borders in Prague,” Sergey Lavrov said."
    assert said(sentence, "armenia") == "2022-10"
    assert said(sentence, "sergey-lavrov") == "2023-09-12"


@pytest.mark.parametrize(
    "sentence",
    [
        "Charles Michel also welcomed the decision.",
        "“A good day,” said Charles Michel, the President of the European Council.",
        "Charles Michel called the decision historic.",
    ],
)
def test_others_who_come_in_late_without_a_day_have_the_month(said, sentence):
    assert said(sentence, MICHEL) == "2023-09"


def test_a_story_that_only_dates_what_is_spoken_of_is_of_that_day(occasion):
    text = "Lavrov said talks held on Tuesday in Moscow were useful. Lavrov called for calm."
    assert occasion(text, 0, "sergey-lavrov").date.text == "2023-07-25"
    assert occasion(text, 1, "sergey-lavrov").date.text == "2023-07-25"


def test_a_paragraph_is_of_the_day_that_one_of_its_sentences_tells(occasion):
    text = NEWS + "Michel dismissed the claim. “It is false,” he told reporters on Wednesday."
    assert occasion(text, 5, MICHEL, "2023-09-14").date.text == "2023-09-13"


def test_who_comments_on_a_meeting_was_not_there(occasion):
    text = (
        "Michel was commenting on the meeting which took place in Moscow on Monday, where Mirzoyan and "
        "Lavrov discussed security. Michel called for calm."
    )
    assert occasion(text, 1, MICHEL, "2023-09-14").event is None
    assert occasion(text, 0, "ararat-mirzoyan", "2023-09-14").date.text == "2023-09-11"


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "Lavrov said experts were being denied access despite a deal reached with the command "
            "on September 3."
        ),
        (
            "Lavrov said the road had been reported closed by a protocol signed between the two "
            "commands on September 3."
        ),
        (
            "Lavrov noted that residents had been told nothing of the accord agreed with the "
            "local council on September 3."
        ),
        (
            "Lavrov complained that aid was refused in spite of an arrangement concluded with "
            "both sides on September 3."
        ),
        (
            "Lavrov added that people were being asked to leave, contrary to the truce brokered "
            "by the peacekeepers on September 3."
        ),
    ],
)
def test_the_day_of_what_was_agreed_before_is_not_that_of_the_words(said, sentence):
    assert said(sentence, "sergey-lavrov") == "2023-09-12"


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "Mirzoyan, answering a question, noted that in Tbilisi on August 11 he and Jeyhun "
            "Bayramov welcomed the progress."
        ),
        "Mirzoyan recalled that on August 11 they had agreed to continue.",
        "Mirzoyan told lawmakers that on August 11 the two ministers reaffirmed the principles.",
        (
            "Mirzoyan reminded reporters that in Geneva on August 11 he together with his "
            "Azerbaijani colleague endorsed the text."
        ),
        "Mirzoyan pointed out that on 11 August he had accepted the proposal.",
    ],
)
def test_what_a_speaker_recalls_to_have_done_has_the_day_on_which_it_was_done(said, sentence):
    assert said(sentence, "ararat-mirzoyan") == "2023-08-11"


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "He expressed the hope that a meeting of the three foreign ministers, put off last "
            "month, would be held."
        ),
        "He regretted that a meeting of the three foreign ministers had not been held in August.",
        "He also said that talks of the three foreign ministers, called off in August, were needed.",
        (
            "And he was sure that the foreign ministers of the three countries, who met in July, "
            "would meet again."
        ),
        "Besides, he said a meeting of the three foreign ministers planned in June was still possible.",
    ],
)
def test_whom_a_pronoun_takes_up_speaks_on_the_day_of_the_news(said, sentence):
    assert said(f"Lavrov was in a good mood. {sentence}", "sergey-lavrov") == "2023-09-12"


@pytest.mark.parametrize(
    "sentence",
    [
        "President of Kazakhstan Kassym-Jomart Tokayev told the participants that the border matters.",
        "For his part, Kassym-Jomart Tokayev told the summit that the border matters.",
    ],
)
def test_who_speaks_to_those_gathered_speaks_on_their_day(said, sentence):
    assert said(sentence, "kassym-jomart-tokayev") == "2023-09-12"
