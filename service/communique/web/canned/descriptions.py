"""Descriptions of canned queries for programs: parameters with their choices, formats, snippets."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from communique.store.canned import CannedQuery, ChoiceLists, Choices, Parameter
from communique.web.canned.formats import offered
from communique.web.canned.snippets import Snippets, example_values, snippets


class _Model(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)


class ChoiceDescription(_Model):
    """A value that a parameter can take, and its English label."""

    value: str
    label: str


class ParameterDescription(_Model):
    """A parameter of a canned query."""

    name: str
    type: str
    required: bool
    default: str | None
    description: str
    example: str | None
    minimum: int | None
    maximum: int | None
    choices: list[ChoiceDescription] | None
    """The first values in the order of their labels; null where any date, number or text will do."""
    choices_total: int | None
    """How many values there are, listed or not."""
    choices_address: str | None
    """Where to search all of them."""


class QueryDescription(_Model):
    """A canned query: what it answers and how it is called."""

    name: str
    title: str
    summary: str
    description: str
    tags: list[str]
    form: str
    """``table``, ``boolean`` or ``graph``."""
    columns: list[str]
    parameters: list[ParameterDescription]
    formats: dict[str, str]
    """Values of ``format`` with their media types."""
    address: str
    sparql: str
    snippets: Snippets


class ChoicePage(_Model):
    """Values that a parameter can take: those that fit the words searched for, and how many do."""

    choices: list[ChoiceDescription]
    total: int


def describe(query: CannedQuery, lists: ChoiceLists, service: str, *, limit: int) -> QueryDescription:
    """A canned query for clients.

    Args:
        query: the query.
        lists: the choices that the dataset has for its parameters.
        service: the address of the service, with a slash at the end; for the snippets.
        limit: how many choices of a parameter to list at most.
    """
    return QueryDescription(
        name=query.name,
        title=query.title,
        summary=query.summary,
        description=query.description,
        tags=list(query.tags),
        form=query.form.value,
        columns=list(query.columns),
        parameters=[_parameter(query.name, parameter, lists, limit) for parameter in query.parameters],
        formats=offered(query.form),
        address=f"/api/queries/{query.name}",
        sparql=query.text,
        snippets=snippets(service, query, example_values(query, lists)),
    )


def describe_choices(found: Choices) -> list[ChoiceDescription]:
    """Choices for clients."""
    return [ChoiceDescription(value=choice.value, label=choice.label) for choice in found.items]


def _parameter(query: str, parameter: Parameter, lists: ChoiceLists, limit: int) -> ParameterDescription:
    found = lists.of(parameter, limit=limit)
    return ParameterDescription(
        name=parameter.name,
        type=parameter.type,
        required=parameter.required,
        default=parameter.default,
        description=parameter.description,
        example=lists.example(parameter),
        minimum=parameter.minimum,
        maximum=parameter.maximum,
        choices=None if found is None else describe_choices(found),
        choices_total=None if found is None else found.total,
        choices_address=None if found is None else f"/api/queries/{query}/choices/{parameter.name}",
    )
