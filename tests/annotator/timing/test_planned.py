"""Meetings still to come: which words name one, when it will be and who is to meet."""

import pytest

from communique.annotator.timing.ahead import day_ahead, is_ahead, is_outcome
from communique.model import PartialDate, Span

LEADERS = ("ilham-aliyev", "nikol-pashinyan")
MET = (
    "Foreign Ministers Sergey Lavrov, Ararat Mirzoyan and Jeyhun Bayramov met in Moscow on May 19, 2023. "
    "They discussed the border. "
)
THREE = "meeting-bayramov-lavrov-mirzoyan-2023"


@pytest.fixture
def planned(timed):
    """The slug of the event that words of the last sentence name as to come; “” for one of unknown people."""

    def of(text, words, holder, published="2023-05-20", *, is_wanted=True):
        timing = timed(text, published)
        start = text.rindex(words)
        number = len(timing.clock.sentences) - 1
        place = Span(start, start + len(words))
        found = timing.planned(number, place, [holder], PartialDate(published), is_wanted=is_wanted)
        return None if found is None else found.event or ""

    return of


@pytest.mark.parametrize(
    "sentence",
    [
        "They agreed to hold the next meeting shortly.",
        "The ministers arranged to have another meeting in this format before the year is out.",
        "An understanding was reached on convening a further meeting in the same composition.",
        "The ministers undertook to come to a new meeting in Dushanbe soon.",
        "A third meeting will be held in the near future.",
        "It was decided that the following meeting would take place in one of the capitals.",
    ],
)
def test_the_next_meeting_is_of_the_same_people_and_not_the_one_told_of(planned, sentence):
    assert planned(MET + sentence, "meeting", "sergey-lavrov") == THREE


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia proposes an early meeting of the three foreign ministers in Moscow.",
        "Moscow, Maria Zakharova said, hopes for a meeting of the three foreign ministers.",
        "She did not rule out a meeting between Sergey Lavrov, Ararat Mirzoyan and Jeyhun Bayramov.",
        (
            "The spokeswoman called for a prompt meeting of the foreign ministers of the three "
            "countries, which was put off in April."
        ),
    ],
)
def test_who_only_tells_of_a_meeting_is_not_one_of_those_who_meet(planned, sentence):
    text = f"Spokeswoman Maria Zakharova gave a briefing on May 19, 2023. {sentence}"
    assert planned(text, "meeting", "maria-zakharova") == THREE


def test_an_event_told_of_has_no_spokesperson(timed):
    text = (
        "Spokeswoman Maria Zakharova told reporters that Sergey Lavrov, Ararat Mirzoyan and Jeyhun Bayramov "
        "held talks in Moscow on May 19, 2023."
    )
    events = [item.event for item in timed(text, "2023-05-20").occasions if item.event]
    assert events
    assert not any("zakharova" in event for event in events)


def test_a_host_meets_those_whom_he_brings_together(planned):
    text = (
        "Charles Michel said he would bring the leaders together at a summit with Ilham "
        "Aliyev and Nikol Pashinyan in July."
    )
    assert planned(text, "summit", "charles-michel") == "meeting-aliyev-michel-pashinyan-2023-07"


def test_a_minister_meets_the_one_he_names(planned):
    text = "Foreign Minister Ararat Mirzoyan asked for a meeting with Jeyhun Bayramov."
    assert planned(text, "meeting", "ararat-mirzoyan") == "meeting-bayramov-mirzoyan-2023"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("meeting", "He called for carrying out the agreements reached at the meeting."),
        ("talks", "He urged the sides to respect the results of the talks."),
    ],
)
def test_what_a_meeting_led_to_is_not_a_meeting_to_come(planned, words, sentence):
    assert planned(MET + sentence, words, "sergey-lavrov") is None


def test_talks_that_are_to_go_on_are_no_single_meeting(planned):
    assert planned(MET + "They agreed to continue negotiations.", "negotiations", "sergey-lavrov") == ""


def test_a_meeting_that_is_praised_has_been(planned):
    sentence = "The minister called the meeting useful."
    assert planned(MET + sentence, "meeting", "sergey-lavrov", is_wanted=False) is None


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("They will hold a meeting before the end of the year.", "2023"),
        ("They will hold a meeting early next year.", "2024"),
        ("They will hold a meeting next month.", "2023-12"),
        ("They will hold a meeting before the month is out.", "2023-11"),
        ("They will hold a meeting in December.", "2023-12"),
        ("They will hold a meeting on December 15.", "2023-12-15"),
        ("They will hold a meeting on 5 January.", "2024-01-05"),
        ("They will hold a meeting in January 2024.", "2024-01"),
        ("In December, a meeting will follow.", "2023-12"),
        ("They will hold a meeting, as agreed on November 3, in Kazan.", "2023"),
        ("They will hold a meeting, put off in March, before long.", "2023"),
    ],
)
def test_a_meeting_to_come_is_dated_as_far_as_told(sentence, date):
    place = sentence.index("meeting") + len("meeting")
    assert day_ahead(sentence, place, PartialDate("2023-11-20")).text == date


@pytest.mark.parametrize(
    ("sentence", "ahead"),
    [
        ("He welcomed the upcoming meeting.", True),
        ("He welcomed the plan to hold a meeting.", True),
        ("He welcomed the meeting, which is to take place in Prague.", True),
        ("He welcomed the meeting.", False),
        ("He welcomed the meeting that was held in Prague.", False),
    ],
)
def test_some_words_say_themselves_that_a_meeting_is_to_come(sentence, ahead):
    start = sentence.index("meeting")
    assert is_ahead(sentence, start, start + len("meeting")) is ahead


def test_what_was_reached_at_a_meeting_is_its_outcome():
    sentence = "He wants the understandings of the meeting kept."
    assert is_outcome(sentence, sentence.index("meeting"))
