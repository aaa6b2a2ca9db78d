"""Weighing: a small logistic regression over what the rules found tells how likely a position is right.

The weights stand in ``annotator/data/weights.json``, by the names of the features, and are made by
``python -m communique.annotator.stance.train``. The stance itself is the rules': a second regression that
chose
it from the same features and the words around did no better on articles left out of its training.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from communique.annotator.stance.features import features_of
from communique.annotator.stance.take import Take
from communique.annotator.timing.told import Occasion
from communique.model import Thing

FILES = ("cues.yaml", "targets.yaml", "weights.json")
"""What stances, targets and confidences come from."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a logistic regression, by the names of features."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """The probability that features with these weights give; features without a weight count nothing."""
        score = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


@dataclass(frozen=True, slots=True)
class Weighed:
    """How sure a position is, and why it is proposed."""

    confidence: float
    explanation: str


def weigh(take: Take, occasion: Occasion, target: Thing, text: str, weights: Weights) -> Weighed:
    """How likely the whole position is right: holder, stance, target, date and ascriber.

    Args:
        take: the take.
        occasion: when, and at which event, it was said.
        target: what it is about.
        text: as ``phrases.likened`` gives it.
        weights: the trained weights.
    """
    decision = take.decision
    cue = f"“{decision.cue.strip()}” ({decision.rule})" if decision.cue.strip() else decision.rule
    parts = (f"{decision.stance} by {cue}", take.note, take.statement.explanation)
    confidence = weights.probability(features_of(take, occasion, target, text))
    return Weighed(round(confidence, 3), "; ".join(part for part in parts if part))


@cache
def packaged_weights() -> Weights:
    """The weights that come with the package."""
    file = resources.files("communique.annotator") / "data" / "weights.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    return Weights(float(content["bias"]), content["weights"])


@cache
def fingerprint() -> str:
    """SHA-256 over wordings, cues and weights: what provenance names as the model of this stage."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((resources.files("communique.annotator") / "data" / name).read_bytes())
    return digest.hexdigest()
