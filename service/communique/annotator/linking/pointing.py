"""Words that point back: groups, counterparts, epithets, “the court”, pronouns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from communique.annotator.linking.discourse import Discourse
from communique.annotator.linking.drafts import drafts_pointed_to
from communique.annotator.linking.epithets import epithets
from communique.annotator.linking.linked import Naming
from communique.annotator.linking.offices import holder
from communique.annotator.linking.patronymics import patronymics_in
from communique.annotator.linking.pointed_bodies import bodies_pointed_to
from communique.annotator.linking.pointer import LEADERS, MINISTERS, SIDES_IN_CONFLICT, Found, Pointer
from communique.annotator.linking.words import ADJECTIVE, ADJECTIVES, NOUN, SPEECH, states_in

_THREE = ("armenia", "azerbaijan", "russia")
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
_EACH_SIDE = re.compile(
    r"(?<![\w-])(?:[Ee]ach|[Aa]ll)\s+(?:side(?!\s+of)|party|(?<=[Aa]ll\s)(?:the\s+)?(?:sides|parties))(?![\w-])(?!\s+(?:of|concerned|involved|interested|to\s+the\s+(?:agreement|statement|conflict|treaty))\b)"
)
_OF_STATES = frozenset(
    {"capitals", "countries", "nations", "states", "neighbours", "neighbors", "governments", "republics"}
)
_JOINT = (
    r"^\s+(?:also\s+|then\s+|further\s+|have\s+|had\s+|both\s+|[a-z]+ly\s+|once\s+again\s+|again\s+){0,4}(?:discuss|emphasi|stress|not(?:ed|e)\b|touch|exchang|underlin|underscor|"
    r"highlight|express|agree|reaffirm|confirm|reiterat|review|address|consider|praised|welcom|held|commend|talked|focus|"
    r"shared|attach|paid|pointed|reached|condemn|hailed|appreciat|recall|outlin|spoke|went|intend|plan|committ)"
)
"""What those who came together did together."""

_DETERMINER = r"(?:(?<=\b[Tt]he\s)|(?<=\b[Tt]hese\s)|(?<=\b[Bb]etween\s)|(?<=\b[Bb]oth\s)|(?<=^))"
_GROUP = re.compile(
    r"(?<![\w-])(?P<count>(?:[Tt]wo|[Bb]oth|[Tt]hree|[Ff]our)\s+)?(?P<adjective>(?:conflicting|opposing|warring|negotiating|South\s+Caucasus|neighbou?ring|South\s+Caucasian|(?:former|ex-?)[\s-]?Soviet|"
    r"[Ff]oreign|top|respective|chief|friendly|brotherly|allied)\s+)?(?P<noun>[Pp]air|[Dd]uo|[Gg]uests|[Pp]articipants|(?:[Ff]oreign\s+)?[Mm]inistries|[Cc]apitals|[Ss]ides|[Pp]arties|[Ii]nterlocutors|[Mm]inisters|[Dd]iplomats|(?:[Ff]oreign\s+policy|[Dd]iplomatic|[Dd]iplomacy)\s+chiefs|[Hh]eads\s+of\s+diplomacy|[Oo]fficials|[Ll]eaders|[Pp]residents|"
    r"[Hh]eads\s+of\s+(?:state|government)|[Hh]eads\s+of\s+(?:the\s+|both\s+|their\s+)?(?:foreign\s+(?:ministries|policy\s+departments|offices)|diplomacy)|[Dd]eputy\s+(?:[Pp]rime\s+)?[Mm]inisters|[Vv]ice[-\s][Pp]remiers|[Cc]o-[Cc]hairs(?=\s+of\s+the\s+(?:trilateral|tripartite|working))|[Pp]arliaments|[Gg]overnments|[Rr]epublics|[Cc]ountries|[Nn]ations|[Ss]tates|[Nn]eighbou?rs|[Cc]ounterparts|[Cc]olleagues)(?![\w-])(?=(?P<of>\s+of\s+(?:the\s+)?(?:two|three|both)\s+(?:countries|states|nations))?)"
)
_PAIR = re.compile(rf"(?<![\w-]){NOUN}(?:['’]s)?\s+and\s+{NOUN}(?![\w-])")
_DEFINITE = re.compile(r"\b(?:the|these|between|their|our|his|her|that\s+the)\s+$", re.IGNORECASE)
_JOINTLY = re.compile(_JOINT)
_OF = re.compile(r"\s+of\b")
_THE_THREE = re.compile(
    r"(?<=[Tt]he\s)(?:two|three)(?=\s+(?:also|then|both|agreed|discussed|spoke|met|exchanged|stressed|emphasi\w+|noted|underlin\w+|welcomed|reaffirmed|expressed|called|praised)\b)"
)
_COUNTERPART = re.compile(
    rf"(?<![\w-])(?:(?P<who>{ADJECTIVES})\s+)?(?P<noun>counterparts?|colleagues?|opposite\s+numbers?|(?<=\b[Hh]is\s)interlocutor|(?<=\b[Hh]er\s)interlocutor|(?<=\b[Tt]he\s)interlocutor|(?<=\b[Tt]he\s)(?:[a-z]+\s)?guest)(?![\w-])(?:\s+from\s+(?:the\s+)?(?P<of>{ADJECTIVE}))?"
)
_PRONOUN = re.compile(r"(?<![\w’'-])(?:[Hh]e|[Ss]he|[Tt]hey)(?=[\s’'])")
_IT = re.compile(rf"(?<![\w’'-])[Ii]t(?=\s+(?:also\s+|further\s+|then\s+)?{SPEECH}\b)")


def pointers_in(sentence: str, number: int, discourse: Discourse) -> list[Pointer]:
    """All words of a sentence that point back, in order; each is resolved when its turn comes."""
    found = [
        *_groups(sentence, number, discourse),
        *_counterparts(sentence, number, discourse),
        *epithets(sentence, number, discourse),
        *bodies_pointed_to(sentence, number, discourse),
        *drafts_pointed_to(sentence, number, discourse),
        *_pronouns(sentence, number, discourse),
        *patronymics_in(sentence, discourse),
    ]
    return sorted(found, key=lambda item: (item.start, -item.end))


def _groups(sentence: str, number: int, discourse: Discourse) -> Iterator[Pointer]:
    for match in _GROUP.finditer(sentence):
        before = sentence[: match.start()]
        is_definite = bool(match["count"] or _DEFINITE.search(before[-16:]) or not before.strip(' “"'))
        if is_definite:
            yield Pointer(*match.span(), partial(_group, match, sentence, number, discourse))
    for match in _EACH_SIDE.finditer(sentence):
        yield Pointer(*match.span(), partial(_all_sides, discourse))
    for match in _THE_THREE.finditer(sentence):
        yield Pointer(*match.span(), partial(_all_of, _COUNTS[match[0]], discourse))


def _all_sides(discourse: Discourse) -> Found | None:
    """“Each side”, “all sides”: the two states in conflict, where the article spoke of both."""
    spoken_of = {item.thing.slug for item in discourse.seen} | {thing.slug for thing in discourse.announced}
    states = {discourse.state_of(slug) or slug for slug in spoken_of}
    if not (discourse.of_karabakh or set(SIDES_IN_CONFLICT) <= states):
        return None
    return SIDES_IN_CONFLICT, Naming.GROUP, 0.7, "the states in conflict"


def _all_of(size: int, discourse: Discourse) -> Found | None:
    """“The three”, who came together."""
    slugs = discourse.meeting(size)
    return (slugs, Naming.GROUP, 0.75, "those who came together") if slugs else None


def _group(match: re.Match[str], sentence: str, number: int, discourse: Discourse) -> Found | None:
    """Who “the sides”, “both ministers”, “the three countries” are."""
    before = sentence[: match.start()]
    noun = match["noun"].lower()
    size = _COUNTS.get((match["count"] or "").strip().lower())
    if match["of"]:
        size = 3 if "three" in match["of"] else 2
    after = sentence[match.end() :]
    if noun in ("sides", "parties", "interlocutors"):
        slugs = _sides(match, before, after, size, discourse)
    elif noun in ("pair", "duo", "guests", "participants"):
        slugs = discourse.meeting(2 if noun in ("pair", "duo") else size)
    elif noun.endswith("ministries") and not noun.startswith("heads"):
        slugs = _of_both([f"mfa-{state}" for state in SIDES_IN_CONFLICT], size, discourse)
    elif noun == "parliaments":
        slugs = _of_both(["milli-majlis", "national-assembly-armenia"], size, discourse)
    elif noun in _OF_STATES:
        slugs = _countries(match, before, size, number, discourse)
    elif noun in ("counterparts", "colleagues"):
        return None
    elif noun in ("leaders", "presidents", "heads of state", "heads of government"):
        if _OF.match(after) and not match["of"]:
            return None
        slugs = _without_host(discourse.meeting(size, LEADERS), discourse) or (
            _holders("leader", size, discourse) if size or match["of"] else ()
        )
    elif noun in ("officials",):
        slugs = discourse.meeting(size) if size else ()
    elif noun.startswith(("deputy", "vice", "co-")):
        if _OF.match(after) and not (match["of"] or noun.startswith("co-")):
            return None
        kinds = ("deputy-prime-minister",)
        slugs = discourse.meeting(size, kinds) or discourse.several(kinds, size)
        if not slugs and size == len(_THREE):
            slugs = _holders(*kinds, size, discourse)
    else:
        if _OF.match(after) and not match["of"]:
            return None
        slugs = discourse.meeting(size, MINISTERS) or discourse.several(MINISTERS, size)
        if not slugs and (size or (match["adjective"] or "").strip().lower() == "foreign"):
            slugs = _holders("foreign-minister", size, discourse)
    return (slugs, Naming.GROUP, 0.8, "a group, by who came together or was named before") if slugs else None


def _of_both(bodies: list[str], size: int | None, discourse: Discourse) -> tuple[str, ...]:
    """The bodies of the two states in conflict, where two are meant."""
    return tuple(slug for slug in bodies if slug in discourse.knowledge.kinds) if size == 2 else ()


def _without_host(slugs: tuple[str, ...], discourse: Discourse) -> tuple[str, ...]:
    """The leaders who met, without the President of the European Council who had them as guests."""
    guests = tuple(slug for slug in slugs if discourse.office_kind(slug) != "president-european-council")
    return guests if len(guests) > 1 else slugs


def _sides(
    match: re.Match[str], before: str, after: str, size: int | None, discourse: Discourse
) -> tuple[str, ...]:
    """The two who talk, or the two states in conflict."""
    is_fixed = bool(re.search(r"\b(?:third|political|all|interested|other|relevant|concerned)\s+$", before))
    is_fixed = is_fixed and not (size and before.endswith("all "))
    if is_fixed or re.match(
        r"\s+(?:to\s+the\s+(?:agreement|statement|conflict)|of\s+the\s+(?:border|conflict))", after
    ):
        return SIDES_IN_CONFLICT if "conflict" in after[:24] else ()
    in_conflict = (match["adjective"] or "").strip() in ("conflicting", "opposing", "warring")
    meeting = discourse.meeting(size)
    if meeting and not in_conflict and _JOINTLY.match(after):
        return meeting
    if match["noun"].lower() == "interlocutors":
        return meeting
    return SIDES_IN_CONFLICT if size in (None, 2) else _THREE


def _countries(
    match: re.Match[str], before: str, size: int | None, number: int, discourse: Discourse
) -> tuple[str, ...]:
    """The states of those who talk, or the two that were named last."""
    is_theirs = bool(re.search(r"\b(?:their|our)\s+$", before))
    if not (size or is_theirs) or (is_theirs and match["noun"].lower().startswith("neighbo")):
        return ()
    states = tuple(
        dict.fromkeys(state for slug in discourse.meeting() if (state := discourse.state_of(slug)))
    )
    if size == 3:
        return states if len(states) == 3 else _THREE
    if size not in (None, 2):
        return ()
    states = tuple(state for state in states if discourse.knowledge.kinds.get(state) == "state")
    pair = _joined(before, discourse) or discourse.last_pair(number)
    if pair and not is_theirs and (set(pair) == set(SIDES_IN_CONFLICT) or _joined(before, discourse)):
        return pair
    if len(states) == 2:
        return states
    return pair if pair and not is_theirs and not set(pair) & set(SIDES_IN_CONFLICT) else SIDES_IN_CONFLICT


def _joined(before: str, discourse: Discourse) -> tuple[str, ...]:
    """The two states that this sentence and the one before name together, if they name no others."""
    words = f"{discourse.previous} {before}"
    pairs = _PAIR.findall(words)
    states = states_in(pairs[-1]) if pairs else ()
    is_alone = set(states_in(words)) == set(states)
    return states if len(states) == 2 and is_alone else ()


def _holders(kind: str, size: int | None, discourse: Discourse) -> tuple[str, ...]:
    """Those who held an office in the states in conflict, with the mediator for three."""
    states = _THREE if size == 3 else SIDES_IN_CONFLICT
    found = (holder(discourse.knowledge, kind, state, discourse.when) for state in states)
    return tuple(slug for slug in found if slug)


def _counterparts(sentence: str, number: int, discourse: Discourse) -> Iterator[Pointer]:
    for match in _COUNTERPART.finditer(sentence):
        is_own = re.search(r"\b(?:his|her)\s+$", sentence[: match.start()], re.IGNORECASE)
        if match["noun"] == "colleagues" or (
            match["noun"] == "colleague" and not match["who"] and not is_own
        ):
            continue
        yield Pointer(*match.span(), partial(_counterpart, match, number, discourse))


def _counterpart(match: re.Match[str], number: int, discourse: Discourse) -> Found | None:
    """Who holds the same office elsewhere as the one spoken of."""
    anchor = discourse.last_person(number)
    kind = discourse.office_kind(anchor) if anchor else ""
    if kind not in (*LEADERS, *MINISTERS) and match["who"]:
        kind = _nearest_office(number, discourse) or kind
    if not kind:
        return None
    wanted = "leader" if kind in LEADERS else "foreign-minister" if kind in MINISTERS else kind
    states = states_in(match["who"] or match["of"] or "")
    if not states:
        others = tuple(slug for slug in discourse.meeting() if slug != anchor)
        is_told_apart = len(others) == 1 or (others and match["noun"] == "counterparts")
        return (others, Naming.EPITHET, 0.7, "the counterpart in the talks") if is_told_apart else None
    found = [holder(discourse.knowledge, wanted, state, discourse.when) for state in states]
    slugs = tuple(slug for slug in found if slug)
    if len(slugs) < len(states):
        return None
    naming = Naming.GROUP if len(slugs) > 1 else Naming.OFFICE
    return slugs, naming, 0.88, "who held the same office elsewhere"


def _nearest_office(number: int, discourse: Discourse) -> str:
    """The office of the last leader or minister whom the sentence names, who need not be its speaker."""
    for item in reversed(discourse.seen):
        if item.sentence != number:
            break
        kind = discourse.office_kind(item.thing.slug) if discourse.is_person(item.thing) else ""
        if kind in (*LEADERS, *MINISTERS):
            return kind
    return ""


def _pronouns(sentence: str, number: int, discourse: Discourse) -> Iterator[Pointer]:
    for match in _PRONOUN.finditer(sentence):
        yield Pointer(*match.span(), partial(_pronoun, match[0].lower(), number, discourse))
    for match in _IT.finditer(sentence):
        yield Pointer(*match.span(), partial(_it, discourse))


def _it(discourse: Discourse) -> Found | None:
    """The body or state that spoke last, for “It also said”."""
    for item in reversed(discourse.seen):
        if item.is_speaker and item.thing.kind == "actor" and not discourse.is_person(item.thing):
            return (item.thing.slug,), Naming.PRONOUN, 0.7, "the body that spoke last"
    return None


def _pronoun(word: str, number: int, discourse: Discourse) -> Found | None:
    """Whom “he”, “she” or “they” means."""
    if word == "they":
        meeting = discourse.meeting()
        return (meeting, Naming.PRONOUN, 0.6, "those who came together") if meeting else None
    slug = discourse.last_person(number, woman=word == "she")
    return ((slug,), Naming.PRONOUN, 0.75, "the last fitting person") if slug else None
