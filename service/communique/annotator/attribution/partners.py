"""“X discussed the matter with Y”: with whom somebody talked."""

from __future__ import annotations

import re

from communique.annotator.attribution.cast import Cast
from communique.annotator.attribution.told import Told

_WITH = re.compile(
    r"\bwith\s+(?:(?:his|her|the|[A-Z][\w.’'-]*|\w*minister|president|(?:counterpart|colleague)s?,?|of)\s+){0,7}$"
)


def discussed_with(text: str, item: Told, cast: Cast) -> tuple[str, ...]:
    """The person with whom other persons discussed something, if the words of the frame name one.

    Args:
        text: the canonical text.
        item: the frame.
        cast: tells persons from states.
    """
    if item.content is None or not item.actors or not all(map(cast.is_person, item.actors)):
        return ()
    behind = item.frame.cue.end
    named = (
        thing.slug
        for mention in cast.mentions_in(item.content)
        if _WITH.search(text[behind : max(behind, mention.span.start)])
        for thing in mention.referents
        if cast.is_person(thing.slug) and thing.slug not in item.actors
    )
    return tuple(named)[:1]
