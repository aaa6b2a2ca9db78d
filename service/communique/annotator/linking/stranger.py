"""A person whom an article names and the graph does not have, and the names by which it does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.annotator.knowledge import ProposedActor
from communique.annotator.linking.candidate import Candidate, actors
from communique.annotator.linking.linked import Naming, Unlinked
from communique.annotator.linking.persons import is_somebody_else
from communique.annotator.linking.surnames import family_of
from communique.model import Span


@dataclass(frozen=True, slots=True)
class Stranger:
    """A person whom the graph does not have, with the words by which the article names them."""

    actor: ProposedActor
    words: tuple[str, ...]
    """Of the full name."""
    span: Span
    """Where the article first tells that the person speaks or what post they have."""

    @property
    def unlinked(self) -> Unlinked:
        """What an annotator is told."""
        name = " ".join(self.words)
        why = f"“{name}” is named here, is not in the reference data, and is proposed as {self.actor.slug}"
        return Unlinked(self.span, why, name, self.actor.slug)


def named_strangers(
    sentence: str, strangers: Iterable[Stranger], *, is_headline: bool
) -> Iterator[Candidate]:
    """The names of strangers in a sentence, whole or by the family name alone.

    Args:
        sentence: its words.
        strangers: the strangers of the article.
        is_headline: in headlines capitals tell nothing.
    """
    for slug, name, is_whole in _names(tuple(strangers)):
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", sentence):
            before, after = sentence[: match.start()], sentence[match.end() :]
            if not is_whole and is_somebody_else(name, before, after, is_headline=is_headline):
                continue
            why = f"the name “{match[0]}” of somebody who is proposed and not in the data"
            yield Candidate(
                *match.span(),
                actors(slug),
                Naming.NAME,
                0.85 if is_whole else 0.8,
                why,
                15 if is_whole else 9,
            )


def _names(strangers: tuple[Stranger, ...]) -> Iterator[tuple[str, str, bool]]:
    """The slug, each name, and whether it is the whole; a family name that two share means neither."""
    families = Counter(family_of(list(item.words)).lower() for item in strangers)
    for item in strangers:
        whole, family = " ".join(item.words), family_of(list(item.words))
        forms = {whole: True}
        if len(item.words) > len(("given", "family")):
            forms[f"{item.words[0]} {family}"] = True
        if families[family.lower()] == 1:
            forms[family] = False
        for form, is_whole in forms.items():
            yield item.actor.slug, form, is_whole
            if form[0].islower():
                yield item.actor.slug, form[0].upper() + form[1:], is_whole
            if form.isupper():
                yield item.actor.slug, form.title(), is_whole
            else:
                yield item.actor.slug, form.upper(), is_whole
