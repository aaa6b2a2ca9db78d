"""Sides, ministries, peoples: descriptions made of a state's adjective and a common noun."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.candidate import Candidate, actors, blocker
from communique.annotator.linking.discourse import Discourse
from communique.annotator.linking.linked import Naming
from communique.annotator.linking.named import ADJECTIVE_RANK
from communique.annotator.linking.words import (
    ADJECTIVE,
    ADJECTIVES,
    CAPITALS,
    NOUN,
    NOUNS,
    SEATS_OF_AUTHORITIES,
    states_in,
)

_SIDE = re.compile(
    rf"(?<![\w-])(?P<who>{ADJECTIVES})(?:['’]s?)?\s+(?P<noun>sides?|part(?:y|ies)|governments?|leaderships?|authorit(?:y|ies)|"
    r"representatives|administration|partners|friends|officials)(?![\w-])(?!\s+(?:of\s+(?:the|their|its)\s+(?:[\w-]+\s+)?(?:border|frontier|line\b)|member|officials?|spokes))"
)
_SIDE_OF = re.compile(
    rf"(?<![\w-])(?P<noun>[Gg]overnment|leadership|authorities)\s+of\s+(?P<who>{NOUNS})(?![\w-])"
)
_MINISTRY = re.compile(
    rf"(?<![\w-])(?:(?P<who>{ADJECTIVE})(?:['’]s?)?\s+(?i:foreign\s+(?:affairs\s+)?ministry|ministry\s+of\s+foreign\s+affairs|MFA|foreign\s+office|ministry(?!\s+of))|"
    rf"(?P<town>{'|'.join(CAPITALS)})['’]s\s+(?i:foreign\s+(?:affairs\s+)?ministry|MFA|foreign\s+office)|"
    rf"(?i:foreign\s+(?:affairs\s+)?ministry|ministry\s+(?:of|for)\s+(?:europe\s+and\s+)?foreign\s+affairs|MFA)\s+of\s+(?:the\s+)?(?P<of>{NOUN}))(?![\w-])"
)
_KARABAKH = (
    r"(?:(?:Nagorno|Mountainous)[-‑–\s])?(?:Karabakh|Karabagh|Garabagh|Qarabag)"
    r"(?:\s+(?:economic\s+)?[Rr]egion|\s+Republic)?|Artsakh(?:\s+Republic)?|Republic\s+of\s+(?:Artsakh|Nagorno[-\s]Karabakh)|NK"
)
_PEOPLE = re.compile(
    rf"(?<![\w-])(?:(?i:(?:ethnic\s+)?Armenians?(?:\s+(?:population|people|residents|community|inhabitants))?|people|peoples|population|residents|inhabitants|Armenian\s+ethnic\s+minority)"
    rf"\s+(?:of|in|living\s+in|residing\s+in|from|who\s+live\s+in)\s+(?:(?:the|its|our|Azerbaijan['’]s)\s+)?(?:{_KARABAKH})|"
    rf"(?:{_KARABAKH})(?:['’]s)?\s+(?:ethnic\s+)?(?:Armenians|Armenian\s+(?:population|residents|community)|people|population|residents|inhabitants))(?![\w-])"
)
_ARMENIANS = re.compile(
    r"(?<![\w-])(?:(?i:ethnic|local|remaining|indigenous)\s+Armenians|Armenians\s+(?:living|residing)\s+there|(?<=\bits\s)Armenians|(?<=\d\s)Armenians|(?<=\d\s)ethnic\s+Armenians|Armenian\s+(?:population|residents|community))(?![\w-])"
)
_SEATS = "|".join(SEATS_OF_AUTHORITIES)
_AUTHORITIES = re.compile(
    rf"(?<![\w-])(?:(?:de\s+facto\s+)?(?i:authorities|leadership|government|representatives|officials)\s+(?:of|in|from)\s+(?:the\s+)?(?:{_KARABAKH}|{_SEATS})|"
    rf"(?:{_KARABAKH}|{_SEATS})(?:['’]s)?\s+(?:(?:de\s+facto|ethnic|Armenian|separatist)\s+){{0,3}}(?:authorities|leadership|government|officials|[Ff]oreign\s+[Mm]inistry|MFA|[Rr]egime))(?![\w-])"
)
_LOCAL = re.compile(
    r"(?<![\w-])(?:[Ll]ocal(?:\s+Armenian)?|[Ee]thnic\s+Armenian|(?P<always>[Dd]e\s+facto|[Ss]eparatist|[Bb]reakaway|[Ii]llegal|[Pp]uppet|[Jj]unta))\s+(?:authorities|leadership|government|regime)(?![\w-])(?!\s+(?:of|in)\b)"
)
_MISSION = re.compile(
    r"(?<![\w-])(?:EU|E\.U\.|European\s+Union)(?:['’]s?)?\s+(?:(?:new|civil|civilian|monitoring|monitor|observer|observation|border|unarmed|long-term)\s+){0,4}"
    r"(?:mission|observers|monitors)(?![\w-])(?!\s+(?:to|in)\s+(?!(?:the\s+)?(?:Republic\s+of\s+)?Armenia))(?:\s+in\s+Armenia)?|"
    r"(?<![\w-])(?:(?:civilian|monitoring|observer|observation)\s+){1,2}(?:mission|monitors|observers)\s+(?:of|from)\s+the\s+(?:EU|European\s+Union)(?![\w-])",
    re.IGNORECASE,
)
_MISSION_SINCE = datetime.date(2023, 1, 23)
"""The day of its founding; the monitors of 2022 were no body of their own."""
_PARTNER = re.compile(
    rf"\b(?:dialogue|talks|negotiations|conflict|contacts|meeting)\s+between\s+(?:(?P<first>{_KARABAKH})\s+and\s+(?:Azerbaijan|Baku)|(?:Azerbaijan|Baku)\s+and\s+(?P<second>{_KARABAKH}))(?![\w-])"
)
_TERRITORY_ACTS = re.compile(
    rf"(?:^|(?<=[.;:,—–-]\s)|(?<=[Tt]he\s))(?P<who>{_KARABAKH})(?=\s+(?:(?:also|again|has|had)\s+)?(?:says|said|calls?\s+(?:on|for)|called\s+(?:on|for)|accuses|accused|urges|urged|"
    r"rejects|rejected|denies|denied|demands|demanded|warns|warned|appeals|appealed|condemns|condemned|agrees|agreed|refuses|refused|reports|reported|confirms|confirmed|declares|declared)\b)"
)
_COURT = re.compile(
    r"(?<![\w-])(?:(?:U\.?N\.?|United\s+Nations)(?:['’]s?)?\s+(?:top|highest|principal|supreme|main)\s+(?:judicial\s+(?:organ|body)|(?:judicial\s+)?court|tribunal)|"
    r"(?:top|highest)\s+(?:U\.?N\.?|United\s+Nations)\s+(?:court|tribunal)|world['’]s\s+(?:top|highest)\s+court|"
    r"Hague-based\s+court|International\s+Court|UN\s+(?:Court|court|judges))(?![\w-]|\s+of\s+Justice)"
)
_PEACEKEEPERS = re.compile(
    r"(?<![\w-])(?:Russian\s+|Russia['’]s\s+)?(?:peacekeeping\s+(?:contingent|forces?|troops|mission|units?)(?:\s+of\s+the\s+Russian\s+Federation)?|peace-?keepers|contingent)(?![\w-])"
)
_WORKING_GROUP = re.compile(
    r"(?<![\w-])(?:(?:trilateral|tripartite)\s+(?:working\s+)?(?:group|commission)|(?:three\s+)?(?:deputy\s+prime\s+ministers|vice[-\s]premiers)['’]\s+(?:working\s+)?group|work\s+of\s+(?:the\s+)?(?:three\s+)?(?:deputy\s+prime\s+ministers|vice[-\s]premiers)|working\s+group(?=\s+co-?chaired\s+by\s+the\s+(?:three\s+)?(?:deputy|vice))|"
    r"(?:working\s+)?group\s+(?:of|led\s+by|co-?chaired\s+by)\s+(?:the\s+)?(?:three\s+)?(?:deputy\s+prime\s+ministers|vice[-\s]premiers))(?![\w-])"
)
_SPOKESPERSON = re.compile(
    r"(?<![\w-])(?:Kremlin|White\s+House|State\s+Department)(?:['’]s)?\s+(?:[a-z]+\s+)?(?:spokes\w+|aide|adviser)\b"
)
_RUSSIAN_LED = re.compile(
    r"(?<![\w-])(?:Russian|Russia|Moscow|Kremlin)-(?:led|dominated)\s+(?:(?:military|security|defen[cs]e|regional|six-nation|ex-Soviet|post-Soviet|mutual)\s+){0,3}"
    r"(?:alliance|bloc|pact|grouping|organi[sz]ation)(?![\w-])"
)
_WEST = re.compile(
    r"(?<![\w-])Western\s+(?:countries|states|nations|powers|capitals|partners|governments)(?![\w-])"
)
_IN_CAPITAL = re.compile(
    rf"^In\s+(?P<town>{'|'.join(CAPITALS)}),\s+(?:the\s+)?(?:(?P<foreign>[Ff]oreign\s+[Mm]inistry)|(?:[Dd]efen[cs]e\s+[Mm]inistry|[Ss]tate\s+[Dd]epartment|government|authorities))(?![\w-])"
)
_INSTITUTION = re.compile(
    rf"(?<![\w-])(?:{ADJECTIVE}\s+Red\s+(?:Cross|Crescent)(?!\s+and\b)|{NOUN}(?:['’]s?)?\s+(?:(?!and\b|or\b|of\b)[\w-]+\s+){{0,2}}(?i:ministry|minister|ambassador|embassy|armed\s+forces|prosecutors?|ombudsman|"
    rf"security\s+council|defen[cs]e\s+ministry|human\s+rights\s+defender|state\s+department|intelligence|border\s+guards?|customs|red\s+cross|red\s+crescent)|"
    rf"(?i:ministry|ministries)\s+of\s+(?!foreign)[\w\s,]{{4,40}}?\s+of\s+(?:the\s+)?{NOUN}|(?:[Aa]mbassador|[Ee]mbassy)\s+(?:of|to)\s+(?:the\s+)?{NOUN}|"
    rf"(?:[Ss]ecretary\s+of\s+(?:the\s+)?(?:{ADJECTIVE}(?:['’]s)?\s+)?)?(?:{ADJECTIVE}(?:['’]s)?\s+)[Ss]ecurity\s+[Cc]ouncil(?:\s+[Ss]ecretary|\s+chief|\s+head)?|[Ss]ecretary\s+of\s+(?:the\s+)?[Ss]ecurity\s+[Cc]ouncil(?:\s+of\s+(?:the\s+)?{NOUN})?|"
    rf"(?<!UN\s)(?<!U\.N\.\s)(?<!Nations\s)[Ss]ecurity\s+[Cc]ouncil\s+(?:[Ss]ecretary|chief)|[Ss]ecurity\s+[Cc]ouncil\s+of\s+(?:the\s+)?{NOUN})(?![\w-])"
)


_HINTS = (
    "side", "party", "parties", "partners", "government", "leadership", "authorit",
    "representative", "friend", "administration", "official", "minist", "mfa", "karaba", "artsakh",
    "nk ", "armenians", "armenian ", "court", "judges", "judic", "tribunal",
    "peace", "contingent", "group", "commission", "deputy prime", "premiers",
    "western", "-led", "-dominated", "regime",
    "ambassador", "mission", "observers", "monitors", "embassy", "forces", "prosecutor",
    "ombudsman", "council", "defender",
    "department", "intelligence", "guard", "spokes", "aide", "customs", "red c",
)  # fmt: skip
"""One of them stands in every sentence that describes a side."""
_OF_KARABAKH = ("karab", "garab", "qarab", "artsakh", "nk", "stepanakert", "khankend", "khankand")
_DESCRIBED = (
    (_PEOPLE, "nagorno-karabakh-armenians", "a description of the population", _OF_KARABAKH),
    (_AUTHORITIES, "nagorno-karabakh-authorities", "a description of the authorities", _OF_KARABAKH),
    (
        _WORKING_GROUP,
        "trilateral-working-group",
        "a description of the group",
        ("group", "commission", "deputy prime", "premier"),
    ),
    (_RUSSIAN_LED, "csto", "a description of the alliance", ("-led", "-dominated")),
    (_WEST, "western-countries", "a description of Western countries", ("western",)),
    (
        _COURT,
        "international-court-of-justice",
        "a description of the court",
        ("court", "judic", "tribunal", "judges"),
    ),
    (_MISSION, "eu-mission-in-armenia", "a description of the mission", ("mission", "observers", "monitors")),
    (
        _PEACEKEEPERS,
        "russian-peacekeeping-contingent",
        "a description of the contingent",
        ("peace", "contin"),
    ),
)
"""Descriptions, whom they mean, why, and what stands in every sentence that has one."""


def sides_in(sentence: str, discourse: Discourse) -> Iterator[Candidate]:
    """Sides, governments, ministries and peoples described in a sentence.

    Args:
        sentence: its words.
        discourse: the actors that are known, the day, and whether the article speaks of Karabakh.
    """
    knowledge, when = discourse.knowledge, discourse.when
    lowered = sentence.lower()
    if not any(hint in lowered for hint in _HINTS):
        return
    yield from _states(sentence)
    for match in _MINISTRY.finditer(sentence):
        named = CAPITALS.get(match["town"] or "") or next(
            iter(states_in(match["who"] or match["of"] or "")), ""
        )
        slug = f"mfa-{named}" if named else ""
        yield _candidate(match, (slug,), "the foreign ministry of a state", rank=22)
    for pattern, slug, why, hints in _DESCRIBED:
        is_told = slug in knowledge.kinds and any(hint in lowered for hint in hints)
        if is_told and not (pattern is _MISSION and when and when.last_day < _MISSION_SINCE):
            for match in pattern.finditer(sentence):
                yield _candidate(match, (slug,), why, rank=24)
    yield from _of_karabakh(sentence, knowledge, is_spoken_of=discourse.of_karabakh)
    yield from _local_authorities(sentence, discourse)
    yield from _institutions(sentence)


def _of_karabakh(sentence: str, knowledge: Knowledge, *, is_spoken_of: bool) -> Iterator[Candidate]:
    """The Armenians of the territory, and the territory as one side of a dialogue."""
    if is_spoken_of and "nagorno-karabakh-armenians" in knowledge.kinds:
        for match in _ARMENIANS.finditer(sentence):
            yield _candidate(
                match, ("nagorno-karabakh-armenians",), "Armenians, in an article on the territory", rank=21
            )
    for match in _TERRITORY_ACTS.finditer(sentence):
        yield Candidate(
            *match.span("who"), actors("nagorno-karabakh-authorities"),
            Naming.METONYM, 0.75, "the territory as one who speaks", rank=20,
        )  # fmt: skip
    for match in _PARTNER.finditer(sentence):
        group = "first" if match["first"] else "second"
        yield Candidate(
            match.start(group), match.end(group), actors("nagorno-karabakh-authorities"),
            Naming.METONYM, 0.75, "the territory as one side of a dialogue", rank=20,
        )  # fmt: skip


def _local_authorities(sentence: str, discourse: Discourse) -> Iterator[Candidate]:
    """“Local authorities”, “the de facto authorities”, where the territory was just spoken of."""
    slug = "nagorno-karabakh-authorities"
    if slug not in discourse.knowledge.kinds or not discourse.of_karabakh:
        return
    for match in _LOCAL.finditer(sentence):
        if match["always"] or speaks_of_karabakh(f"{discourse.previous} {sentence}"):
            yield _candidate(match, (slug,), "authorities, where the territory was spoken of", rank=21)


def _institutions(sentence: str) -> Iterator[Candidate]:
    """Ministries placed by their town, and institutions that the graph does not have."""
    for match in _SPOKESPERSON.finditer(sentence):
        yield blocker(*match.span(), "an office told by its house", rank=ADJECTIVE_RANK)
    for match in _IN_CAPITAL.finditer(sentence):
        if "State" not in match[0] and "state" not in match[0]:
            yield Candidate(
                *match.span("town"),
                actors(CAPITALS[match["town"]]),
                Naming.METONYM,
                0.6,
                "the town tells whose ministry speaks",
                23,
            )
        state = CAPITALS[match["town"]]
        if match["foreign"]:
            yield Candidate(
                *match.span("foreign"),
                actors(f"mfa-{state}"),
                Naming.EPITHET,
                0.85,
                "the ministry in that town",
                23,
            )
    for match in _INSTITUTION.finditer(sentence):
        yield blocker(*match.span(), "an institution that the graph does not have", rank=15)


def speaks_of_karabakh(text: str) -> bool:
    """Whether a text names the territory."""
    return bool(re.search(rf"{_KARABAKH}|Stepanakert|Khankend[iy]", text))


def _states(sentence: str) -> Iterator[Candidate]:
    """“The Armenian side”, “the Armenian and Azerbaijani governments”, “the government of Armenia”."""
    for pattern in (_SIDE, _SIDE_OF):
        for match in pattern.finditer(sentence):
            states = states_in(match["who"])
            if "administration" in match[0] and states != ("united-states",):
                continue
            if match["who"] == "European" and pattern is _SIDE:
                continue  # any of Europe
            yield _candidate(match, states, "a side described by its state", rank=22)


def _candidate(match: re.Match[str], slugs: tuple[str, ...], why: str, *, rank: int) -> Candidate:
    naming = Naming.GROUP if len(slugs) > 1 else Naming.NAME
    return Candidate(match.start(), match.end(), actors(*slugs), naming, 0.93, why, rank)
