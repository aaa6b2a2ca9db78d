import json

from annotator.machine.invented import FOUND, TEXT, mention
from communique.annotator.linking.linked import Naming
from communique.annotator.machine.as_json import as_json
from communique.annotator.proposal import MachineAnnotations


def test_a_position_has_the_fields_that_are_documented():
    record = as_json(FOUND)["positions"][0]
    assert TEXT[record.pop("start") : record.pop("end")].startswith("Ada North said that the crossing must")
    assert record == {
        "holder": "ada-north",
        "stance": "calls-for",
        "target": "provision/river-statement-2020-05-04/2",
        "towards": [],
        "about": ["transport-communications"],
        "date": "2023-06-12",
        "ascribed_by": None,
        "rendering": "indirect-speech",
        "confidence": 0.912,
        "explanation": "cue “said”, rule of tests",
    }


def test_positions_come_in_the_order_of_the_text_whatever_order_they_were_found_in():
    positions = as_json(FOUND)["positions"]
    assert [item["start"] for item in positions] == sorted(item["start"] for item in positions)
    turned = MachineAnnotations(FOUND.mentions[::-1], FOUND.proposals[::-1])
    assert as_json(turned) == as_json(FOUND)


def test_a_plural_mention_is_listed_once_for_each_referent():
    mentions = as_json(FOUND)["mentions"]
    assert [item["entity"] for item in mentions[:2]] == ["actor/ada-north", "actor/ben-south"]
    assert mentions[0]["start"] == mentions[1]["start"]
    assert set(mentions[0]) == {"entity", "start", "end"}


def test_pronouns_and_issues_are_no_mentions():
    found = MachineAnnotations(
        (
            mention("she", "actor/ada-north", naming=Naming.PRONOUN),
            mention("border delimitation", "issue/border-delimitation"),
        ),
        (),
    )
    assert as_json(found) == {"mentions": [], "positions": []}


def test_it_can_be_written_as_json():
    assert json.loads(json.dumps(as_json(FOUND))) == as_json(FOUND)
