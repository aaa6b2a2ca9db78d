import pytest

from communique.corpus.reading.dates import printed_day


@pytest.mark.parametrize(
    "text",
    [
        "21:26 - 17 May, 2022", "May 17, 2022", "Tuesday, 17 May 2022", "17th of May 2022", "2022-05-17",
        "17.05.2022 18:20", "17/05/2022", "05/17/2022", "Published 2022/05/17", "MAY 17 2022", "17-May-2022",
        "May 17, 18:20, 2022",
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_ways_in_which_pages_print_it(text):
    assert printed_day(text).text == "2022-05-17"


@pytest.mark.parametrize("text", ["Sept. 3, 2021", "3 Sep 2021", "3 September 2021"])
def test_months_may_be_short(text):
    assert printed_day(text).text == "2021-09-03"


@pytest.mark.parametrize(
    "text", ["May 17", "in May 2022", "31 February 2022", "1.2.3.2022", "no. 12/05/20222", "12345678", "2022"]
)
def test_what_is_no_full_day_gives_none(text):
    assert printed_day(text) is None
