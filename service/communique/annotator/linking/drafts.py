"""“The draft”, by itself: the instrument under negotiation that was spoken of before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from communique.annotator.linking.discourse import Discourse
from communique.annotator.linking.linked import Naming
from communique.annotator.linking.pointer import Found, Pointer

_DRAFT = re.compile(
    r"(?<=\b[Tt]he\s)(?:latest\s+|current\s+|new\s+|revised\s+)?draft(?=\s*(?:[,.;:?!”\"]|$)|\s+(?:has|have|had|was|were|is|are|would|will|which|that|and|but|"
    r"in|to|by|at|with|under|as|submitted|handed|presented|proposed|prepared|sent|go(?:es)?|remains?|needs?|provides?|contains?|says|from|after|before|between|for)\b)"
)
_KINDS = frozenset({"draft"})
_REACH = 8
"""How many sentences back the draft may have been spoken of."""


def drafts_pointed_to(sentence: str, number: int, discourse: Discourse) -> Iterator[Pointer]:
    """The drafts that a sentence speaks of without their names.

    Args:
        sentence: its words.
        number: its number.
        discourse: what was spoken of before.
    """
    if "draft" not in sentence:
        return
    for match in _DRAFT.finditer(sentence):
        yield Pointer(*match.span(), partial(_draft, number, discourse), kind="agreement")


def _draft(number: int, discourse: Discourse) -> Found | None:
    """The draft last spoken of."""
    named = discourse.last_instrument(number, kinds=_KINDS, plural=False, reach=_REACH)
    return ((named.slug,), Naming.REFERENCE, 0.75, "the draft last spoken of") if named else None
