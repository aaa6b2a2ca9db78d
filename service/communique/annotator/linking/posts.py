"""Words for posts next to the name of a person: “Deputy Foreign Minister X”, “X, an adviser in …”."""

from __future__ import annotations

import re

from communique.annotator.linking.words import states_in

_HEADS = (
    r"minister|president|premier|chancellor|secretary|undersecretary|under-secretary|spokes(?:man|woman|person)|ambassador(?:-at-large)?|"
    r"envoy|representative|official|advis[eo]r|aide|assistant|MP|lawmaker|legislator|deputy|senator|congress(?:man|woman)|"
    r"commissioner|head|chief|chair(?:man|woman|person)?|co-chair(?:man)?|speaker|ombuds(?:man|woman|person)|defender|general|"
    r"colonel|major|lieutenant|commander|admiral|diplomat|politician|analyst|expert|scientist|scholar|leader|director|"
    r"governor|mayor|king|queen|prince|pope|patriarch|catholicos|archbishop|bishop|judge|prosecutor|lawyer|attorney|counsel|"
    r"agent|rapporteur|coordinator|mediator|negotiator|professor|historian|observer|counsell?or|attach[eé]|d[’']affaires|"
    r"member|activist|FM|PM|Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Baroness|Gen|Col|Amb|Sen|Rep|co-?ordinator|parliamentarian|"
    r"vice-president|vice-premier|vice-speaker|negotiators?|economist|commentator|chairperson|dean|rector|founder"
)
_HEAD = re.compile(rf"(?<![\w-])(?:{_HEADS})(?![\w-])", re.IGNORECASE)
_AFTER = re.compile(
    rf"\s*(?:,|\(|[—–-])\s*(?P<title>(?:(?:the|a|an|who\s+is|his|her|its|their|[\w’'.-]+)\s+){{0,7}}?(?i:{_HEADS})\b[^,;:.()“”\"—–]{{0,110}})(?=[,;:.()—–]|$|\s+[“\"])"
)
_IN_BRACKETS = re.compile(r"\s*\((?P<who>[A-Z][\w.’' ]{2,40})\)")
TITLE_REACH = 150
"""Code points before a name in which the words for its post are looked for."""
SENT_BY_REACH = 60
"""Code points before a name in which “the envoy of the” is looked for."""
_SENT_BY = re.compile(
    r"(?i:envoy|representative|advis[eo]r|aide|assistant|spokes\w+|office|administration|staff|counsell?or)(?:s?)\s+(?:of|to|for)\s+(?:the\s+)?$"
)
HEAD_NOUNS = _HEADS
"""Nouns of posts and forms of address, as alternatives of a pattern."""
_NOT_OF_THE_POST = re.compile(
    r"\b(?:said|told|met|with|by|and(?!\s+[A-Z][a-z]+,?\s+$)|that|who|received|between|from|stressed|noted)\b"
)
_OUTLETS = re.compile(r"(?:correspondent|reporter|journalist|editor|photographer|columnist)\b", re.IGNORECASE)
_KINDS_CALLED = {
    "envoy": ("representative", "ambassador-at-large"),
    "representative": ("representative",),
    "adviser": ("advisor", "assistant"),
    "advisor": ("advisor", "assistant"),
    "aide": ("advisor", "assistant"),
    "assistant": ("assistant",),
    "secretary": ("secretary", "press-secretary"),
    "spokesman": ("spokesperson", "press-secretary"),
    "spokesperson": ("spokesperson", "press-secretary"),
    "spokeswoman": ("spokesperson", "press-secretary"),
    "speaker": ("speaker",),
    "deputy minister": ("deputy-foreign-minister", "first-deputy-foreign-minister"),
}
"""Nouns for posts and the beginnings or parts of the kinds of office that they may mean."""
_NO_SECRETARIES = ("secretary-of-state", "secretary-general")


def is_head_of_post(word: str) -> bool:
    """Whether a word is the noun of a post or a form of address."""
    return bool(_HEAD.fullmatch(word.rstrip(".")))


def title_before(before: str) -> str:
    """The words for a post that end right before a name, or nothing.

    Args:
        before: the words of the sentence before the name.
    """
    window = before[-TITLE_REACH:]
    found = ""
    for head in _HEAD.finditer(window):
        rest = window[head.end() :]
        if re.fullmatch(r"\.?,?\s+[“\"]?", rest):
            found = _clause(window[: head.end()])
        elif re.fullmatch(r"\s+(?:of|for|to|in|on|at)\s+(?:[\w’'.-]+\s+){0,12}?[\w’'.-]+,?\s+", rest) and (
            not _NOT_OF_THE_POST.search(rest)
        ):
            return _clause(window[: head.end()]) + rest.rstrip(" ,")
    return found


def is_of_outlet(before: str) -> bool:
    """Whether a name belongs to somebody who asks and tells: “the correspondent X asked”."""
    return bool(_OUTLETS.search(before[-25:]))


def title_after(after: str) -> str:
    """The words for a post that follow a name behind a comma or bracket, or nothing.

    Args:
        after: the words of the sentence behind the name.
    """
    match = _AFTER.match(after[:220])
    if (
        match is None
        or _OUTLETS.search(match["title"])
        or re.match(r"(?:and|but|who\s+(?!is)|while)\b", match["title"])
    ):
        return ""
    head = _HEAD.search(match["title"])
    if head is None or re.search(
        r"\b(?:said|told|met|stressed|noted|where|which|was|has|had)\b|\band\s",
        match["title"][: head.start()],
    ):
        return ""
    return match["title"].strip()


def state_in_brackets(after: str) -> str | None:
    """The state behind a name in brackets, as records of the United Nations give it."""
    match = _IN_BRACKETS.match(after)
    states = states_in(match["who"]) if match else ()
    return states[0] if len(states) == 1 else None


def _clause(words: str) -> str:
    """The last words of a clause: from its last comma, mark or verb on."""
    cut = [
        match.end()
        for match in re.finditer(r"[,;:“”\"()]|\b(?:by|with|and|that|said|told|met|received)\b", words)
    ]
    return words[cut[-1] if cut else 0 :].strip()


def plain_title(title: str) -> str:
    """A title in lower case without what follows “of” or “for”, and without article and state."""
    short = re.split(r"\s+(?:of|for|to|in|at|on|who)\s+", f"{title} ".replace("Mr.", "Mr"), maxsplit=1)[0]
    own = re.sub(r"^(?:the|an?|his|her|its|their)\s+", "", short.strip().lower())
    return re.sub(r"^(?:[\w.]+\s+){0,3}?[\w.]+['’]s\s+", "", own)


def office_of(title: str) -> str:
    """The kind of office that a plain title names, or nothing for others."""
    if re.search(r"\b(?:deputy|vice|former|ex|assistant|under|adviser|aide|spokes\w*)\b", title):
        return ""
    if re.search(r"\bforeign minister|minister of foreign|^foreign secretary|\bfm$", title):
        return "foreign-minister"
    for words, kind in (
        ("secretary of state", "secretary-of-state"),
        ("prime minister", "prime-minister"),
        ("premier", "prime-minister"),
        ("president", "president"),
        ("chancellor", "chancellor"),
    ):
        if words in title:
            return kind
    return ""


def is_called(kind: str, role: str) -> bool:
    """Whether a text may speak of the holder of a kind of office by a noun: “the envoy”.

    Args:
        kind: kind of office, such as ``special-representative-south-caucasus``.
        role: the noun, in lower case.
    """
    if kind in _NO_SECRETARIES:
        return False
    return any(part in kind for part in _KINDS_CALLED.get(role, ()))


def is_sent_by(before: str) -> bool:
    """Whether words before a name say that somebody else comes from its bearer: “the envoy of”."""
    return bool(_SENT_BY.search(before[-SENT_BY_REACH:]))


def roles_of(title: str) -> frozenset[str]:
    """The nouns by which a text may speak later of somebody with a title: “the envoy”, “the official”."""
    heads = {match[0].lower() for match in _HEAD.finditer(title)}
    found = set(heads)
    is_deputy = bool(re.search(r"\b(?:deputy|vice|former|ex|junior)\b", title))
    if is_deputy:
        found.discard("minister")
        found |= {f"deputy {head}" for head in heads - {"deputy"}}
    if any(head.startswith("spokes") for head in heads):
        found |= {"spokesperson", "spokesman", "spokeswoman", "diplomat", "official"}
    if heads & {"envoy", "ambassador", "representative"}:
        found |= {"ambassador", "envoy", "diplomat", "official", "representative"}
    if ("foreign" in title and "minister" in title) or heads & {
        "secretary",
        "d’affaires",
        "d'affaires",
        "diplomat",
    }:
        found |= {"diplomat"}
    if "prime minister" in title and not is_deputy:
        found |= {"premier", "leader"}
    if heads & {"president", "chancellor"} and not is_deputy:
        found |= {"leader"}
    if heads & {"mp", "lawmaker", "deputy", "senator", "legislator", "parliamentarian"}:
        found |= {"mp", "lawmaker", "parliamentarian", "politician"}
    if heads & {
        "minister",
        "official",
        "secretary",
        "head",
        "chief",
        "adviser",
        "advisor",
        "aide",
        "commissioner",
        "deputy",
        "assistant",
    }:
        found |= {"official"}
    if "aide" in heads or "adviser" in heads or "advisor" in heads:
        found |= {"aide", "adviser", "advisor"}
    return frozenset(found)


def is_woman_by(title: str, given: str, family: str, women: frozenset[str]) -> bool | None:
    """Whether somebody is a woman, by title or name; None where nothing tells."""
    if (
        re.search(r"woman\b|\b(?:Ms|Mrs|Lady|Baroness|Queen)\b", title, re.IGNORECASE)
        or given.lower() in women
    ):
        return True
    if re.search(
        r"[a-z](?<!wo)man\b|\b(?:Mr|Sir|Lord|King|Prince|Pope|Bishop|Archbishop|Catholicos|Patriarch)\b",
        title,
        re.IGNORECASE,
    ):
        return False
    if re.search(r"(?:ova|eva|skaya|ayeva|ovna)$", family, re.IGNORECASE):
        return True
    return False if re.search(r"(?:ov|ev|sky|skiy|oğlu)$", family, re.IGNORECASE) else None
