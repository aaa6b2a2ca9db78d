"""What the OpenAPI description says of a list; it follows from the description of the list."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field, create_model

from communique.store.canned import CHARACTER_LIMIT, Parameter
from communique.web.lookups.answering import PAGE_ITEMS
from communique.web.lookups.fields import field_names
from communique.web.lookups.listing import Listing

_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_CITED: dict[str, Any] = {
    "dataset": (str, Field(description="Version of the dataset, 64 hexadecimal digits")),
    "licence": (str, Field(description="Licence of the data")),
    "address": (str, Field(description="Address of exactly this answer, for citations")),
}


class Problem(BaseModel):
    """Why there is no answer (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    parameter: str | None = None
    suggestions: list[str] | None = None


class FacetValue(BaseModel):
    """A value of a facet with how often it occurs."""

    value: str
    label: str
    count: int


class Facet(BaseModel):
    """The commonest values of a facet."""

    values: list[FacetValue]
    leftOff: int = Field(description="How many more values there are")  # noqa: N815 - JSON is in camel case


def page_model(listing: Listing) -> type[BaseModel]:
    """The shape of one page of a list."""
    members: dict[str, Any] = {
        **_CITED,
        listing.key: (list[listing.item], ...),  # type: ignore[name-defined]
        "next": (str | None, Field(description="`after` of the next page; null on the last")),
        "total": (int, Field(description="How many items all pages have together")),
    }
    if listing.name == "search":
        members["facets"] = (dict[str, Facet], Field(description="What is found, counted by facet"))
    return create_model(f"{listing.name.capitalize()}Page", **members)


def single_model(listing: Listing) -> type[BaseModel]:
    """The shape of the answer about one thing."""
    several = listing.key != "items"
    members: dict[str, Any] = {
        **_CITED,
        **({listing.key: (list[listing.item], ...)} if several else {"item": (listing.item, ...)}),  # type: ignore[name-defined]
    }
    return create_model(f"Single{listing.singular.capitalize()}", **members)


def responses(model: type[BaseModel], example: object) -> dict[int | str, dict[str, Any]]:
    """What an operation can answer.

    Args:
        model: the shape of a whole answer.
        example: such an answer as JSON has it.
    """
    content: dict[str, Any] = {"application/json": {"example": example}, "text/csv": {"schema": _TEXT}}
    problem = {"model": Problem, "content": {"application/problem+json": {}}}
    return {
        200: {"model": model, "content": content},
        400: {**problem, "description": "A parameter does not fit"},
        404: {**problem, "description": "A thing that is named does not exist; the nearest are suggested"},
        406: {**problem, "description": "Nothing in Accept fits"},
        410: {**problem, "description": "Another version of the dataset is asked for"},
    }


_TEXT = {"type": "string"}


def list_parameters(listing: Listing, page_rows: int) -> list[dict[str, Any]]:
    """The parameters of a list as OpenAPI has them."""
    filters = [_parameter(item.parameter) for item in listing.filters]
    paging = [
        _query(
            "limit",
            "How many items a page has",
            {"type": "integer", "minimum": 1, "maximum": page_rows, "default": PAGE_ITEMS},
        ),
        _query("after", "`next` of the page before", _TEXT),
    ]
    return [*filters, *paging, *single_parameters(listing)]


def single_parameters(listing: Listing) -> list[dict[str, Any]]:
    """The parameters that the answer about one thing understands."""
    names = field_names(listing.item)
    return [
        _query(
            "fields",
            f"Which fields to give, with commas between them, of: {', '.join(names)}",
            {"type": "string", "pattern": "^[A-Za-z0-9.]+(,[A-Za-z0-9.]+)*$"},
            ",".join(names[:2]),
        ),
        _query("format", "The format; wins over Accept", {"type": "string", "enum": ["json", "csv"]}, "json"),
        _query(
            "dataset",
            "Version of the dataset (16 digits or more); another than the one served is answered with 410",
            {"type": "string", "pattern": "^[0-9a-fA-F]{16,64}$"},
        ),
    ]


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": CHARACTER_LIMIT}
    if parameter.type == "date":
        schema = {"type": "string", "pattern": _DATE}
    elif parameter.type == "method":
        schema = {"type": "string", "enum": ["hand", "machine"]}
    elif parameter.choices:
        schema = {"type": "string", "enum": list(parameter.choices)}
    return _query(parameter.name, parameter.description, schema, parameter.example)


def _query(name: str, description: str, schema: dict[str, Any], example: str | None = None) -> dict[str, Any]:
    shown = {} if example is None else {"example": example}
    return {"name": name, "in": "query", "description": description, "schema": schema, **shown}
