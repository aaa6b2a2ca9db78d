"""That a model was asked, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Consultation:
    """One question to a model, for the provenance."""

    model: str
    prompt_sha256: str
    """Of the whole request: instructions, choices, sentences."""
    failure: str | None = None
    """Why there is no answer, if there is none."""
