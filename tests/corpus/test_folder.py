import pytest

from communique.corpus.canonical import sha256_of
from communique.corpus.folder import CorpusError, find_texts

TEXT = "The envoy of Ruritania said the bridge should open.\n"


def test_a_text_is_found_by_its_hash_whatever_its_file_is_called(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "untitled (3).txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    (tmp_path / "other.txt").write_text("something else")
    digest = sha256_of(TEXT)
    assert find_texts(tmp_path, [digest, "0" * 64]) == {digest: TEXT}


def test_files_in_other_encodings_are_passed_over(tmp_path):
    (tmp_path / "latin.txt").write_bytes("é".encode("latin-1"))
    assert find_texts(tmp_path, [sha256_of("é")]) == {}


def test_no_folder_means_no_texts():
    assert find_texts(None, ["0" * 64]) == {}


def test_a_folder_that_does_not_exist_is_said_to_be_missing(tmp_path):
    with pytest.raises(CorpusError, match="does not exist"):
        find_texts(tmp_path / "nowhere", [])
