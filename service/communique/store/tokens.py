"""The tokens of a SPARQL text: enough to find variables and graphs without taking a string for code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from communique.store.protocol import Form, QueryRefusedError, QuerySyntaxError

_CODE_POINT = r"u[0-9A-Fa-f]{4} | U[0-9A-Fa-f]{8}"
_TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]+ | \#[^\r\n]*)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\(?:{_CODE_POINT}))*>)
    | (?P<string>"{{3}}(?:"{{0,2}}(?:[^"\\]|\\.))*"{{3}} | '{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*'{{3}}
                | "(?!"")(?:[^"\\\r\n]|\\[^\r\n])*" | '(?!'')(?:[^'\\\r\n]|\\[^\r\n])*' | "" | '')
    | (?P<variable>[?$][\w\u00b7]+)
    | (?P<word>(?:[\w\u00b7:-] | \.+(?=[\w:%\\-]) | %[0-9A-Fa-f]{{2}} | \\[_~.\-!$&'()*+,;=/?\#@%])+)
    | (?P<mark>[^\\"'])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(rf"\\(?:{_CODE_POINT} | .)", re.VERBOSE | re.DOTALL)
_READ_TWICE = re.compile(r"\\\\[uU][0-9A-Fa-f]{4}")
_IN_STRINGS = {'"': '\\"', "'": "\\'", "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_FORMS = {"SELECT": Form.table, "ASK": Form.boolean, "CONSTRUCT": Form.graph, "DESCRIBE": Form.graph}
_PROLOGUE = {"BASE": 1, "PREFIX": 2}
"""How many tokens belong to each of the words that may stand before a query."""
_OWN_FUNCTIONS = ("bif", "sql")
"""Schemes under which Virtuoso has functions of its own, some of which reach beyond the data."""


class Kind(Enum):
    """What a token is."""

    space = auto()
    iri = auto()
    string = auto()
    variable = auto()
    word = auto()
    mark = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text; all tokens joined are the text."""

    kind: Kind
    text: str

    @property
    def keyword(self) -> str:
        """A word in capitals, for comparing with keywords; empty for what is none."""
        return self.text.upper() if self.kind is Kind.word else ""

    @property
    def variable(self) -> str:
        """The name of a variable; empty for what is none."""
        return self.text[1:] if self.kind is Kind.variable else ""


def tokens_of(text: str) -> list[Token]:
    """The tokens of a query, spaces and comments among them.

    Raises:
        QuerySyntaxError: a string does not end, or a backslash stands outside strings and names.
    """
    return list(_read(text))


def _read(text: str) -> Iterator[Token]:
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None or found.lastgroup is None:
            line = text.count("\n", 0, position) + 1
            column = position - text.rfind("\n", 0, position)
            wrong = "a backslash" if text[position] == "\\" else "a string that does not end"
            raise QuerySyntaxError(f"this is not SPARQL 1.1: {wrong}", line, column)
        yield Token(Kind[found.lastgroup], found[0])
        position = found.end()


def plain_text(text: str) -> str:
    r"""A query with every ``\uXXXX`` written as the character that it stands for.

    Parsers differ in when they read these: one that does so first sees a string end where another, which does
    so inside the string, does not. In a text without them all see the same.

    Raises:
        QuerySyntaxError: the text cannot be split into tokens.
        QueryRefusedError: a string holds a backslash before ``uXXXX``, which cannot be written plainly.
    """
    if "\\" not in text:
        return text
    return "".join(_plain(token) for token in tokens_of(_without_bare_escapes(text)))


def _without_bare_escapes(text: str) -> str:
    """The text with the escapes written out that stand outside strings and names, in a keyword maybe."""
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is not None:
            position = found.end()
            continue
        escape = _ESCAPE.match(text, position)
        if escape is None:
            break
        text = text[:position] + _character(escape[0]) + text[escape.end() :]
    return text


def _plain(token: Token) -> str:
    if token.kind is Kind.iri:
        written = _ESCAPE.sub(lambda found: _character(found[0]), token.text)
        if "\\" in token.text and _TOKEN.fullmatch(written) is None:
            raise QuerySyntaxError("this is not SPARQL 1.1: an IRI holds a character that no IRI may have")
        return written
    if token.kind is not Kind.string:
        return token.text
    if _READ_TWICE.search(token.text):
        raise QueryRefusedError(
            "a string holds a backslash followed by u and digits, which stores read differently; "
            "write it another way"
        )
    return _ESCAPE.sub(lambda found: _in_string(found[0]), token.text)


def _in_string(escape: str) -> str:
    if escape[1] not in "uU":
        return escape
    character = _character(escape)
    return _IN_STRINGS.get(character, character)


def _character(escape: str) -> str:
    try:
        character = chr(int(escape[2:], 16))
        character.encode("utf-8")
    except (ValueError, OverflowError):
        raise QuerySyntaxError(f"this is not SPARQL 1.1: {escape} is no character") from None
    return character


def significant(tokens: list[Token]) -> list[Token]:
    """The tokens without spaces and comments."""
    return [token for token in tokens if token.kind is not Kind.space]


def form_of(tokens: list[Token]) -> Form:
    """What kind of answer a query gives, from the first word after its prefixes.

    Raises:
        QueryRefusedError: it is no query, but an update, say, or a setting of one make of store.
    """
    words = iter(significant(tokens))
    for token in words:
        if token.keyword in _FORMS:
            return _FORMS[token.keyword]
        if token.keyword not in _PROLOGUE:
            break
        for _ in range(_PROLOGUE[token.keyword]):
            next(words, None)
    raise QueryRefusedError("only SELECT, ASK, CONSTRUCT and DESCRIBE queries are carried out")


def refuse_outside(tokens: list[Token]) -> None:
    """Refuse what leads beyond the data: to other services, or into one make of store.

    Strangers' queries have been judged before; this is for the case that they were judged wrongly.

    Raises:
        QueryRefusedError: there is a SERVICE, or a function of the store's own.
    """
    before = ""
    for token in tokens:
        if token.keyword == "SERVICE" and before != "@":  # after that it is the language of a text
            raise QueryRefusedError("SERVICE is not allowed: this endpoint asks no other one")
        name = token.text.lstrip("<") if token.kind in (Kind.iri, Kind.word) else ""
        scheme, colon, _ = name.partition(":")
        if colon and scheme.casefold() in _OWN_FUNCTIONS:
            raise QueryRefusedError(
                f"functions of the store's own ({scheme}:…) are not allowed; use those of SPARQL 1.1"
            )
        before = token.text
