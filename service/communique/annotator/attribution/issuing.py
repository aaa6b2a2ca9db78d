"""Who speaks in a joint document that an article tells of: “A and B have issued a joint statement”."""

from __future__ import annotations

import re

from communique.annotator.attribution.cast import Cast
from communique.annotator.attribution.earlier import actors_of
from communique.model import Span

_ISSUED = re.compile(
    r"\b(?:issued?|issues|released?|releases|published|publish|adopted|adopts?|signed|made|circulated|"
    r"agreed (?:on|to|upon))\s+(?:\w+\s+){0,3}?joint\s+(?:\w+\s+)?"
    r"(?:statement|declaration|communiqu[eé]|press release|text|document)\b|"
    r"\bjoint\s+(?:\w+\s+)?(?:statement|declaration|communiqu[eé])\s+(?:of|by|from|between)\b",
    re.IGNORECASE,
)
_FEWEST = 2


def joint_issuers(text: str, sentence: Span, cast: Cast) -> tuple[str, ...]:
    """The states whose joint document a sentence tells of, in the order of the text; nobody if it does not.

    Args:
        text: the canonical text.
        sentence: the sentence.
        cast: mentions, and sides of actors.
    """
    if not _ISSUED.search(text, sentence.start, sentence.end):
        return ()
    actors = [actor for item in cast.mentions_in(sentence) for actor in actors_of(item)]
    sides = dict.fromkeys(cast.side(actor) for actor in actors if not cast.is_outlet(actor))
    return tuple(sides) if len(sides) >= _FEWEST else ()
