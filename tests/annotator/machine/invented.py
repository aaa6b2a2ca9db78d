"""What a machine might find in the article of the sound workspace, made by hand."""

from __future__ import annotations

from communique.annotator.attribution.statement import Rendering
from communique.annotator.linking.linked import LinkedMention, Naming, Unlinked
from communique.annotator.proposal import MachineAnnotations, Proposal
from communique.annotator.timing.told import Occasion
from communique.corpus.quoting import locate
from communique.model import PartialDate, Position, Thing
from validation.conftest import SOUND

ARTICLE = "river-wire-2023-06-12-ministers-meet"
FILE = SOUND / "corpus" / "river-wire.txt"
TEXT = FILE.read_text(encoding="utf-8")
DAY = PartialDate("2023-06-12")
MEETING = "meeting-north-south-2023-06-12"

CALL = Position(
    "ada-north", "calls-for", Thing("provision", "river-statement-2020-05-04/2"), DAY,
    on_behalf_of="northland", about=("transport-communications",), stated_at=(MEETING,),
)  # fmt: skip
ASCRIBED = Position(
    "southland", "commits-to", Thing("issue", "transport-communications"), DAY, ascribed_by="ada-north"
)
NEW = Position(
    "ben-south", "criticises", Thing("actor", "northland"), DAY,
    on_behalf_of="southland", towards=("northland",), stated_at=("statement-south-2023-06-12",),
)  # fmt: skip
UNKNOWN_TARGET = Position("ada-north", "affirms", Thing("agreement", "lake-treaty"), DAY)


def proposal(position, words, *, confidence=0.8, rendering=Rendering.INDIRECT_SPEECH):
    """A proposal on words of the article."""
    return Proposal(position, locate(TEXT, words), rendering, confidence, "cue “said”, rule of tests")


def mention(words, *referents, naming=Naming.NAME, confidence=0.9):
    """A mention on words that stand in the article once, or on their first place."""
    start = TEXT.index(words)
    things = tuple(Thing.parse(referent) for referent in referents)
    return LinkedMention(
        type(locate(TEXT, "Cleo Vale"))(start, start + len(words)), things, naming, confidence, "name"
    )


FOUND = MachineAnnotations(
    mentions=(
        mention("foreign ministers of Northland and Southland", "actor/ben-south", "actor/ada-north"),
        mention("Ada North", "actor/ada-north"),
        mention("River Statement", "agreement/river-statement-2020-05-04", confidence=0.756),
        mention("she", "actor/ada-north", naming=Naming.PRONOUN),
        mention("border delimitation", "issue/border-delimitation"),
        mention("Cleo Vale", "actor/nobody-known"),
    ),
    proposals=(
        proposal(NEW, "Ben South denied that Southland had closed the crossing."),
        proposal(
            ASCRIBED, "According to Ada North, Southland is ready to reopen the crossing.", confidence=0.5
        ),
        proposal(
            CALL,
            "Ada North said that the crossing must … of the River Statement. “Northland",
            confidence=0.912345,
        ),
        proposal(UNKNOWN_TARGET, "“Northland remains committed to the River Statement,” she added."),
    ),
    unlinked=(Unlinked(locate(TEXT, "the envoy"), "the envoy"),),
    occasions=(
        Occasion(DAY, MEETING),
        Occasion(DAY, "statement-south-2023-06-12", is_known=False, participants=("ben-south",)),
    ),
)
