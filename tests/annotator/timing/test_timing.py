import pytest

LAVROV, MIRZOYAN = "sergey-lavrov", "ararat-mirzoyan"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Lavrov said late on Tuesday that the road matters.", "2023-07-25"),
        ("On July 20, Lavrov said that the road matters.", "2023-07-20"),
        ("“The road matters,” Lavrov told reporters yesterday.", "2023-07-25"),
        ("Lavrov said earlier this month that the road matters.", "2023-07"),
        ("Lavrov said that the statement of 9 November 2020 matters.", "2023-07-26"),
        ("Lavrov said that the road, closed since December 12, matters.", "2023-07-26"),
        ("Lavrov said the claims voiced on Monday by others are false.", "2023-07-26"),
        ("“On Monday we shall know,” Lavrov said.", "2023-07-26"),
        ("Lavrov said that the meeting planned for December 15 matters.", "2023-07-26"),
    ],
)
def test_a_statement_has_the_day_its_sentence_gives_or_that_of_the_news(occasion, text, date):
    assert occasion(text, 0, LAVROV).date.text == date


def test_the_day_of_the_first_sentences_holds_for_those_after_it(occasion):
    text = "Lavrov met the press on Monday. He was calm. Lavrov said the road matters."
    assert occasion(text, 2, LAVROV).date.text == "2023-07-24"


def test_a_byline_is_not_the_day_of_the_news(occasion):
    text = (
        "By Anthony Hope | Wednesday, 26 July 2023\nLavrov spoke on Tuesday.\nLavrov said the road matters."
    )
    assert occasion(text, 2, LAVROV).date.text == "2023-07-25"


def test_what_somebody_said_on_another_day_keeps_that_day_for_them_alone(occasion):
    text = (
        "Lavrov said on Tuesday that the road matters. Nobody answered him. It was quiet. "
        "Mirzoyan said on Monday that the road is closed. Mirzoyan called for help."
    )
    assert occasion(text, 4, MIRZOYAN).date.text == "2023-07-24"
    assert occasion(text, 4, LAVROV).date.text == "2023-07-25"


def test_background_has_no_better_date_than_the_year(occasion):
    text = (
        "Lavrov spoke on Tuesday. It rained. It was hot. Nobody came. Russia claims that the West wants war."
    )
    assert occasion(text, 4, "russia").date.text == "2023"


def test_a_reaction_of_others_without_a_day_has_the_month(occasion):
    text = "Lavrov spoke on Tuesday. It rained. It was hot. For its part, Azerbaijan denied it."
    assert occasion(text, 3, "azerbaijan").date.text == "2023-07"


def test_answers_of_an_interview_are_of_its_day_whatever_dates_they_speak_of(occasion):
    text = "Lavrov answers\n\nIt was long.\n\nQ: What of the road?\n\nA: In June we said so on Monday."
    assert occasion(text, 3, LAVROV).date.text == "2023-07-26"


def test_what_an_outlet_says_itself_has_the_day_of_publication(occasion):
    text = "Lavrov spoke on Tuesday. The road is a disgrace."
    assert occasion(text, 1, "wire-agency", outlet="wire-agency").date.text == "2023-07-26"


def test_a_month_is_no_day_for_weekdays_to_count_from(occasion):
    text = "On March 20, Lavrov met Mirzoyan. Lavrov said on Tuesday that the road matters."
    assert occasion(text, 0, LAVROV, "2023-03").date.text == "2023-03-20"
    assert occasion(text, 1, LAVROV, "2023-03").date.text == "2023-03-20"


def test_without_any_date_nothing_is_claimed(occasion):
    found = occasion("Lavrov said the road matters.", 0, LAVROV, None)
    assert found.confidence == 0.0


def test_a_known_meeting_is_found_by_day_and_company(occasion):
    text = (
        "On March 20, Armenian Foreign Minister Mirzoyan met with Russian Foreign Minister Lavrov. "
        "During the meeting, Mirzoyan called for help."
    )
    found = occasion(text, 1, MIRZOYAN, "2023-03-20")
    assert (found.event, found.is_known) == ("meeting-lavrov-mirzoyan-2023-03-20", True)
    assert found.participants == (MIRZOYAN, LAVROV)


def test_an_unknown_event_is_named_by_the_rule(occasion):
    text = "On Tuesday, Blinken had a phone call with Aliyev. During the call, Blinken called for peace."
    found = occasion(text, 1, "antony-blinken", "2022-09-15")
    assert (found.event, found.is_known) == ("phone-call-aliyev-blinken-2022-09-13", False)


def test_of_talks_over_several_days_the_text_tells_the_day(occasion):
    text = "On May 3, Bayramov met with Blinken in Washington. During the meeting, Bayramov called for peace."
    found = occasion(text, 1, "jeyhun-bayramov", "2023-05-04")
    assert (found.event, found.date.text) == ("meeting-bayramov-blinken-mirzoyan-2023-05-01", "2023-05-03")


def test_only_those_who_took_part_spoke_there(occasion):
    text = "On March 20, Mirzoyan met with Lavrov. During the meeting, they spoke. Aliyev called for help."
    assert occasion(text, 2, "ilham-aliyev", "2023-03-20").event is None
    assert occasion(text, 2, "russia", "2023-03-20").event == "meeting-lavrov-mirzoyan-2023-03-20"


def test_a_press_conference_after_the_meeting_is_another_event(occasion):
    text = (
        "On March 20, Mirzoyan met with Lavrov. The two ministers held a joint press conference. "
        "During the press conference, Lavrov called for calm."
    )
    assert occasion(text, 2, LAVROV, "2023-03-20").event == "press-conference-lavrov-mirzoyan-2023-03-20"


def test_a_separate_meeting_is_of_two(occasion):
    text = (
        "Lavrov hosted Mirzoyan and Bayramov on Tuesday. "
        "At a separate meeting with Lavrov, Mirzoyan voiced hope before he saw Bayramov."
    )
    assert occasion(text, 1, MIRZOYAN).event == "meeting-lavrov-mirzoyan-2023-07-25"


def test_the_events_of_an_article_are_listed_once(timed):
    text = "On March 20, Mirzoyan met with Lavrov. During the meeting with Lavrov, Mirzoyan called for help."
    assert [item.event for item in timed(text, "2023-03-20").occasions] == [
        "meeting-lavrov-mirzoyan-2023-03-20"
    ]


def test_a_day_told_of_somebody_else_is_not_that_of_the_news(occasion):
    text = (
        "Armenia needs a new constitution, Mirzoyan said at a meeting.\n\n"
        "He rejected the claims of others. They are absurd.\n\n"
        "On July 10, Aliyev told a channel that peace is impossible."
    )
    assert occasion(text, 0, MIRZOYAN, "2023-07-18").date.text == "2023-07-18"
    assert occasion(text, 3, "ilham-aliyev", "2023-07-18").date.text == "2023-07-10"


def test_later_in_the_day_is_the_day_of_the_news(occasion):
    text = (
        "Aliyev spoke on Wednesday. On March 24 troops had entered the village.\n\n"
        "Later in the day, Mirzoyan said that no corridor would be accepted."
    )
    assert occasion(text, 2, MIRZOYAN, "2022-04-13").date.text == "2022-04-13"


def test_a_meeting_within_what_is_said_is_not_where_it_is_said(occasion):
    text = (
        "Mirzoyan presented a report. He said that at their meeting on April 6 Lavrov had told him so. "
        "The road must be opened, Mirzoyan added."
    )
    assert occasion(text, 2, MIRZOYAN, "2022-04-13").date.text == "2022-04-13"
