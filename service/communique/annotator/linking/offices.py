"""Offices: who is meant by “the Russian foreign minister” on a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.candidate import Candidate, actors, blocker
from communique.annotator.linking.linked import Naming
from communique.annotator.linking.words import ADJECTIVE, ADJECTIVES, LEADER_OFFICES, NOUNS, states_in
from communique.model import PartialDate

_KINDS: tuple[tuple[str, str], ...] = (
    (
        "spokesperson",
        r"(?:foreign\s+ministry|MFA|ministry\s+of\s+foreign\s+affairs)(?:['’]s)?\s+(?:press\s+)?spokes(?:person|woman|man)",
    ),
    (
        "spokesperson-of-leader",
        r"(?:presidential|government|Kremlin)\s+(?:press\s+)?spokes(?:person|woman|man)",
    ),
    (
        "foreign-minister",
        r"(?:foreign\s+minister|minister\s+of\s+foreign\s+affairs|foreign\s+affairs\s+minister|foreign\s+ministry\s+(?:chief|head)|"
        r"(?:head|chief)\s+of\s+(?:the\s+)?(?:foreign\s+ministry|MFA|ministry\s+of\s+foreign\s+affairs|foreign\s+(?:political|policy|affairs)\s+(?:department|agency)|diplomacy)|"
        r"foreign\s+policy\s+chief|(?:top|chief)\s+diplomat|diplomatic\s+chief|diplomacy\s+chief|foreign\s+secretary|FM)",
    ),
    ("secretary-of-state", r"(?:secretary\s+of\s+state|state\s+secretary)"),
    ("deputy-prime-minister", r"(?:deputy\s+prime\s+minister|vice[-\s]premier)"),
    ("prime-minister", r"(?:prime\s+minister|premier|head\s+of\s+(?:the\s+)?government|PM)"),
    ("president", r"(?:president|head\s+of\s+(?:the\s+)?state|heads\s+of\s+state)"),
    ("chancellor", r"chancellor"),
    ("leader", r"leader"),
    ("foreign-minister", r"minister(?=s)"),
    ("ambassador-at-large", r"ambassador[-\s]at[-\s]large"),
    (
        "speaker-national-assembly",
        r"(?:parliament(?:ary)?\s+speaker|speaker\s+of\s+(?:the\s+)?(?:parliament|national\s+assembly)|national\s+assembly\s+speaker)",
    ),
)
_OFFICE = "|".join(f"(?P<k{number}>{words})" for number, (_, words) in enumerate(_KINDS))
_OTHERS = r"(?:[Dd]eputy(?!\s+[Pp]rime)|[Vv]ice(?![-\s][Pp]remier)|[Ff]ormer|[Ee]x|[Tt]hen|[Ff]irst)[-\s]+"
"""Words that make it somebody else than the one in office."""
_PLURALS = r"(?:heads|ministers|presidents|leaders|premiers|diplomats|chiefs|secretaries|counterparts)"

_BEFORE = re.compile(
    rf"(?<![\w-])(?P<rank>(?:[Tt]op|[Ss]enior|[Cc]hief)\s+)?(?P<who>{ADJECTIVES})(?:['’]s?)?\s+(?P<other>(?:{_OTHERS})*)"
    rf"(?i:(?:{_OFFICE})(?P<plural>s)?|(?P<diplomat>diplomats?))\b(?!['’]?s?\s+(?:office|spokes|envoy|adviser|advisor|aide|representative|press))"
)
_AFTER = re.compile(
    rf"(?<![\w-])(?P<other>(?:{_OTHERS})*)(?i:(?:{_OFFICE})(?P<plural>s)?|(?P<heads>heads)\s+of\s+(?:the\s+)?(?:foreign\s+(?:ministr\w+|"
    rf"(?:political|policy|affairs)\s+departments?)|state|government|diplomac\w+))\s+(?:of|for)\s+(?P<who>{NOUNS})(?![\w-])"
)
_HEADED = {
    "diplomacy": "foreign-minister",
    "foreign": "foreign-minister",
    "mfa": "foreign-minister",
    "ministry": "foreign-minister",
    "government": "prime-minister",
    "cabinet": "prime-minister",
    "state": "president",
}
"""What the head of the “Russian …” is head of, by its first word."""
_DIPLOMACY = re.compile(
    rf"(?<![\w-])(?i:head|chief)\s+of\s+(?:the\s+)?(?P<who>{ADJECTIVE})\s+(?i:(?P<headed>diplomacy|foreign\s+(?:affairs\s+)?ministry|"
    r"foreign\s+policy\s+department|ministry\s+of\s+foreign\s+affairs|MFA|government|cabinet|state(?!\s+[a-z])))(?![\w-])"
)
_HEADS = re.compile(rf"(?<![\w-])heads\s+of\s+(?P<who>{NOUNS})(?![\w-])")
_CHIEFS = re.compile(
    r"(?<![\w-])(?:(?:the\s+)?[Hh]ead|[Cc]hief|[Pp]resident)\s+of\s+the\s+European\s+Council|"
    r"(?:European\s+Council|EU\s+Council|EC)(?:['’]s)?\s+(?:[Pp]resident|[Hh]ead|[Cc]hief|[Cc]hairman)\b"
)
_HINTS = (
    "minist", "president", "premier", "leader", "head", "chief", "spokes", "secretary", "diploma",
    "chancellor", "ambassador", "speaker", "fm", "pm", "ec ",
)  # fmt: skip
"""One of them stands in every sentence that names an office."""
_LAST_OF_LIST = re.compile(r",\s+(?:and\s+)?")
"""“… with Azerbaijan, Türkiye's foreign minister said”: the last state is that of the one office."""


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """Words for an office in a sentence, with those who held it on the day."""

    start: int
    end: int
    head_end: int
    """Where the office ends; in “Foreign Minister of Armenia” the state after it is a mention of its own."""
    kind: str
    states: tuple[str, ...]
    holders: tuple[str, ...]
    is_other: bool
    """A deputy, a former one: nobody that the tenures tell."""
    is_plural: bool
    other_at: int = 0
    """Where “deputy” stands in “Armenia’s deputy minister”; the state before it is a mention."""

    @property
    def candidates(self) -> Iterator[Candidate]:
        """The mention, if the office or its holder is known; else words that nothing else may claim."""
        is_unknown = not self.holders or (len(self.holders) < len(self.states) and not self.is_plural)
        if self.kind == "deputy-prime-minister" and not (self.is_plural and not is_unknown):
            return  # there are several; the one meant is the one spoken of before
        if self.is_other or is_unknown:
            start = self.start + self.other_at
            yield blocker(start, self.head_end, "an office whose holder is not known", rank=3)
        else:
            words = "offices" if self.is_plural else "office"
            yield Candidate(
                self.start,
                self.head_end,
                actors(*self.holders),
                Naming.GROUP if len(self.holders) > 1 else Naming.OFFICE,
                0.93,
                f"the {words} of {self.kind.replace('-', ' ')}, held on that day",
                rank=3,
            )


def offices_in(sentence: str, knowledge: Knowledge, when: PartialDate | None) -> list[OfficePhrase]:
    """The offices named with their states in a sentence.

    Args:
        sentence: its words.
        knowledge: who held which office.
        when: the day; None takes the last holder known.
    """
    lowered = sentence.lower()
    if not any(hint in lowered for hint in _HINTS):
        return []
    found = [
        phrase
        for pattern in (_BEFORE, _AFTER)
        for match in pattern.finditer(sentence)
        if (phrase := _phrase(match, knowledge, when))
    ]
    found.extend(_heads(sentence, knowledge, when))
    for match in _CHIEFS.finditer(sentence):
        holder = knowledge.holder_of("president-european-council", "european-union", when)
        found.append(
            OfficePhrase(
                match.start(), match.end(), match.end(), "president of the European Council",
                ("european-union",), (holder,) if holder else (), is_other=False, is_plural=False,
            )
        )  # fmt: skip
    found.sort(key=lambda item: (item.start, -item.end))
    return [
        item
        for number, item in enumerate(found)
        if not any(other.start <= item.start and item.end <= other.end for other in found[:number])
    ]


def _heads(sentence: str, knowledge: Knowledge, when: PartialDate | None) -> Iterator[OfficePhrase]:
    """“The head of Russian diplomacy”, “the heads of Russia and Armenia”."""
    for pattern, is_plural in ((_DIPLOMACY, False), (_HEADS, True)):
        for match in pattern.finditer(sentence):
            kind = "leader" if is_plural else _HEADED[match["headed"].lower().split()[0]]
            states = states_in(match["who"])
            people = [holder(knowledge, kind, state, when) for state in states]
            head_end = match.start() + len("heads") if is_plural else match.end()
            yield OfficePhrase(
                match.start(), match.end(), head_end, kind, states, tuple(slug for slug in people if slug),
                is_other=False, is_plural=is_plural,
            )  # fmt: skip


def _phrase(match: re.Match[str], knowledge: Knowledge, when: PartialDate | None) -> OfficePhrase | None:
    """The office that one match names."""
    groups = match.groupdict()
    states = states_in(match["who"])
    if states == ("european-union",) and groups.get("plural"):
        return None  # “European leaders” are many
    if groups.get("diplomat"):
        if not groups.get("rank"):
            return None  # “a Russian diplomat” is whoever was spoken of before
        kind = "foreign-minister"
    elif groups.get("heads"):
        kind = "leader" if re.search(r"state|government", match[0]) else "foreign-minister"
    else:
        kind = next(name for number, (name, _) in enumerate(_KINDS) if groups.get(f"k{number}"))
    is_plural = bool(groups.get("plural") or groups.get("heads") or match[0].lower().endswith("diplomats"))
    if len(states) > 1 and not is_plural and match.re is _AFTER:
        states = states[:1]
    start = match.start()
    if len(states) > 1 and not is_plural and match.re is _BEFORE and "," in match["who"]:
        states = states[-1:]
        start = match.end("who") - len(_LAST_OF_LIST.split(match["who"])[-1])
    holders = tuple(
        person for state in states if (person := holder(knowledge, kind, state, when)) is not None
    )
    head_end = match.end() if match.re is _BEFORE else _head_end(match)
    return OfficePhrase(
        start=start,
        end=match.end(),
        head_end=head_end,
        kind=kind,
        states=states,
        holders=holders,
        is_other=bool(groups.get("other")),
        is_plural=is_plural or len(states) > 1,
        other_at=match.start("other") - start if groups.get("other") else 0,
    )


def _head_end(match: re.Match[str]) -> int:
    """Where the office ends that stands before “of” and a state."""
    head = match.string[match.start() : match.start("who")]
    return match.start() + len(re.sub(r"\s+(?:of|for)\s+$", "", head))


def holder(knowledge: Knowledge, kind: str, state: str, when: PartialDate | None) -> str | None:
    """Who held an office of a state on a day, by the words articles use for it.

    Args:
        knowledge: offices and tenures.
        kind: kind of office; ``leader`` is the head of state or government by the state's order.
        state: slug of the state, or ``european-union``.
        when: the day.
    """
    if state == "european-union":
        kind = {"president": "president-european-council", "leader": "president-european-council"}.get(
            kind, "high-representative"
        )
        return knowledge.holder_of(kind, state, when) or _proposed(knowledge, kind, state)
    if kind == "spokesperson":
        return knowledge.holder_of(kind, f"mfa-{state}", when)
    if kind == "leader":
        kind = LEADER_OFFICES.get(state, "president")
    if kind == "foreign-minister" and state == "united-states":
        kind = "secretary-of-state"
    return knowledge.holder_of(kind, state, when) or _proposed(knowledge, kind, state)


def _proposed(knowledge: Knowledge, kind: str, state: str) -> str | None:
    """Whom the article itself names as the holder of an office that the graph knows nobody in."""
    return next(
        (slug for slug, actor in knowledge.proposed.items() if actor.office == kind and actor.state == state),
        None,
    )
