"""What statements say about which things: a table of invented sentences, and rules beyond it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

SENTENCES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("entry", SENTENCES, ids=[entry["said"][:60] for entry in SENTENCES])
def test_stances_and_targets_of_invented_sentences(entry, takes_of):
    takes = takes_of(entry["said"], entry["by"], entry.get("rendering", "indirect-speech"))

    found = sorted([take.decision.stance, str(take.thing)] for take in takes)
    assert found == sorted(entry["takes"])


def test_a_matter_that_only_describes_another_is_what_the_position_is_about(takes_of):
    text = "He called for a dialogue between Baku and Stepanakert on the rights of the people of Karabakh."

    (take,) = takes_of(text, "ararat-mirzoyan")

    assert str(take.thing) == "issue/baku-stepanakert-dialogue"
    assert "rights-and-security-of-nk-armenians" in take.about


def test_conduct_as_a_whole_has_its_actor_as_target(takes_of):
    text = "The minister said Azerbaijan's aggressive policy aims to aggravate the situation in the region."

    (take,) = takes_of(text, "ararat-mirzoyan")

    assert (take.decision.stance, str(take.thing)) == ("criticises", "actor/azerbaijan")


def test_own_side_is_never_a_target(takes_of):
    takes = takes_of("Bayramov praised the policy of Azerbaijan.", "jeyhun-bayramov")

    assert takes == []


def test_a_fragment_means_what_was_named_last_before_it(takes_of):
    corridors = "He spoke of the Zangezur corridor. The corridor must be opened, he said."
    lachin = "He spoke of the Lachin corridor. The corridor must be opened, he said."

    assert [str(take.thing) for take in takes_of(corridors, "ilham-aliyev")] == ["issue/zangezur-corridor"]
    assert [str(take.thing) for take in takes_of(lachin, "ararat-mirzoyan")] == ["issue/lachin-corridor"]


def test_words_that_take_up_the_sentence_before_carry_its_target(takes_of):
    text = "An international fact-finding mission was mentioned. Moscow does not support the idea."

    takes = takes_of(text, "sergey-lavrov")

    assert ("rejects", "issue/fact-finding-mission") in [
        (take.decision.stance, str(take.thing)) for take in takes
    ]


def test_what_another_party_refuses_is_complained_of(takes_of):
    (take,) = takes_of("Armenia refuses to hand over the maps of the minefields.", "jeyhun-bayramov")

    assert (take.decision.stance, str(take.thing)) == ("criticises", "issue/mines")


def test_an_agreement_of_the_future_is_not_meant(takes_of):
    text = "He called for compliance with the trilateral statement of 31 October 2022."

    assert "agreement/trilateral-statement-2022-10-31" not in [
        str(take.thing) for take in takes_of(text, "ilham-aliyev", published="2021-05-01")
    ]
