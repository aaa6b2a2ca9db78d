import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.model import Span
from communique.web.site.reading.highlights import cut
from communique.web.site.reading.passages import LEAST_CONTEXT, MOST_CONTEXT, MOST_WORDS, passage

BEFORE = "The river was high that week and nobody crossed it, as all of those who live there say."
SPAN = "Berg asked for ferries."
AFTER = "Dahl listened to her for an hour, and went away without so much as a word of an answer to it."
TEXT = f"Far away things. {BEFORE} {SPAN} {AFTER} The end comes later."
START = TEXT.index(SPAN)


def test_a_span_stands_between_the_sentences_around_it():
    found = passage(TEXT, START, START + len(SPAN), exact=SPAN)
    assert (found.before, found.words, found.after) == (f"{BEFORE} ", SPAN, f" {AFTER}")
    assert (found.last_words, found.is_beginning, found.is_ending) == ("", False, False)


def test_a_short_sentence_gets_another_one_beside_it():
    text = f"{BEFORE} He came. {SPAN} She left. {AFTER} The end."
    start = text.index(SPAN)
    found = passage(text, start, start + len(SPAN))
    assert found.before == f"{BEFORE} He came. "
    assert found.after == f" She left. {AFTER}"
    assert (found.is_beginning, found.is_ending) == (True, False)


def test_the_text_may_end_on_either_side():
    found = passage(SPAN, 0, len(SPAN))
    assert (found.before, found.words, found.after) == ("", SPAN, "")
    assert found.is_beginning
    assert found.is_ending


def test_a_sentence_without_end_is_cut_between_words():
    text = f"{'word ' * 300}{SPAN}{' other' * 300}"
    start = text.index(SPAN)
    found = passage(text, start, start + len(SPAN))
    assert MOST_CONTEXT - 10 < len(found.before) <= MOST_CONTEXT
    assert set(found.before.split()) == {"word"}
    assert set(found.after.split()) == {"other"}
    assert not found.is_beginning
    assert not found.is_ending


def test_a_quotation_mark_belongs_to_the_sentence_that_it_ends():
    said = "“Nothing of that kind has ever been agreed to by anybody whom I know of, ever.”"
    text = f"{BEFORE} {SPAN} He said: {said} And left."
    start = text.index(SPAN)
    assert passage(text, start, start + len(SPAN)).after.endswith("ever.”")


def test_offsets_are_code_points():
    text = f"🛶🛶🛶 {SPAN}"
    assert passage(text, 4, 4 + len(SPAN), exact=SPAN).words == SPAN


@pytest.mark.parametrize(
    ("start", "end", "more"),
    [
        (START, START + len(SPAN), {"exact": SPAN.upper()}),
        (START, START + len(SPAN), {"ends": ("Berg", "boats.")}),
        (START, START + len(SPAN), {"ends": ("Dahl", "ferries.")}),
        (START, len(TEXT) + 1, {}),
        (5, 5, {}),
        (-1, 5, {}),
    ],
)
def test_what_does_not_stand_there_is_not_shown(start, end, more):
    assert passage(TEXT, start, end, **more) is None


def test_the_ends_of_a_longer_span_are_compared():
    assert passage(TEXT, START, START + len(SPAN), ends=("Berg asked", "ferries.")).words == SPAN


def test_a_very_long_span_is_shown_by_its_ends():
    text = f"A{'b' * 10_000}C"
    found = passage(text, 0, len(text))
    assert found.words[0] == "A"
    assert found.last_words[-1] == "C"
    assert len(found.words + found.last_words) == MOST_WORDS


WRITTEN = st.text(st.sampled_from("abc .!?\n”🛶"), max_size=700)


@given(WRITTEN, st.data())
def test_a_passage_is_a_slice_of_the_text(text, data):
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start + 1, max(start + 1, len(text))))
    found = passage(text, start, end)
    if end > len(text):
        assert found is None
        return
    assert found.words == text[start:end]
    assert text[:start].endswith(found.before)
    assert text[end:].startswith(found.after)
    assert len(found.before) <= MOST_CONTEXT
    assert len(found.after) <= MOST_CONTEXT
    assert found.is_beginning == (not text[: start - len(found.before)].strip())
    assert len(found.before) >= min(LEAST_CONTEXT, start) or not found.is_beginning


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda t: Span(t[0], t[0] + t[1])), max_size=6
)


@given(st.text(st.sampled_from("ab \n🛶"), max_size=60), SPANS)
def test_every_code_point_is_covered_by_the_spans_it_lies_in(text, spans):
    paragraphs = cut(text, spans)
    shown = ["".join(piece.words for piece in pieces) for pieces in paragraphs]
    assert shown == [line for line in text.split("\n") if line.strip()]
    place, begun = 0, set()
    for pieces, line in zip(paragraphs, shown, strict=True):
        place = _line_start(text, line, place)
        for piece in pieces:
            assert piece.words
            for offset in range(place, place + len(piece.words)):
                inside = {n for n, span in enumerate(spans) if span.start <= offset < span.end}
                assert set(piece.covering) == inside
            assert piece.beginning == set(piece.covering) - begun
            begun |= set(piece.covering)
            place += len(piece.words)


def _line_start(text, line, place):
    """Where a whole line stands next."""
    lines, offset = text.split("\n"), 0
    for known in lines:
        if offset >= place and known == line:
            return offset
        offset += len(known) + 1
    raise AssertionError(line)


def test_spans_that_overlap_nest_and_coincide():
    text = "one two three four"
    spans = [Span(0, 13), Span(4, 18), Span(4, 7), Span(4, 7)]
    (pieces,) = cut(text, spans)
    assert [(piece.words, piece.covering) for piece in pieces] == [
        ("one ", (0,)),
        ("two", (0, 1, 2, 3)),
        (" three", (0, 1)),
        (" four", (1,)),
    ]
    assert [set(piece.beginning) for piece in pieces] == [{0}, {1, 2, 3}, set(), set()]
