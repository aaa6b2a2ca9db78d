"""What a provision is about, in the words of articles: keywords from its label and its issues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from communique.annotator.knowledge.facts import IssueFacts, ProvisionFacts

_TOO_WIDE = frozenset(
    [
        "blockade",
        "aggression",
        "escalation",
        "sovereignty",
        "demarcation",
        "mines",
        "ceasefire",
        "measures",
        "report",
        "monitoring",
        "powers",
    ]
)
"""Words of labels that say too little of which provision is meant; the issue is for them."""

_OWN_CUES: Mapping[str, Sequence[str]] = {
    "transport": (
        "unblocking",
        "unblock",
        "transport",
        "communications",
        "railway",
        "economic links",
        "regional connections",
        "nakhchivan",
        "nakhijevan",
        "zangezur",
    ),
    "peacekeepers": (
        "mandate of the peacekeep",
        "mandate of the russian peacekeep",
        "peacekeepers' mandate",
        "peacekeepers’ mandate",
        "peacekeeping mandate",
        "deployment of the peacekeep",
        "deployment of the russian peacekeep",
        "deployment of russian peacekeep",
        "term of the peacekeep",
        "term of the russian peacekeep",
        "stay of the peacekeep",
        "stay of the russian peacekeep",
        "withdrawal of the peacekeep",
        "withdrawal of the russian peacekeep",
        "presence of the peacekeep",
        "presence of the russian peacekeep",
    ),
    "lachin corridor": (
        "lachin corridor",
        "lachin road",
        "berdzor",
        "corridor linking",
        "along the corridor",
    ),
    "displaced persons": (
        "return of displaced",
        "return of refugees",
        "return of internally displaced",
        "return of all displaced",
        "right of return",
    ),
    "prisoners": (
        "prisoners of war",
        "prisoners",
        "pows",
        "captives",
        "detainees",
        "exchange of prisoners",
        "hostages",
    ),
    "eu mission": ("eu mission", "civilian mission", "monitoring mission", "eu monitor"),
    "basis of delimitation": ("delimitation", "demarcation"),
    "territorial integrity": ("territorial integrity",),
}
"""Further words for subjects that articles name in many ways, by words of the provision's label."""


def keywords(
    label: str, issues: Sequence[str], siblings: Sequence[Sequence[str]], known: Mapping[str, IssueFacts]
) -> tuple[str, ...]:
    """The words by which a provision's subject is recognised next to its instrument.

    Args:
        label: the provision's label; the subject stands after the colon.
        issues: what the provision is about.
        siblings: what each provision of the agreement is about; an issue that several share marks none.
        known: all issues.

    Returns:
        Lower-case words, longest first.
    """
    subject = label.partition(":")[2].strip().lower() or label.lower()
    found = {part.strip() for part in re.split(r"[;,]", subject)} - {"russian peacekeeping contingent"}
    shared = Counter(issue for of_one in siblings for issue in set(of_one))
    for issue in issues:
        if issue == "peacekeeping":
            continue  # a point is meant only where mandate, deployment or term is at stake
        if shared[issue] == 1 or _names(subject, known[issue]):
            found.update(text.lower() for text in known[issue].labels)
    for words, cues in _OWN_CUES.items():
        if words in subject:
            found.update(cues)
    return tuple(
        sorted((word for word in found if word and word not in _TOO_WIDE), key=lambda w: (-len(w), w))
    )


def _names(subject: str, issue: IssueFacts) -> bool:
    """Whether the subject of a provision names the issue itself, not only something near it."""
    return any(text.lower() in subject for text in issue.labels)


def with_keywords(
    provisions: Sequence[ProvisionFacts], known: Mapping[str, IssueFacts]
) -> list[ProvisionFacts]:
    """Provisions of one agreement with their keywords."""
    siblings = [item.issues for item in provisions]
    return [
        ProvisionFacts(
            item.slug,
            item.agreement,
            item.number,
            item.label,
            item.definition,
            item.issues,
            keywords(item.label, [issue for issue in item.issues if issue in known], siblings, known),
        )
        for item in provisions
    ]
