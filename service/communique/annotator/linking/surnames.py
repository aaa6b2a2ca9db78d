"""What the name of a person looks like, and the slug that the codebook would give it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?\.?")
_PARTICLES = frozenset(
    {"al", "el", "de", "van", "von", "der", "den", "bin", "ibn", "da", "di", "du", "le", "la"}
)
_NO_NAMES_LIST = """
    the a an he she it they we i this that these those in on at but and as both also there who which
    what how according meanwhile earlier later asked however speaking if when while after before
    yesterday today no yes monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december north south east west
    northern southern eastern western central ministry government council court parliament assembly
    congress senate house department office agency bureau service committee commission union
    organization organisation association foundation institute university center centre academy
    party group alliance movement front community mission contingent forces army guard corps staff
    headquarters embassy consulate tribunal bank fund company corporation club times post news press
    radio television channel daily weekly herald tribune journal gazette review monitor guardian
    figaro monde spiegel jazeera reuters interfax bloomberg euronews politico telegraph observer
    website telegram twitter facebook youtube watch amnesty freedom rights human international
    national united nations european euro american republic state states federation kingdom region
    province city district village town street square avenue bridge airport road highway railway
    corridor river lake sea mount mountain valley gorge pass island gulf caucasus asia europe africa
    america karabakh artsakh nagorno nagorno-karabakh mountainous lachin shushi shusha stepanakert
    khankendi agdam aghdam zangezur nakhchivan syunik tavush meghri kelbajar kalbajar gorus goris
    kapan jermuk vardenis sotk hadrut berdzor gyumri ganja hague geneva sochi conference convention
    treaty agreement declaration statement charter protocol accord pact summit forum platform
    process initiative programme program project plan day week year war world cup games festival
    opposition coalition contract contact majlis meclis rada duma bundestag knesset dream homeland
    cross crescent peacekeepers peacekeeping operation exercise ship vessel frigate cruiser
    destroyer ministers leaders officials sides countries armed security defense defence economic
    strategic research peace public political law constitutional supreme high general top systems
    industries holding holdings technologies aerospace airlines energy gas oil camp saint holy see
    sheikh fort port cape hotel hospital school museum cathedral church mosque
    affairs negotiations relations issues matters settlement normalization normalisation policy
    neighbourhood neighborhood enlargement cooperation development integration reconciliation
    infrastructure communications transport diaspora justice finance economy labour labor
    foreign presidential administration prime minister president parliamentary permanent standing
    culture education science health environment agriculture trade tourism youth sport sports
"""
_NO_NAMES = frozenset(_NO_NAMES_LIST.split())
_POSSESSIVE = re.compile(r"['’]s?\Z")
_BETWEEN = re.compile(r"[ \u00a0]+")
_PATRONYMIC = re.compile(r".{3,}(?:vich|vych|vna|oglu|oghlu|ogly|qizi|kyzy)$", re.IGNORECASE)
_LETTERS = str.maketrans(
    {
        "ə": "a",
        "Ə": "a",
        "ı": "i",
        "İ": "i",
        "ø": "o",
        "Ø": "o",
        "ł": "l",
        "Ł": "l",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
    }
)
FEWEST, MOST = 2, 4
"""Words of the name of a person."""


@dataclass(frozen=True, slots=True)
class Capitals:
    """Words with capitals one after the other in a sentence."""

    words: tuple[tuple[int, int], ...]
    """Where each starts and ends."""

    def text(self, sentence: str, first: int = 0) -> str:
        """The words from one of them on."""
        return sentence[self.words[first][0] : self.words[-1][1]]


def capitals_in(sentence: str) -> Iterator[Capitals]:
    """The runs of words with capitals; a possessive ends a run."""
    run: list[tuple[int, int]] = []
    for match in _WORD.finditer(sentence):
        start, end = match.span()
        word = match[0]
        if word.endswith(".") and not _is_abbreviated(word):
            end -= 1
        goes_on = bool(run) and _BETWEEN.fullmatch(sentence[run[-1][1] : start])
        is_particle = goes_on and word.lower() in _PARTICLES and word.islower()
        if run and not (goes_on and (word[0].isupper() or is_particle)):
            yield from _closed(sentence, run)
            run = []
        if word[0].isupper() or is_particle:
            possessive = _POSSESSIVE.search(sentence, start, end)
            run.append((start, end - len(possessive[0]) if possessive else end))
            if possessive or sentence[end : end + 1] in ("’", "'") or end < match.end():
                yield from _closed(sentence, run)
                run = []
    yield from _closed(sentence, run)


def _is_abbreviated(word: str) -> bool:
    return len(word) == len("J.") or word in (
        "Mr.",
        "Mrs.",
        "Ms.",
        "Dr.",
        "Gen.",
        "Col.",
        "Amb.",
        "St.",
        "Sen.",
        "Rep.",
    )


def _closed(sentence: str, run: list[tuple[int, int]]) -> Iterator[Capitals]:
    while run and sentence[run[-1][0]].islower():  # a particle belongs to a name only before its last word
        run = run[:-1]
    if run:
        yield Capitals(tuple(run))


def is_of_institution(word: str) -> bool:
    """Whether a word stands in names of places, bodies, days, but in no name of a person."""
    return word.lower().strip(".") in _NO_NAMES


def is_name(words: list[str]) -> bool:
    """Whether words may be the given and family name of a person."""
    if any(letter.isdigit() for word in words for letter in word):
        return False
    if not FEWEST <= len(words) <= MOST or any(word.lower().strip(".") in _NO_NAMES for word in words):
        return False
    longer = [word for word in words if len(word.strip(".")) > 1]
    if len(longer) < FEWEST or len(words[-1]) < FEWEST + 1 or words[-1].endswith("."):
        return False
    if all(word.isupper() for word in longer):
        return all(len(word) > FEWEST + 1 for word in longer)
    return all(any(letter.islower() for letter in word) for word in longer)


def slug_of(words: list[str]) -> str | None:
    """The slug that the codebook would give a person: given name, family name."""
    parts = [_ascii(word) for word in words if len(word.strip(".")) > 1 or word.islower()]
    if len(parts) > FEWEST:
        parts = [
            part
            for place, part in enumerate(parts)
            if place in (0, len(parts) - 1) or not _PATRONYMIC.match(part)
        ]
    if len(parts) > FEWEST and _PATRONYMIC.match(parts[-1]):
        parts = parts[:-1]
    kept = [part for part in parts if part]
    return "-".join(kept) if len(kept) >= FEWEST else None


def _ascii(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z-]", "", plain).strip("-")


def family_of(words: list[str]) -> str:
    """The words of the family name: the last, with the particles before it."""
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return " ".join(words[first:])
