"""Names behind the remit of a post, which has capitals, too: “Adviser for Regional Affairs X Y”."""

import pytest


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Senior Advisor for Caucasus Negotiations Lowell Brand said so.", "Lowell Brand"),
        ("Under Secretary for Political Affairs Norah Quist said so.", "Norah Quist"),
        ("Minister of Regional Development and Infrastructure Garen Tosunyan said so.", "Garen Tosunyan"),
        ("Special Envoy for European Neighbourhood Policy Jean de Vaucourt said so.", "Jean de Vaucourt"),
        ("Adviser on Foreign Policy Issues Anna Maria Corvino said so.", "Anna Maria Corvino"),
    ],
)
def test_the_remit_is_no_part_of_the_name(linked, text, name):
    found = [text[item.span.start : item.span.end] for item in linked(text).mentions if item.is_proposed]
    assert found == [name]
