"""“…, a charge Baku denies”, “…, a move praised by X”: what somebody says of the words before it."""

from __future__ import annotations

import re

from communique.annotator.attribution.frame import Form, Frame, NounPhrase
from communique.annotator.attribution.lexicon import CueKind, Lexicon
from communique.annotator.linking.linked import Linked
from communique.model import Span

_COMMENT = re.compile(
    r",\s+(?:which|something|(?:an?|the|these|those|all)\s+(?:\w+\s+)?"
    r"(?:claim|charge|allegation|accusation|assertion|contention|suggestion|report|move|step|decision|plan|"
    r"proposal|idea|demand|development|call|remark|statement|deal|agreement)s?)\s+"
    r"(?:that\s+|which\s+)?(?:(?:has|have|had)\s+been\s+|was\s+|were\s+|is\s+|are\s+)?"
)
_ADVERB = r"(?:\w+ly\s+|always\s+|also\s+|since\s+|promptly\s+)?"
_PASSIVE = re.compile(rf"{_ADVERB}(?P<cue>\w+)\s+by\s+(?:both\s+)?(?:the\s+)?")
_ACTIVE = re.compile(rf"\s+(?:(?:has|have|had)\s+)?{_ADVERB}(?P<cue>\w+)")
_AND = re.compile(r"(?:,|\s+and|,\s+and)\s+(?:the\s+)?")
_ARTICLE = re.compile(r"(?:the\s+)?")


def comment_frames(text: str, sentence: Span, linked: Linked, lexicon: Lexicon) -> list[Frame]:
    """The frames of those who deny, welcome or condemn what the words before a comma say.

    The parser often takes such a verb for a noun, or the words before it for the main clause.

    Args:
        text: the canonical text.
        sentence: the sentence.
        linked: mentions, which tell who speaks.
        lexicon: the kinds of the verbs.
    """
    found = []
    for link in _COMMENT.finditer(text, sentence.start, sentence.end):
        frame = _frame(text, sentence, link, linked, lexicon)
        if frame is not None:
            found.append(frame)
    return found


def _frame(text: str, sentence: Span, link: re.Match[str], linked: Linked, lexicon: Lexicon) -> Frame | None:
    passive = _PASSIVE.match(text, link.end(), sentence.end)
    article = _ARTICLE.match(text, link.end(), sentence.end)
    start = passive.end() if passive is not None else article.end() if article is not None else link.end()
    who = _named_at(text, start, sentence, linked)
    verb = passive or (_ACTIVE.match(text, who[-1].end, sentence.end) if who else None)
    if not who or verb is None or link.start() <= sentence.start:
        return None
    cue = lexicon.match([verb["cue"].lower()])
    if cue is None or cue.kind is not CueKind.JUDGES:
        return None
    return Frame(
        cue=Span(*verb.span("cue")),
        lemma=cue.lemma,
        kind=cue.kind,
        form=Form.VERB,
        subject=NounPhrase(Span(who[0].start, who[-1].end), (who,)),
        content=Span(sentence.start, link.start()),
        clause=Span(link.start() + 1, max(who[-1].end, verb.end())),
        is_comment=True,
    )


def _named_at(text: str, place: int, sentence: Span, linked: Linked) -> tuple[Span, ...]:
    """The actors named from a place on, joined by “and”."""
    found: list[Span] = []
    for mention in linked.within(sentence):
        if not any(thing.kind == "actor" for thing in mention.referents) or mention.span.start < place:
            continue
        if mention.span.start == place or (found and _AND.fullmatch(text, found[-1].end, mention.span.start)):
            found.append(mention.span)
        else:
            break
    return tuple(found)
