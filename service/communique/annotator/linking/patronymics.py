"""Given name and patronymic, as officials call each other in Russian: “Sergey Viktorovich”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from communique.annotator.linking.discourse import Discourse
from communique.annotator.linking.folding import fold
from communique.annotator.linking.linked import Naming
from communique.annotator.linking.pointer import Found, Pointer

_PATRONYMIC = re.compile(
    r"(?<![\w-])(?P<given>[A-Z][a-z]{2,})\s+[A-Z][a-z]+(?:ovich|evich|yevich|ovna|evna|yevna|ich|inichna)(?![\w-])(?!\s+[A-Z][a-z])"
)


def patronymics_in(sentence: str, discourse: Discourse) -> Iterator[Pointer]:
    """The persons of a sentence who are called by given name and patronymic."""
    for match in _PATRONYMIC.finditer(sentence):
        yield Pointer(*match.span(), partial(_called, fold(match["given"]), discourse))


def _called(given: str, discourse: Discourse) -> Found | None:
    """The one person spoken of with that given name; of others nobody would know who is meant."""
    things = (*discourse.announced, *(item.thing for item in discourse.seen))
    named = {thing.slug for thing in things if discourse.is_person(thing)}
    found = {slug for slug in named if slug.partition("-")[0] == given}
    if len(found) != 1:
        return None
    return tuple(found), Naming.NAME, 0.85, "the person spoken of with that given name"
