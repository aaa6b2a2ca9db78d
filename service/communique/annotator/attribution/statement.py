"""A statement: words of an article that somebody is said to have said, thought or wanted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from communique.model import Span


class Rendering(StrEnum):
    """How the article gives a statement (codebook, section 5)."""

    DIRECT_QUOTATION = "direct-quotation"
    INDIRECT_SPEECH = "indirect-speech"
    READOUT = "readout"
    JOINT = "joint"
    ARTICLE_VOICE = "article-voice"


@dataclass(frozen=True, slots=True)
class Statement:
    """Who says what."""

    sentences: tuple[int, ...]
    """Numbers of the sentences it spans, in order."""
    span: Span
    """The evidence: whole sentences or clauses, with those that name the holder where it is needed."""
    content: Span
    """What is said, without who says it: where targets and stances are looked for."""
    holders: tuple[str, ...]
    """Slugs of actors; more than one for joint speech (then each holds it)."""
    rendering: Rendering
    cue: Span | None = None
    """The verb or phrase of speaking, if there is one."""
    cue_lemma: str | None = None
    """Its dictionary form, such as ``stress`` or ``according to``."""
    ascribed_by: str | None = None
    """Who says so of the holders, where somebody else does (codebook, section 2, Ascription)."""
    is_negated: bool = False
    """“He did not say that …”: nothing is held."""
    is_inferred: bool = False
    """The holder is not in the sentence (an agentless passive, free continuation)."""
    confidence: float = 1.0
    """That the holder said it, between 0 and 1."""
    explanation: str = ""
