"""Things that a sentence names or describes in so many words, before any look at the sentences before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.candidate import Candidate, blocker
from communique.annotator.linking.linked import Naming
from communique.annotator.linking.names import FoundName, NameFinder, is_town
from communique.annotator.linking.persons import is_somebody_else
from communique.annotator.linking.provisions import parts_in
from communique.annotator.linking.reference import Reference
from communique.annotator.linking.resolving import Resolver
from communique.annotator.linking.towns import acts_or_is_asked, names_place
from communique.model import PartialDate, Thing

_ATTRIBUTIVE = re.compile(
    r"^\s+(?:[a-z]+(?:ed|ing)\s+)?(?:[Ss]tate\s+Dep|National\s|[Dd]epartment|[Cc]ouncil|[Cc]ommission|[Pp]arliament|[Cc]ongress|judges\b|[Hh]ouse|[Ss]enat|"
    r"officials?\b|diplomats?\b|[Ss]pecial(?!\s+[Rr]apporteurs)|[Ee]nvoy|[Aa]mbassador|[Ee]mbassy|[Hh]igh|[Ff]oreign|[Ss]ecretar|[Gg]eneral|[Aa]gency|agencies|[Ss]ecurity|"
    r"[Mm]ember|[Cc]itizen|sanction|troops|[Ss]upport\b|[Ss]enior\b|funding|[Dd]eputy|[Uu]nder|[Aa]ssistant|[Rr]epresentative|[Mm]edia|[Pp]resident|[Vv]ice|"
    r"facilitat|platform|[Dd]elegation|[Ll]eaders\b|lawmakers|[Cc]hief|top\b|peace\s|mediat|standards|experts?\b|convoy|aid\b|assistance\b)"
)
"""After an acronym of a state: it is an adjective there (“EU mission”)."""


_OF_BORDER = re.compile(r"\w+\s+side\s+of\s+(?:the|their|its)\s+(?:[\w-]+\s+)?(?:border|frontier|line)\b")
"""“The Armenian side of the border” is a place."""
_INSTITUTION_OF = re.compile(
    r"\b(?:Minist\w+|[Mm]inist\w+|Committee|Council|Commission\w*|Department|Representative|Secretary|Institute|School|Centre|Center)\s+(?:of|for|on)\s+(?:the\s+)?$"
)
_HOUSE_OFFICIAL = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:officials?|spokes\w+|representatives?|aides?|advis[eo]rs?|sources?)\b"
)
"""Behind a house that stands for a government: the words mean a person."""
_HOUSES = frozenset({"Kremlin", "White House", "Elysee", "Élysée"})
ADJECTIVE_RANK = 12
"""Of names that are part of something else, such as “EU” in “the EU envoy”."""
_ENDED = re.compile(
    r"\b(?:end(?:ed|s|ing)?|halt(?:ed|s|ing)?|stopp(?:ed|ing)|conclud(?:ed|ing)|culminat\w+|clos(?:ed|ing)|brought|until|before|agreed|signed|under)\b"
)
_WAR_REACH = 60
_VAGUE = frozenset({"a", "an", "any", "no", "some", "new", "other"})
"""Before words for an instrument: none in particular is meant."""


class NamedThings:
    """Finds names and resolves references in sentences."""

    def __init__(self, knowledge: Knowledge, resolver: Resolver) -> None:
        """Build the automaton over all names.

        Args:
            knowledge: whose names are looked for.
            resolver: decides between instruments.
        """
        self._knowledge = knowledge
        self.finder = NameFinder(knowledge)
        self._resolver = resolver

    def names(
        self, words: str, references: list[Reference], when: PartialDate | None, *, is_headline: bool
    ) -> Iterator[Candidate]:
        """Names of the graph, but for towns that are places and names that are another's.

        Args:
            words: the words of a sentence.
            references: what the grammar found in them.
            when: the day of the article.
            is_headline: in headlines capitals tell nothing.
        """
        places: list[int] = []
        for name in self.finder.find(words):
            text = words[name.start : name.end]
            if name.kind == "provision" and parts_in(text):
                continue  # the grammar reads what stands after it, too
            if name.kind == "actor" and _OF_BORDER.match(words, name.start):
                continue
            if self._is_outlet(name) and _INSTITUTION_OF.search(words, 0, name.start):
                continue  # “the Ministry of Foreign Affairs” is no magazine
            if name.kind == "post":
                yield from self._post(name, when)
            elif name.kind in ("agreement", "collection"):
                yield from self._instrument(name, words, references, when)
            elif text in _HOUSES and _HOUSE_OFFICIAL.match(words, name.end):
                yield blocker(name.start, name.end, "whose official somebody is", rank=ADJECTIVE_RANK)
            elif name.kind == "actor" and is_town(text):
                is_place = names_place(words, name.start, name.end, names_before=tuple(places))
                is_remote = name.things[0].slug not in self._knowledge.kinds
                if is_place or (is_remote and not acts_or_is_asked(words, name.start, name.end)):
                    places.append(name.start)
                else:
                    yield _as_named(name, text, Naming.METONYM, 0.85, 10)
            elif name.kind == "actor" and self._is_another(name, text, words, is_headline):
                yield blocker(
                    name.start, name.end, "the name of somebody or something else", rank=ADJECTIVE_RANK
                )
            else:
                name = self._with_initial(name, words)
                text = words[name.start : name.end]
                rank = {"actor": 10 if " " not in text else 14, "provision": 28}.get(name.kind, 1)
                yield _as_named(name, text, Naming.NAME, 0.95, rank)

    def _is_outlet(self, name: FoundName) -> bool:
        """Whether a name is that of an outlet."""
        return name.kind == "actor" and self._knowledge.kinds.get(name.things[0].slug) == "outlet"

    def _with_initial(self, name: FoundName, words: str) -> FoundName:
        """A person's name with the initial before it."""
        initial = re.search(r"(?<![\w.])(?:[A-Z]\.\s?){1,2}$", words[max(0, name.start - 8) : name.start])
        if initial and self._knowledge.kinds.get(name.things[0].slug) == "person":
            return replace(name, start=name.start - len(initial[0]))
        return name

    def _is_another(self, name: FoundName, text: str, words: str, is_headline: bool) -> bool:
        """Whether a name is part of a longer one, or an adjective."""
        kind = self._knowledge.kinds.get(name.things[0].slug)
        after, before = words[name.end :], words[: name.start]
        if kind == "person":
            return " " not in text and is_somebody_else(text, before, after, is_headline=is_headline)
        if text == "West" and not is_headline:
            is_collective = re.search(r"\b(?:the|collective)\s+$", before, re.IGNORECASE)
            return not is_collective or bool(re.match(r"\s+[A-Z]", after))
        if text.isupper() or "." in text:
            return bool(_ATTRIBUTIVE.match(after))
        return False

    def _post(self, name: FoundName, when: PartialDate | None) -> Iterator[Candidate]:
        """The holder of a post named by one of its labels."""
        for thing in name.things[:1]:
            office = self._knowledge.offices[thing.slug]
            person = self._knowledge.holder_of(office.kind, office.organization, when)
            if person:
                referents = (Thing("actor", person),)
                why = f"the holder of {office.slug} on that day"
                yield Candidate(name.start, name.end, referents, Naming.OFFICE, 0.93, why, 29)

    def _instrument(
        self, name: FoundName, words: str, references: list[Reference], when: PartialDate | None
    ) -> Iterator[Candidate]:
        """An instrument by one of its labels, cut before a modifier that names another actor."""
        thing = name.things[0] if len(name.things) == 1 else self._resolver.among(name.things, when)
        if thing is None or (thing.kind == "agreement" and not self._knowledge.was_adopted(thing.slug, when)):
            return
        start, end = _bounds(name, thing, words)
        for reference in references:  # the grammar reads more of the words around the same head
            if reference.start <= name.start < reference.end or start <= reference.start < end:
                resolution = self._resolver.resolve(reference, when) if reference.is_described else None
                is_dated = any(told.day for told in reference.dates) and not reference.has_loose_date
                if resolution or is_dated:
                    return  # found by the grammar, or of a day on which the graph knows none
        yield Candidate(start, end, (thing,), Naming.NAME, 0.93, "a name of the instrument", 26)

    def references(
        self, words: str, references: list[Reference], when: PartialDate | None
    ) -> Iterator[Candidate]:
        """Instruments that the grammar resolves."""
        for reference in references:
            is_vague = reference.determiner in _VAGUE and not (
                reference.dates or "peace" in reference.words or _is_of_the_war(reference, words)
            )
            if not reference.is_described or is_vague:
                continue
            resolution = self._resolver.resolve(reference, when)
            if resolution:
                yield Candidate(
                    reference.start, reference.end, resolution.things, Naming.REFERENCE,
                    resolution.confidence, resolution.explanation, 27,
                )  # fmt: skip


def _is_of_the_war(reference: Reference, words: str) -> bool:
    """Whether “a Russian-brokered ceasefire” is the one with which the war is said to have ended."""
    before = words[max(0, reference.start - _WAR_REACH) : reference.start]
    return reference.is_brokered and bool(_ENDED.search(before))


def _bounds(name: FoundName, thing: Thing, words: str) -> tuple[int, int]:
    """Where an instrument's mention starts and ends: before another actor, with “numerous” and “(1993)”."""
    end = name.end
    if not (name.is_preferred and thing.slug.startswith("un-charter")):
        cut = re.search(
            r"\s+(?:between|of\s+the\s+(?:International|leaders|ICJ|Hague)|of\s+(?:leaders|the\s+UN\b))",
            words[name.start : end],
        )
        end = name.start + cut.start() if cut else end
    number = re.match(r"\s*\(\d{4}\)", words[end:])
    filler = re.search(
        r"(?:(?:numerous|various|international|relevant|recent|respective)\s+)+$", words[: name.start]
    )
    return filler.start() if filler else name.start, end + (number.end() if number else 0)


def _as_named(name: FoundName, text: str, naming: Naming, confidence: float, rank: int) -> Candidate:
    return Candidate(name.start, name.end, name.things[:1], naming, confidence, f"the name “{text}”", rank)
