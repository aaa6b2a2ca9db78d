"""Family names that several people of the graph bear mean the one whom the article names in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from communique.annotator.linking.candidate import Candidate, actors
from communique.annotator.linking.linked import Naming
from communique.annotator.linking.persons import is_somebody_else

_RANK = 9


def family_names_in(sentence: str, bearers: Mapping[str, str], *, is_headline: bool) -> Iterator[Candidate]:
    """Family names alone of people whom the article named in full before.

    Args:
        sentence: its words.
        bearers: slugs of those people by family name.
        is_headline: in headlines capitals tell nothing.
    """
    for name, slug in bearers.items():
        start = sentence.find(name)
        while start >= 0:
            end = start + len(name)
            before, after = sentence[:start], sentence[end:]
            is_whole = not re.match(r"[\w-]", after) and not re.search(r"[\w-]$", before)
            if is_whole and not is_somebody_else(name, before, after, is_headline=is_headline):
                why = f"the family name “{name}” of the one whom the article names in full"
                yield Candidate(start, end, actors(slug), Naming.NAME, 0.85, why, _RANK)
            start = sentence.find(name, end)
