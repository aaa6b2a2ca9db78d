"""What a chart is asked for: actors, targets, a period, voices and methods, all of it in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from communique.store.canned import Parameter, ParameterError, UnknownParameterError, UnknownThingError, bind
from communique.store.positions import ASCRIBED, OWN, is_within
from communique.store.things import ThingIndex
from communique.vocabulary import kind_and_slug
from communique.web.errors import ProblemError
from communique.web.site.charts.positions import ChartPosition

MOST_ACTORS, MOST_TARGETS = 24, 16
"""How many actors and targets one chart takes."""
BOTH = "both"
"""The value of a choice between two that takes either; it is the same as leaving the choice out."""

ACTOR = Parameter("actor", "actor", "Who holds the positions, or in whose name", example="armenia")
TARGET = Parameter("target", "target", "What the positions are on", example="issue/lachin-corridor")
_PARAMETERS = (
    ACTOR,
    TARGET,
    Parameter("from", "date", "First day, month or year"),
    Parameter("to", "date", "Last day, month or year"),
    Parameter("method", "method", "How the positions were found: hand or machine"),
    Parameter("voice", "text", "Who says so: own or ascribed", choices=(OWN, ASCRIBED)),
)
_MOST = {**{parameter.name: 1 for parameter in _PARAMETERS}, "actor": MOST_ACTORS, "target": MOST_TARGETS}


@dataclass(frozen=True, slots=True)
class Question:
    """What a chart is asked for.

    Attributes:
        actors: IRIs of actors; none means those with most positions.
        targets: IRIs of targets; none means those most spoken of.
        earliest: first day, month or year.
        latest: last day, month or year.
        method: ``hand`` or ``machine``; empty for both.
        voice: ``own`` (that of articles included) or ``ascribed``; empty for both.
    """

    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    method: str = ""
    voice: str = ""

    @property
    def is_filtered(self) -> bool:
        """Whether it asks for a part of the positions of an actor on a target only."""
        return bool(self.earliest or self.latest or self.method or self.voice)

    def passes(self, position: ChartPosition) -> bool:
        """Whether a position is of the period, method and voice asked for."""
        return (
            is_within(position.stated_on, self.earliest, self.latest)
            and (not self.method or self.method in position.methods)
            and (not self.voice or (position.voice == ASCRIBED) == (self.voice == ASCRIBED))
        )

    def address(self, path: str, more: Iterable[tuple[str, str]] = ()) -> str:
        """The address under a path that asks this."""
        pairs = [*self._pairs(), *more]
        return f"{path}?{urlencode(pairs, safe='/')}" if pairs else path

    def about(self, actor: str, target: str) -> Question:
        """The same question about one actor and one target."""
        return self.among((actor,), (target,))

    def among(self, actors: tuple[str, ...], targets: tuple[str, ...]) -> Question:
        """The same question about some actors and targets."""
        return replace(self, actors=actors, targets=targets)

    def unfiltered(self) -> Question:
        """The same question without period, method and voice."""
        return Question(self.actors, self.targets)

    def _pairs(self) -> list[tuple[str, str]]:
        single = (
            ("from", self.earliest),
            ("to", self.latest),
            ("method", self.method),
            ("voice", self.voice),
        )
        return [
            *(("actor", actor_name(iri)) for iri in self.actors),
            *(("target", target_name(iri)) for iri in self.targets),
            *((name, value) for name, value in single if value),
        ]


def actor_name(iri: str) -> str:
    """What an actor is called in addresses."""
    named = kind_and_slug(iri)
    return named[1] if named else iri


def target_name(iri: str) -> str:
    """What a target is called in addresses: with its kind, for an issue and an agreement may share a name."""
    named = kind_and_slug(iri)
    return "/".join(named) if named else iri


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from an address.

    Attributes:
        question: what is asked for, as far as it was understood.
        more: the values of further parameters.
        problems: what is wrong with the others, for people.
        unread: the values that were not understood, by name, for the form.
        status: HTTP status of the answer.
    """

    question: Question
    more: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    status: int = 200

    def demand(self) -> Question:
        """The question.

        Raises:
            ProblemError: something of it was not understood.
        """
        if self.problems:
            raise ProblemError(self.status, "; ".join(self.problems))
        return self.question


def read_question(
    given: Iterable[tuple[str, str]], things: ThingIndex, more: Sequence[Parameter] = ()
) -> Reading:
    """Read the parameters of an address; what does not fit is told of and left aside.

    Args:
        given: names and values; what was left empty in a form counts as not given.
        things: the things of the dataset.
        more: parameters that the chart takes beside those that all charts take; they may be given repeatedly.
    """
    known = {parameter.name: parameter for parameter in (*_PARAMETERS, *more)}
    values: dict[str, list[str]] = {name: [] for name in known}
    errors: list[ParameterError] = []
    unread: dict[str, str] = {}
    for name, value in given:
        if not value or (value == BOTH and name in ("method", "voice")):
            continue
        try:
            meant = _meant(known, name, value, things)
        except ParameterError as error:
            errors.append(error)
            unread.setdefault(name[:80], value[:200])
        else:
            values[name] = list(dict.fromkeys([*values[name], meant]))
    errors += _excess(values)
    unknown_only = all(isinstance(error, UnknownThingError) for error in errors)
    return Reading(
        _question(values),
        {parameter.name: tuple(values[parameter.name]) for parameter in more},
        tuple(str(error) for error in errors),
        unread,
        200 if not errors else 404 if unknown_only else 400,
    )


def _meant(known: Mapping[str, Parameter], name: str, value: str, things: ThingIndex) -> str:
    """What a value means: the IRI of a thing, or the value itself.

    Raises:
        ParameterError: the value, or the parameter, does not fit.
    """
    if name not in known:
        raise UnknownParameterError(name, known)
    term = bind([known[name]], {name: value}, things)[name]
    return str(term) if known[name].type in ("actor", "target") else value


def _question(values: Mapping[str, Sequence[str]]) -> Question:
    def only(name: str) -> str | None:
        return next(iter(values[name]), None)

    return Question(
        tuple(values["actor"][:MOST_ACTORS]),
        tuple(values["target"][:MOST_TARGETS]),
        only("from"),
        only("to"),
        only("method") or "",
        only("voice") or "",
    )


def _excess(values: Mapping[str, Sequence[str]]) -> list[ParameterError]:
    """What is wrong with values that fit each for itself."""
    errors = [
        ParameterError(name, f"{name}: {len(values[name])} are given; give at most {most}")
        for name, most in _MOST.items()
        if len(values[name]) > most
    ]
    for first in values["from"]:
        for last in values["to"]:
            if not is_within(last, first, None):
                message = f"from: the period begins ({first}) after its end ({last}); exchange the two"
                errors.append(ParameterError("from", message))
    return errors
