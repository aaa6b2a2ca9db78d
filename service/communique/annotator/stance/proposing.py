"""Proposing: the stances and targets of all statements of an article, as positions with their evidence."""

from __future__ import annotations

from collections.abc import Sequence

from communique.annotator.attribution.statement import Statement
from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.linked import Linked
from communique.annotator.proposal import Proposal
from communique.annotator.sentences import Sentence
from communique.annotator.stance.assembling import (
    Draft,
    Occasions,
    drafts_of,
    one_per_key,
    proposals_of,
)
from communique.annotator.stance.candidates import candidates_of
from communique.annotator.stance.lexicon import lexicon
from communique.annotator.stance.phrases import likened
from communique.annotator.stance.reading import Reading
from communique.annotator.stance.selecting import selected
from communique.annotator.stance.weighing import packaged_weights, weigh
from communique.annotator.timing.told import Occasion
from communique.corpus.reading.article import ReadArticle


def reading_of(
    article: ReadArticle, sentences: Sequence[Sentence], linked: Linked, knowledge: Knowledge
) -> Reading:
    """What is read of an article once for all its statements."""
    text = likened(article.text)
    return Reading(
        text,
        sentences,
        linked,
        candidates_of(text, linked, knowledge, article.published),
        tuple(lexicon().cues.find(text)),
        knowledge,
        article.published,
    )


def drafts_in(
    reading: Reading,
    statements: Sequence[Statement],
    occasions: Occasions,
    events: Sequence[Occasion] = (),
) -> list[Draft]:
    """What the statements of an article say about which thing and when, before it is weighed."""
    found: list[Draft] = []
    for statement in statements:
        if not statement.is_negated and statement.holders:
            takes = selected(reading.takes(statement, statements), reading.text, reading.knowledge)
            found += drafts_of(takes, occasions, events, reading.knowledge)
    return found


def propose(
    article: ReadArticle,
    sentences: Sequence[Sentence],
    linked: Linked,
    statements: Sequence[Statement],
    knowledge: Knowledge,
    occasions: Occasions,
    events: Sequence[Occasion] = (),
) -> tuple[Proposal, ...]:
    """The positions that an article's statements express.

    Args:
        article: the article.
        sentences: its sentences.
        linked: what its words refer to.
        statements: who says what in it.
        knowledge: what the graph knows.
        occasions: on which day and at which event something was said.
        events: the events that the article tells of.

    Returns:
        One proposal for each position (and rendering), in the order of the text.
    """
    reading = reading_of(article, sentences, linked, knowledge)
    weights = packaged_weights()
    found: list[Proposal] = []
    for draft in drafts_in(reading, statements, occasions, events):
        weighed = weigh(draft.take, draft.occasion, draft.target, reading.text, weights)
        found += proposals_of(draft, weighed, article.text, reading)
    return one_per_key(found)
