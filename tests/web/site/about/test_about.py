import pytest

from communique import __version__
from communique.web.site.about.citation_file import Party, read_citation
from sample.workspace import REPOSITORY
from web.site.looked_at import ask, words


def test_versions_licence_and_citation(client):
    page = ask(client, "/about")
    text = words(page)
    version = client.get("/about").headers["dataset-version"]
    assert version in text
    assert f"Communiqué {__version__}" in text
    assert f"https://w3id.org/communique/dataset/{version[:16]}" in text
    assert "https://creativecommons.org/licenses/by/4.0/" in page.xpath("//a[@rel='license']/@href")
    for address in page.xpath("//main//a/@href"):
        if address.startswith("/"):
            assert client.get(address).status_code == 200, address


def test_what_it_says_of_cookies_and_hosts_is_so(client):
    for path in ("/", "/about", "/search?q=berg"):
        answer = client.get(path, headers={"Accept": "text/html"})
        assert "set-cookie" not in answer.headers
        assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_without_a_citation_file_the_publisher_is_the_author(client):
    text = words(ask(client, "/about"))
    assert "Communiqué developers" in text
    assert "names no address to write to" in text


def test_authors_and_contact_are_those_of_the_citation_file(tmp_path):
    (tmp_path / "CITATION.cff").write_text(
        """cff-version: 1.2.0
authors: [{name: "Software people"}]
contact: [{given-names: Eva, family-names: Holm, email: eva@river.example, website: "https://river.example"}]
preferred-citation: {type: dataset, authors: [{given-names: Ole, family-names: Dam}, {name: "River group"}]}
""",
        encoding="utf-8",
    )
    found = read_citation(tmp_path)
    assert found.authors == [Party("Ole Dam"), Party("River group")]
    assert found.contact == [Party("Eva Holm", "eva@river.example", "https://river.example")]


@pytest.mark.parametrize(
    "text", ["", "- a list", "authors: nobody", "authors: [1, {}]", "a: [", "x: " + "y" * 200_000]
)
def test_a_file_that_says_nothing_of_use_is_like_none(tmp_path, text):
    (tmp_path / "CITATION.cff").write_text(text, encoding="utf-8")
    assert read_citation(tmp_path).authors == [Party("Communiqué developers")]
    assert read_citation(tmp_path).contact == []


def test_that_of_the_project_can_be_read():
    assert read_citation(REPOSITORY).authors[0].name == "Communiqué developers"
