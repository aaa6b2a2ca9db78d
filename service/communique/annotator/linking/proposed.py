"""Proposed actors: those among the referents of an article whom the graph does not have."""

from __future__ import annotations

from collections.abc import Iterable

from communique.annotator.knowledge import STATES, Knowledge, ProposedActor
from communique.annotator.linking.linked import LinkedMention
from communique.annotator.linking.stranger import Stranger

_STATES = {state.slug: state for state in STATES}
_SHORT = {"us": "united-states"}


def proposed_actors(
    text: str, mentions: Iterable[LinkedMention], knowledge: Knowledge, strangers: Iterable[Stranger]
) -> tuple[ProposedActor, ...]:
    """The actors whom an article mentions and the graph does not have, with the states that they belong to.

    Args:
        text: the text of the article.
        mentions: its mentions.
        knowledge: what the graph knows.
        strangers: the persons among them.
    """
    persons = {item.actor.slug: item.actor for item in strangers}
    found: dict[str, ProposedActor] = {}
    for item in mentions:
        for thing in item.referents:
            if thing.kind == "actor" and thing.slug not in knowledge.kinds:
                name = text[item.span.start : item.span.end]
                found.setdefault(thing.slug, persons.get(thing.slug) or _state_or_body(thing.slug, name))
    for state in {actor.state for actor in found.values()} - {None}:
        if state and state not in knowledge.kinds:
            found.setdefault(state, _state_or_body(state, state))
    return tuple(found[slug] for slug in sorted(found))


def _state_or_body(slug: str, name: str) -> ProposedActor:
    if slug in _STATES:
        return ProposedActor(slug, "state", _STATES[slug].nouns[0])
    state = next((state for state in _STATES if slug.endswith(f"-{state}")), None)
    return ProposedActor(slug, "body", name, state or _SHORT.get(slug.partition("-")[0]))
