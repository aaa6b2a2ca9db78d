import pytest

from communique.store.positions import FILTERS, PositionIndex
from communique.vocabulary import CQ
from communique.web.site.about.accuracy import Comparison, accuracy, without_date
from sample.workspace import COURIER
from web.site.looked_at import ask, words
from web.site.told import POST, serving_told


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page of the method over articles that person and machine have read."""
    with serving_told(tmp_path_factory.mktemp("told")) as client:
        yield ask(client, "/method")


def test_what_a_machine_found_is_counted_beside_what_a_person_found(page):
    (table,) = page.xpath("//h2[@id='machine']/following-sibling::div//table")
    found = {
        words(row.xpath("th")[0]): [words(cell) for cell in row.xpath("td")]
        for row in table.xpath("tbody/tr")
    }
    # Of the talks both found the call, and a person two more; at the river the machine alone found a refusal,
    # and a person four other positions.
    assert found == {
        "Talks on the river": ["3", "1", "1", "1.00", "0.33", "0.50"],
        "What was said at the river": ["4", "1", "0", "0.00", "0.00", "0.00"],
        "all 2 read by both": ["7", "2", "1", "0.50", "0.14", "0.22"],
    }
    addresses = table.xpath(".//th/a/@href")
    assert addresses == [f"/articles/{COURIER}", f"/articles/{POST}"]


def test_without_machine_annotation_the_page_says_so(tmp_path):
    from communique.release.build import build
    from communique.store.workers.pool import PoolSettings
    from communique.web.limits import ServiceLimits
    from sample.fixtures import serving
    from sample.workspace import accepts, make_workspace

    workspace = make_workspace(tmp_path)
    for path in (tmp_path / "data" / "annotations" / "machine").glob("*.ttl"):
        path.unlink()
    build(workspace, None, validator=accepts)
    with serving(workspace, ServiceLimits(pool=PoolSettings(workers=1))) as client:
        assert "No machine annotation has been published yet." in words(ask(client, "/method"))


def index(*evidence):
    """The index of some evidence: article, method, and the key of a position."""
    keys = sorted((key.split("/")[3], key, article, method) for article, method, key in evidence)
    numbers = {name: {} for name in FILTERS}
    for number, (_, key, article, method) in enumerate(keys):
        for name, value in (("article", article), ("method", str(CQ[method])), ("position", key)):
            numbers[name].setdefault(value, []).append(number)
    return PositionIndex(
        [
            f"{day} https://w3id.org/communique/id/position/{key} a{n}"
            for n, (day, key, *_) in enumerate(keys)
        ],
        numbers,
    )


def test_another_day_is_the_same_position_and_what_one_alone_has_read_is_not_compared():
    found = accuracy(
        index(
            ("first", "hand", "berg/affirms/accord/2021-06-10"),
            ("first", "machine", "berg/affirms/accord/2021-06"),
            ("first", "machine", "berg/rejects/accord/2021-06"),
            ("second", "machine", "berg/affirms/order/2021-06"),
            ("third", "hand", "dahl/affirms/order/2021-06"),
        )
    )
    assert (found.evidence, found.articles) == (3, 2)
    assert found.compared == [Comparison("first", by_hand=1, by_machine=2, both=1)]
    assert found.together == Comparison("", 1, 2, 1)


def test_measures():
    found = Comparison("", by_hand=4, by_machine=5, both=2)
    assert (found.precision, found.recall) == (0.4, 0.5)
    assert found.f1 == pytest.approx(2 * 0.4 * 0.5 / 0.9)
    assert Comparison("", 3, 0, 0).precision == 0


def test_the_day_is_no_part_of_what_is_compared():
    base = "https://w3id.org/communique/id/position/anna-berg/affirms/river-accord-2020-05-01.1"
    assert without_date(f"{base}/2021-06-10") == without_date(f"{base}/2021-06")
    assert without_date(f"{base}/2021/via/carl-dahl") != without_date(f"{base}/2021")
    assert without_date(f"{base}/2021/via/carl-dahl") == without_date(f"{base}/2020/via/carl-dahl")
