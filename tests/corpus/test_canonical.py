import pytest

from communique.corpus.canonical import canonical_text, sha256_of


def test_line_ends_become_lf_and_accents_are_composed():
    assert canonical_text("one\r\ntwo\rCommunique\u0301".encode()) == "one\ntwo\nCommuniqué"


def test_nothing_else_changes():
    text = " leading blank, trailing blank \n\n“curly”\u00a0\ufeff end"
    assert canonical_text(text.encode()) == text


def test_other_encodings_are_refused():
    with pytest.raises(UnicodeDecodeError):
        canonical_text("é".encode("latin-1"))


def test_the_hash_is_that_of_the_utf8_text():
    assert sha256_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
