"""“Baku's demand for …”, “the readiness of Yerevan to …”: nouns that tell what their owner holds."""

from __future__ import annotations

import re
from functools import lru_cache

from communique.annotator.attribution.frame import Form, Frame, NounPhrase
from communique.annotator.attribution.lexicon import Lexicon, singular
from communique.annotator.linking.linked import Linked, LinkedMention, Naming
from communique.model import Span

_BEHIND = r"[”\"]?\s+(?=(?:for|to|in|on|that|of|about|regarding|against|over|with|towards?|as)\b)"
_HOLDS = re.compile(
    r"['’]s?\s+(?:[\w-]+\s+){0,2}?(?P<noun>position|stance|view|demand|approach|opinion|belief|conviction|argument|assessment)\s+"
    r"(?:is|was|remains)(?:\s+(?:clear|unchanged|the same|well known|simple))?(?:\s*:|\s+that|\s+(?=to\s))\s*"
)
_JUDGED = re.compile(
    r"\b(?:is|are|was|were)\s+(?:\w+ly\s+)?(?:biased|unacceptable|groundless|baseless|unfounded|false|absurd|"
    r"regrettable|provocative|untrue|inappropriate|one-sided|incorrect|irresponsible|inadmissible|wrong|lies)\b"
)
"""Behind words of somebody: they are spoken of, and what they say is not told."""
_OBJECT = re.compile(r"[^,.;:”\"“()]+")
_BEFORE = 60
"""Code points before a name in which “the readiness of” is looked for."""


def nominal_frames(text: str, sentence: Span, linked: Linked, lexicon: Lexicon) -> list[Frame]:
    """The frames of nouns that belong to somebody named and have something behind them.

    Args:
        text: the canonical text.
        sentence: the sentence.
        linked: mentions; only named actors own a demand, no pronouns.
        lexicon: the nouns.
    """
    found = []
    for mention in linked.within(sentence):
        if mention.naming is Naming.PRONOUN or not any(thing.kind == "actor" for thing in mention.referents):
            continue
        frame = (
            _is_that(text, sentence, mention, lexicon)
            or _possessed(text, sentence, mention, lexicon)
            or _of(text, sentence, mention, lexicon)
        )
        if frame is not None:
            found.append(frame)
    return found


@lru_cache(maxsize=2)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(sorted(lexicon.nominals))
    possessed = re.compile(
        rf"['’]s?\s+[“\"]?(?:[\w-]+\s+){{0,2}}?[“\"]?(?P<noun>(?:{words})s?){_BEHIND}", re.IGNORECASE
    )
    of = re.compile(
        rf"\b(?P<noun>(?:{words})s?)\s+(?:of|by|from)\s+(?:(?:both|the|official)\s+)*$", re.IGNORECASE
    )
    return possessed, of


def _possessed(text: str, sentence: Span, mention: LinkedMention, lexicon: Lexicon) -> Frame | None:
    possessed, _ = _patterns(lexicon)
    match = possessed.match(text, mention.span.end, sentence.end)
    if match is None:
        return None
    return _frame(text, sentence, mention, (match.start("noun"), match.end("noun")), match.end(), lexicon)


def _is_that(text: str, sentence: Span, mention: LinkedMention, lexicon: Lexicon) -> Frame | None:
    """“X's position is that …”, “X's stance remains unchanged: …”: said in so many words."""
    match = _HOLDS.match(text, mention.span.end, sentence.end)
    if match is None or match.end() >= sentence.end or match["noun"].lower() not in lexicon.nominals:
        return None
    word = match["noun"].lower()
    end = sentence.end - 1 if text[sentence.end - 1] == "." else sentence.end
    return Frame(
        cue=Span(*match.span("noun")),
        lemma=word,
        kind=lexicon.nominals[word],
        form=Form.VERB,
        subject=NounPhrase(mention.span, ((mention.span,),)),
        content=Span(match.end(), max(end, match.end() + 1)),
        clause=Span(mention.span.start, match.end()),
    )


def _of(text: str, sentence: Span, mention: LinkedMention, lexicon: Lexicon) -> Frame | None:
    _, of = _patterns(lexicon)
    start = max(sentence.start, mention.span.start - _BEFORE)
    match = of.search(text[start : mention.span.start])
    behind = re.compile(r"\s+(?=(?:to|for|that|in|on|about|regarding|against)\b)").match(
        text, mention.span.end
    )
    if match is None or behind is None:
        return None
    noun = start + match.start("noun"), start + match.end("noun")
    return _frame(text, sentence, mention, noun, behind.end(), lexicon)


def _frame(
    text: str, sentence: Span, mention: LinkedMention, noun: tuple[int, int], start: int, lexicon: Lexicon
) -> Frame | None:
    thing = _OBJECT.match(text, start, sentence.end)
    word = text[noun[0] : noun[1]].lower()
    word = word if word in lexicon.nominals else singular(word)
    if thing is None or word not in lexicon.nominals:
        return None
    end = start + len(thing.group().rstrip())
    if _JUDGED.search(thing.group()):
        return None
    return Frame(
        cue=Span(*noun),
        lemma=word,
        kind=lexicon.nominals[word],
        form=Form.NOMINAL,
        subject=NounPhrase(mention.span, ((mention.span,),)),
        content=Span(start, end),
        clause=Span(min(mention.span.start, noun[0]), end),
    )
