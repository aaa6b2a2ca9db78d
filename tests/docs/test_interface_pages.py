"""The pages on lookups, canned queries and releases name all that there is to name."""

import dataclasses
import re

import pytest

from communique.release.tables import TABLES
from communique.store.canned import TYPES, Parameter, load_catalogue
from communique.store.canned.parameters import RESERVED
from communique.store.protocol import Form
from communique.web.canned.formats import offered
from communique.web.lookups.answering import BESIDES_FILTERS, PAGE_ITEMS
from communique.web.lookups.catalogue import listings
from communique.web.lookups.searching import FACET_VALUES, SearchListing
from docs.shown import PAGES, REPOSITORY, blocks


def page(name: str) -> str:
    return (REPOSITORY / "docs" / name).read_text(encoding="utf-8")


def named(text: str) -> set[str]:
    """The words that stand in a text as code."""
    return set(re.findall(r"`([^`\n]+)`", text))


def row(text: str, first: str) -> str:
    """The row of a table that begins with a cell."""
    return next(line for line in text.splitlines() if line.startswith(f"| {first} |"))


def test_every_list_stands_with_its_filters_and_no_others(things):
    text = page("lookups.md")
    for listing in [*listings(things), SearchListing.described()]:
        _, _, filters = row(text, f"`/api/{listing.name}`").strip("| ").split(" | ")
        assert named(filters) == {item.name for item in listing.filters}, listing.name


def test_what_all_lists_take_is_told():
    text = page("lookups.md")
    assert [name for name in BESIDES_FILTERS if f"`{name}`" not in text and f"`{name}=" not in text] == []
    assert f"{PAGE_ITEMS} if not given" in text
    assert f"the {FACET_VALUES} commonest" in text


def test_every_type_and_key_of_a_parameter_is_told():
    text = page("queries.md")
    assert [name for name in TYPES if f"`{name}`" not in text] == []
    keys = {field.name for field in dataclasses.fields(Parameter)} - {"required"}
    assert keys - named(text) == set()
    assert [name for name in RESERVED if f"`{name}`" not in row(text, "`name`")] == []


def test_the_query_that_is_shown_is_fit_to_be_served(tmp_path):
    (shown,) = [
        content for _, language, content in blocks(REPOSITORY / "docs/queries.md") if language == "sparql"
    ]
    file = tmp_path / "holders.rq"
    file.write_text(shown, encoding="utf-8")
    found = load_catalogue([file])
    assert found.broken == {}
    assert [parameter.name for parameter in found.queries["holders"].parameters] == ["stance"]


@pytest.mark.parametrize(
    ("kind", "form"), [("SELECT", Form.table), ("ASK", Form.boolean), ("CONSTRUCT, DESCRIBE", Form.graph)]
)
def test_every_format_of_a_canned_query_is_told(kind, form):
    assert named(row(page("queries.md"), kind)) == set(offered(form))


def test_every_table_of_a_release_is_told():
    assert [table.name for table in TABLES if f"`{table.name}`" not in page("releases.md")] == []


def test_every_page_can_be_reached_from_the_readme():
    readme = PAGES[0].read_text(encoding="utf-8")
    assert [path.name for path in PAGES[1:] if f"](docs/{path.name})" not in readme] == []
