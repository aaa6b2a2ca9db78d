"""Which members of an item an answer has, in JSON and as columns of CSV."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeGuard

from communique.store.canned import ParameterError
from communique.web.items import Item, Reference


def read_fields(text: str | None, model: type[Item]) -> tuple[str, ...] | None:
    """The members that ``fields`` names, or None for all.

    Args:
        text: names with commas between them; those inside another member with a point, ``evidence.gloss``.
        model: the shape of the items.

    Raises:
        ParameterError: there is no such member.
    """
    if text is None:
        return None
    known = field_names(model)
    asked = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    for name in asked:
        if name not in known:
            message = f"fields: there is no field '{name[:80]}'; there is: {', '.join(known)}"
            raise ParameterError("fields", message)
    return asked


def field_names(model: type[Item]) -> list[str]:
    """The members that an item has, and those of its parts as ``part.member``."""
    names = []
    for name, kind in _members(model):
        names.append(name)
        if _is_item(kind):
            names += [f"{name}.{inner}" for inner in field_names(kind)]
    return names


def chosen(item: Mapping[str, Any], fields: Sequence[str] | None) -> Mapping[str, Any]:
    """The members of an item, as JSON has it, that were asked for."""
    if fields is None:
        return item
    result: dict[str, Any] = {}
    for name in fields:
        outer, _, inner = name.partition(".")
        if not inner:
            result[outer] = item[outer]
        elif outer not in fields:
            result.setdefault(outer, {})[inner] = item[outer][inner]
    return result


def columns(model: type[Item], fields: Sequence[str] | None) -> list[str]:
    """The columns of items in CSV: a thing has one for its IRI and one for its label."""
    return [column for name, kind in _members(model) for column in _columns(model, name, kind, fields)]


def _columns(model: type[Item], name: str, kind: object, fields: Sequence[str] | None) -> list[str]:
    wanted = fields is None or name in fields
    if _is_item(kind):
        inner = None if wanted else [n.partition(".")[2] for n in fields or () if n.startswith(f"{name}.")]
        return columns(kind, inner)
    if not wanted:
        return []
    if name == "id":
        return [model.ID_COLUMN]
    return [name, f"{name}Label"] if kind is Reference else [name]


def as_row(model: type[Item], item: Mapping[str, Any]) -> dict[str, str]:
    """A whole item, as JSON has it, as a row of CSV."""
    row: dict[str, str] = {}
    for name, kind in _members(model):
        value = item[name]
        if _is_item(kind):
            row |= as_row(kind, value)
        elif kind is Reference:
            row[name], row[f"{name}Label"] = (value["id"], value["label"]) if value else ("", "")
        else:
            row[model.ID_COLUMN if name == "id" else name] = _cell(value)
    return row


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return _joined(value)
    return str(value)


def _joined(values: Iterable[Any]) -> str:
    """Several values in one cell: IRIs with blanks between them, texts with bars."""
    things = [value["id"] if isinstance(value, Mapping) else str(value) for value in values]
    return (" " if all("://" in thing for thing in things) else " | ").join(things)


@cache
def _members(model: type[Item]) -> list[tuple[str, object]]:
    """The members of an item by their names in JSON, each with its type, leaving out that it may be null."""
    found = []
    for name, field in model.model_fields.items():
        kinds = [kind for kind in typing.get_args(field.annotation) if kind is not type(None)]
        optional = type(None) in typing.get_args(field.annotation)
        found.append((field.alias or name, kinds[0] if optional else field.annotation))
    return found


def _is_item(kind: object) -> TypeGuard[type[Item]]:
    return isinstance(kind, type) and issubclass(kind, Item)
