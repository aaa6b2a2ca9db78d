"""Features of a take: what the weighing looks at, each a name with a number, so that weights can be read."""

from __future__ import annotations

import re

from communique.annotator.stance.take import Take
from communique.annotator.timing.told import Occasion
from communique.model import Thing

_MODAL = re.compile(r"\b(?:must|should|need|needs|will|would|can|could|may|might|shall|ready)\b")
_PRAISE = re.compile(
    r"\b(?:important|positive|constructive|productive|progress|success\w*|useful|support\w*|welcom\w*|hope\w*|peace)\b"
)
_BLAME = re.compile(
    r"\b(?:illegal|violat\w*|aggressi\w*|provoc\w*|threat\w*|unaccept\w*|blockade|crisis|concern\w*|condemn\w*|against|refus\w*|"
    r"fail\w*|attack\w*|false|accus\w*)\b"
)


def features_of(take: Take, occasion: Occasion, target: Thing, text: str) -> dict[str, float]:
    """The features of a take with its day and target.

    Args:
        take: the take.
        occasion: when, and at which event, it was said.
        target: what it is about, an event found for “the talks” included.
        text: as ``phrases.likened`` gives it.
    """
    decision, candidate, statement = take.decision, take.candidate, take.statement
    words = text[take.stretch.start : take.stretch.end]
    cue = decision.cue_span
    distance = 0
    if cue is not None:
        distance = max(0, candidate.span.start - cue.end, cue.start - candidate.span.end)
    found = {
        f"stance={decision.stance}": 1.0,
        f"rule={decision.rule}": 1.0,
        f"kind={take.thing.kind}": 1.0,
        f"tone={candidate.tone.name}": 1.0,
        f"rendering={statement.rendering.value}": 1.0,
        f"stance={decision.stance}&kind={take.thing.kind}": 1.0,
        f"cues={min(3, decision.path.count('>') + 1) if decision.path else 0}": 1.0,
        "behind": float(decision.is_behind),
        "distance": min(distance, 200) / 100,
        "strength": decision.strength,
        "naming": candidate.confidence,
        "attribution": statement.confidence,
        "inferred": float(statement.is_inferred),
        "ascribed": float(statement.ascribed_by is not None),
        "modal": float(bool(_MODAL.search(words))),
        "praise": float(bool(_PRAISE.search(words))),
        "blame": float(bool(_BLAME.search(words))),
        "several sentences": float(len(statement.sentences) > 1),
        "long": float(len(words) > 250),
    }
    if statement.cue_lemma:
        found[f"verb={statement.cue_lemma}"] = 1.0
    if take.note:
        found[f"note={take.note}"] = 1.0
    found |= {
        "date known to the day": float(occasion.date.is_day),
        "date": occasion.confidence,
        "event": float(occasion.event is not None),
        f"target={target.slug if target.kind == 'issue' else target.kind}": 1.0,
    }
    return found
