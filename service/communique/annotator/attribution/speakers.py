"""Who speaks each quotation: named in one of its sentences, or by what stands before or behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from communique.annotator.attribution.quotes import Quotation
from communique.annotator.attribution.spans import overlap
from communique.annotator.attribution.told import Reading, Told
from communique.annotator.attribution.turns import Turn

TAG = 14
"""Words that a sentence such as “He said so on Monday.” behind a quotation has at most."""
Holders = Callable[[Told, Reading], tuple[str, ...]]


class Speakers:
    """The speakers of the quotations of one article."""

    def __init__(
        self,
        text: str,
        quotations: Sequence[Quotation],
        readings: Sequence[Reading],
        turns: Mapping[int, Turn],
        holders: Holders,
    ) -> None:
        """Find them, in the order of the text.

        Args:
            text: the canonical text.
            quotations: the quotations; those that are no speech have no speaker.
            readings: the sentences with their frames.
            turns: who speaks which paragraph of a transcript.
            holders: who holds what a frame of a sentence tells.
        """
        self._text = text
        self._quotations = quotations
        self._readings = readings
        self._turns = turns
        self._holders = holders
        self._places = {item.sentence.number: place for place, item in enumerate(readings)}
        self._found: dict[int, tuple[str, ...]] = {}
        for number, quotation in enumerate(quotations):
            if quotation.is_speech:
                self._found[number] = self._speaker(number, quotation)

    def of(self, number: int) -> tuple[str, ...]:
        """Who speaks a quotation; nobody if nobody is known to."""
        return self._found.get(number, ())

    def _speaker(self, number: int, quotation: Quotation) -> tuple[str, ...]:
        touched = [item for item in self._readings if overlap(item.span, quotation.span)]
        for reading in touched:
            for item in reading.roots:
                if item.content is None:
                    continue
                if 2 * overlap(item.content, quotation.span) > overlap(reading.span, quotation.span):
                    return self._holders(item, reading)
        before = self._quotations[number - 1] if number else None
        if before is not None and before.runs_on and number - 1 in self._found:
            return self._found[number - 1]
        return self._behind(touched[-1]) or self._before(touched[0]) if touched else ()

    def _behind(self, last: Reading) -> tuple[str, ...]:
        """The speaker named in a short sentence behind a quotation, such as “He said so on Monday”."""
        place = self._places[last.sentence.number] + 1
        if place >= len(self._readings):
            return ()
        tag = self._readings[place]
        if tag.sentence.paragraph != last.sentence.paragraph or not tag.roots:
            return ()
        is_tag = tag.roots[0].content is None and len(self._text[tag.span.start : tag.span.end].split()) < TAG
        return tag.roots[0].actors if is_tag else ()

    def _before(self, first: Reading) -> tuple[str, ...]:
        """The speaker whom a colon announces, whose turn it is, or who spoke last."""
        place = self._places[first.sentence.number]
        if place > 0:
            previous = self._readings[place - 1]
            if self._text[previous.span.end - 1] == ":" and previous.roots:
                return self._holders(previous.roots[-1], previous)
        turn = self._turns.get(first.sentence.paragraph)
        return turn.holders if turn is not None and turn.holders else first.before
