"""What the graph knows: names, offices and who held them, agreements, provisions, issues, events."""

from communique.annotator.knowledge.facts import (
    AgreementFacts,
    CollectionFacts,
    EventFacts,
    IssueFacts,
    Name,
    Office,
    OfficeTenure,
    Person,
    ProposedActor,
    ProvisionFacts,
)
from communique.annotator.knowledge.known import Knowledge
from communique.annotator.knowledge.states import STATES, StateNames

__all__ = [
    "STATES",
    "AgreementFacts",
    "CollectionFacts",
    "EventFacts",
    "IssueFacts",
    "Knowledge",
    "Name",
    "Office",
    "OfficeTenure",
    "Person",
    "ProposedActor",
    "ProvisionFacts",
    "StateNames",
]
