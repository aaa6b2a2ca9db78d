"""Turns: interviews and transcripts, where a label tells who speaks, and own statements of a body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.annotator.attribution.cast import Cast
from communique.annotator.attribution.heading import Heading, title_lines
from communique.annotator.sentences import Sentence
from communique.corpus.reading.article import ReadArticle
from communique.model import Span

_LABEL = re.compile(
    r"\s*(?P<label>(?:Q|A|Question|Answer|Journalist|Correspondent|Reporter|Moderator|Interviewer|Host|"
    r"Anchor|"
    r"[A-Z][\w.’'-]*(?:\s+(?:[A-Z][\w.’'-]*|of|for|the|and)){0,6}))\s*(?::|\.\s[—–-]|\s[—–]\s)\s*(?=\S)"
)
_ALONE = re.compile(r"(?P<label>[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,4})\s*[.:]")
"""A label that is a sentence of its own: “Question.”"""
_UNKNOWN_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w.’'-]+){1,3}")
_ASKS = re.compile(
    r"(?:Q|Question|Journalist|Correspondent|Reporter|Moderator|Interviewer|Host|Anchor)\b", re.IGNORECASE
)
_ANSWERS = re.compile(r"(?:A|Answer)\b")
_ISSUED = re.compile(r"\b(?:statement|commentary|comment|press release)\b", re.IGNORECASE)
_READOUT = re.compile(
    r"\bpress release (?:on|about|regarding|following)\b[^.]*"
    r"\b(?:meetings?|talks|negotiations|conversations?|calls?|visits?|consultations|contacts|sessions?|trips?)\b",
    re.IGNORECASE,
)
"""A press release that tells what was said at an encounter, and not what the body that issues it says."""
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|my|My|us)\b")
_OWN_WORDS = re.compile(
    r"\b(?:remarks|address(?:e[sd])?|speech|speaks|interview|transcript|opening statement|statement|comment|"
    r"commentary|answer(?:s|ed)?|toast|"
    r"response|repl(?:y|ies|ied)|message|press release|briefing)\b",
    re.IGNORECASE,
)
FEWEST_ASKING = 2
"""Paragraphs that end with a question mark from which on a text in the first person is an interview."""
SHORT = 25
"""Words that a remark of an interviewer has at most."""
FEWEST_OWN = 3
"""Sentences in the first person, outside quotation marks, from which on a text is somebody's own words."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks a paragraph; nobody who counts, if it is a question."""

    holders: tuple[str, ...]
    label: Span | None = None
    """The words that name the speaker."""
    is_question: bool = False
    is_unknown: bool = False
    """Somebody speaks whom the graph does not know."""
    is_document: bool = False
    """Prose of a body about itself in the third person, not a person's speech."""


def turns_of(
    article: ReadArticle, sentences: Sequence[Sentence], cast: Cast, heading: Heading | None = None
) -> dict[int, Turn]:
    """The turns of an article by paragraph; none for a news story.

    Args:
        article: the article.
        sentences: its sentences.
        cast: to resolve the names before a colon.
        heading: whose words the text is by its heading.
    """
    if heading is not None and heading.is_joint:
        return {}
    first: dict[int, Sentence] = {}
    last: dict[int, Sentence] = {}
    for sentence in sentences:
        first.setdefault(sentence.paragraph, sentence)
        last[sentence.paragraph] = sentence
    labelled = {number: turn for number in first if (turn := _labelled(article.text, first[number], cast))}
    labelled |= _interviewers(article.text, first, labelled)
    announced = heading.holders if heading is not None else ()
    main = announced or _main_speaker(
        article, [item for item in sentences if not _is_question(labelled, item)], cast
    )
    sure = [turn for turn in labelled.values() if not turn.is_unknown]
    if len(sure) > 1 or any(turn.is_question for turn in sure):
        opens = announced or main if _opens_in_person(article.text, sentences, labelled) else ()
        return _carried(labelled, sorted(first), main, opens)
    asking = {
        number
        for number in first
        if _is_asked(article.text, Span(first[number].span.start, last[number].span.end))
    }
    own = _own_sentences(article.text, sentences)
    asking = _by_dashes(article.text, first, asking) or asking
    if main and len(asking) >= FEWEST_ASKING and own >= FEWEST_OWN:
        return {
            number: Turn((), is_question=True) if number in asking else Turn(main)
            for number in first
            if number >= min(asking)
        }
    lines = (article.text[line.start : line.end] for line in title_lines(article.text, sentences))
    opening = " ".join([_heading(article, sentences), *lines])
    is_own = own >= FEWEST_OWN and _OWN_WORDS.search(opening)
    is_published_by_side = bool(announced) and cast.side_of_outlet() is not None
    if main and (
        is_own or is_published_by_side or (announced and _begins_in_person(article.text, sentences))
    ):
        return {number: Turn(main) for number in first}
    issuer = _issuer(article, sentences, cast)
    return {number: Turn(issuer, is_document=True) for number in first} if issuer else {}


def _interviewers(text: str, first: dict[int, Sentence], labelled: dict[int, Turn]) -> dict[int, Turn]:
    """The turns of an outlet that asks under its initials or a name of its own, again and again."""
    if not any(turn.holders or turn.is_unknown for turn in labelled.values()):
        return {}
    found: dict[str, list[tuple[int, Span]]] = {}
    for number, sentence in first.items():
        match = _LABEL.match(text, sentence.span.start, sentence.span.end)
        if number not in labelled and match is not None and match.group().rstrip().endswith(":"):
            label = Span(match.start("label"), match.end())
            found.setdefault(match["label"], []).append((number, label))
    return {
        number: Turn((), label, is_question=True)
        for places in found.values()
        if len(places) >= FEWEST_ASKING
        for number, label in places
    }


def _by_dashes(text: str, first: dict[int, Sentence], asking: set[int]) -> set[int]:
    """The paragraphs that ask where a dash opens each turn, questions without a question mark included.

    Empty where the turns do not alternate or dashes do not mark them.
    """
    led = [number for number in sorted(first) if text[first[number].span.start] in "-–—"]
    asked = [number in asking for number in led]
    if sum(asked) < FEWEST_ASKING or not asked[0]:
        return set()
    turns = [number for place, number in enumerate(led) if place % 2 == 0]
    answers = [number for place, number in enumerate(led) if place % 2 == 1]
    is_alternating = len(answers) >= FEWEST_ASKING and not any(number in asking for number in answers)
    return set(turns) if is_alternating else set()


def _is_asked(text: str, paragraph: Span) -> bool:
    """Whether a paragraph is a question, or a short remark to a “you” who will answer."""
    words = text[paragraph.start : paragraph.end]
    if words.endswith("?"):
        return True
    return (
        len(words.split()) < SHORT
        and bool(re.search(r"\b[Yy]our?\b", words))
        and not _FIRST_PERSON.search(words)
    )


def _labelled(text: str, sentence: Sentence, cast: Cast) -> Turn | None:
    """The turn of a paragraph that begins with a name or letter and a colon."""
    match = _LABEL.match(text, sentence.span.start, sentence.span.end) or _ALONE.fullmatch(
        text, sentence.span.start, sentence.span.end
    )
    if match is None or sentence.is_headline:
        return None
    label = Span(match.start("label"), match.end())
    words = match["label"]
    if _ASKS.match(words):
        return Turn((), label, is_question=True)
    if _ANSWERS.fullmatch(words):
        return Turn((), label)
    actors = cast.actors_in(Span(match.start("label"), match.end("label")))
    persons = tuple(actor for actor in actors if cast.is_person(actor))
    if persons:
        return Turn(persons[:1], label)
    if actors:
        is_outlet = all(cast.is_outlet(actor) for actor in actors)
        return Turn((), label, is_question=True) if is_outlet else None
    return Turn((), label, is_unknown=True) if _UNKNOWN_NAME.fullmatch(words) else None


def _begins_in_person(text: str, sentences: Sequence[Sentence]) -> bool:
    """Whether the first words under the heading are in the first person."""
    return _own_sentences(text, [item for item in sentences if not item.is_headline][:2]) > 0


def _opens_in_person(text: str, sentences: Sequence[Sentence], labelled: dict[int, Turn]) -> bool:
    """Whether somebody makes a statement in the first person before the first question."""
    questions = [number for number, turn in labelled.items() if turn.is_question]
    if not questions or min(labelled) < min(questions):
        return False
    return _own_sentences(text, [item for item in sentences if item.paragraph < min(questions)]) >= FEWEST_OWN


def _carried(
    labelled: dict[int, Turn], numbers: Sequence[int], main: tuple[str, ...], opens: tuple[str, ...]
) -> dict[int, Turn]:
    """Each turn goes on until the next; an opening and answers without a name are the main speaker's."""
    found: dict[int, Turn] = {}
    current: Turn | None = Turn(opens) if opens else None
    for number in numbers:
        turn = labelled.get(number)
        if turn is not None:
            is_whole = turn.holders or turn.is_question or turn.is_unknown
            current = turn if is_whole else Turn(main, turn.label)
            found[number] = current
        elif current is not None:
            found[number] = Turn(current.holders, None, current.is_question)
    return found


def _heading(article: ReadArticle, sentences: Sequence[Sentence]) -> str:
    """The headline, or else the first two sentences."""
    heads = [item for item in sentences if item.is_headline] or list(sentences[:2])
    return " ".join(
        [article.headline or "", *(article.text[item.span.start : item.span.end] for item in heads)]
    )


def _is_question(labelled: dict[int, Turn], sentence: Sentence) -> bool:
    return sentence.paragraph in labelled and labelled[sentence.paragraph].is_question


def _main_speaker(article: ReadArticle, sentences: Sequence[Sentence], cast: Cast) -> tuple[str, ...]:
    """The first person in the heading, or the body that publishes its own replies, or the first person."""
    heads = [item for item in sentences if item.is_headline]
    for sentence in heads:
        persons = [actor for actor in cast.actors_in(sentence.span) if cast.is_person(actor)]
        if persons:
            return (persons[0],)
    if article.outlet is not None and cast.is_body(article.outlet):
        return (article.outlet,)
    for sentence in sentences[:4]:
        persons = [actor for actor in cast.actors_in(sentence.span) if cast.is_person(actor)]
        if persons:
            return (persons[0],)
    return ()


def _own_sentences(text: str, sentences: Sequence[Sentence]) -> int:
    """Sentences in the first person without quotation marks."""
    return sum(
        1
        for item in sentences
        if _FIRST_PERSON.search(text, item.span.start, item.span.end)
        and not re.search('[“”"«»]', text[item.span.start : item.span.end])
    )


def _issuer(article: ReadArticle, sentences: Sequence[Sentence], cast: Cast) -> tuple[str, ...]:
    """The body whose own statement or commentary the text is."""
    heading = _heading(article, sentences)
    if not _ISSUED.search(heading) or _READOUT.search(heading):
        return ()
    if article.outlet is not None and cast.is_body(article.outlet):
        return (article.outlet,)
    head = next((item for item in sentences if item.is_headline), None)
    if head is None or not re.match(
        r"(?:No[.:]?\s?\d+\S*\s*)?(?:(?:joint|press) )?(?:statement|commentary|comment|press release)\b",
        article.text[head.span.start : head.span.end],
        re.IGNORECASE,
    ):
        return ()
    return tuple(actor for actor in cast.actors_in(head.span) if cast.is_body(actor))[:1]
