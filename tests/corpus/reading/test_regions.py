"""What of a page is no running text, in invented pages of the kinds that agencies and ministries write."""

from itertools import pairwise

import pytest

from communique.corpus.reading.article import RegionKind
from communique.corpus.reading.lines import lines_of
from communique.corpus.reading.regions import regions_of

FIRST = (
    "The foreign minister of Norland, Anna Berg, met her Sudmark colleague Carl Dahl in Fordhaven on Tuesday."
)
SECOND = "Berg said that the river accord of 1 May 2020 must be carried out in full, the ferries included."
THIRD = "“We are ready to talk, but not at any price,” Dahl told reporters when the meeting had ended."


def page(*lines: str) -> str:
    return "\n\n".join(lines) + "\n"


def regions(text: str) -> list[tuple[str, str]]:
    return [(str(region.kind), text[region.span.start : region.span.end]) for region in regions_of(text)]


def kinds(text: str) -> dict[str, str]:
    return {words: kind for kind, words in regions(text)}


def test_a_short_first_line_without_full_stop_is_the_headline():
    text = page("Ministers of Norland and Sudmark meet in Fordhaven", FIRST, SECOND)
    assert regions(text) == [("headline", "Ministers of Norland and Sudmark meet in Fordhaven")]


def test_a_first_line_that_is_a_sentence_is_no_headline():
    assert regions(page(FIRST, SECOND)) == []


@pytest.mark.parametrize(
    "headline",
    ["Will Norland sign?", "Berg: ‘No talks without ferries’", "Norland, Sudmark agree to talks in the U.S."],
)
def test_headlines_may_end_in_many_ways(headline):
    assert regions(page(headline, FIRST, SECOND)) == [("headline", headline)]


def test_a_repeated_headline_a_section_and_a_date_are_no_running_text():
    text = page(
        "Politics",
        "Ministers meet in Fordhaven",
        "21:26 - 17 May, 2022",
        "MINISTERS MEET IN FORDHAVEN",
        FIRST,
        SECOND,
    )
    assert regions(text) == [
        ("furniture", "Politics"),
        ("headline", "Ministers meet in Fordhaven"),
        ("byline", "21:26 - 17 May, 2022"),
        ("furniture", "MINISTERS MEET IN FORDHAVEN"),
    ]


def test_the_name_of_the_site_is_no_part_of_the_headline():
    text = page("Ministers meet in Fordhaven again | Harbour Wire", FIRST, SECOND)
    assert regions(text) == [
        ("headline", "Ministers meet in Fordhaven again"),
        ("furniture", "| Harbour Wire"),
    ]


@pytest.mark.parametrize(
    "dateline",
    [
        "FORDHAVEN, May 17. /NWA/.",
        "FORDHAVEN, 17 May. /NWA/ –",
        "FORDHAVEN, MAY 17, NORTHPRESS.",
        "FORDHAVEN, Norland, May 17.",
        "FORDHAVEN, May 17 (Northwire) –",
        "FORDHAVEN (Northwire) —",
        "FORDHAVEN —",
        "PORT LINDEN, Norland (AP) —",
        "THE HAGUE -",
        "BAKU/YEREVAN, Dec 29 (Agency Two) —",
        "Fordhaven, 17 May 2022 –",
        "Fordhaven /Northwire/.",
        "Fordhaven/Northwire/.",
        "Moscow – ",
        "/NORTHPRESS/. ",
        "(Northwire) - ",
        "NORTHPRESS.",
        "St. Petersburg, June 3.",
        "17 May, Fordhaven.",
        "FORDHAVEN, NORTHPRESS.",
        "Tehran, NORTH –",
        "NorthInfo.",
        "NorthPress.Net -",
        "FORDHAVEN, Mar. 20 (NNA) –",
        "FORDHAVEN, MAY 17, NORTH RIVER NEWS.",
        "Fordhaven, May 17, Harbour News.",
        "Fordhaven, 17 May 2022, Harbour –",
        "FORDHAVEN, 17 May — Harbour Press.",
        "Fordhaven. May 17. HARBOUR -",
        "(Fordhaven, May 17)",
    ],
)
def test_a_dateline_is_set_apart_from_the_sentence_after_it(dateline):
    text = page("Ministers meet in Fordhaven", f"{dateline.strip()} {FIRST}", SECOND)
    assert regions(text)[1:] == [("dateline", dateline.strip())]


def test_a_dateline_may_touch_the_sentence_after_it():
    assert regions(page("Ministers meet", f"FORDHAVEN—{FIRST}", SECOND))[1:] == [("dateline", "FORDHAVEN—")]


@pytest.mark.parametrize(
    "line",
    [
        "FORDHAVEN",
        "PORT LINDEN, NORLAND",
        "FORDHAVEN, MAY 17, NORTHPRESS",
        "Fordhaven, 17 May 2022",
        "Fordhaven, May 17, Harbour News",
    ],
)
def test_a_dateline_may_have_a_line_of_its_own(line):
    assert regions(page("Ministers meet", line, FIRST, SECOND))[1:] in (
        [("dateline", line)],
        [("byline", line)],
    )


@pytest.mark.parametrize("speaker", ["SECRETARY BERG:", "BERG:", "QUESTION:", "MINISTER DAHL:", "Q:"])
def test_the_name_of_a_speaker_is_no_dateline(speaker):
    assert regions(page("Remarks to the press", f"{speaker} {FIRST}", f"{speaker} {SECOND}"))[1:] == []


@pytest.mark.parametrize(
    "paragraph",
    [
        FIRST,
        "ANNA BERG AND CARL DAHL met in Fordhaven on Tuesday to speak about the river accord.",
        "NATO — whose members met last week — has not commented on the talks so far.",
        "Norland (and nobody else) has asked for the ferries to be opened before the winter comes.",
        "On May 17, Anna Berg met Carl Dahl in Fordhaven to speak about the ferries and the bridge.",
        "Fordhaven, May 17, Dahl said in a letter. Nobody had answered it by the end of the week.",
        "Moscow, May 17 notwithstanding, has not said a word about the ferries or about the bridge.",
        "U.S. Secretary of State Ida Holm met both ministers and asked them to keep to the accord.",
        "U.S. officials said that they support the accord and will help to carry it out.",
        "In Fordhaven, the ministers talked about the river accord of 1 May 2020 – and about fish.",
        "“The accord is valid – it always was,” said Carl Dahl, the foreign minister of Sudmark.",
        "Q: Is the accord of 2020 still valid? What does Norland say to those who doubt it?",
        "By signing the accord of 2020, Norland undertook to let the ferries run, Dahl said.",
    ],
)
def test_an_ordinary_paragraph_has_no_dateline(paragraph):
    assert regions(page("Ministers meet in Fordhaven", paragraph, SECOND))[1:] == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Ida Holm", "byline"),
        ("By Harbour Wire | Tuesday, 17 May 2022", "byline"),
        ("Ida Holm, staff writer", "byline"),
        ("Published: 17.05.2022 18:20", "byline"),
        ("May 17, 2022", "byline"),
        ("Tuesday, 17 May 2022, 18:20 GMT", "byline"),
        ("2022-05-17", "byline"),
        ("Updated at 18:20, 17th May 2022", "byline"),
        ("Author: Ida Holm", "byline"),
        ("Photo: Harbour Wire", "caption"),
        ("Photo by Ida Holm / Harbour Wire", "caption"),
        ("Anna Berg and Carl Dahl in Fordhaven (Photo: Harbour Wire)", "caption"),
        ("Anna Berg, right, greets Carl Dahl. (AP Photo/Ida Holm)", "caption"),
        ("Norland – Foreign Minister Anna Berg meets Carl Dahl in Fordhaven, May 17, 2022.", "caption"),
        ("© 2022 Harbour Wire. All rights reserved", "furniture"),
        ("Share", "furniture"),
        ("Facebook Twitter Telegram", "furniture"),
        ("Share this article on Telegram", "furniture"),
        ("1,204 views", "furniture"),
        ("3 min read", "furniture"),
        ("Tags: Norland, Sudmark, ferries", "furniture"),
        ("#Norland #Sudmark", "furniture"),
        ("If you have found a typo, select it and press Ctrl + Enter", "furniture"),
        ("Subscribe to our channel on Telegram", "furniture"),
        ("Advertisement", "furniture"),
        ("Follow Northwire on Telegram", "furniture"),
        ("Read 1,204 times", "furniture"),
        ("2 hours ago", "furniture"),
        ("File photo", "caption"),
        ("Politics 17 May 2022 18:20 (UTC +04:00)", "byline"),
        ("Norland Materials 17 May 2022 18:20 (UTC +04:00)", "byline"),
        ("Region: Norland, Sudmark", "furniture"),
        ("Our Standards: The Principles of the Wire.", "furniture"),
        ("See comments (2)", "furniture"),
        ("Reporting by Ida Holm; Editing by Per Dale", "byline"),
        ("Home > News > Politics", "furniture"),
        ("0 comments", "furniture"),
        ("***", "furniture"),
        ("https://wire.example/12", "furniture"),
        ("Read also: Norland sends a note to Sudmark", "related"),
        ("Related: What the river accord says", "related"),
    ],
)
def test_a_line_of_the_page_is_set_apart(line, kind):
    text = page("Ministers meet in Fordhaven", line, FIRST, SECOND, THIRD)
    assert regions(text)[1:] == [(kind, line)]


@pytest.mark.parametrize(
    "line",
    [
        "Share of blame: both sides, says Berg, broke the accord in the winter of 2021.",
        "Photo opportunities were cancelled, and the ministers left without a statement.",
        "Comment by the spokesperson of the foreign ministry of Norland on the ferries.",
        "Question: Will the ferries run?",
        "Anna Berg: Yes, they will.",
        "Source close to the talks told Harbour Wire that the bridge had been agreed upon.",
        "Subscribers to the accord include Norland, Sudmark and the river commission itself.",
        "By the end of May, the accord must be carried out.",
        "Read the accord, Dahl told them.",
        "Dahl visited Fordhaven on 17 May 2022",
        "More than 200 people crossed the river.",
        "1. Norland reaffirms the river accord",
    ],
)
def test_a_line_of_the_article_is_left_alone(line):
    assert regions(page("Ministers meet in Fordhaven", FIRST, line, SECOND, THIRD))[1:] == []


def test_readers_comments_run_to_the_end():
    text = page(FIRST, SECOND, THIRD, "2 comments", "I do not believe a word of what Berg says here.", "Ha!")
    assert [kind for kind, _ in regions(text)] == ["comments"] * 3


def test_comments_in_the_middle_of_a_long_page_do_not_swallow_it():
    text = page("Ministers meet in Fordhaven", FIRST, "Comments", *[SECOND, THIRD] * 6)
    assert kinds(text)["Comments"] == "furniture"
    assert SECOND not in kinds(text)


def test_a_counter_of_comments_above_the_article_does_not_end_it():
    headline = "Ministers of Norland and Sudmark meet in Fordhaven for talks about the ferries and the bridge"
    assert regions(page(headline, "3 comments", "They met.")) == [
        ("headline", headline),
        ("furniture", "3 comments"),
    ]


def test_a_list_of_other_articles_runs_to_the_end_or_to_the_comments():
    text = page(
        "Ministers meet in Fordhaven", FIRST, SECOND, THIRD,
        "Most read", "Norland buys a bridge", "Sudmark sells fish", "1 comment", "Good for them, at last.",
    )  # fmt: skip
    assert [kind for kind, _ in regions(text)] == ["headline", *["related"] * 3, *["comments"] * 2]


def test_a_link_in_the_middle_of_the_article_takes_one_line():
    text = page("Ministers meet", FIRST, "Read also:", "Norland sends a note", SECOND, THIRD)
    assert regions(text)[1:] == [("related", "Read also:"), ("related", "Norland sends a note")]


def test_what_stands_before_a_headline_in_its_line_is_set_apart():
    text = page(" date 2022-05-17 Ministers meet in Fordhaven", FIRST)
    assert regions(text) == [("furniture", "date 2022-05-17"), ("headline", "Ministers meet in Fordhaven")]


def test_regions_are_in_order_and_do_not_overlap():
    text = page(
        "News", "Ministers meet in Fordhaven | Wire", "By Ida Holm", f"FORDHAVEN — {FIRST}", "Photo: Wire",
        "Read also: More", SECOND, THIRD, "Share", "3 comments", "No!",
    )  # fmt: skip
    found = regions_of(text)
    assert len(found) >= 8
    assert all(before.span.end <= after.span.start for before, after in pairwise(found))


@pytest.mark.parametrize("text", ["", "\n\n \n", "\ufeff", "Headline only", "A sentence only."])
def test_texts_with_nothing_to_set_apart(text):
    assert regions_of(text) == ()


def test_only_headlines_are_annotated_of_all_regions():
    assert [kind for kind in RegionKind if kind.is_annotated] == [RegionKind.HEADLINE]


def test_a_page_made_to_be_slow_is_read_all_the_same():
    """Patterns that try every way to cut such lines would not end within a lifetime."""
    text = page("home" + ">" * 5000 + "a" * 5000, "#a" * 3000 + "!", "share " * 4000, "-" * 9000 + "a")
    assert len(lines_of(text)) == 4
    regions_of(text)
