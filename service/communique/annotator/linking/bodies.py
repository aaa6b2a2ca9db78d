"""Bodies that are named by state and kind: “Armenia's defence ministry”, “the US State Department”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.annotator.linking.candidate import Candidate, actors
from communique.annotator.linking.linked import Naming
from communique.annotator.linking.words import ADJECTIVE, CAPITALS, NOUN, states_in

_KINDS = {
    "ministry-of-defence": r"(?:defen[cs]e\s+ministry|ministry\s+of\s+defen[cs]e)",
    "ministry-of-internal-affairs": (
        r"(?:interior\s+ministry|ministry\s+of\s+(?:internal\s+affairs|the\s+interior))"
    ),
    "ministry-of-justice": r"(?:justice\s+ministry|ministry\s+of\s+justice)",
    "ministry-of-economy": r"(?:economy\s+ministry|ministry\s+of\s+(?:the\s+)?economy)",
    "national-security-service": r"national\s+security\s+service",
    "state-security-service": r"state\s+security\s+service",
}
"""The slugs of bodies without their states, and the words for them."""
_OTHER = r"(?![\w-])(?!\s+(?:press\s+)?(?:spokes|officials?\b|sources?\b|building|head\b|chief\b))"
_PATTERNS = tuple(
    (
        kind,
        re.compile(
            rf"(?<![\w-])(?:(?P<who>{ADJECTIVE})(?:['’]s?)?\s+(?i:{words})|(?i:{words})\s+of\s+(?:the\s+)?(?P<of>{NOUN})){_OTHER}"
        ),
        re.compile(rf"^In\s+(?P<town>{'|'.join(CAPITALS)}),\s+(?:the\s+)?(?P<body>(?i:{words})){_OTHER}"),
    )
    for kind, words in _KINDS.items()
)
_STATE_DEPARTMENT = re.compile(
    rf"(?<![\w-])(?:(?:US|U\.S\.|American|United\s+States)(?:['’]s?)?\s+)?(?:State\s+Department|Department\s+of\s+State){_OTHER}"
)
_HINTS = (
    "ministry",
    "service",
    "State Department",
    "Department of State",
    "Ministry",
    "Service",
)
_RANK = 22


def bodies_in(sentence: str) -> Iterator[Candidate]:
    """The bodies of states that a sentence names by state and kind, whether the graph has them or not.

    Args:
        sentence: its words.
    """
    if not any(hint in sentence for hint in _HINTS):
        return
    for kind, pattern, in_capital in _PATTERNS:
        for match in pattern.finditer(sentence):
            states = states_in(match["who"] or match["of"])
            if len(states) == 1:
                yield _named(*match.span(), f"{kind}-{states[0]}")
        match_at_start = in_capital.match(sentence)
        if match_at_start:
            yield _named(*match_at_start.span("body"), f"{kind}-{CAPITALS[match_at_start['town']]}")
    for match in _STATE_DEPARTMENT.finditer(sentence):
        yield _named(*match.span(), "us-state-department")


def _named(start: int, end: int, slug: str) -> Candidate:
    why = "a body named by its state and kind"
    return Candidate(start, end, actors(slug), Naming.NAME, 0.85, why, _RANK)
