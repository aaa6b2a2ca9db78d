"""Referring: what “it”, “the idea” or a topic put first takes up, where a stance is taken on it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from communique.annotator.sentences import Sentence
from communique.annotator.stance.candidates import Candidate
from communique.annotator.stance.lexicon import CueWording, Scope, Tone
from communique.annotator.stance.phrases import Found
from communique.model import Span

_ANAPHOR = re.compile(
    r"\b(?:about|of|on|for|to|against|with|support|welcome|reject|condemn|want|need|accept|signed?) "
    r"(?:it|them|that)\b|"
    r"\b(?:this|these|those|such (?:an? )?(?:\w+)|do so|doing so|all of them|both of them|the (?:idea|"
    r"proposal|"
    r"initiative|steps?|moves?|plans?|documents?|text|paper|measures?|decision|ruling|projects?|issue|"
    r"matter|process|"
    r"restrictions|demand|claims?|accusations?|reproach(?:es)?|charges?|allegations?|criticism|"
    r"remarks?|requests?|"
    r"term|notion|concept|word|wording|expression|offer|deal|signing|launch|deployment|withdrawal|opening|closure|installation|format|platform)"
    r"(?! (?:taken|undertaken|made|by)\b))\b"
)
"""Words that take up what the sentence before spoke of."""
_SUBJECT = re.compile(
    r"(?:^|[\"'] ?|, |: |; |\b(?:that|and|but|because|as) )"
    r"(they\b|it(?= (?:has|had|is|was|were|must|should|will|would) "
    r"(?:not |still |already |now |also |never )?(?:be |been |being )?(?:\w+ly )?"
    r"(?:blocked|closed|reopened|unblocked|opened|violated|implemented|signed|ratified|observed|respected|"
    r"delimited|demarcated|restored|dismantled|removed)\b))"
)
"""A pronoun that is the subject of what follows; “it” too often stands for a clause, or for nothing."""
_DOCUMENT = re.compile(
    r"\b(?:documents?|texts?|papers?|implement|fulfil|observ|respect|honou?r|carry out|comply|abide|"
    r"adhere|sign|"
    r"conclu|ratif|violat|ignor|execution)"
)
"""Words that go with instruments: of several things named before, an instrument is meant."""
_OBJECT = re.compile(
    r"\b(?:implement|fulfil+|observe|respect|honou?r|carry out|comply with|abide by|adhere to|"
    r"stand by|sign|"
    r"conclude|ratify|complete|finali[sz]e|restore|reopen|open|unblock|resume|support|welcome|accept|"
    r"reject|"
    r"condemn|oppose|release|lift|recogni[sz]e|violat(?:e|ed|es|ing)|ignor(?:e|ed|es|ing)|break|"
    r"settle|resolve|clear(?:ing)?|remov(?:e|ing)|return(?:ing)?|extend(?:ing)?) "
    r"(?:it|them|these|this)\b|\bcomplied with (?:it|them)\b|"
    r"\b(?:its|their) (?:(?:full|unconditional|immediate|strict|complete|early|earliest|consistent|"
    r"speedy|swift|"
    r"prompt|proper|further|unhindered|safe|and),? )*(?:implementation|fulfil+ment|observance|signing|"
    r"conclusion|"
    r"release|restoration|resumption|reopening|opening|completion|execution|ratification|settlement|"
    r"lifting|presence|unblocking|blocking|closure|continuation|"
    r"extension|removal|importance|role|validity|relevance|significance)\b(?! of\b)|"
    r"\b(?:extension|renewal|prolongation|expansion) of (?:its|their) (?:mandate|mission|presence|stay)\b"
)
"""What is done to a thing named before, in the same sentence or the one before."""
_TOPIC = re.compile(
    r"[\"']?(?:and |but |now,? |when |separately,? )?(?:as (?:for|to|regards|concerns|far as)|"
    r"with (?:regard|respect) to|"
    r"in regard to|regarding|concerning|on|touching (?:up)?on|(?:when )?asked (?:about|on)|"
    r"commenting (?:up)?on|"
    r"speaking (?:about|of|on)|talking (?:about|of)|turning to|about|in connection with|"
    r"in relation to|referring to|"
    r"answering (?:a question|questions) (?:about|on)|addressing) "
)
"""How a topic is put first, up to the comma or colon behind it."""
_TOPIC_END = re.compile(r"[,:]| (?:he|she|they|it|we) ")
_RESUMED = re.compile(
    r",? (?:that )?(?P<what>they|it|these|this) (?:should|must|has|have|needs?|ought|will|would|can)\b"
)
"""Behind a topic put first: “As for the roads, they should be reopened”."""
_PASSAGE = re.compile(r"\b(?:re|un)?(?:blocked|opened|closed)\b|\b(?:unblock|reopen|clos|block)ing\b")
"""Words that go with roads: of several things named before, a road is meant."""
_ACCUSED = re.compile(r"\b(?:accusations?|allegations?|claims?|charges?|reproach(?:es)?|criticism)\b")
"""Words for what was complained of before: of several things named, one told of as trouble is meant."""
_ROADS = frozenset({"lachin-corridor", "zangezur-corridor", "transport-communications"})
_HELPERS = "peacekeeping"
"""Who may help as well as be helped."""
_REACH = 2
"""How many sentences back such words may reach."""
_VERB_REACH = 40
"""Code points behind a pronoun in which its verb tells what it may mean."""


def referred_to(
    text: str,
    sentences: Sequence[Sentence],
    candidates: Sequence[Candidate],
    sentence: Sentence,
    stretch: Span,
    found: Sequence[Candidate],
    cues: Sequence[Found[CueWording]],
) -> list[Candidate]:
    """What words of a stretch take up that was named before.

    Args:
        text: the text as ``phrases.likened`` gives it.
        sentences: those of the article.
        candidates: those of the article, in order.
        sentence: the one with the stretch.
        stretch: what is read of it.
        found: the candidates in the stretch itself.
        cues: the cues in it.

    Returns:
        Candidates that stand where the words stand that take them up.
    """
    stances = [item for item in cues if item.label.role == "stance" and item.label.stance != "discusses"]
    topic, behind = _topic(text, candidates, sentence)
    named = [
        item
        for item in found
        if item.thing.kind != "actor" and not item.is_occasion and item.span.start >= behind
    ]
    taken_up = [
        candidate
        for match in _OBJECT.finditer(text, stretch.start, stretch.end)
        if (candidate := _object(text, match, named, candidates, sentences, sentence, stretch)) is not None
    ]
    resumed = _RESUMED.match(text, behind, stretch.end) if topic is not None else None
    if topic is not None and resumed is not None and not taken_up:
        return [_taken(topic, Span(*resumed.span("what")))]
    helpers = [item for item in named if item.thing.slug == _HELPERS]
    if named and not taken_up and len(helpers) < len(named):
        taken_up = _helped(named, cues, stretch)
    elif helpers and not taken_up and any(item.label.rule == "offer of help" for item in cues):
        helped = topic or _before(sentences, candidates, sentence, "")
        offer = next(item for item in cues if item.label.rule == "offer of help")
        taken_up = [_taken(helped, _place(offer, stretch))] if helped and helped.thing.kind == "issue" else []
    if named or taken_up or not stances:
        return taken_up
    if any(item.is_occasion for item in found):
        return []
    if topic is not None:
        return [_taken(topic, _place(stances[0], stretch))]
    return _pointed_to(text, sentences, candidates, sentence, stretch)


def _pointed_to(
    text: str,
    sentences: Sequence[Sentence],
    candidates: Sequence[Candidate],
    sentence: Sentence,
    stretch: Span,
) -> list[Candidate]:
    """What “the idea”, “it” or “they” stand for, where a stretch names nothing else."""
    anaphor = _ANAPHOR.search(text, stretch.start, stretch.end)
    place = Span(anaphor.start(), anaphor.end()) if anaphor is not None else _subject(text, stretch)
    if place is None:
        return []
    reach = 0 if anaphor is not None else _VERB_REACH
    words = text[place.start : min(place.end + reach, stretch.end)]
    is_they = anaphor is None and text[place.start : place.end] == "they"
    last = _said_earlier(candidates, sentence, stretch, words) if is_they else None
    last = last or _before(sentences, candidates, sentence, words)
    return [_taken(last, place)] if last is not None else []


def _helped(named: Sequence[Candidate], cues: Sequence[Found[CueWording]], stretch: Span) -> list[Candidate]:
    """An offer of help with nothing behind it is meant for what was named last before it."""
    offers = [item for item in cues if item.label.rule == "offer of help"]
    last = named[-1]
    if not offers or last.span.start >= offers[-1].span.start or last.thing.kind != "issue":
        return []
    return [_taken(last, _place(offers[-1], stretch))]


def _subject(text: str, stretch: Span) -> Span | None:
    match = _SUBJECT.search(text[stretch.start : stretch.end])
    return None if match is None else Span(stretch.start + match.start(1), stretch.start + match.end(1))


def _object(
    text: str,
    match: re.Match[str],
    named: Sequence[Candidate],
    candidates: Sequence[Candidate],
    sentences: Sequence[Sentence],
    sentence: Sentence,
    stretch: Span,
) -> Candidate | None:
    """What is implemented, signed or the like: named before in the sentence, else its topic."""
    earlier = [item for item in named if item.span.end <= match.start()]
    if earlier:
        last = _with_subjects(_fitting(earlier[::-1], match.group()), earlier)
    else:
        before = (
            _topic(text, candidates, sentence)[0]
            or _said_earlier(candidates, sentence, stretch, match.group())
            or _before(sentences, candidates, sentence, match.group())
        )
        if before is None or any(item.span.start < match.start() for item in named):
            return None
        last = before
    return _taken(last, Span(match.end() - 1, match.end()))


def _said_earlier(
    candidates: Sequence[Candidate], sentence: Sentence, stretch: Span, words: str
) -> Candidate | None:
    """What the same sentence named before a stretch: “welcomed the order and said it must …”."""
    named = _starting_in(candidates, Span(sentence.span.start, max(stretch.start, sentence.span.start + 1)))
    earlier = [item for item in named if item.span.end <= stretch.start and not item.is_occasion]
    instruments = [item for item in earlier if item.is_instrument]
    if instruments and _DOCUMENT.search(words):
        return instruments[-1]
    return earlier[-1] if earlier and not instruments else None


def _topic(text: str, candidates: Sequence[Candidate], sentence: Sentence) -> tuple[Candidate | None, int]:
    """What a sentence puts first (“As for the border, …”, “On the prisoners …: …”), and its end."""
    match = _TOPIC.match(text, sentence.span.start, sentence.span.end)
    if match is None:
        return None, sentence.span.start
    end = _TOPIC_END.search(text, match.end(), sentence.span.end)
    limit = end.start() if end is not None else match.end()
    named = _starting_in(candidates, Span(match.end() - 1, max(limit, match.end())))
    return (named[0], limit) if named else (None, sentence.span.start)


def _before(
    sentences: Sequence[Sentence], candidates: Sequence[Candidate], sentence: Sentence, words: str
) -> Candidate | None:
    """The thing that words fit best in the nearest sentence before that names any."""
    for number in range(sentence.number - 1, max(-1, sentence.number - 1 - _REACH), -1):
        before = sentences[number]
        if before.is_headline or sentence.paragraph - before.paragraph > 1:
            return None
        named = [item for item in _starting_in(candidates, before.span) if not item.is_occasion]
        if _ACCUSED.search(words):
            named = [item for item in named if item.tone is Tone.UNWANTED] or named
        if named:
            return _with_subjects(_fitting(named, words), named)
    return None


def _with_subjects(candidate: Candidate, named: Sequence[Candidate]) -> Candidate:
    """An instrument that words take up, with the issues it was named with."""
    if not candidate.is_instrument:
        return candidate
    issues = {item.thing.slug for item in named if item.thing.kind == "issue"}
    return replace(candidate, named_with=tuple(sorted(issues)))


def _fitting(named: Sequence[Candidate], words: str) -> Candidate:
    """The first of some things, or the first instrument where words go with instruments."""
    instruments = [item for item in named if item.is_instrument]
    roads = [item for item in named if item.thing.slug in _ROADS]
    if roads and _PASSAGE.search(words):
        return roads[-1]
    return instruments[0] if instruments and _DOCUMENT.search(words) else named[0]


def _place(cue: Found[CueWording], stretch: Span) -> Span:
    """Where the topic is read: right at the cue, on the side where the cue looks for its target."""
    if cue.label.scope is Scope.BEFORE and cue.span.start > stretch.start:
        return Span(cue.span.start - 1, cue.span.start)
    return Span(cue.span.end - 1, cue.span.end)


def _taken(candidate: Candidate, span: Span) -> Candidate:
    return replace(candidate, span=span, tone=Tone.PLAIN, confidence=0.5)


def _starting_in(items: Sequence[Candidate], span: Span) -> list[Candidate]:
    first = bisect_left(items, span.start, key=lambda item: item.span.start)
    last = bisect_left(items, span.end, first, key=lambda item: item.span.start)
    return list(items[first:last])
