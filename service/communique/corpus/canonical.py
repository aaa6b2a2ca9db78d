"""The canonical text of an article: UTF-8, NFC, LF line ends, no other change (codebook, section 6)."""

from __future__ import annotations

import hashlib
import unicodedata


def canonical_text(content: bytes) -> str:
    """Canonical text from the bytes of a text file.

    Raises:
        UnicodeDecodeError: the bytes are not UTF-8.
    """
    text = content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def sha256_of(text: str) -> str:
    """SHA-256 of a canonical text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
