import pytest

from communique.corpus.quoting import QuotingError, describe, locate, selected
from communique.model import EXACT_LIMIT, RANGE_QUOTE_LIMIT, Quote, QuoteRange, Span

TEXT = (
    "Minister Zenda met Minister Hentzau in Strelsau on Friday. "
    "“The bridge treaty is valid,” Zenda said. Zenda added that Ruritania would open the river road once "
    "the surveyors of both countries had marked every bend of the stream and every milestone along it, "
    "and once the customs houses on either bank had agreed on their hours. "
    "Hentzau called the bridge treaty a good start."
)


def words(span: Span) -> str:
    return TEXT[span.start : span.end]


def test_words_that_stand_once_give_their_span():
    assert words(locate(TEXT, "“The bridge treaty is valid,”")) == "“The bridge treaty is valid,”"


def test_first_and_last_words_give_the_span_between_them():
    assert words(locate(TEXT, "Zenda added … their hours.")).startswith("Zenda added that Ruritania")
    assert words(locate(TEXT, "Zenda added … their hours.")).endswith("agreed on their hours.")


@pytest.mark.parametrize(
    ("quoted", "message"),
    [
        ("Zenda", "stands in 3 places"),
        ("the tunnel treaty", "not in the text"),
        ("“The bridge treaty is valid”", "not in the text"),
        ("Zenda … hours.", "first words “Zenda” are in 3 places"),
        ("Nobody … hours.", "not in the text"),
        ("Zenda added … Strelsau", "do not follow"),
        ("  ", "no words given"),
    ],
)
def test_words_that_do_not_single_out_a_span_are_refused(quoted, message):
    with pytest.raises(QuotingError, match=message):
        locate(TEXT, quoted)


@pytest.mark.parametrize(
    "quoted",
    ["Minister Zenda met", "“The bridge treaty is valid,” Zenda said.", "Zenda added … their hours."],
)
def test_a_selector_selects_its_span_and_nothing_else(quoted):
    span = locate(TEXT, quoted)
    assert selected(TEXT, describe(TEXT, span)) == [span]


def test_words_that_stand_once_need_no_context():
    assert describe(TEXT, locate(TEXT, "Hentzau called")) == Quote("Hentzau called")


def test_repeated_words_get_the_least_context_that_singles_them_out():
    second = TEXT.index("Zenda said")
    selector = describe(TEXT, Span(second, second + 5))
    assert isinstance(selector, Quote)
    assert (selector.prefix, selector.suffix) in {("", " said."), ("valid,” ", "")}
    assert selected(TEXT, selector) == [Span(second, second + 5)]


def test_a_long_span_is_a_range_of_two_short_quotes():
    span = locate(TEXT, "Zenda added … their hours.")
    selector = describe(TEXT, span)
    assert len(span) > EXACT_LIMIT
    assert isinstance(selector, QuoteRange)
    assert words(span).startswith(selector.first.exact)
    assert words(span).endswith(selector.last.exact)
    assert max(len(selector.first.exact), len(selector.last.exact)) <= RANGE_QUOTE_LIMIT


def test_every_span_of_a_text_that_repeats_itself_is_still_singled_out():
    text = "He spoke. She spoke. He spoke again. She spoke again."
    for start in range(len(text) - 5):
        span = Span(start, start + 5)
        assert selected(text, describe(text, span)) == [span]


def test_a_span_past_the_end_is_refused():
    with pytest.raises(QuotingError, match="the text has"):
        describe("short", Span(2, 9))


def test_what_no_context_can_single_out_is_refused():
    with pytest.raises(QuotingError, match="cannot be singled out"):
        describe("la " * 200, Span(300, 302))


def test_offsets_count_code_points():
    text = "𝔄 said 𝔅."
    span = locate(text, "𝔅")
    assert (span.start, span.end) == (7, 8)
