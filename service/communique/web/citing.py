"""How an answer is cited: its licence, and an address that gives this very answer or says that it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

from communique.release.provenance import LICENCE
from communique.web.errors import ProblemError

VERSION_DIGITS = 16
"""How many digits of a dataset version stand in addresses, as in the IRIs of versions."""
_WHOLE_DIGITS = 64
VERSION_PATTERN = f"^[0-9a-fA-F]{{{VERSION_DIGITS},{_WHOLE_DIGITS}}}$"
"""What the parameter ``dataset`` may be, as JSON Schema has it."""


def stable_address(path: str, parameters: Mapping[str, str], version: str) -> str:
    """The address of an answer for citations: parameters in one order, and the version of the dataset.

    Args:
        path: the path, not encoded.
        parameters: those that the answer depends on.
        version: the version of the dataset, whole.
    """
    given = {name: value for name, value in parameters.items() if name != "dataset"}
    return f"{quote(path)}?{urlencode(sorted([*given.items(), ('dataset', version[:VERSION_DIGITS])]))}"


def citation(version: str, address: str) -> dict[str, str]:
    """What every answer in JSON says of itself, for citations.

    Args:
        version: the version of the dataset, whole.
        address: where exactly this answer is (:func:`stable_address`).
    """
    return {"dataset": version, "licence": str(LICENCE), "address": address}


def require_version(values: dict[str, str], version: str) -> None:
    """Take the parameter ``dataset`` out of parameters; an address of another version is not answered.

    Args:
        values: the parameters of a request.
        version: the version that is served, whole.

    Raises:
        ProblemError: another version is asked for, or what is no version.
    """
    asked = values.pop("dataset", None)
    if asked is None:
        return
    if re.fullmatch(VERSION_PATTERN, asked) is None:
        raise ProblemError(
            400,
            f"dataset: '{asked[:80]}' is not a version; a version is {VERSION_DIGITS} to {_WHOLE_DIGITS} "
            f"hexadecimal digits, and {version[:VERSION_DIGITS]} is served now",
            parameter="dataset",
        )
    digits = asked.lower()
    if not version.startswith(digits):
        raise ProblemError(
            410,
            f"dataset: version {digits[:VERSION_DIGITS]} is not served here any more; now it is "
            f"{version[:VERSION_DIGITS]}. Releases of the dataset can be downloaded at /data; without "
            "the parameter 'dataset' the same question is put to the version of now.",
            parameter="dataset",
        )


def link_header(links: Iterable[tuple[str, Mapping[str, str]]]) -> str:
    """A Link header (RFC 8288).

    Args:
        links: addresses, encoded, each with its attributes.
    """
    return ", ".join(
        f"<{address}>" + "".join(f'; {name}="{value}"' for name, value in attributes.items())
        for address, attributes in links
    )
