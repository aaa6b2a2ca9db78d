"""The stages one after the other: from an article as it was read to mentions and proposed positions."""

from __future__ import annotations

from communique.annotator.attribution.statements import statements_of
from communique.annotator.knowledge import Knowledge
from communique.annotator.language_model.adapter import Advice, Analysed, LanguageModel
from communique.annotator.linking import link
from communique.annotator.parsing import parse
from communique.annotator.proposal import MIN_CONFIDENCE, MachineAnnotations
from communique.annotator.sentences import sentences_of
from communique.annotator.stance.proposing import propose
from communique.annotator.timing.timing import Timing
from communique.corpus.reading.article import ReadArticle


class Annotator:
    """Annotates one article after another with the same knowledge and settings.

    It keeps nothing of one article for the next; the same article gives the same annotations.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        *,
        rules_only: bool = False,
        min_confidence: float = MIN_CONFIDENCE,
        language_model: LanguageModel | None = None,
    ) -> None:
        """Keep what all articles share.

        Args:
            knowledge: what the graph knows.
            rules_only: do without the parser even where it is installed.
            min_confidence: proposals below it are left out, between 0 and 1.
            language_model: a model that is asked what the rules may have missed.
        """
        self._knowledge = knowledge
        self._language_model = language_model
        self._rules_only = rules_only
        self._min_confidence = min_confidence

    def annotate(self, article: ReadArticle) -> MachineAnnotations:
        """What the machine finds in an article."""
        knowledge = self._knowledge
        sentences = sentences_of(article)
        linked = link(article, sentences, knowledge)
        knowledge = knowledge.with_proposed(linked.proposed)
        parsed = None if self._rules_only else parse(article.text, sentences)
        timing = Timing.of(article, sentences, linked, knowledge)
        statements = statements_of(article, sentences, linked, parsed, knowledge)
        proposals = propose(article, sentences, linked, statements, knowledge, timing, timing.occasions)
        advice = Advice()
        if self._language_model:
            analysed = Analysed(article, sentences, linked, statements, proposals, timing.occasion)
            advice = self._language_model.advise(analysed, knowledge)
        return MachineAnnotations(
            mentions=tuple(mention for mention in linked.mentions if mention.is_published),
            proposals=tuple(
                item for item in (*proposals, *advice.proposals) if item.confidence >= self._min_confidence
            ),
            unlinked=linked.unlinked,
            proposed=linked.proposed,
            occasions=timing.occasions,
            mode="rules" if parsed is None else "parser",
            questions=tuple((item.model, item.prompt_sha256) for item in advice.consultations),
            reports=advice.reports,
        )


def annotate(
    article: ReadArticle,
    knowledge: Knowledge,
    *,
    rules_only: bool = False,
    min_confidence: float = MIN_CONFIDENCE,
) -> MachineAnnotations:
    """What the machine finds in one article; for many articles keep an ``Annotator``."""
    return Annotator(knowledge, rules_only=rules_only, min_confidence=min_confidence).annotate(article)
