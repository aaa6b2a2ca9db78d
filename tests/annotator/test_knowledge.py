import pickle
from pathlib import Path

import pytest

from communique.annotator.knowledge import Knowledge
from communique.model import PartialDate, Thing
from communique.workspace import Workspace

SPRING, AUTUMN = PartialDate("2021-05-05"), PartialDate("2020-10-20")


@pytest.fixture(scope="module")
def knowledge():
    return Knowledge.from_workspace(Workspace.open(Path(__file__).parents[2]))


def test_an_office_is_held_by_whoever_held_it_on_the_day(knowledge):
    assert knowledge.holder_of("foreign-minister", "armenia", PartialDate("2023-03-20")) == "ararat-mirzoyan"
    assert knowledge.holder_of("foreign-minister", "armenia", AUTUMN) == "zohrab-mnatsakanyan"
    assert knowledge.holder_of("foreign-minister", "armenia", SPRING) == "ara-ayvazyan"
    between_two = PartialDate("2021-07-05")
    assert knowledge.holder_of("foreign-minister", "armenia", between_two) is None
    assert knowledge.holder_of("foreign-minister", "ruritania", SPRING) is None


def test_without_a_day_the_last_holder_is_meant(knowledge):
    assert knowledge.holder_of("foreign-minister", "armenia", None) == "ararat-mirzoyan"


@pytest.mark.parametrize(
    ("actor", "state"),
    [
        ("maria-zakharova", "russia"),
        ("mfa-armenia", "armenia"),
        ("russian-peacekeeping-contingent", "russia"),
        ("charles-michel", "european-union"),
        ("azerbaijan", "azerbaijan"),
        ("united-nations", None),
        ("edmon-marukyan", None),  # in 2021 he held no office
    ],
)
def test_actors_speak_for_the_state_of_their_office_or_body(knowledge, actor, state):
    assert knowledge.state_of(actor, SPRING) == state


def test_a_collection_holds_what_had_joined_it(knowledge):
    assert knowledge.members("trilateral-statements", SPRING) == (
        "trilateral-statement-2020-11-09",
        "trilateral-statement-2021-01-11",
    )


def test_an_agreement_exists_from_its_adoption_and_a_draft_always(knowledge):
    assert not knowledge.was_adopted("prague-statement-2022-10-06", SPRING)
    assert knowledge.was_adopted("prague-statement-2022-10-06", PartialDate("2022-10"))
    assert knowledge.was_adopted("armenia-azerbaijan-peace-treaty", SPRING)


def test_days_of_an_agreement_include_those_its_names_give(knowledge):
    facts = knowledge.agreements["trilateral-statement-2020-11-09"]
    assert {day.isoformat() for day in facts.days} == {"2020-11-09", "2020-11-10"}
    assert facts.parties == {"armenia", "azerbaijan", "russia"}


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("the Lachin corridor must be opened as the statement provides", "6"),
        ("unblocking of all transport links under the statement", "9"),
        ("the mandate of the peacekeepers under the statement", "4"),
        ("the peacekeepers are there under the statement", None),
        ("exchange of prisoners of war under the statement", "8"),
        ("the statement as a whole", None),
    ],
)
def test_a_subject_next_to_the_instrument_names_the_provision(knowledge, words, number):
    found = knowledge.provision_about("trilateral-statement-2020-11-09", words)
    assert (found.number if found else None) == number


def test_the_subject_of_a_collection_is_looked_for_in_its_members(knowledge):
    found = knowledge.provision_about("trilateral-statements", "movement along the Lachin corridor")
    assert found is not None
    assert found.slug == "trilateral-statement-2020-11-09/6"


def test_events_have_their_days_and_company(knowledge):
    event = knowledge.events["meeting-bayramov-blinken-mirzoyan-2023-05-01"]
    assert event.participants == ("antony-blinken", "ararat-mirzoyan", "jeyhun-bayramov")
    assert event.was_on(PartialDate("2023-05-04"))
    assert not event.was_on(PartialDate("2023-05-05"))


def test_things_are_known_by_kind_and_slug(knowledge):
    assert knowledge.is_known(Thing("provision", "trilateral-statement-2020-11-09/6"))
    assert knowledge.is_known(Thing("issue", "lachin-corridor"))
    assert not knowledge.is_known(Thing("actor", "lachin-corridor"))
    assert not knowledge.is_known(Thing("stance", "affirms"))


def test_it_can_be_sent_to_other_processes_and_says_the_same_there(knowledge):
    copy = pickle.loads(pickle.dumps(knowledge))
    assert copy.names == knowledge.names
    assert copy.events == knowledge.events
    assert copy.holder_of("president", "azerbaijan", SPRING) == "ilham-aliyev"
