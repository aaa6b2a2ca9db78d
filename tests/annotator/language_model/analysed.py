"""An invented article with what the rules are taken to have found in it."""

from communique.annotator.attribution.statement import Rendering, Statement
from communique.annotator.language_model.adapter import Analysed
from communique.annotator.linking.linked import Linked, LinkedMention, Naming
from communique.annotator.proposal import Proposal
from communique.annotator.sentences import Sentence
from communique.annotator.timing.told import Occasion
from communique.corpus.reading.article import ReadArticle
from communique.model import PartialDate, Position, Span, Thing

ACCORD = Thing("agreement", "river-accord-2020-05-01")
ORDER = Thing("agreement", "bridge-order-2021-01-20")
DAY = PartialDate("2021-06-10")
FIRST = "Anna Berg met Carl Dahl in Riverton on Thursday."
BERG = "Berg said the ferries must run again, as the river declaration provides."
DAHL = "Dahl replied that Sudmark stands by the river declaration."
NAMES = {
    "Anna Berg": Thing("actor", "anna-berg"),
    "Carl Dahl": Thing("actor", "carl-dahl"),
    "Berg": Thing("actor", "anna-berg"),
    "Dahl": Thing("actor", "carl-dahl"),
    "Sudmark": Thing("actor", "sudmark"),
    "river declaration": ACCORD,
    "bridge order": ORDER,
}


def analysed(
    *sentences, speakers=None, published=DAY, occasion=Occasion(DAY, "meeting-berg-dahl-2021-06-10")
):
    """An article of these sentences; whoever is named first in one with a verb of speech speaks in it."""
    sentences = sentences or (FIRST, BERG, DAHL)
    text = "\n".join(sentences)
    spans, start = [], 0
    for words in sentences:
        spans.append(Span(start, start + len(words)))
        start += len(words) + 1
    statements, mentions = [], []
    for number, (words, span) in enumerate(zip(sentences, spans, strict=True)):
        mentions += _mentions(words, span.start)
        speaker = (speakers or {}).get(number, _speaker(words))
        if speaker:
            statements.append(
                Statement((number,), span, span, (speaker,), Rendering.INDIRECT_SPEECH, confidence=0.9)
            )
    proposals = [
        Proposal(Position("carl-dahl", "affirms", ACCORD, DAY), item.span, item.rendering, 0.8, "stands by")
        for item in statements
        if "stands by" in text[item.span.start : item.span.end]
    ]
    return Analysed(
        ReadArticle(text, published=published),
        [Sentence(number, span, number) for number, span in enumerate(spans)],
        Linked(tuple(mentions)),
        statements,
        proposals,
        lambda numbers, holders: occasion,
    )


def _mentions(words, start):
    found, taken = [], set()
    for name in sorted(NAMES, key=len, reverse=True):
        place = words.find(name)
        if place >= 0 and place not in taken:
            taken |= set(range(place, place + len(name)))
            span = Span(start + place, start + place + len(name))
            found.append(LinkedMention(span, (NAMES[name],), Naming.NAME, 1.0, "name"))
    return sorted(found, key=lambda item: item.span)


def _speaker(words):
    if not any(verb in words for verb in (" said ", " replied ")):
        return None
    return {"Berg": "anna-berg", "Dahl": "carl-dahl"}.get(words.split()[0])
