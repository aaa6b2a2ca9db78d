"""What the OpenAPI description says of a list; it follows from the description of the list."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field, create_model

from communique.store.canned import Parameter
from communique.store.canned.parameters import METHODS
from communique.web.described_parameters import (
    DATASET,
    format_parameter,
    query_parameter,
    typed_parameter,
)
from communique.web.lookups.answering import FORMATS, PAGE_ITEMS
from communique.web.lookups.fields import field_names
from communique.web.lookups.listing import Listing

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


def page_model(listing: Listing) -> type[BaseModel]:
    """The shape of one page of a list."""
    members: dict[str, Any] = {
        **_CITED,
        listing.key: (list[listing.item], ...),  # type: ignore[name-defined]
        "next": (str | None, Field(description="`after` of the next page; null on the last")),
        "total": (int, Field(description="How many items all pages have together")),
        **{name: (kind, ...) for name, kind in listing.more.items()},
    }
    return create_model(f"{listing.name.capitalize()}Page", **members)


def single_model(listing: Listing) -> type[BaseModel]:
    """The shape of the answer about one thing."""
    name = f"Single{listing.singular.capitalize()}"
    if listing.single_key:
        members = {**_CITED, listing.single_key: (listing.item, ...)}
    else:
        members = {**_CITED, listing.key: (list[listing.item], ...)}  # type: ignore[name-defined]
    return create_model(name, **members)


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
    """The parameters of a list as OpenAPI has them.

    Args:
        listing: the list.
        page_rows: most items of one page.
    """
    filters = [_filter_parameter(item.parameter) for item in listing.filters]
    paging = [
        query_parameter(
            "limit",
            "How many items a page has",
            {"type": "integer", "minimum": 1, "maximum": page_rows, "default": PAGE_ITEMS},
        ),
        query_parameter("after", "`next` of the page before", _TEXT),
    ]
    return [*filters, *paging, *single_parameters(listing)]


def single_parameters(listing: Listing) -> list[dict[str, Any]]:
    """The parameters that the answer about one thing understands."""
    names = field_names(listing.item)
    return [
        query_parameter(
            "fields",
            f"Which fields to give, with commas between them, of: {', '.join(names)}",
            {"type": "string", "pattern": "^[A-Za-z0-9.]+(,[A-Za-z0-9.]+)*$"},
            ",".join(names[:2]),
        ),
        format_parameter(FORMATS),
        DATASET,
    ]


def _filter_parameter(parameter: Parameter) -> dict[str, Any]:
    choices = METHODS if parameter.type == "method" else parameter.choices
    return typed_parameter(parameter, choices, example=parameter.example)
