"""How to ask a canned query from a shell, from Python and from R: code to be copied."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from pydantic import BaseModel

from communique.store.canned import CannedQuery, ChoiceLists
from communique.store.protocol import Form


class Snippets(BaseModel):
    """The same call in three languages."""

    curl: str
    python: str
    r: str


def example_values(query: CannedQuery, lists: ChoiceLists) -> dict[str, str]:
    """Values with which a query can be asked for a try: what it cannot do without."""
    found = {item.name: lists.example(item) for item in query.parameters if item.required}
    return {name: value for name, value in found.items() if value is not None}


def snippets(service: str, query: CannedQuery, values: Mapping[str, str]) -> Snippets:
    """Code that asks a query.

    Args:
        service: the address of the service, with a slash at the end.
        query: the query.
        values: values of its parameters, quoted here for each language.
    """
    address = f"{service}api/queries/{query.name}"
    named = {Form.table: "csv", Form.graph: "ttl", Form.boolean: "json"}[query.form]
    sent = {**values, "format": named}
    return Snippets(
        curl=_curl(address, sent), python=_python(address, sent, query.form), r=_r(address, sent, query.form)
    )


def _curl(address: str, values: Mapping[str, str]) -> str:
    parts = [f"--data-urlencode {shlex.quote(f'{name}={value}')}" for name, value in values.items()]
    return " \\\n  ".join([f"curl --silent --show-error --get {shlex.quote(address)}", *parts])


_PYTHON = {
    Form.table: (
        "import pandas",
        'answer = f"{address}?{urlencode(parameters)}"\n'
        'table = pandas.read_csv(answer, keep_default_na=False, na_values=[""])\n'
        "print(table)",
    ),
    Form.graph: (
        "import rdflib",
        'graph = rdflib.Graph().parse(f"{address}?{urlencode(parameters)}", format="turtle")\n'
        'print(graph.serialize(format="turtle"))',
    ),
    Form.boolean: (
        "import json\nfrom urllib.request import urlopen",
        'print(json.load(urlopen(f"{address}?{urlencode(parameters)}"))["answer"])',
    ),
}


def _python(address: str, values: Mapping[str, str], form: Form) -> str:
    imports, reading = _PYTHON[form]
    # The form of a string that Python prints is the one that it reads.
    given = "".join(f"    {name!r}: {value!r},\n" for name, value in values.items())
    return (
        f"from urllib.parse import urlencode\n\n{imports}\n\n"
        f"address = {address!r}\nparameters = {{\n{given}}}\n{reading}\n"
    )


_R = {
    Form.table: 'table <- read.csv(address, na.strings = "", encoding = "UTF-8")\nhead(table)',
    Form.graph: 'graph <- rdflib::rdf_parse(address, format = "turtle")\ngraph',
    Form.boolean: "jsonlite::fromJSON(address)$answer",
}


def _r(address: str, values: Mapping[str, str], form: Form) -> str:
    given = ",\n".join(f"  `{name}` = {r_string(value)}" for name, value in values.items())
    return (
        f"parameters <- c(\n{given}\n)\n"
        'encoded <- vapply(parameters, URLencode, "", reserved = TRUE)\n'
        f"address <- paste0({r_string(address + '?')}, "
        'paste0(names(parameters), "=", encoded, collapse = "&"))\n'
        f"{_R[form]}\n"
    )


_R_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def r_string(text: str) -> str:
    """A text as R writes it in a program; what cannot be seen is written by its number."""
    letters = (
        _R_ESCAPES.get(letter) or (letter if letter.isprintable() else f"\\U{{{ord(letter):08X}}}")
        for letter in text
    )
    return f'"{"".join(letters)}"'
