"""From the bytes of a file or page to characters."""

from __future__ import annotations

import codecs
import contextlib
import re

from charset_normalizer import from_bytes

from communique.corpus.reading.errors import SourceError

SIZE_LIMIT = 5_000_000
"""Longest file or page, in bytes, that is read; no article is longer."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a compressed file"),
)
_DECLARABLE = re.compile(
    r"utf-?(8|16|32)([-_]?[lb]e)?|(windows|cp)-?\d+|iso-?8859-?\d+|koi8-?[ru]|(us-)?ascii|latin-?1"
)
_LATIN = re.compile(r"iso-?8859-?1|(us-)?ascii|latin-?1")
_GUESSED = ["cp1251", "cp1252"]
"""What else articles of the region are saved in; guessing among all encodings errs too often."""


def decoded(content: bytes, *, declared: str | None = None) -> str:
    """The characters of a text file or page.

    UTF-8 is tried first, because text of another encoding is hardly ever valid UTF-8 by chance. A mark of
    UTF-8 at the start stays, as offsets into the canonical text count it.

    Args:
        content: the bytes.
        declared: the encoding that the page or server names; it is not believed against the bytes.

    Raises:
        SourceError: it is no text, too long, empty, or in an encoding that cannot be told.
    """
    _refuse_other_kinds(content)
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _strictly(content, name)
    if b"\0" in content:
        raise SourceError(
            "it is no text, because it holds zero bytes; save the article as plain text in UTF-8"
        )
    for encoding in filter(None, ("utf-8", _believable(declared))):
        with contextlib.suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return _guessed(content)


def _refuse_other_kinds(content: bytes) -> None:
    if len(content) > SIZE_LIMIT:
        raise SourceError(f"it has {len(content):,} bytes, and no article has more than {SIZE_LIMIT:,}")
    if not content.strip():
        raise SourceError("it is empty")
    for start, kind in _OTHER_KINDS:
        if content.startswith(start):
            raise SourceError(f"it is {kind}; save the article as plain text or HTML")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"it begins with the mark of {encoding.upper()} but is not that at byte {error.start}; "
            "save it as UTF-8"
        ) from error


def _believable(declared: str | None) -> str | None:
    """The name of a declared encoding, if pages use it; what is called Latin-1 is Windows-1252."""
    name = (declared or "").strip().strip("\"'").lower()
    if not _DECLARABLE.fullmatch(name):
        return None
    try:
        return "cp1252" if _LATIN.fullmatch(name) else codecs.lookup(name).name
    except LookupError:
        return None


def _guessed(content: bytes) -> str:
    best = from_bytes(content, cp_isolation=_GUESSED, enable_fallback=False).best()
    if best is None:
        raise SourceError(
            "it is neither UTF-8 nor, as far as can be told, Windows-1251 or Windows-1252; save it as UTF-8"
        )
    return str(best)
