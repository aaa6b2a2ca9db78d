import pytest

from communique.vocabulary import CQ, annotation_iri, kind_and_slug, position_iri, thing


def test_a_thing_has_its_kind_and_slug_in_its_iri():
    iri = thing("provision", "trilateral-statement-2020-11-09/6")
    assert str(iri) == "https://w3id.org/communique/id/provision/trilateral-statement-2020-11-09/6"
    assert kind_and_slug(iri) == ("provision", "trilateral-statement-2020-11-09/6")


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="'planet' is not a kind"):
        thing("planet", "mars")


def test_an_empty_slug_is_refused():
    with pytest.raises(ValueError, match="needs a slug"):
        thing("actor", "")


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/id/actor/x",
        "https://w3id.org/communique/id/planet/mars",
        "https://w3id.org/communique/id/actor/",
        "https://w3id.org/communique/id/actor",
    ],
)
def test_other_iris_are_no_things(iri):
    assert kind_and_slug(iri) is None


def test_the_key_of_a_position_writes_the_slash_of_its_target_as_a_dot():
    iri = position_iri(
        "ararat-mirzoyan", "calls-for", "trilateral-statement-2020-11-09/6", "2023-07-25", None
    )
    assert iri.endswith("/id/position/ararat-mirzoyan/calls-for/trilateral-statement-2020-11-09.6/2023-07-25")


def test_an_ascribed_position_names_the_ascriber():
    iri = position_iri("armenia", "supports", "mediation", "2023-07-25", "sergey-lavrov")
    assert iri.endswith("/armenia/supports/mediation/2023-07-25/via/sergey-lavrov")


def test_annotations_of_one_span_differ_by_their_body():
    first = annotation_iri("a", "reader", 1, 5, "https://example.org/one")
    second = annotation_iri("a", "reader", 1, 5, "https://example.org/two")
    assert first != second
    assert first.startswith("https://w3id.org/communique/id/annotation/a/reader/1-5/")


def test_a_misspelt_term_fails():
    with pytest.raises(AttributeError):
        _ = CQ.holdre
