"""The page of releases, and their files: ranges, tags, caching, and nothing but what a release lists."""

import base64
import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser

import pandas
import pytest
import rdflib
from lxml import html

from communique.release.build import build
from communique.release.loading import SNIPPETS
from communique.web.limits import ServiceLimits
from communique.web.table_snippets import SERVED_TABLES, gathering
from sample.fixtures import serving
from sample.releases import NAME, NEXT, exchange_gloss, release
from sample.workspace import accepts, make_workspace

LIMITS = ServiceLimits()


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A workspace with two releases, and a secret beside them."""
    workspace = make_workspace(tmp_path_factory.mktemp("downloads"))
    release(workspace, name=NAME)
    exchange_gloss(workspace)
    release(workspace, name=NEXT)
    folder = workspace.root / "releases"
    (folder / "secret.txt").write_text("secret")
    (folder / NAME / ".hidden").write_text("secret")
    (folder / "not-a-release").mkdir()
    (folder / "not-a-release" / "README.md").write_text("secret")
    return workspace


@pytest.fixture(scope="module")
def site(place):
    with serving(place, LIMITS) as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(place):
    return place.root / "releases" / NEXT


def listed(site):
    return site.get("/data", headers={"Accept": "application/json"}).json()


def test_the_list_has_the_releases_newest_first_with_sizes_and_sums(site, folder):
    found = listed(site)
    assert [one["name"] for one in found["releases"]] == [NEXT, NAME]
    newest = found["releases"][0]
    assert (newest["date"], newest["previous_name"]) == ("2026-01-02", NAME)
    assert newest["version"] == found["current"]["version"]
    files = {file["name"]: file for file in newest["files"]}
    content = (folder / "communique.nq.zst").read_bytes()
    assert files["communique.nq.zst"]["size_bytes"] == len(content)
    assert files["communique.nq.zst"]["sha256"] == hashlib.sha256(content).hexdigest()
    assert files["communique.nq.zst"]["compression"] == "application/zstd"
    on_disk = {path.name for path in folder.iterdir()}
    assert set(files) | {file["name"] for file in newest["about"]} == on_disk


def test_every_listed_address_gives_the_file_that_is_meant(site):
    found = listed(site)
    files = [*found["current"]["files"], *(file for one in found["releases"] for file in one["files"])]
    assert len(files) == 3 + 2 * 22
    for file in files:
        answer = site.get(file["address"])
        assert answer.status_code == 200, file
        assert hashlib.sha256(answer.content).hexdigest() == file["sha256"]
        assert len(answer.content) == file["size_bytes"] == int(answer.headers["content-length"])
        assert answer.headers["etag"] == f'"{file["sha256"]}"'
        assert "content-encoding" not in answer.headers
    for one in found["releases"]:
        for file in one["about"]:
            answer = site.get(file["address"])
            assert answer.status_code == 200
            assert file["sha256"] in (None, hashlib.sha256(answer.content).hexdigest())


def test_one_release_can_be_asked_for(site):
    found = site.get(f"/data/{NAME}").json()
    assert [one["name"] for one in found["releases"]] == [NAME]
    assert (
        f'Release <a href="/data/{NAME}">' in site.get(f"/data/{NAME}", headers={"Accept": "text/html"}).text
    )


def test_the_list_as_json_has_an_address_of_its_own(site):
    page = site.get("/data.json", headers={"Accept": "text/html"})
    assert page.headers["content-type"] == "application/json"
    assert page.json() == listed(site)


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name == "href"]


def test_the_page_for_people_has_files_sums_and_commands(site):
    answer = site.get("/data", headers={"Accept": "text/html"})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["vary"] == "Accept"
    links = Links()
    links.feed(answer.text)
    for one in listed(site)["releases"]:
        for file in one["files"]:
            assert file["address"] in links.found
            assert file["sha256"] in answer.text
    for name in ("rdflib", "pandas", "R, tables", "Oxigraph", "Virtuoso"):
        assert name in answer.text
    for address in links.found:
        if not address.startswith(("/", str(site.base_url))):
            continue
        assert site.get(address).status_code == 200, address


def test_without_releases_there_are_the_dumps(client):
    found = listed(client)
    assert found["releases"] == []
    assert [file["name"] for file in found["current"]["files"]] == [
        "communique.nq", "communique.ttl", "communique.trig",
    ]  # fmt: skip
    assert "There is no release yet" in client.get("/data", headers={"Accept": "text/html"}).text


def test_a_release_made_while_the_service_runs_is_listed(workspace):
    build(workspace, None, validator=accepts)
    with serving(workspace, LIMITS) as site:
        assert listed(site)["releases"] == []
        release(workspace, name=NAME)
        assert [one["name"] for one in listed(site)["releases"]] == [NAME]
        assert site.get(f"/data/{NAME}/README.md").status_code == 200
        shutil.rmtree(workspace.root / "releases" / NAME)
        assert listed(site)["releases"] == []
        assert site.get(f"/data/{NAME}/README.md").status_code == 404


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("communique.nq", "application/n-quads"),
        ("communique.ttl", "text/turtle; charset=utf-8"),
        ("communique.trig", "application/trig; charset=utf-8"),
        ("communique.jsonld", "application/ld+json"),
        ("communique.ttl.gz", "application/gzip"),
        ("communique.ttl.zst", "application/zstd"),
        ("positions.csv", "text/csv; charset=utf-8"),
        ("positions.parquet", "application/vnd.apache.parquet"),
        ("datapackage.json", "application/json"),
        ("CITATION.cff", "application/yaml"),
        ("README.md", "text/markdown; charset=utf-8"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
        ("LICENSE-DATA", "text/plain; charset=utf-8"),
    ],
)
def test_files_have_their_media_types(site, name, form):
    assert site.get(f"/data/{NEXT}/{name}").headers["content-type"] == form


def test_a_file_of_a_release_is_kept_for_ever(site, folder):
    answer = site.get(f"/data/{NEXT}/positions.csv")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    digest = hashlib.sha256((folder / "positions.csv").read_bytes()).digest()
    assert answer.headers["repr-digest"] == f"sha-256=:{base64.b64encode(digest).decode()}:"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_is_served_now_is_not_kept_for_ever(site):
    for name in ("communique.ttl", "communique.trig", "communique.nq"):
        answer = site.get(f"/data/{name}")
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["content-type"].startswith(
            ("text/turtle", "application/trig", "application/n-quads")
        )


@pytest.mark.parametrize("path", [f"/data/{NEXT}/actors.csv", "/data/communique.ttl"])
def test_a_client_that_has_the_file_is_told_so(site, path):
    tag = site.get(path).headers["etag"]
    for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        answer = site.get(path, headers={"If-None-Match": known})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert site.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_has_the_headers_and_no_body(site, folder):
    answer = site.head(f"/data/{NEXT}/communique.nq")
    assert answer.content == b""
    assert int(answer.headers["content-length"]) == (folder / "communique.nq").stat().st_size
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["etag"] == site.get(f"/data/{NEXT}/communique.nq").headers["etag"]


@pytest.mark.parametrize(
    ("asked", "start", "end"), [("bytes=0-9", 0, 10), ("bytes=100-", 100, None), ("bytes=-7", -7, None)]
)
def test_a_range_gives_that_part(site, folder, asked, start, end):
    content = (folder / "communique.ttl.gz").read_bytes()
    answer = site.get(f"/data/{NEXT}/communique.ttl.gz", headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == content[start:end]
    first = start % len(content)
    assert (
        answer.headers["content-range"] == f"bytes {first}-{first + len(answer.content) - 1}/{len(content)}"
    )
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_several_ranges_come_in_parts(site, folder):
    content = (folder / "communique.nq").read_bytes()
    answer = site.get(f"/data/{NEXT}/communique.nq", headers={"Range": "bytes=0-4,10-14"})
    assert answer.status_code == 206
    assert answer.headers["content-type"].startswith("multipart/byteranges; boundary=")
    assert content[:5] in answer.content
    assert content[10:15] in answer.content


def test_an_interrupted_download_goes_on_only_with_the_same_file(site, folder):
    path, content = f"/data/{NEXT}/communique.nq", (folder / "communique.nq").read_bytes()
    tag = site.get(path).headers["etag"]
    same = site.get(path, headers={"Range": "bytes=1000-", "If-Range": tag})
    assert (same.status_code, same.content) == (206, content[1000:])
    other = site.get(path, headers={"Range": "bytes=1000-", "If-Range": '"other"'})
    assert (other.status_code, other.content) == (200, content)


@pytest.mark.parametrize(
    ("asked", "status"), [("bytes=99999999-", 416), ("bytes=5-2", 400), ("nonsense", 400)]
)
def test_a_range_that_cannot_be_is_refused(site, asked, status):
    answer = site.get(f"/data/{NEXT}/actors.csv", headers={"Range": asked})
    assert answer.status_code == status
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/data/../manifest.json",
        "/data/%2e%2e/builds/current",
        f"/data/{NEXT}/..%2f..%2fCITATION.cff",
        f"/data/{NEXT}/%2e%2e%2fsecret.txt",
        f"/data/{NEXT}/../secret.txt",
        f"/data/{NAME}/.hidden",
        "/data/secret.txt",
        "/data/./secret.txt",
        "/data/not-a-release/README.md",
        "/data/not-a-release",
        "/data/%2fetc/passwd",
        "/data//etc/passwd",
        f"/data/{NEXT}/nothing",
        f"/data/{NEXT}/README.md%00.csv",
        "/data/nothing/README.md",
        "/data/manifest.json",
        "/data/dataset.nq",
        f"/data/{NEXT}/" + "x" * 5000,
        "/data/" + "x" * 5000,
    ],
)
def test_nothing_else_is_given_out(site, path):
    host = str(site.base_url).removeprefix("http://").rstrip("/")
    answer = raw(host, path)
    assert answer.startswith(b"HTTP/1.1 404"), answer[:200]
    assert b"\r\n\r\nsecret" not in answer
    assert b"x" * 200 not in answer


def raw(host, path):
    """A request with its path as it is; other clients tidy it first."""
    import socket

    name, _, port = host.partition(":")
    with socket.create_connection((name, int(port)), timeout=20) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        received = b""
        while piece := connection.recv(65536):
            received += piece
    return received


def test_a_file_that_is_a_link_is_not_followed(place, site):
    link = place.root / "releases" / NEXT / "README.md"
    kept = link.with_name("kept")
    link.rename(kept)
    try:
        link.symlink_to("/etc/hostname")
        assert site.get(f"/data/{NEXT}/README.md").status_code == 404
    finally:
        link.unlink()
        kept.rename(link)


def test_a_file_that_is_not_there_says_which_are(site):
    answer = site.get(f"/data/{NEXT}/position.csv")
    assert answer.headers["content-type"] == "application/problem+json"
    assert f"/data/{NEXT}/positions.csv" in answer.json()["suggestions"]
    assert f"/data/{NAME}" in site.get("/data/2025.01").json()["suggestions"]


@pytest.mark.parametrize("content", ["{", "null", '{"communique": {"version": 1}}', "[" * 10000])
def test_a_folder_that_is_broken_is_passed_over(place, site, content):
    broken = place.root / "releases" / "broken"
    broken.mkdir()
    try:
        (broken / "SHA256SUMS").write_text("")
        (broken / "datapackage.json").write_text(content)
        assert [one["name"] for one in listed(site)["releases"]] == [NEXT, NAME]
    finally:
        shutil.rmtree(broken)


@pytest.mark.parametrize("name", ["rdflib", "pandas", "pyoxigraph"])
def test_the_python_that_is_shown_runs(folder, name):
    (text,) = (snippet.text for snippet in SNIPPETS if snippet.name == name)
    done = subprocess.run(
        [sys.executable, "-c", text], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    quads = json.loads((folder / "datapackage.json").read_text())["communique"]
    expected = {"rdflib": str(quads["triples"]), "pyoxigraph": str(quads["quads"]), "pandas": "Anna Berg"}
    assert expected[name] in done.stdout


def test_pandas_reads_both_tables_alike(folder):
    parquet = pandas.read_parquet(folder / "annotations.parquet")
    table = pandas.read_csv(folder / "annotations.csv")
    assert list(table.columns) == list(parquet.columns)
    assert list(table["start"]) == list(parquet["start"])


def test_the_turtle_that_is_served_holds_the_dataset(site):
    graph = rdflib.Graph().parse(data=site.get("/data/communique.ttl").text)
    assert len(graph) == listed(site)["releases"][0]["triples"]


def snippet_on_page(site, name):
    """A program as the page shows it, in pages so short that there are several."""
    page = html.fromstring(site.get("/data", headers={"Accept": "text/html"}).text)
    (text,) = page.xpath(f"//h3[@id='load-{name}']/following-sibling::pre[1]/text()")
    assert "limit=1000" in text
    return text.replace("limit=1000", "limit=2")


def test_what_is_served_now_can_be_had_as_tables(site):
    page = html.fromstring(site.get("/data", headers={"Accept": "text/html"}).text)
    addresses = page.xpath("//section[@id='tables']//td/a/@href")
    assert addresses == [table.path for table in SERVED_TABLES]
    for address in addresses:
        answer = site.get(address)
        assert answer.headers["content-type"].startswith("text/csv")
        assert len(answer.text.splitlines()) > 1


def test_the_program_for_python_reads_all_pages(site):
    program = snippet_on_page(site, "served-pandas").replace("print(", "assert len(pages) > 1\nprint(")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    whole = pandas.read_csv(io.StringIO(site.get("/api/positions?format=csv").text))
    expected = whole.drop_duplicates("position").groupby(["holderLabel", "stanceLabel"]).size()
    assert done.stdout.strip() == str(expected).strip()


def test_the_program_for_r_finds_the_next_page_and_stops_at_the_last(site):
    # R is not installed; what it does with the headers is done here with its own pattern.
    program = snippet_on_page(site, "served-r")
    (pattern,) = re.findall(r"gregexpr\('(.*)', links, perl = TRUE\)", program)
    (path,) = re.findall(r'path <- "(.*)"', program)
    lines, seen = 0, []
    while path:
        seen.append(path)
        headers = site.head(path).headers.get_list("link")
        lines += len(list(csv.reader(io.StringIO(site.get(path).text)))) - 1
        found = [address for line in headers for address in re.findall(pattern, line)]
        assert len(found) <= 1
        path = found[0] if found else ""
    assert len(seen) > 1
    assert lines == site.get("/api/positions").json()["total"]


@pytest.mark.parametrize("service", ["https://communique.example/", "http://[::1]:8123/"])
def test_the_programs_name_the_service(service):
    for snippet in gathering(service):
        assert f'"{service[:-1]}"' in snippet.text
