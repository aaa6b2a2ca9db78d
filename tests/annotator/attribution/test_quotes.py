import pytest

from communique.annotator.attribution.quotes import quotations_of
from communique.model import Span


def quoted(text):
    paragraphs, place = [], 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Span(place, place + len(line)))
        place += len(line) + 1
    return quotations_of(text, paragraphs)


def words(text):
    return [text[item.span.start : item.span.end] for item in quoted(text)]


@pytest.mark.parametrize(
    "text",
    [
        "He said “a b c” then.",
        'He said "a b c" then.',
        "He said «a b c» then.",
        "He said „a b c“ then.",
        "He said ``a b c'' then.",
    ],
)
def test_marks_of_all_kinds(text):
    assert words(text) == ["a b c"]


def test_single_marks_count_where_there_are_no_others():
    assert words("‘We won’t go,’ he said. ‘Don’t ask.’") == ["We won’t go,", "Don’t ask."]
    assert words("“We won’t go,” said ‘he’.") == ["We won’t go,"]


def test_inner_quotation_belongs_to_the_outer():
    assert words("“They call it a “corridor” again,” he said.") == ["They call it a “corridor” again,"]


def test_quotation_over_paragraphs_with_a_mark_at_each_start():
    first, second = quoted("“One.\n\n“Two,” he said.")
    assert first.runs_on
    assert not first.is_repaired
    assert not second.runs_on


def test_quotation_over_a_line_break_without_a_new_mark():
    text = "“We spoke of it.\nIt was long,” he said."
    assert words(text) == ["We spoke of it.", "It was long,"]
    assert quoted(text)[0].runs_on


def test_missing_closing_mark_ends_with_the_paragraph():
    text = "“The road is open.\n\nNobody said more."
    (found,) = quoted(text)
    assert found.is_repaired
    assert found.span.end == text.index("\n")


def test_missing_opening_mark_begins_with_the_sentence():
    text = "It rained. The road is open,” he said."
    (found,) = quoted(text)
    assert found.is_repaired
    assert text[found.span.start : found.span.end] == "The road is open,"


def test_two_opened_one_closed_leaves_the_inner_quotation_whole():
    text = "“The road is open, he said. “The treaty is near,” he added."
    found = quoted(text)
    assert "The treaty is near," in [text[item.span.start : item.span.end] for item in found]


def test_closing_mark_used_as_opening_mark():
    assert words("He said ”a b c” then.") == ["a b c"]


def test_speech_and_single_words():
    speech, word = quoted("“The road is open,” he said of the “corridor” there.")
    assert speech.is_speech
    assert not word.is_speech


def test_no_marks_no_quotations():
    assert quoted("Nobody's words, don't quote.") == ()


def test_quotation_runs_on_over_paragraphs_without_marks():
    text = "He said: “The road is open.\n\nNobody has closed it.\n\nIt will stay so.” He left."
    assert words(text) == ["The road is open.", "Nobody has closed it.", "It will stay so."]


def test_quotation_that_nothing_closes_ends_with_its_paragraph():
    text = "He said: “The road is open.\n\nNobody has closed it.\n\n“It will stay so,” he added."
    assert words(text) == ["The road is open.", "It will stay so,"]
