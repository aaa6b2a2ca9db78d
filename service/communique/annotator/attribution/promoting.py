"""Frames that only seem to stand in another: what goes on, what is relayed, what comments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.annotator.attribution.cast import Cast
from communique.annotator.attribution.frame import Form
from communique.annotator.attribution.lexicon import CueKind
from communique.annotator.attribution.quotes import Quotation
from communique.annotator.attribution.told import SPEECH, Told
from communique.model import Span

_JOINED = re.compile(r"(?:,|\band|\bbut|\bwhile|;)\s*(?:also\s*|then\s*)?$")


_PASSES_ON = re.compile(
    r"\b(?:statements?|documents?|texts?|communiqu[eé]s?|declarations?|readouts?|reports?|accounts?|"
    r"summar(?:y|ies)|media|agency|news|articles?|newspapers?|channels?|websites?|releases?|agreement|"
    r"transcripts?|offices?|press services?|secretariat|cent(?:er|re)|bureau)\b|"
    r"^(?:his|her) (?:spokes\w+|press secretary)$",
    re.IGNORECASE,
)
"""Subjects that hold nothing themselves."""
_OWN_TEXT = re.compile(
    r"\b(?:statement|document|text|commentary|message|letter|press release)$", re.IGNORECASE
)
_WHILE = re.compile(r",\s+(?:while|whereas)\s+(?:the\s+)?$")
_SHORT = 20
"""Code points before a clause in which “while” is looked for."""
_SPEAKS_FOR = re.compile(r"\bspokes(?:man|woman|person)|\bpress[ -]secretary", re.IGNORECASE)
_REPORTS = frozenset({"report", "inform", "write", "learn", "tell"})
_NAME_ONLY = re.compile(r"(?:the )?[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,3}")
_ACTS = frozenset({CueKind.SAYS, CueKind.STRESSES, CueKind.WANTS, CueKind.JUDGES, CueKind.DISCUSSES})
_STATES = frozenset(
    {"support", "back", "oppose", "favour", "favor", "want", "wish", "seek", "expect", "hope"}
)
"""What somebody does all the time, so that who speaks for them holds it as well."""
_DONE = re.compile(r"(?:\w+ed|told|said|spoke|gave|made|took|held|drew)\b", re.IGNORECASE)
"""Told as done, not as what somebody thinks in general."""


def promote(
    text: str, told: Sequence[Told], roots: list[Told], quotations: Sequence[Quotation], cast: Cast
) -> None:
    """Let frames out that only seem to stand in another.

    “He said that … and voiced hope”: the parser hangs the second verb on the nearest clause; if the subject
    found there can hold nothing, it is the speaker's. And what an unknown or an outlet tells of others stands
    by itself.
    """
    for item in told:
        parent = item.parent
        if parent is None or item.frame.form is Form.NOMINAL:
            continue
        if _goes_on(text, item, quotations):
            outer = _outward(item)
            if outer[-1] in roots and outer[-1].actors:
                item.holding, item.parent, item.is_continued = outer[-1].holding, None, True
                for frame in outer:
                    _cut(text, frame, item.frame.clause.start)
                roots.append(item)
        elif _comments_on(item, parent):
            for frame in _outward(item):
                _cut(text, frame, item.content.end if item.content else frame.frame.cue.end)
            item.parent, item.is_comment = None, True
            roots.append(item)
        elif parent in roots and _stands_against(text, parent, item, cast):
            item.parent = None
            _cut(text, parent, item.frame.clause.start)
            roots.append(item)
            cast.remember(item.actors)
        elif parent in roots and _only_relays(text, parent, item, cast):
            item.parent = None
            roots.append(item)
            cast.remember(item.actors)
    for parent in [item for item in roots if any(_is_let_out(other, item) for other in told)]:
        parent.content = None
    for source in [item for item in roots if item.frame.form is Form.SOURCE]:
        for item in roots:
            if item.frame.cue < source.frame.cue:
                _cut(text, item, source.frame.clause.start)


def _comments_on(item: Told, parent: Told) -> bool:
    """“X claims …, which Y denies”: what Y denies is what X claims, and X does not say so."""
    content = item.content
    return (
        content is not None
        and bool(item.actors)
        and content.start <= parent.frame.clause.start
        and parent.frame.cue.end < content.end <= item.frame.cue.start
    )


def _outward(item: Told) -> list[Told]:
    """The frames around a frame, the outermost last."""
    found: list[Told] = []
    while item.parent is not None and item.parent not in found:
        item = item.parent
        found.append(item)
    return found


def _cut(text: str, item: Told, place: int) -> None:
    """End a content before the words that join the next statement to it."""
    if item.content is None or not item.content.start < place < item.content.end:
        return
    words = text[item.content.start : place].rstrip()
    match = _JOINED.search(words + " ") or _JOINED.search(words)
    kept = words[: match.start()].rstrip(" ,;") if match else words
    if kept:
        item.content = Span(item.content.start, item.content.start + len(kept))


def _goes_on(text: str, item: Told, quotations: Sequence[Quotation]) -> bool:
    subject = item.frame.subject
    if item.actors or item.holding.is_self or item.holding.is_person_unknown or subject is None:
        return False
    if subject.words.start >= item.frame.clause.start:
        return False
    if item.frame.kind not in (CueKind.SAYS, CueKind.STRESSES, CueKind.JUDGES, CueKind.WANTS, CueKind.THINKS):
        return False
    place = item.frame.clause.start
    if any(quotation.span.start <= place < quotation.span.end for quotation in quotations):
        return False
    return _JOINED.search(text[max(0, place - 12) : place]) is not None


def _stands_against(text: str, parent: Told, item: Told, cast: Cast) -> bool:
    """“X noted that …, while Y stressed …”: two persons speak, and X does not tell what Y said."""
    if item.frame.kind not in _ACTS or not item.actors or set(item.actors) & set(parent.actors):
        return False
    before = text[max(0, item.frame.clause.start - _SHORT) : item.frame.clause.start]
    return (
        _WHILE.search(before) is not None
        and all(map(cast.is_person, (*item.actors, *parent.actors)))
        and all(_DONE.match(text, one.frame.cue.start) for one in (parent, item))
    )


def _only_relays(text: str, parent: Told, item: Told, cast: Cast) -> bool:
    """Whether the outer frame only passes on what others said, as outlets, documents and ministries do."""
    if item.frame.form is Form.AGENTLESS:
        return parent.frame.form is Form.SOURCE and item.frame.kind is not CueKind.UNDERTAKES
    if not item.actors or parent.is_silent:
        return False
    if not parent.actors:
        subject = parent.frame.subject
        if is_byline(cast, parent) and item.frame.kind in SPEECH:
            return True
        if subject is None or parent.holding.is_person_unknown or parent.holding.is_self:
            return False
        words = text[subject.words.start : subject.words.end]
        if item.frame.kind is CueKind.DISCUSSES and item.holding.is_group and _PASSES_ON.search(words):
            return True
        if _OWN_TEXT.search(words) and len(cast.last) == 1 and not cast.is_outlet(cast.last[0]):
            return False  # it is the text of whoever spoke before
        return bool(_PASSES_ON.search(words)) or item.frame.kind in SPEECH
    if any(cast.is_outlet(actor) for actor in parent.actors):
        return True
    if any(cast.is_person(actor) for actor in parent.actors):
        return _speaks_for(text, parent, item, cast)
    if item.frame.kind is CueKind.DISCUSSES and item.holding.is_group:
        return True
    return all(cast.is_person(actor) for actor in item.actors) and (
        bool(cast.sides(item.actors) & cast.sides(parent.actors))
        or all(map(cast.is_of_no_side, item.actors))
        or cast.sides(parent.actors) == set(parent.actors)
    )


def is_byline(cast: Cast, item: Told) -> bool:
    """“…, Wire reports”: an outlet that nobody knows, behind all that was said."""
    subject = item.frame.subject
    if subject is None or item.content is None or item.frame.lemma not in _REPORTS:
        return False
    return subject.words.start >= item.content.end and bool(_NAME_ONLY.fullmatch(cast.words(subject.words)))


def _speaks_for(text: str, parent: Told, item: Told, cast: Cast) -> bool:
    """“X urged …, spokesman Y said”, “spokesman Y said X told …”: Y passes on what X said."""
    if (
        item.frame.kind not in _ACTS
        or item.frame.lemma in _STATES
        or not all(cast.is_person(actor) for actor in item.actors)
    ):
        return False
    subject, verb = parent.frame.subject, text[item.frame.cue.start : item.frame.cue.end]
    if subject is None or set(item.actors) & set(parent.actors) or not _DONE.match(verb):
        return False
    if not cast.sides(parent.actors) & cast.sides(item.actors):
        return False  # what another side said is ascribed
    titles = text[subject.words.start : subject.words.end]
    posts = [cast.post_of(actor) or "" for actor in parent.actors]
    return any(map(_SPEAKS_FOR.search, [titles, *posts]))


def _is_let_out(item: Told, parent: Told) -> bool:
    return (
        item.parent is None
        and item.frame.form is not Form.SOURCE
        and item is not parent
        and not item.is_continued
        and (not item.actors or set(item.actors) != set(parent.actors))
        and not parent.is_comment
        and parent.content is not None
        and parent.content.start <= item.frame.cue.start < parent.content.end
        and parent.frame.form in (Form.VERB, Form.SOURCE)
    )
