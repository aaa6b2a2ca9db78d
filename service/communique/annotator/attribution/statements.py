"""From sentences to statements: reading them in order, then telling for each stretch who says it."""

from __future__ import annotations

from collections.abc import Sequence

from communique.annotator.attribution.arranging import arrange
from communique.annotator.attribution.ascription import statements_from
from communique.annotator.attribution.cast import Cast
from communique.annotator.attribution.comments import comment_frames
from communique.annotator.attribution.encounters import narrowed, participants_in
from communique.annotator.attribution.grammar import frames_of
from communique.annotator.attribution.heading import heading_of
from communique.annotator.attribution.issuing import joint_issuers
from communique.annotator.attribution.lexicon import Lexicon
from communique.annotator.attribution.nominals import nominal_frames
from communique.annotator.attribution.patterns import frames_by_pattern
from communique.annotator.attribution.quotes import quotations_of
from communique.annotator.attribution.segmenting import Segmenter
from communique.annotator.attribution.sources import source_frames
from communique.annotator.attribution.spans import overlap
from communique.annotator.attribution.statement import Statement
from communique.annotator.attribution.told import Reading
from communique.annotator.attribution.turns import turns_of
from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.linked import Linked
from communique.annotator.parsing.parsed import Parsed
from communique.annotator.sentences import Sentence
from communique.corpus.reading.article import ReadArticle
from communique.model import Span


def statements_of(
    article: ReadArticle,
    sentences: Sequence[Sentence],
    linked: Linked,
    parsed: Parsed | None,
    knowledge: Knowledge,
) -> tuple[Statement, ...]:
    """Who says what in an article, in the order of the text.

    Args:
        article: the article.
        sentences: its sentences.
        linked: its mentions.
        parsed: the parsed sentences; None to do with patterns over the same words.
        knowledge: what the graph knows of actors.

    Returns:
        Statements; several may share evidence, and none has a holder the graph does not know.
    """
    lexicon = Lexicon.load()
    cast = Cast(article, linked, knowledge, lexicon)
    quotations = quotations_of(article.text, paragraphs_of(sentences))
    readings: list[Reading] = []
    heading = heading_of(article, sentences, cast)
    parties = heading.holders if heading is not None and heading.is_joint else ()
    cast.participants = parties
    for sentence in sentences:
        cast.participants = parties or participants_in(article.text, sentence.span, cast)
        cast.sentence = sentence.span.start
        if not readings or readings[-1].sentence.paragraph != sentence.paragraph:
            cast.paragraph = sentence.span.start
        before = cast.last
        last = readings[-1].sentence if readings else None
        cast.previous = last.span if last is not None and last.paragraph == sentence.paragraph else None
        cast.speaking = _person_speaking(readings[-1], cast) if readings else ""
        tree = parsed.of(sentence.number) if parsed is not None else None
        frames = (
            frames_of(tree, lexicon)
            if tree is not None
            else frames_by_pattern(article.text, sentence.span, linked, lexicon)
        )
        comments = comment_frames(article.text, sentence.span, linked, lexicon)
        frames = [item for item in frames if not any(overlap(item.cue, one.cue) for one in comments)]
        frames += comments
        frames += source_frames(article.text, sentence.span, lexicon)
        frames += nominal_frames(article.text, sentence.span, linked, lexicon)
        roots, quoted = arrange(article.text, frames, quotations, cast)
        table = narrowed(article.text, sentence.span, cast)
        readings.append(Reading(sentence, roots, table, before, quoted))
        cast.remember(joint_issuers(article.text, sentence.span, cast))
    segments = Segmenter(
        article, readings, quotations, cast, lexicon, turns_of(article, sentences, cast, heading), parties
    ).segments()
    found = [item for segment in segments for item in statements_from(article.text, segment, cast, lexicon)]
    return tuple(
        sorted(found, key=lambda item: (item.span, item.content, item.holders, item.ascribed_by or ""))
    )


def _person_speaking(reading: Reading, cast: Cast) -> str:
    """The person who speaks last in a sentence, if whoever speaks there is one."""
    actors = [item.actors for item in reading.roots if item.actors]
    return actors[-1][0] if actors and len(actors[-1]) == 1 and cast.is_person(actors[-1][0]) else ""


def paragraphs_of(sentences: Sequence[Sentence]) -> list[Span]:
    """The stretch of each paragraph, from its first to its last sentence."""
    found: dict[int, Span] = {}
    for sentence in sentences:
        known = found.get(sentence.paragraph)
        start = known.start if known else sentence.span.start
        found[sentence.paragraph] = Span(start, sentence.span.end)
    return [found[number] for number in sorted(found)]
