import json
import re

import bibtexparser
import pytest
import rispy
from pylatexenc.latex2text import LatexNodes2Text

from communique.release.build import current_build
from communique.web.site.citations.formats import (
    CITATION_FORMATS,
    Citation,
    as_bibtex,
    as_csl_json,
    as_ris,
    as_text,
)
from sample.workspace import ACCORD, HERALD

TITLE = "Communiqué dataset: positions on agreements, with evidence"
CALL = f"anna-berg/calls-for/{ACCORD}.1/2021-06-10"
CALL_SENTENCE = (
    "Anna Berg, for Norland, calls for River Accord, point 1: ferries, towards Sudmark, 10 June 2021"
)
HARD = Citation(
    key="communique-a-b",
    title=r"100 % of {it} & $5 #1 a_b ~ ^ \ “Ķ” Արցախ, \emph{x}} <b>" + "\r\nER  - \n@misc{x,",
    address="https://w3id.org/communique/id/agreement/a#participation-b",
    version="0123456789abcdef",
    date="2026-11-22",
    note="The article itself: https://a.example/?q=1%20a&b_c.",
)
HARD_TITLE = r"100 % of {it} & $5 #1 a_b ~ ^ \ “Ķ” Արցախ, \emph{x}} <b> ER - @misc{x,"


AS_TEXT = LatexNodes2Text()


def bibtex(text):
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    (entry,) = library.entries
    return entry


def fields(entry):
    return {field.key: _decoded(field.value) for field in entry.fields}


def _decoded(value):
    r"""What TeX sets; the library knows no \textbraceleft, and takes \textasciicircum for the accent."""
    for braces in ((r"\textbraceleft{}", r"\{"), (r"\textbraceright{}", r"\}")):
        value = value.replace(*braces)
    return AS_TEXT.latex_to_text(value).replace("ˆ", "^")


def ris(text):
    (record,) = rispy.loads(text)
    return record


def test_bibtex_reads_back_as_it_was_meant():
    entry = bibtex(as_bibtex(HARD))
    found = fields(entry)
    assert (entry.entry_type, entry.key) == ("misc", "communique-a-b")
    assert found["title"] == HARD_TITLE
    assert found["author"] == "Communiqué developers"
    assert found["howpublished"] == f"In: {TITLE}"
    assert (found["year"], found["date"]) == ("2026", "2026-11-22")
    assert found["url"] == HARD.address
    assert found["version"] == "0123456789abcdef"
    assert "CC-BY-4.0" in found["note"]
    assert "?q=1%20a&b_c" in found["note"]
    # Braces are counted by BibTeX whatever stands before them.
    body = as_bibtex(HARD)
    assert body.count("{") == body.count("}")


def test_ris_reads_back_as_it_was_meant():
    text = as_ris(HARD)
    assert text.endswith("ER  - \r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in text.rstrip("\r\n").split("\r\n"))
    record = ris(text)
    assert record["type_of_reference"] == "DATA"
    assert record["title"] == HARD_TITLE
    assert record["authors"] == ["Communiqué developers"]
    assert record["year"] == "2026"
    assert record["date"] == "2026/11/22"
    assert record["urls"] == [HARD.address]
    assert record["edition"] == "0123456789abcdef"
    assert "CC-BY-4.0" in str(record["notes"])


def test_csl_json_has_what_citation_processors_know():
    (item,) = json.loads(as_csl_json(HARD))
    assert set(item) == {
        "id", "type", "author", "title", "container-title", "issued", "publisher", "version", "URL", "note",
    }  # fmt: skip
    assert item["type"] == "dataset"
    assert item["title"] == HARD_TITLE
    assert item["author"] == [{"literal": "Communiqué developers"}]
    assert item["issued"] == {"date-parts": [[2026, 11, 22]]}
    assert item["container-title"] == TITLE
    assert "CC-BY-4.0" in item["note"]


def test_the_text_is_one_line_with_everything():
    text = as_text(HARD)
    assert "\n" not in text
    assert text.startswith(
        f"Communiqué developers (2026): “{HARD_TITLE}”. In: {TITLE}. Version 0123456789abcdef. "
    )
    assert text.endswith("Licence: CC-BY-4.0.")
    assert HARD.address in text


def test_what_has_no_date_claims_none():
    undated = Citation("k", "", "https://w3id.org/communique/dataset/0", "0", "")
    assert as_text(undated) == (
        f"Communiqué developers: {TITLE}. Version 0. https://w3id.org/communique/dataset/0. "
        "Licence: CC-BY-4.0."
    )
    assert "year" not in fields(bibtex(as_bibtex(undated)))
    assert "year" not in ris(as_ris(undated))
    assert "issued" not in json.loads(as_csl_json(undated))[0]
    assert json.loads(as_csl_json(undated))[0]["title"] == TITLE


def cited(client, path):
    """The title, address, version and note of a citation, the same in all forms."""
    item = json.loads(client.get(f"{path}.json").text)[0]
    entry, record = fields(bibtex(client.get(f"{path}.bib").text)), ris(client.get(f"{path}.ris").text)
    text = client.get(f"{path}.txt").text
    assert entry["title"] == record["title"] == item["title"]
    assert entry["url"] == record["urls"][0] == item["URL"]
    assert entry["version"] == record["edition"] == item["version"]
    for part in (item["title"], item["URL"], item["version"], "CC-BY-4.0"):
        assert part in text
    assert entry["year"] == record["year"] == "2026"  # of the annotations
    return item


def test_a_position_is_cited_by_its_sentence(client, built):
    item = cited(client, f"/cite/position/{CALL}")
    version = current_build(built).version[:16]
    assert item["title"] == CALL_SENTENCE
    assert item["URL"] == f"https://w3id.org/communique/id/position/{CALL}"
    assert item["version"] == version
    assert item["id"] == f"communique-{version}-position-{CALL.replace('/', '-').replace('.', '-')}"


def test_an_ascribed_position_says_according_to_whom(client):
    item = cited(client, f"/cite/position/sudmark/affirms/{ACCORD}/2021-06-10/via/anna-berg")
    assert item["title"] == "According to Anna Berg, Sudmark affirms River Accord of 1 May 2020, 10 June 2021"


def test_other_things_and_the_dataset_are_cited(client, built):
    article = cited(client, f"/cite/article/{HERALD}")
    assert article["title"] == (
        "Record of the article ‘Ferries & fish: <ministers> meet’ (Morning Herald, 11 June 2021)"
    )
    assert "https://herald.example/ferries" in article["note"]
    agreement = cited(client, f"/cite/agreement/{ACCORD}")
    assert agreement["title"] == "River Accord of 1 May 2020: positions recorded on the agreement"
    assert cited(client, "/cite/actor/anna-berg")["title"] == "Anna Berg"
    whole = cited(client, "/cite/dataset")
    version = current_build(built).version[:16]
    assert (whole["title"], whole["URL"]) == (TITLE, f"https://w3id.org/communique/dataset/{version}")
    assert "container-title" not in whole


def test_citations_are_files_with_their_types(client):
    for suffix, form in CITATION_FORMATS.items():
        answer = client.get(f"/cite/position/{CALL}.{suffix}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == form.media_type
        assert answer.headers["etag"]
        disposition = answer.headers.get("content-disposition", "")
        if suffix == "txt":
            assert disposition == ""
        else:
            assert re.fullmatch(rf'attachment; filename="communique-[A-Za-z0-9-]+\.{suffix}"', disposition)


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/cite/position/nobody/calls-for/x/2021.bib", 404, "no position"),
        (f"/cite/position/{CALL}", 404, ".bib"),
        (f"/cite/position/{CALL}.ttl", 404, ".bib"),
        (f"/cite/position/{CALL}.ttl.bib", 404, "leave .ttl out"),
        ("/cite/dataset", 404, "/cite/dataset.bib"),
        ("/cite/dataset.xml", 404, "/cite/dataset.bib"),
        ("/cite/nothing/x.bib", 404, "no kind of thing"),
        ("/cite/dataset.bib?dataset=0123456789abcdef", 410, "0123456789abcdef"),
        (f"/cite/position/{CALL}.bib?dataset=x", 400, "hexadecimal"),
    ],
)
def test_what_cannot_be_cited_is_told(client, path, status, told):
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert told in answer.text


def test_the_nearest_position_and_the_forms_are_suggested(client):
    near = client.get(f"/cite/position/{CALL.replace('06-10', '06-11')}.bib").json()
    assert f"/id/position/{CALL}" in near["suggestions"]
    forms = client.get(f"/cite/position/{CALL}.ttl").json()
    assert f"/cite/position/{CALL}.bib" in forms["suggestions"]
    assert client.get(forms["suggestions"][0]).status_code == 200
