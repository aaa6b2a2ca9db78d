"""Closing, sharing between threads, citing; and that nothing is printed or loaded before its time."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import bibtexparser
import pytest

import communique
from communique.client import ClosedError
from communique.client.citation import Citation
from sample.releases import release
from sample.workspace import make_workspace

LOADED_LATE = ("pyoxigraph", "rdflib", "pandas", "pyarrow", "httpx", "communique.client")


def in_a_new_process(code, *arguments):
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_importing_the_package_loads_nothing_large():
    code = f"import sys, communique; print([name for name in {LOADED_LATE!r} if name in sys.modules])"
    done = in_a_new_process(code)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_reading_prints_nothing_and_needs_no_frames(built):
    code = (
        "import sys, communique\n"
        "with communique.open(sys.argv[1]) as kg:\n"
        "    assert len(kg.positions()) == 5 and kg.agreements() and kg.canned('stance-matrix')\n"
        "    assert not {'pandas', 'pyarrow'} & set(sys.modules), 'loaded without need'\n"
        "    assert 'communique.web' not in sys.modules\n"
    )
    done = in_a_new_process(code, built.root)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_closed_dataset_answers_no_more(built, address):
    for place in (built.root, address):
        with communique.open(place) as kg:
            positions = kg.positions()
        for ask in (
            lambda kg: kg.positions(),
            lambda kg: kg.agreements(),
            lambda kg: kg.queries,
            lambda kg: kg.query("ASK {}"),
            lambda kg: kg.canned("stance-matrix"),
        ):
            with pytest.raises(ClosedError, match=r"has been closed; open it again with communique\.open"):
                ask(kg)
        kg.close()  # a second time changes nothing
        assert repr(kg).endswith(", closed>")
        assert len(positions.to_pandas()) == 5  # what was answered stays
        assert kg.version in kg.cite()


def test_threads_can_read_at_once(built):
    with communique.open(built.root) as kg, ThreadPoolExecutor(8) as pool:

        def ask():
            return kg.positions(), kg.agreements(), kg.canned("stance-matrix"), len(kg.queries)

        asked = [pool.submit(ask) for _ in range(8)]
        found = [future.result() for future in asked]
    assert len(found) == 8
    assert all(item == found[0] for item in found)


def test_a_citation_names_the_version_and_the_licence(kg):
    cited = kg.cite()
    assert f"https://w3id.org/communique/dataset/{kg.version[:16]}." in cited
    assert kg.version in cited
    assert "CC-BY-4.0" in cited


def test_a_citation_is_the_same_by_path_and_by_url(by_path, by_url):
    assert by_path.cite() == by_url.cite()
    assert by_path.cite("bibtex") == by_url.cite("bibtex")


def test_a_release_is_cited_as_it_asks_for(tmp_path):
    workspace = make_workspace(tmp_path)
    (tmp_path / "CITATION.cff").write_text(
        "authors:\n- {given-names: Anna, family-names: Berg}\n- name: River & Bridge Institute\n",
        encoding="utf-8",
    )
    made = release(workspace, name="2026.01", date="2026-01-31")
    with communique.open(made.folder) as kg:
        assert kg.cite().startswith("Anna Berg, River & Bridge Institute (2026): ")
        assert "Version 2026.01." in kg.cite()
        assert "  author = {{Anna Berg} and {River \\& Bridge Institute}},\n" in kg.cite("bibtex")
        assert "  date = {2026-01-31},\n" in kg.cite("bibtex")


def test_marks_of_tex_are_written_out():
    cited = Citation("a" * 64, ("A_B {C} 100% \\x ~^",)).write("bibtex")
    # Not \{ and \}, which BibTeX would count as braces.
    assert r"{{A\_B \textbraceleft{}C\textbraceright{} 100\% \textbackslash{}x " in cited
    assert r"\textasciitilde{}\textasciicircum{}}}" in cited
    (entry,) = bibtexparser.parse_string(cited).entries
    assert entry.fields_dict["version"].value == "a" * 16


def test_an_unknown_style_of_citation_is_refused(kg):
    with pytest.raises(ValueError, match="there is no citation style 'apa'; there is: text, bibtex"):
        kg.cite("apa")
