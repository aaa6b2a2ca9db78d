"""The whole pipeline on an invented readout."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from communique.annotator.knowledge import Knowledge
from communique.annotator.machine.as_json import as_json
from communique.annotator.machine.names import Names
from communique.annotator.machine.record import Recorder
from communique.annotator.pipeline import Annotator, annotate
from communique.corpus.reading.reader import read_article
from communique.model import PartialDate
from communique.workspace import Workspace

TEXT = """Foreign ministers meet in Moscow

MOSCOW, July 25. On July 25, Foreign Minister Ararat Mirzoyan met Sergey Lavrov in Moscow.

Mirzoyan stressed the need to reopen the Lachin corridor under the trilateral statement of November 9, 2020.

Lavrov said that Russia is ready to assist in the delimitation of the border.

Mirzoyan did not say that Armenia rejects the peace treaty.
"""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.from_workspace(Workspace.open(Path(__file__).parents[2]))


@pytest.fixture(scope="module", params=[True, False], ids=["rules", "parser if installed"])
def annotations(request, knowledge):
    article = read_article(TEXT.encode(), published=PartialDate("2023-07-25"))
    return annotate(article, knowledge, rules_only=request.param)


def test_positions_with_holder_stance_target_and_day(annotations):
    found = {item.position.key for item in annotations.proposals}

    assert {
        ("ararat-mirzoyan", "calls-for", "trilateral-statement-2020-11-09/6", "2023-07-25", None),
        ("sergey-lavrov", "offers-to-assist", "border-delimitation", "2023-07-25", None),
    } <= found


def test_nothing_is_held_in_what_was_not_said(annotations):
    assert "rejects" not in {item.position.stance for item in annotations.proposals}


def test_holders_stand_for_the_states_whose_posts_they_held(annotations):
    found = {item.position.holder: item.position.on_behalf_of for item in annotations.proposals}

    assert found["ararat-mirzoyan"] == "armenia"
    assert found["sergey-lavrov"] == "russia"


def test_evidence_is_a_stretch_of_the_text_that_names_its_target(annotations):
    (item,) = [item for item in annotations.proposals if item.position.target.slug == "border-delimitation"]

    assert TEXT[item.span.start : item.span.end].rstrip(".").endswith("delimitation of the border")
    assert item.explanation.startswith("offers-to-assist by “")
    assert 0 < item.confidence < 1


def test_published_mentions_only(annotations):
    assert {thing.kind for mention in annotations.mentions for thing in mention.referents} <= {
        "actor",
        "agreement",
        "collection",
        "provision",
    }


def test_proposals_below_the_confidence_asked_for_are_left_out(knowledge):
    article = read_article(TEXT.encode(), published=PartialDate("2023-07-25"))

    assert Annotator(knowledge, rules_only=True, min_confidence=1.0).annotate(article).proposals == ()


def test_rules_only_is_told(knowledge):
    article = read_article(TEXT.encode(), published=PartialDate("2023-07-25"))

    assert Annotator(knowledge, rules_only=True).annotate(article).mode == "rules"


def test_the_same_article_gives_the_same_annotations(knowledge):
    article = read_article(TEXT.encode(), published=PartialDate("2023-07-25"))
    annotator = Annotator(knowledge, rules_only=True)

    assert annotator.annotate(article) == annotator.annotate(article)


STRANGER = """Hungarian envoy visits Yerevan

YEREVAN, July 25. Foreign Minister Ararat Mirzoyan received Antonia Mauban, Special Envoy of Hungary.

Mauban called for the reopening of the Lachin corridor. The envoy supported the delimitation of the border.
"""


@pytest.mark.parametrize("rules_only", [True, False])
def test_somebody_whom_the_data_lack_holds_positions_and_the_explanation_says_so(knowledge, rules_only):
    article = read_article(STRANGER.encode(), published=PartialDate("2023-07-25"))
    found = annotate(article, knowledge, rules_only=rules_only)

    held = [item for item in found.proposals if item.position.holder == "antonia-mauban"]
    assert {(item.position.stance, item.position.target.slug) for item in held} == {
        ("calls-for", "lachin-corridor"),
        ("supports", "border-delimitation"),
    }
    assert {item.position.on_behalf_of for item in held} == {None}
    assert all("proposed and not in the data" in item.explanation for item in held)
    assert [(item.slug, item.kind, item.state) for item in found.proposed] == [
        ("antonia-mauban", "person", "hungary"),
        ("hungary", "state", None),
    ]
    others = [item for item in found.proposals if item not in held]
    assert not any("not in the data" in item.explanation for item in others)


def test_somebody_whom_the_data_lack_stands_in_the_json_but_not_in_the_data(knowledge):
    article = read_article(STRANGER.encode(), published=PartialDate("2023-07-25"))
    found = annotate(article, knowledge, rules_only=True)

    written = as_json(found)
    assert "actor/antonia-mauban" in {item["entity"] for item in written["mentions"]}
    assert "antonia-mauban" in {item["holder"] for item in written["positions"]}

    when = datetime.datetime(2023, 7, 25, tzinfo=datetime.UTC)
    recorded = Recorder(knowledge, Names({}, {})).record("invented", article.text, found, when)
    assert all(item.position.holder != "antonia-mauban" for item in recorded.annotations.evidence)
    assert all(item.referent.slug != "antonia-mauban" for item in recorded.annotations.mentions)
    reasons = {item.why for item in recorded.left_out if "antonia-mauban" in item.what + item.why}
    assert reasons == {"not in the data: actor/antonia-mauban", "not in the data"}


def test_they_are_those_named_before_in_the_same_sentence(knowledge):
    text = (
        "Nikol Pashinyan spoke of the delimitation of the border on Thursday.\n\n"
        "Pashinyan called the capture of six Armenian soldiers a crime and demanded that they be returned."
    )
    article = read_article(text.encode(), published=PartialDate("2021-05-27"))
    found = {
        (item.position.stance, str(item.position.target)) for item in annotate(article, knowledge).proposals
    }
    assert ("calls-for", "issue/detainees") in found
    assert ("calls-for", "issue/border-delimitation") not in found
