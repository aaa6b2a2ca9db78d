import codecs

import pytest

from communique.corpus.reading.encoding import SIZE_LIMIT, decoded
from communique.corpus.reading.errors import SourceError

ENGLISH = "“The accord is valid,” Berg said – it’s the basis of what we agreed in Fordhaven."
RUSSIAN = (
    "Министр иностранных дел Норландии заявила, что соглашение о реке остаётся в силе и должно выполняться."
)


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_unicode_is_read_by_its_mark_or_without(text, encoding):
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize(("text", "encoding"), [(ENGLISH, "cp1252"), (RUSSIAN, "cp1251")])
def test_windows_encodings_are_told_apart(text, encoding):
    assert decoded(text.encode(encoding)) == text


def test_a_declared_encoding_helps_where_the_bytes_allow_it():
    assert decoded("Ñandú Ágata".encode("latin-1"), declared="ISO-8859-1") == "Ñandú Ágata"
    assert decoded("заявила".encode("koi8-r"), declared="KOI8-R") == "заявила"


def test_a_declared_encoding_is_not_believed_against_the_bytes():
    assert decoded(RUSSIAN.encode(), declared="windows-1251") == RUSSIAN
    assert decoded(RUSSIAN.encode("cp1251"), declared="utf-8") == RUSSIAN


@pytest.mark.parametrize(
    "declared", ["zlib", "base64", "unicode_escape", "punycode", "no-such-thing", "", '"']
)
def test_a_declared_encoding_that_no_page_uses_is_passed_over(declared):
    assert decoded(RUSSIAN.encode("cp1251"), declared=declared) == RUSSIAN


def test_a_mark_of_utf8_stays_because_offsets_count_it():
    assert decoded(codecs.BOM_UTF8 + b"text") == "\ufefftext"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "Word"),
        (b"abc\0def", "zero bytes"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00", "UTF-16"),
        (b"a" * (SIZE_LIMIT + 1), "no article has more"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(content, words):
    with pytest.raises(SourceError, match=words):
        decoded(content)
