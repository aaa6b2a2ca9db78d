"""“According to X”, “in X's words”: phrases that name the source of the rest of their sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from communique.annotator.attribution.frame import Form, Frame, NounPhrase
from communique.annotator.attribution.lexicon import CueKind, Lexicon
from communique.model import Span

_END = re.compile(
    r",\s|;\s|\s[—–-]\s|\s(?=“)|\s(?:that|which|who|there|it|he|she|they|both|the (?:sides|parties|"
    r"meeting|ministers))\s"
)
_VERB_AHEAD = re.compile(r"\s(?:is|are|was|were|has|have|had|will|must|should|would|can|did|does)\s")
_IN_DOCUMENT = re.compile(
    r"(?:,|[”\"»])\s*(?:it\s+)?(?P<cue>(?:(?:is|was|has been)\s+(?:said|stated|noted|mentioned|emphasi[sz]ed|"
    r"stressed|underlined|written))\s+in|reads|says|runs|stresses|notes|said|read)\s+"
    r"(?P<document>(?:the|a|its|this)\s+(?:[\w-]+\s+){0,2}?(?:statement|comment|commentary|message|"
    r"release|report|document|note|letter|"
    r"communiqué|communique|post)\b(?:\s+(?:of|by|from|issued by)\s+(?P<name>[^.,;]+))?)"
)
"""“…,” is said in the statement of the ministry, “…, reads the statement of X”: the manner of ministries."""
_TITLES = (
    r"(?:of|the|for|foreign|prime|deputy|policy|state|security|council|defen[cs]e|presidential|press|special|"
    r"minister|ministry|president|premier|chief|spokes\w+|secretary|government|office|official|envoy|"
    r"representative|diplomat|ambassador|head|leader|side|mission|court|parliament|speaker|aide|advis[eo]r|"
    r"service)"
)
_NAME = (
    rf"(?:[A-Z][\w.’'-]*\s)(?:(?:[A-Z][\w.’'-]*|{_TITLES})\s){{0,6}}(?:[A-Z][\w’'-]+|{_TITLES})|[A-Z][\w’'-]+"
)
_LABEL = re.compile(rf"(?P<name>{_NAME})(?:\s(?:on|about)\s[^:.,]{{3,40}})?:\s+(?=[\w“\"'‘])")
_LABEL_BEHIND = re.compile(rf"(?:\s[-–—]\s|[”\"]?:\s)(?P<name>(?:the\s)?(?:{_NAME}))$")
"""“The road must be opened – Ministry”, as headlines have it."""
_CLOSERS = ' .,;:”"’»'


_RELATIVE = re.compile(r"(?:which|whom|what|this|these|that|it)\b", re.IGNORECASE)
FEWEST = 10
"""Code points that what is said has at least."""


def source_frames(text: str, sentence: Span, lexicon: Lexicon) -> list[Frame]:
    """The frames of phrases that name a source.

    Args:
        text: the canonical text.
        sentence: the sentence.
        lexicon: the phrases.
    """
    found = []
    for match in _pattern(lexicon).finditer(text, sentence.start, sentence.end):
        group = "teller" if match["teller"] else "owner"
        owner = match[group]
        start, end = (match.start(group), match.end()) if owner else (match.end(), 0)
        if not owner:
            end = _end_of_name(text, match.end(), sentence.end)
        if end <= start or _RELATIVE.match(text, match.end()):
            continue
        phrase = Span(match.start(), end)
        content = _rest(text, sentence, phrase)
        if content is None:
            continue
        named = Span(*match.span(group)) if owner else Span(start, end)
        found.append(
            Frame(
                cue=Span(match.start(), match.end() if owner else max(match.start() + 1, match.end() - 1)),
                lemma=" ".join(match.group().lower().split()) if not owner else "in the words of",
                kind=CueKind.SAYS,
                form=Form.SOURCE,
                subject=NounPhrase(named, ((named,),)),
                content=content,
                clause=phrase,
            )
        )
    found += _labelled(text, sentence)
    document = _IN_DOCUMENT.search(text, sentence.start, sentence.end)
    if document is not None and document.start() - sentence.start > FEWEST:
        named = Span(*document.span("name" if document["name"] else "document"))
        found.append(
            Frame(
                cue=Span(*document.span("cue")),
                lemma="say",
                kind=CueKind.SAYS,
                form=Form.VERB,
                subject=NounPhrase(named, ((named,),)),
                content=_rest(
                    text, Span(sentence.start, document.start()), Span(document.start() - 1, document.start())
                ),
                clause=Span(document.start("cue"), document.end()),
            )
        )
    return found


def _labelled(text: str, sentence: Span) -> list[Frame]:
    """“X: what X says”, “what X says – X”."""
    match = _LABEL.match(text, sentence.start, sentence.end)
    if match is None or sentence.end - match.end() < FEWEST:
        if text[sentence.end - 1] == ".":
            return []
        match = _LABEL_BEHIND.search(text, sentence.start, sentence.end)
    if match is None or (match.re is _LABEL_BEHIND and match.start() - sentence.start < FEWEST):
        return []
    named = Span(*match.span("name"))
    is_behind = match.re is _LABEL_BEHIND
    return [
        Frame(
            cue=named,
            lemma="say",
            kind=CueKind.SAYS,
            form=Form.SOURCE,
            subject=NounPhrase(named, ((named,),)),
            content=Span(sentence.start, match.start()) if is_behind else Span(match.end(), sentence.end),
            clause=Span(match.start(), match.end()),
        )
    ]


@lru_cache(maxsize=2)
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    phrases = "|".join(re.escape(item) for item in lexicon.sources)
    nouns = "|".join(sorted(lexicon.possessed_sources))
    return re.compile(
        rf"\b(?:(?i:{phrases})\s|(?i:in) (?P<owner>[A-Z][\w-]+(?: [A-Z][\w-]+){{0,3}}|his|her|"
        rf"their)(?:['’]s|['’])? "
        rf"(?:own )?(?:{nouns})\b|[Aa]s (?:the )?(?P<teller>[A-Z][\w-]+(?: [A-Z][\w-]+){{0,5}}) "
        rf"(?:has |had )?(?:also |repeatedly |earlier |already )?(?:put it|said|noted|explained|sees it|"
        rf"stated|stressed|pointed out|emphasi[sz]ed|underlined|recalled)"
        rf"(?=[,.]|\s(?:earlier|on|in|at|before|last|yesterday|today|during)\b))"
    )


def _end_of_name(text: str, start: int, limit: int) -> int:
    ends = [match.start() for pattern in (_END, _VERB_AHEAD) if (match := pattern.search(text, start, limit))]
    end = min([*ends, limit])
    while end > start and text[end - 1] in _CLOSERS:
        end -= 1
    return end


def _rest(text: str, sentence: Span, phrase: Span) -> Span | None:
    """What the source is named for: the longer of what stands before and behind the phrase."""
    parts = [(sentence.start, phrase.start), (phrase.end, sentence.end)]
    start, end = max(parts, key=lambda part: part[1] - part[0])
    while start < end and text[start] in _CLOSERS + "“«—–-":
        start += 1
    while end > start and text[end - 1] in _CLOSERS + "(—–-":
        end -= 1
    return Span(start, end) if end - start > FEWEST else None
