"""Asking a language model what the rules may have missed; whatever it does, the result of the rules stays."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from communique.annotator.attribution.statement import Statement
from communique.annotator.knowledge import Knowledge
from communique.annotator.language_model.answers import (
    Accepted,
    AnsweredPosition,
    VetoError,
    accept,
    check_against_rules,
    read_answer,
)
from communique.annotator.language_model.choices import Choices
from communique.annotator.language_model.consultation import Consultation
from communique.annotator.language_model.endpoint import Endpoint, NoAnswerError
from communique.annotator.language_model.questions import Question, passages_of, questions_of
from communique.annotator.language_model.settings import LanguageModelSettings
from communique.annotator.linking.linked import Linked
from communique.annotator.proposal import Proposal
from communique.annotator.sentences import Sentence
from communique.annotator.sheets import represented
from communique.annotator.timing.told import Occasion
from communique.corpus.reading.article import ReadArticle
from communique.model import Position, Thing
from communique.workspace import Workspace, save

CONFIDENCE = 0.5
"""Of a position that only the model found. It is not calibrated, and below what is published."""

_NOT_SHOWN = re.compile(r"[^\w .:/()+-]+")
OccasionOf = Callable[[tuple[int, ...], tuple[str, ...]], Occasion | None]
"""From the numbers of sentences and the holders of a statement to when it was said."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """An article with all that the rules found in it."""

    article: ReadArticle
    sentences: Sequence[Sentence]
    linked: Linked
    statements: Sequence[Statement]
    proposals: Sequence[Proposal]
    occasion: OccasionOf


@dataclass(frozen=True, slots=True)
class Advice:
    """What came of asking about one article."""

    proposals: tuple[Proposal, ...] = ()
    """Beyond those of the rules."""
    consultations: tuple[Consultation, ...] = ()
    reports: tuple[str, ...] = ()
    """What was withheld, vetoed or failed, in plain words without words of the article."""


class LanguageModel:
    """A model that is asked about one article after the other."""

    def __init__(
        self,
        settings: LanguageModelSettings,
        choices: Choices,
        names: Mapping[Thing, str],
        endpoint: Endpoint | None = None,
    ) -> None:
        """Prepare to ask.

        Args:
            settings: with an address and a name.
            choices: stances and issues.
            names: preferred English names by thing.
            endpoint: another one than the settings give, for tests.

        Raises:
            ValueError: the settings name no model.
        """
        self._endpoint = endpoint or Endpoint(settings)
        self._answers, self._choices, self._names = settings.answers, choices, names

    @classmethod
    def from_environment(cls, workspace: Workspace, names: Mapping[Thing, str]) -> LanguageModel | None:
        """The model that the environment names; None if it names none.

        Raises:
            ValueError: the settings make no sense.
        """
        try:
            settings = LanguageModelSettings()
        except ValidationError as error:
            problems = "; ".join(item["msg"] for item in error.errors(include_input=False))
            raise ValueError(f"the settings of the language model cannot be used: {problems}") from error
        if not settings.is_on:
            return None
        return cls(settings, Choices.from_graphs(workspace.ontology, workspace.reference), names)

    def advise(self, analysed: Analysed, knowledge: Knowledge) -> Advice:
        """What the model finds beyond the rules; it never raises because of what the model does."""
        article = analysed.article
        passages, withheld = passages_of(
            article.text,
            analysed.sentences,
            analysed.linked,
            analysed.statements,
            knowledge,
            article.published,
        )
        reports = [f"sentence {number} speaks to a program and was withheld" for number in withheld]
        found: list[Proposal] = []
        consultations = []
        for question in questions_of(passages, self._choices, self._names):
            failure = None
            try:
                for answered in self._answered(question):
                    self._weigh(answered, question, analysed, knowledge, found, reports)
            except NoAnswerError as error:
                failure = str(error)
                reports.append(f"{self._who}: {failure}; the result of the rules stands")
            consultations.append(Consultation(self.name, question.sha256, failure))
        return Advice(
            tuple(sorted(found, key=lambda item: (item.span, str(item.position.key)))),
            tuple(consultations),
            tuple(reports),
        )

    @property
    def name(self) -> str:
        """What the model is called."""
        return self._endpoint.model

    @property
    def _who(self) -> str:
        return f"language model {_NOT_SHOWN.sub('?', self.name)}"

    def _weigh(
        self,
        answered: AnsweredPosition,
        question: Question,
        analysed: Analysed,
        knowledge: Knowledge,
        found: list[Proposal],
        reports: list[str],
    ) -> None:
        """Take a position over, or report why not."""
        try:
            accepted = accept(answered, question, self._choices)
            statement = accepted.statement
            occasion = check_against_rules(
                accepted,
                analysed.occasion(statement.sentences, statement.holders),
                [*analysed.proposals, *found],
                knowledge,
            )
        except VetoError as error:
            what = _NOT_SHOWN.sub("?", f"{answered.holder} {answered.stance} {answered.target}")[:160]
            reports.append(f"{self._who}: {what} (sentence {answered.sentence}) is not taken: {error}")
        else:
            found.append(self._proposal(accepted, occasion, question, knowledge))

    def _answered(self, question: Question) -> list[AnsweredPosition]:
        """The answer to a question, from the folder of answers if it was given before.

        Raises:
            NoAnswerError: there is none that can be read.
        """
        if self._answers is None:
            return read_answer(self._endpoint.ask(question.body))
        identity = json.dumps([self.name, question.sha256])
        path = self._answers / f"{hashlib.sha256(identity.encode()).hexdigest()}.json"
        if path.is_file():
            return read_answer(path.read_text(encoding="utf-8"))
        answer = self._endpoint.ask(question.body)
        positions = read_answer(answer)
        save(path, answer)
        return positions

    def _proposal(
        self, accepted: Accepted, occasion: Occasion, question: Question, knowledge: Knowledge
    ) -> Proposal:
        answered, statement = accepted.answered, accepted.statement
        position = Position(
            holder=answered.holder,
            stance=answered.stance,
            target=accepted.target,
            stated_on=occasion.date,
            ascribed_by=statement.ascribed_by,
            on_behalf_of=represented(answered.holder, occasion.date, knowledge.plain_tenures),
            towards=_known_actors(answered.towards, accepted),
            about=tuple(
                sorted({slug.removeprefix("issue/") for slug in answered.about} - {accepted.target.slug})
            ),
            stated_at=(occasion.event,) if occasion.event else (),
        )
        return Proposal(
            position,
            statement.span,
            statement.rendering,
            min(CONFIDENCE, statement.confidence),
            f"found by the {self._who} (prompt sha256 {question.sha256[:16]}), not by the rules; "
            f"who speaks: {statement.explanation or 'by the rules'}",
        )


def _known_actors(slugs: Sequence[str], accepted: Accepted) -> tuple[str, ...]:
    """The actors among those offered; what else a model names is left out."""
    offered = {thing.slug for thing in accepted.passage.targets if thing.kind == "actor"}
    return tuple(sorted({slug for slug in slugs if slug in offered} - {accepted.answered.holder}))
