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


def test_what_a_speaker_names_in_passing_is_not_taken_up(takes_of):
    text = "The minister spoke in the year in which the Russian peacekeepers came."

    assert takes_of(text, "ararat-mirzoyan") == []
    assert [take.decision.stance for take in takes_of(text, "ararat-mirzoyan", "readout")] == ["discusses"]


def test_roads_under_a_jurisdiction_are_what_the_principle_is_about(takes_of):
    (take,) = takes_of("All transport routes will stay under the jurisdiction of Armenia.", "nikol-pashinyan")

    assert (take.decision.stance, str(take.thing)) == ("affirms", "issue/territorial-integrity")
    assert take.about == ("transport-communications",)


def test_parts_picked_out_of_an_agreement_are_what_the_position_is_about(takes_of):
    text = "The trilateral statements remain relevant, above all as regards delimitation and a peace treaty."

    (take,) = takes_of(text, "maria-zakharova")

    assert (take.decision.stance, str(take.thing)) == ("affirms", "collection/trilateral-statements")
    assert take.about == ("border-delimitation", "peace-treaty")


def test_where_a_document_is_to_be_mentioned_is_what_the_position_is_about(takes_of):
    (take,) = takes_of(
        "The declaration of Alma-Ata must be mentioned in the peace treaty.", "ararat-mirzoyan"
    )

    assert str(take.thing) == "agreement/alma-ata-declaration-1991-12-21"
    assert take.about == ("peace-treaty",)


def test_who_breaks_an_instrument_is_no_target_beside_it(takes_of):
    text = "He accused the Armenian authorities of failing to carry out the trilateral statement."

    assert [str(take.thing) for take in takes_of(text, "jeyhun-bayramov")] == [
        "agreement/trilateral-statement-2020-11-09"
    ]


def test_words_in_the_title_of_an_instrument_carry_no_stance(takes_of):
    text = "Russia stands by the Treaty of Friendship, Cooperation and Mutual Assistance of August 29, 1997."

    assert [take.decision.stance for take in takes_of(text, "sergey-lavrov")] == ["affirms"]


def test_a_treaty_that_depends_on_a_change_is_the_target_and_the_change_what_it_is_about(takes_of):
    text = "Without a change in the Armenian constitution, signing a peace treaty is impossible."

    (take,) = takes_of(text, "ilham-aliyev")

    assert (take.decision.stance, str(take.thing)) == (
        "conditions",
        "agreement/armenia-azerbaijan-peace-treaty",
    )
    assert "armenian-constitution" in take.about


def test_a_demand_that_another_party_give_up_its_claims_is_the_holders(takes_of):
    (take,) = takes_of("Armenia must abandon its territorial claims against Azerbaijan.", "jeyhun-bayramov")

    assert (take.decision.stance, str(take.thing)) == ("affirms", "issue/territorial-integrity")
