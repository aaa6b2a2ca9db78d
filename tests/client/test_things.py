"""Actors, agreements, provisions, articles and events; expected as in ``sample/data``."""

import datetime

import communique
from communique.client import Entity
from communique.model import PartialDate
from sample.workspace import ACCORD, COURIER, HERALD, MEETING, ORDER


def by_slug(result, slug):
    return next(item for item in result if item.iri.endswith(f"/{slug}"))


def test_actors(kg):
    found = kg.actors()
    assert {actor.iri.rpartition("/")[2] for actor in found} == {
        "norland", "sudmark", "mfa-norland", "anna-berg", "carl-dahl", "morning-herald", "evening-courier",
    }  # fmt: skip
    assert [actor.label for actor in found] == sorted(actor.label for actor in found)
    ministry = by_slug(found, "mfa-norland")
    assert (ministry.kind, [whole.label for whole in ministry.part_of]) == ("body", ["Norland"])
    assert by_slug(found, "anna-berg").other_names == ("Berg",)
    assert by_slug(found, "carl-dahl").verification == "unverified"
    assert by_slug(found, "morning-herald").kind == "outlet"


def test_agreements_with_their_provisions(kg):
    accord, order = by_slug(kg.agreements(), ACCORD), by_slug(kg.agreements(), ORDER)
    assert len(kg.agreements()) == 2
    assert (accord.label, accord.adopted_on) == ("River Accord of 1 May 2020", PartialDate("2020-05-01"))
    assert (accord.other_names, accord.official_titles) == (("river declaration",), ("Accord on the River",))
    assert (accord.places, [p.label for p in accord.participants]) == (
        ("Riverton",),
        ["Anna Berg", "Carl Dahl"],
    )
    assert [provision.number for provision in accord.provisions] == ["1", "2", "10"]
    assert accord.provisions[1].summary == "Each side counts its fish & reports."
    assert (order.kind.slug, order.provisions, order.places) == ("court-order", (), ())


def test_provisions(kg):
    first, second, tenth = kg.provisions()
    assert (first.number, second.number, tenth.number) == ("1", "2", "10")
    assert first.agreement.slug == ACCORD
    assert [issue.slug for issue in first.about] == ["ferries"]
    assert second.verification == "unverified"


def test_articles(kg):
    courier, herald = kg.articles()
    assert (courier.iri.rpartition("/")[2], herald.iri.rpartition("/")[2]) == (COURIER, HERALD)
    assert (courier.published, herald.published) == (PartialDate("2021-06"), PartialDate("2021-06-11"))
    assert (herald.headline, herald.outlet.slug) == ("Ferries & fish: <ministers> meet", "morning-herald")
    assert (herald.machine_translated, courier.machine_translated) == (False, True)
    assert (herald.length, herald.language, herald.address) == (1200, "en", "https://herald.example/ferries")
    assert herald.sha256 == "1".zfill(64)
    assert [event.slug for event in herald.reports] == [MEETING]


def test_events(kg):
    (meeting,) = kg.events()
    assert (meeting.held_on, meeting.places, meeting.kind.slug) == (
        PartialDate("2021-06-10"),
        ("Riverton",),
        "meeting",
    )
    assert meeting.participants == (Entity("https://w3id.org/communique/id/actor/anna-berg", "Anna Berg"),)


def test_a_publication_with_a_time_of_day_keeps_it(altered):
    timed = ('"2021-06-11"^^xsd:date', '"2021-06-11T21:26:00+04:00"^^xsd:dateTime')
    with communique.open(altered("data/articles.ttl", timed).root) as kg:
        herald = kg.articles()[1]
        frame = kg.articles().to_pandas()
    zone = datetime.timezone(datetime.timedelta(hours=4))
    assert herald.published == datetime.datetime(2021, 6, 11, 21, 26, tzinfo=zone)
    assert list(frame["published"]) == ["2021-06", "2021-06-11T21:26:00+04:00"]
