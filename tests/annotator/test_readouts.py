"""What must hold of the invented articles, whatever an annotator makes of them."""

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from communique.graph.reference import tenures
from communique.model import Position
from communique.vocabulary import kind_and_slug
from communique.workspace import Workspace
from sample.readouts import PARTS, Readout, readouts

WORKSPACE = Workspace.open(Path(__file__).parents[2])
TENURES = tenures(WORKSPACE.reference)
KNOWN = {
    "/".join(named)
    for graph in (WORKSPACE.reference, WORKSPACE.ontology)
    for subject in graph.subjects(unique=True)
    if (named := kind_and_slug(str(subject)))
}
ALL = [readout for part in PARTS for readout in readouts(part)]
EACH = pytest.mark.parametrize("readout", ALL, ids=lambda readout: readout.name)


def positions(readout: Readout) -> list[Position]:
    return [evidence.position for evidence in readout.expected(TENURES).evidence]


def named_things(readout: Readout) -> set[str]:
    """Everything a sheet names, with its kind."""
    things = {f"actor/{readout.outlet}"}
    for evidence in readout.expected(TENURES).evidence:
        position = evidence.position
        things |= {str(position.target), f"stance/{position.stance}", f"rendering/{evidence.rendering}"}
        things |= {
            f"actor/{slug}" for slug in (position.holder, position.ascribed_by, *position.towards) if slug
        }
        things |= {f"issue/{slug}" for slug in position.about}
        things |= {f"event/{slug}" for slug in position.stated_at}
    return things | {str(mention.referent) for mention in readout.expected(TENURES).mentions}


def test_there_are_119_to_work_with_and_51_for_scoring():
    assert [len(readouts(part)) for part in PARTS] == [119, 51]


def test_some_outlets_occur_only_in_the_part_for_scoring():
    development, held_out = ({readout.outlet for readout in readouts(part)} for part in PARTS)
    assert held_out - development


@EACH
def test_an_article_says_that_it_is_invented(readout: Readout):
    assert readout.invented is True
    assert readout.path.read_text(encoding="utf-8").startswith("# This article is invented.")
    assert readout.url.startswith("https://example.org/")


@EACH
def test_a_text_is_canonical_and_of_the_length_of_a_news_item(readout: Readout):
    assert readout.text == unicodedata.normalize("NFC", readout.text)
    assert "\r" not in readout.text
    assert 90 <= len(readout.text.split()) <= 520


@EACH
def test_everything_named_is_in_the_data_or_listed_as_new(readout: Readout):
    assert named_things(readout) - KNOWN == set(readout.sheet.new or [])


@EACH
def test_mentions_are_whole_words(readout: Readout):
    for mention in readout.expected().mentions:
        start, end = mention.span.start, mention.span.end
        for edge in (readout.text[start - 1 : start + 1], readout.text[end - 1 : end + 1]):
            assert not (len(edge) == 2 and edge.isalnum()), readout.text[start:end]


@EACH
def test_mentions_stand_in_the_order_of_the_text_and_do_not_overlap(readout: Readout):
    spans = [(mention.span.start, mention.span.end) for mention in readout.expected().mentions]
    distinct = sorted(set(spans))
    assert spans == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(distinct))


@EACH
def test_nothing_was_said_after_publication_or_about_an_instrument_to_come(readout: Readout):
    for position in positions(readout):
        assert position.stated_on.text <= readout.published
        adopted = re.search(r"(\d{4}-\d{2}-\d{2})$", position.target.slug.partition("/")[0])
        if position.target.kind in ("agreement", "provision") and adopted:
            assert adopted[1][: len(position.stated_on.text)] <= position.stated_on.text


@EACH
def test_who_discusses_a_target_takes_no_stronger_stance_on_it_that_day(readout: Readout):
    own = [item for item in positions(readout) if item.ascribed_by is None]
    taken = {(item.holder, item.target, item.stated_on) for item in own if item.stance != "discusses"}
    discussed = {(item.holder, item.target, item.stated_on) for item in own if item.stance == "discusses"}
    assert not taken & discussed


@pytest.mark.parametrize("part", PARTS)
def test_all_stances_and_renderings_occur_in_each_part(part: str):
    evidence = [item for readout in readouts(part) for item in readout.expected().evidence]
    found = {f"stance/{item.position.stance}" for item in evidence}
    found |= {f"rendering/{item.rendering}" for item in evidence}
    assert found == {thing for thing in KNOWN if thing.startswith(("stance/", "rendering/"))}
