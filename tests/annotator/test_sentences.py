import pytest

from communique.annotator.sentences import LONGEST_SENTENCE, sentences_of
from communique.corpus.reading.article import ReadArticle, Region, RegionKind
from communique.model import Span


def article(text, *regions):
    """An article in which some words, each found once, are regions of some kinds."""
    marked = [
        Region(Span(text.index(words), text.index(words) + len(words)), kind) for words, kind in regions
    ]
    return ReadArticle(text, tuple(marked))


def words(read):
    return [item.words(read.text) for item in sentences_of(read)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Zenda met Dr. Hentzau.", "They talked."],
        ["The U.S. Secretary of State spoke.", "He left."],
        ["It was agreed with the U.S.", "The minister left."],
        ["On Nov. 9 the sides met.", "Nobody came."],
        ["See No. 5 and art. 6 of the text.", "It is short."],
        ["Was it agreed?", "No.", "The text is short."],
        ["Armenia v. Azerbaijan goes on.", "The court sits."],
        ["Antony J. Blinken called.", "He was brief."],
        ["The road is 5.5 km long.", "It is closed."],
        ["Talks began at 10 a.m. on Monday.", "They ended at 5 p.m.", "Then nobody spoke."],
        ["“We will stay.”", "He left it at that."],
        ["“Who will sign it?” Zenda asked.", "Nobody answered."],
        ["“Stop!” said Zenda.", "He meant it."],
        ["“This is … not over,” he said.", "It was."],
        ["He spoke of peace…", "Then he left."],
        ["He came from St. Petersburg with Gen. Rupert.", "They flew."],
        ["It is signed.", "2023 was its year."],
        ["1. The sides cease fire."],
        ["“There are two questions.", "The first is the road,” Zenda said."],
    ],
)
def test_a_paragraph_is_split_where_a_reader_would(sentences):
    assert words(ReadArticle(" ".join(sentences))) == sentences


def test_a_full_stop_without_a_space_ends_a_sentence_on_careless_pages():
    assert words(ReadArticle("The talks ended.The sides left.")) == ["The talks ended.", "The sides left."]


def test_a_name_cut_off_by_mistake_stays_with_its_sentence():
    text = "They were led by its president. Rudolf Rassendyll."
    assert words(ReadArticle(text)) == [text]


def test_sentences_never_run_over_paragraphs_and_know_theirs():
    read = ReadArticle("A line without a stop\n\nThe second. The third.")
    assert [(item.words(read.text), item.paragraph, item.number) for item in sentences_of(read)] == [
        ("A line without a stop", 0, 0),
        ("The second.", 1, 1),
        ("The third.", 1, 2),
    ]


def test_what_is_not_running_text_has_no_sentences_and_the_headline_is_marked():
    read = article(
        "Ministers meet\nBy Anthony Hope\nSTRELSAU, March 20. /Agency/. They met.\nRead also: Weather",
        ("Ministers meet", RegionKind.HEADLINE),
        ("By Anthony Hope", RegionKind.BYLINE),
        ("STRELSAU, March 20. /Agency/.", RegionKind.DATELINE),
        ("Read also: Weather", RegionKind.RELATED),
    )
    assert [(item.words(read.text), item.is_headline) for item in sentences_of(read)] == [
        ("Ministers meet", True),
        ("They met.", False),
    ]


def test_the_text_after_a_region_within_a_line_goes_on():
    read = article("He spoke. [Photo: Agency] She listened.", ("[Photo: Agency]", RegionKind.CAPTION))
    assert words(read) == ["He spoke.", "She listened."]


def test_a_text_without_full_stops_is_cut_between_words():
    read = ReadArticle("word " * 2000)
    found = words(read)
    assert all(len(piece) <= LONGEST_SENTENCE for piece in found)
    assert " ".join(found) == read.text.strip()


@pytest.mark.parametrize("text", ["." * 5000, "? “" * 5000, " " * 5000 + "\n", "x" * 5000, ""])
def test_text_that_is_no_language_is_gone_through_all_the_same(text):
    read = ReadArticle(text)
    assert all(piece.strip() and len(piece) <= LONGEST_SENTENCE for piece in words(read))
