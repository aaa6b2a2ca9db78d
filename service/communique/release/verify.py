"""Checking a copy of a release: whole, undamaged, and all its files telling the same."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pyarrow import parquet
from pyoxigraph import Dataset, DefaultGraph, Quad, RdfFormat, Triple, parse

from communique.release.canonical import canonical_lines, version_of
from communique.release.changes import data_lines
from communique.release.columns import Table, plain
from communique.release.dumps import JSON_LD_DUMP, N_QUADS_DUMP, TRIG_DUMP, TURTLE_DUMP
from communique.release.facts import Facts
from communique.release.manifest import digest_of
from communique.release.package import DUMPS
from communique.release.packing import PACKINGS, unpack
from communique.release.released import (
    PACKAGE_FILE,
    SUMS_FILE,
    Release,
    ReleaseError,
    read_release,
    read_sums,
)
from communique.release.stated import check_descriptions
from communique.release.tables import TABLES
from communique.release.writing import ADDED_FILE, REMOVED_FILE
from communique.vocabulary import PROVENANCE_GRAPH

_SHOWN = 10
"""Faults of one check that are told; of more, only their number."""
_FORMATS = {TRIG_DUMP: RdfFormat.TRIG, JSON_LD_DUMP: RdfFormat.JSON_LD, TURTLE_DUMP: RdfFormat.TURTLE}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked."""

    name: str
    faults: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether no fault was found."""
        return not self.faults

    def as_json(self) -> dict[str, object]:
        """The check as a JSON object."""
        return {"name": self.name, "passed": self.passed, "faults": list(self.faults)}


def verify(folder: Path) -> Iterator[Check]:
    """Check a copy of a release, one check after the other; damage does not raise, the checks tell it.

    Args:
        folder: the copy.

    Raises:
        ReleaseError: the folder is not there, or nothing in it looks like a release.
    """
    if not folder.is_dir():
        raise ReleaseError(f"{folder} is not a folder; name a folder that `communique release` made")
    if not any((folder / name).exists() for name in (SUMS_FILE, PACKAGE_FILE, N_QUADS_DUMP)):
        raise ReleaseError(
            f"{folder} is not a release: it has neither {SUMS_FILE} nor {PACKAGE_FILE} nor {N_QUADS_DUMP}; "
            "name a folder that `communique release` made"
        )
    for path in folder.rglob("*"):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            # What such a thing leads to may have no end.
            raise ReleaseError(f"{path} is neither a file nor a folder; a release holds only those")
    copy = _Copy(folder)
    return (Check(name, _found(copy, check)) for name, check in _CHECKS)


class _Copy:
    """A copy of a release, each part of it read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def release(self) -> Release:
        return read_release(self.folder)

    @cached_property
    def content(self) -> bytes:
        return (self.folder / N_QUADS_DUMP).read_bytes()

    @cached_property
    def quads(self) -> list[Quad]:
        return list(parse(self.content, format=RdfFormat.N_QUADS))

    @cached_property
    def canonical(self) -> list[str]:
        return canonical_lines(Dataset(self.quads))

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.quads)


def _found(copy: _Copy, check: Callable[[_Copy], Iterator[str]]) -> tuple[str, ...]:
    """What a check finds; that something cannot be read at all is found as well."""
    faults: list[str] = []
    try:
        faults.extend(check(copy))
    except SyntaxError as error:
        faults.append(f"cannot be checked: a file is not what its name says: {error.msg}")
    except OSError as error:
        name = Path(str(error.filename)).name if error.filename else ""
        faults.append(f"cannot be checked: {name}: {error.strerror or error}")
    except (ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        faults.append(f"cannot be checked: {' '.join(str(error).split())[:300]}")
    more = len(faults) - _SHOWN
    return (*faults[:_SHOWN], f"and {more} more") if more > 0 else tuple(faults)


def _files(copy: _Copy) -> Iterator[str]:
    listed = {SUMS_FILE, *read_sums(copy.folder)}
    present = {path.name for path in copy.folder.iterdir()}
    yield from (f"{name} is missing" for name in sorted(listed - present))
    yield from (f"{name} does not belong to the release" for name in sorted(present - listed))
    needed = {PACKAGE_FILE, *DUMPS} - listed
    yield from (f"{name} is not in {SUMS_FILE}" for name in sorted(needed))
    for name in sorted(listed & present):
        path = copy.folder / name
        if path.is_symlink() or not path.is_file():
            yield f"{name} is not a plain file"


def _sums(copy: _Copy) -> Iterator[str]:
    for name, expected in sorted(read_sums(copy.folder).items()):
        path = copy.folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif digest_of(path) != expected:
            yield f"{name} is not what {SUMS_FILE} says"


def _canonical(copy: _Copy) -> Iterator[str]:
    if "".join(copy.canonical).encode("utf-8") != copy.content:
        yield f"{N_QUADS_DUMP} is not in canonical form: names of blank nodes, order or spelling differ"


def _version(copy: _Copy) -> Iterator[str]:
    # The provenance graph has no blank nodes, so that without it the others would have the same names.
    about = f" <{PROVENANCE_GRAPH}> .\n"
    found = version_of(line for line in copy.canonical if not line.endswith(about))
    if found != copy.release.version:
        yield f"the data have the version {found}, {PACKAGE_FILE} says {copy.release.version}"


def _forms(copy: _Copy) -> Iterator[str]:
    for name, form in _FORMATS.items():
        with (copy.folder / name).open("rb") as file:
            found = list(parse(file, format=form))
        merged = form == RdfFormat.TURTLE
        right: list[Quad] | list[Triple] = _merged(copy.quads) if merged else copy.quads
        if frozenset(found) == frozenset(right):
            continue  # also the blank nodes have the same names, so that none need be found
        lines, wanted = _named(found), copy.canonical if not merged else _named(right)
        if lines != wanted:
            missing, extra = len(set(wanted) - set(lines)), len(set(lines) - set(wanted))
            yield f"{name} differs from {N_QUADS_DUMP}: {missing} statements are missing, {extra} too many"


def _merged(quads: list[Quad]) -> list[Triple]:
    return list(dict.fromkeys(quad.triple for quad in quads))


def _named(statements: Iterable[Quad | Triple]) -> list[str]:
    """Statements as canonical lines."""
    return canonical_lines(
        Dataset(
            s if isinstance(s, Quad) else Quad(s.subject, s.predicate, s.object, DefaultGraph())
            for s in statements
        )
    )


def _packed(copy: _Copy) -> Iterator[str]:
    for name in DUMPS:
        for suffix in PACKINGS:
            path = copy.folder / f"{name}{suffix}"
            try:
                same = _same_content(copy.folder / name, path)
            except ValueError as error:
                yield str(error)
                continue
            if not same:
                yield f"{path.name} does not hold what {name} does"


def _same_content(plain_file: Path, packed: Path) -> bool:
    """Compare piece by piece: however much a forged file unpacks to, no more is unpacked than is needed."""
    with plain_file.open("rb") as file:
        for piece in unpack(packed):
            if file.read(len(piece)) != piece:
                return False
        return not file.read(1)


def _tables(copy: _Copy) -> Iterator[str]:
    for table in TABLES:
        keys = [thing.value for thing in copy.facts.members(*table.classes)]
        with (copy.folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        content = parquet.read_table(copy.folder / f"{table.name}.parquet")
        for form, number in (("csv", len(rows)), ("parquet", content.num_rows)):
            if number != len(keys):
                yield f"{table.name}.{form} has {number} rows, the data have {len(keys)} {table.name}"
        if [row[0] for row in rows if row] != keys:
            yield f"{table.name}.csv does not list the {table.name} of the data"
        if header != content.column_names or rows != _as_csv(table, content.to_pylist()):
            yield f"{table.name}.csv and {table.name}.parquet differ"


def _as_csv(table: Table, records: list[dict[str, Any]]) -> list[list[str]]:
    kinds = {column.name: column.kind for column in table.columns}
    return [
        [
            "" if value is None else str(plain(value, kinds[name])) if name in kinds else str(value)
            for name, value in record.items()
        ]
        for record in records
    ]


def _descriptions(copy: _Copy) -> Iterator[str]:
    yield from check_descriptions(copy.release, copy.quads)


def _changes(copy: _Copy) -> Iterator[str]:
    listed = {ADDED_FILE, REMOVED_FILE} & set(read_sums(copy.folder))
    if bool(copy.release.previous) != (len(listed) == 2):
        yield f"{ADDED_FILE} and {REMOVED_FILE} are there in every release but the first"
    if listed:
        data = data_lines(copy.content)
        added, removed = (_lines(copy.folder / name) for name in (ADDED_FILE, REMOVED_FILE))
        if not added <= data:
            yield f"{ADDED_FILE} has {len(added - data)} statements that the data do not have"
        if removed & data:
            yield f"{REMOVED_FILE} has {len(removed & data)} statements that the data still have"


def _lines(path: Path) -> set[str]:
    return {f"{line}\n" for line in path.read_text(encoding="utf-8").split("\n") if line}


_CHECKS: tuple[tuple[str, Callable[[_Copy], Iterator[str]]], ...] = (
    ("no file is missing and none is too many", _files),
    ("every file has its SHA-256", _sums),
    ("the N-Quads are canonical (RDFC-1.0)", _canonical),
    ("the dataset version is the hash of the data", _version),
    ("Turtle, TriG and JSON-LD hold the same triples", _forms),
    ("packed files hold what the plain ones do", _packed),
    ("tables have the rows that the data have, as CSV and as Parquet", _tables),
    ("the descriptions agree with the data and the files", _descriptions),
    ("the changes fit the data", _changes),
)
"""Every check by what is true of a sound copy."""
