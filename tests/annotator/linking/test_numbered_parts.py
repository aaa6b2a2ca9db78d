"""Points of “the statement”, of which an article tells no more, and points of something else."""

import pytest


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        ("Point 8 of the statement is on prisoners.", "Point 8 of the statement", "8"),
        (
            "Yerevan breaks paragraph 4 of the said declaration.",
            "paragraph 4 of the said declaration",
            "4",
        ),
        ("The ninth point of the document is clear.", "ninth point of the document", "9"),
    ],
)
def test_a_point_of_the_statement_is_one_of_the_first_statement(meaning, text, words, slug):
    assert meaning(text, words) == (f"trilateral-statement-2020-11-09/{slug}",)


@pytest.mark.parametrize(
    "text",
    [
        "The statement of 9 November 2020 holds. He then cited Article 2 of the Constitution.",
        "The statement of 9 November 2020 holds. Article 5 of the Law on Citizenship is another thing.",
        "The lawyers spoke of paragraph 3 of the contract.",
    ],
)
def test_a_part_of_something_else_is_none(mentions, text):
    assert not [words for words, *_ in mentions(text) if words.startswith(("Article", "paragraph"))]


def test_before_the_first_statement_there_is_none(mentions):
    assert mentions("Point 8 of the statement is on prisoners.", "2019-06-01") == []
