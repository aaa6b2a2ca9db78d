"""What lists give out of each kind of thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic.config import JsonDict

from communique.store.things import ThingIndex


def _nothing_required(schema: JsonDict) -> None:
    """With ``fields``, any member of an item may be missing from an answer."""
    schema.pop("required", None)


class Item(BaseModel):
    """An item of a list; its JSON is in camel case."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        frozen=True,
        json_schema_extra=_nothing_required,
    )

    ID_COLUMN: ClassVar[str] = "id"
    """What the column of its IRI is called in CSV."""

    def as_json(self) -> Mapping[str, Any]:
        """The item as JSON has it."""
        return self.model_dump(mode="json", by_alias=True)


class Reference(BaseModel):
    """A thing by its IRI and English label."""

    model_config = ConfigDict(frozen=True)

    id: str
    label: str

    @classmethod
    def to(cls, iri: str, things: ThingIndex) -> Self:
        """A reference to a thing of the dataset."""
        return cls(id=iri, label=things.label(iri))


class ActorItem(Item):
    """An actor: a person, state, body, outlet, population or collective."""

    id: str
    label: str
    kind: str
    positions: int = Field(description="How many positions it holds, or are held in its name")
    aliases: list[str]
    part_of: Reference | None
    same_as: list[str] = Field(description="The same thing elsewhere")
    verification: str | None


class AgreementItem(Item):
    """An agreement in the wide sense: signed instruments, court orders, resolutions, drafts."""

    id: str
    label: str
    kind: Reference | None
    adopted_on: str | None = Field(description="None for a draft")
    positions: int = Field(description="How many positions there are on it and its provisions")
    aliases: list[str]
    participants: list[Reference] = Field(description="Who took part, and those in whose name")
    case: Reference | None
    same_as: list[str]
    verification: str | None


class EventItem(Item):
    """An event: a meeting, call, statement, press conference."""

    id: str
    label: str
    kind: Reference | None
    held_on: str | None
    ended_on: str | None
    place: str | None
    positions: int = Field(description="How many positions were stated at it, or are on it")
    participants: list[Reference]
    articles: list[Reference] = Field(description="Articles that report it")
    verification: str | None


class IssueItem(Item):
    """An issue that positions are on or about."""

    id: str
    label: str
    definition: str | None
    positions: int = Field(description="How many positions are on it")
    aliases: list[str]
    broader: list[Reference]


class OutletItem(Item):
    """An outlet: who publishes articles."""

    id: str
    label: str
    url: str | None
    positions: int = Field(description="How many positions it holds in the voice of its articles")
    articles: int = Field(description="How many of its articles have been read")
    aliases: list[str]
    verification: str | None


class ArticleItem(Item):
    """The record of an article; its text belongs to the publisher and is no part of the dataset."""

    id: str
    headline: str
    outlet: Reference
    published: str | None
    url: str | None
    language: str | None
    machine_translated: bool | None
    length: int | None = Field(description="Length of the text, in code points")
    sha256: str | None = Field(description="SHA-256 of the text, by which a copy of it can be checked")
    positions: int = Field(description="How many positions it is evidence of")
    events: list[Reference] = Field(description="What it reports")


class SearchItem(Item):
    """What a search found: a thing, or a piece of evidence for a position, by its gloss."""

    id: str = Field(description="The thing, or the annotation")
    kind: str = Field(description="The kind of thing; `position` for evidence")
    label: str
    text: str | None = Field(description="A summary of the thing, or the gloss of the evidence")
    position: str | None
    stated_on: str | None
    holder: Reference | None
    stance: Reference | None
    target: Reference | None
    rendering: Reference | None
    article: Reference | None
    outlet: Reference | None


class FacetValue(BaseModel):
    """A value of a facet with how often it occurs."""

    value: str
    label: str
    count: int


class Facet(BaseModel):
    """The commonest values of a facet."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    values: list[FacetValue]
    left_off: int = Field(description="How many more values there are")
