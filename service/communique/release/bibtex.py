"""Entries for BibTeX and biblatex, in UTF-8."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_TEX = {
    **{letter: f"\\{letter}" for letter in "&%$#_"},
    # Not \{ and \}: BibTeX counts braces whatever stands before them.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def bibtex_entry(key: str, fields: Mapping[str, str]) -> str:
    """An entry of the kind ``misc``.

    Args:
        key: letters, digits and hyphens.
        fields: values by name, as TeX wants them (:func:`in_tex`); addresses stay as they are.
    """
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{key},\n{body}}}"


def in_tex(text: str) -> str:
    """A text as TeX shows it."""
    return "".join(_TEX.get(letter, letter) for letter in on_one_line(text))


def on_one_line(text: str) -> str:
    """A text on one line, without characters that control anything."""
    kept = (" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in text)
    return re.sub(r" {2,}", " ", "".join(kept)).strip()
