"""Who holds what a speaker says: the speaker, or another party to whom the speaker ascribes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.annotator.attribution.cast import Cast
from communique.annotator.attribution.frame import Form
from communique.annotator.attribution.lexicon import CueKind, Lexicon
from communique.annotator.attribution.partners import discussed_with
from communique.annotator.attribution.segment import Segment
from communique.annotator.attribution.statement import Rendering, Statement
from communique.annotator.attribution.told import Told
from communique.model import Span

FEWEST = 4
"""Words that a rest of a statement needs to be one of its own."""
OF_ONE = frozenset(
    {"raise", "address", "dwell on", "dwell upon", "speak on", "focus on", "deal with", "broach"}
)
"""Words for talk of one person about a subject, not of all who met."""
_WISHES = frozenset({"want", "wish"})
"""What a third party may well tell of another, while an adversary only lays it at their door."""
MARGIN = 25
"""Code points behind a frame that are not worth cutting off."""
HOSTED = 2
"""Guests from which on a speaker's “we agreed” is a host's."""
_TOGETHER = frozenset({CueKind.UNDERTAKES, CueKind.JUDGES, CueKind.STRESSES, CueKind.WANTS})
"""What several may do as one: agree, welcome, reaffirm, call for."""
_PLANS = frozenset({"plan", "intend"})
_DONE = re.compile(r"\w+(?:ed|took|taken|swore|sworn)\b", re.IGNORECASE)
"""Told as done: “A and B recognised”, not “that A and B recognise” as a wish or principle."""
_LINKS = " ,;:.–—“”\"'«»"
_DANGLING = re.compile(r"[\s,;:]*(?:\b(?:and|but|that|while|whereas|also)\s*)*$")
_CONNECTIVES = ("and ", "but ", "that ", "while ", "whereas ", "also ")


def statements_from(text: str, segment: Segment, cast: Cast, lexicon: Lexicon) -> Iterator[Statement]:
    """The statements of a segment: the speaker's own, and those ascribed to others (codebook, section 2).

    Args:
        text: the canonical text.
        segment: what one speaker says in a sentence.
        cast: sides of actors.
        lexicon: what may be ascribed to whom.
    """
    if segment.is_negated:
        yield _own(segment, segment.content)
        return
    ascribed = [item for item in _walk(segment.inner) if _is_ascribed(item, segment, cast, lexicon)]
    taken = [_stretch(item) for item in ascribed if item.frame.form is not Form.NOMINAL]
    if taken and segment.clause is not None:
        taken.append(segment.clause)
    for piece in _rest(text, segment.content, taken):
        yield _own(segment, piece)
    for item in ascribed:
        yield _ascribed(item, segment, tuple(one for one in item.actors if one not in segment.holders))
    for item in _walk(segment.inner):
        if item in ascribed:
            continue
        if (
            item.holding.is_self
            and item.frame.lemma.split()[0] in ("agree", "reach")
            and item.content is not None
        ):
            yield from _agreed_by_guests(item, segment, cast)
            continue
        partners = _partners(item, segment, cast)
        if partners and all(cast.is_person(actor) for actor in item.actors):
            yield _of_the_others(item, segment, partners)
        elif partners and item.frame.kind is CueKind.UNDERTAKES and _DONE.match(text, item.frame.cue.start):
            yield _ascribed(item, segment, partners)
        elif item.frame.kind is CueKind.DISCUSSES and item.actors == segment.holders and not item.is_silent:
            others = discussed_with(text, item, cast)
            if others:
                yield _of_the_others(item, segment, others)
        elif _is_of_all(item):
            named = (
                item.actors if item.frame.kind is CueKind.DISCUSSES and item.actors else segment.participants
            )
            others = tuple(actor for actor in named if actor not in segment.holders)
            if others and not item.frame.is_negated:
                yield _of_the_others(item, segment, others)


def _walk(items: list[Told]) -> Iterator[Told]:
    for item in items:
        yield item
        yield from _walk(item.inner)


def _own(segment: Segment, content: Span) -> Statement:
    return Statement(
        sentences=segment.sentences,
        span=segment.span,
        content=content,
        holders=segment.holders,
        rendering=segment.rendering,
        cue=segment.cue,
        cue_lemma=segment.cue_lemma,
        is_negated=segment.is_negated,
        is_inferred=segment.is_inferred,
        confidence=segment.confidence,
        explanation=segment.explanation,
    )


def _is_ascribed(item: Told, segment: Segment, cast: Cast, lexicon: Lexicon) -> bool:
    frame = item.frame
    if not item.actors or frame.content is None or frame.kind is CueKind.DISCUSSES or item.is_silent:
        return False
    if _is_told_by_host(item, segment, cast, lexicon):
        return True
    if set(item.actors) & set(segment.holders) or _is_refused(item, lexicon):
        return False
    speakers, holders = cast.sides(segment.holders), cast.sides(item.actors)
    if speakers & holders:
        return False
    is_dispute = any(frozenset((one, other)) in lexicon.opposed for one in speakers for other in holders)
    is_imputed = frame.lemma in lexicon.imputed and (is_dispute or frame.lemma not in _WISHES)
    if is_imputed or (frame.is_negated and frame.kind is not CueKind.JUDGES):
        return False
    accepted = frame.lemma in lexicon.accepting or frame.lemma.split()[0] in lexicon.accepting
    return (accepted and not frame.is_negated) if is_dispute else True


def _is_told_by_host(item: Told, segment: Segment, cast: Cast, lexicon: Lexicon) -> bool:
    """“The two had pledged to …”, says who hosted two adversaries: what they pledged is ascribed to them."""
    frame = item.frame
    guests = [actor for actor in item.actors if actor not in segment.holders]
    if not item.holding.is_group or frame.is_negated or len(segment.holders) != 1 or len(guests) != HOSTED:
        return False
    if segment.holders[0] not in item.actors or not all(map(cast.is_person, item.actors)):
        return False
    is_act = frame.kind in _TOGETHER or frame.lemma in _PLANS
    return is_act and frame.form is Form.VERB and cast.sides(guests) in lexicon.opposed


def _stretch(item: Told) -> Span:
    frame = item.frame
    content = item.content or frame.clause
    return Span(min(frame.clause.start, content.start), max(content.end, frame.cue.end))


def _rest(text: str, content: Span, taken: list[Span]) -> Iterator[Span]:
    """What is left of a content without the stretches taken from it, if it is more than a few words."""
    if not taken:
        yield content
        return
    place = content.start
    for stretch in [*sorted(taken), Span(content.end, content.end + 1)]:
        start, end = place, min(stretch.start, content.end)
        place = max(place, stretch.end)
        words = _DANGLING.sub("", text[start:end]).strip(_LINKS)
        while words.startswith(_CONNECTIVES):
            words = words.partition(" ")[2]
        if len(words.split()) >= FEWEST:
            first = text.index(words, start)
            yield Span(first, first + len(words))


def _is_refused(item: Told, lexicon: Lexicon) -> bool:
    """“X turned down Y's request for …”: what Y asked for is not news that X tells."""
    if item.frame.form is not Form.NOMINAL or item.frame.kind is not CueKind.WANTS or item.parent is None:
        return False
    return item.parent.frame.lemma.split()[0] in lexicon.words["refusing"]


def _partners(item: Told, segment: Segment, cast: Cast) -> tuple[str, ...]:
    """With whom a speaker tells that they or their own side welcomed or agreed something; nobody if alone."""
    frame = item.frame
    if frame.kind not in _TOGETHER or frame.is_negated or frame.form is not Form.VERB or item.content is None:
        return ()
    speakers = cast.sides(segment.holders)
    others = tuple(actor for actor in item.actors if cast.side(actor) not in speakers)
    own = [actor for actor in item.actors if actor not in others]
    are_persons = {cast.is_person(actor) for actor in item.actors}
    is_own = set(own) == set(segment.holders) or not any(map(cast.is_person, own))
    return others if own and is_own and len(are_persons) == 1 and len(segment.holders) == 1 else ()


def _ascribed(item: Told, segment: Segment, holders: tuple[str, ...]) -> Statement:
    content = item.content or segment.content
    return Statement(
        sentences=segment.sentences,
        span=_up_to(item, segment),
        content=content,
        holders=holders,
        rendering=segment.rendering
        if segment.rendering is not Rendering.JOINT
        else Rendering.INDIRECT_SPEECH,
        cue=item.frame.cue,
        cue_lemma=item.frame.lemma,
        ascribed_by=segment.holders[0] if len(segment.holders) == 1 else None,
        is_inferred=segment.is_inferred,
        confidence=round(segment.confidence * (0.6 if item.frame.form is Form.NOMINAL else 0.85), 2),
        explanation=f"{segment.explanation}; “{item.frame.lemma}” tells what another holds",
    )


def _agreed_by_guests(item: Told, segment: Segment, cast: Cast) -> Iterator[Statement]:
    """“We agreed”, says the host: what the guests agreed is ascribed to them (codebook, section 2)."""
    guests = tuple(actor for actor in segment.participants if actor not in segment.holders)
    if len(guests) < HOSTED or len(segment.holders) != 1 or item.content is None:
        return
    yield Statement(
        sentences=segment.sentences,
        span=segment.span,
        content=item.content,
        holders=guests,
        rendering=segment.rendering,
        cue=item.frame.cue,
        cue_lemma=item.frame.lemma,
        ascribed_by=segment.holders[0],
        is_inferred=True,
        confidence=0.5,
        explanation=f"{segment.explanation}; the host tells what all agreed",
    )


def _up_to(item: Told, segment: Segment) -> Span:
    """The evidence of a segment, cut behind a frame that ends well before it."""
    end = _stretch(item).end
    return Span(segment.span.start, end) if end < segment.content.end - MARGIN else segment.span


def _is_of_all(item: Told) -> bool:
    """“We discussed”, “attention was paid to”, “was in the focus of the talks”."""
    if item.frame.lemma in ("speak about", "talk about", "speak of"):
        return item.holding.is_self
    if item.frame.kind is not CueKind.DISCUSSES or item.frame.lemma in OF_ONE:
        return False
    return (
        item.frame.form is Form.AGENTLESS or item.holding.is_self or item.holding.is_group or not item.actors
    )


def _of_the_others(item: Told, segment: Segment, others: tuple[str, ...]) -> Statement:
    return Statement(
        sentences=segment.sentences,
        span=_up_to(item, segment),
        content=item.content or segment.content,
        holders=others,
        rendering=Rendering.JOINT,
        cue=item.frame.cue,
        cue_lemma=item.frame.lemma,
        is_inferred=True,
        confidence=round(segment.confidence * 0.8, 2),
        explanation=f"{segment.explanation}; “{item.frame.lemma}” tells of talks in which they took part",
    )
