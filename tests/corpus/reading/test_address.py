"""Addresses are read within limits, and nothing on this machine or in its networks is, unless allowed."""

import asyncio
import socket

import pytest

from communique.corpus.reading import address as module
from communique.corpus.reading.address import fetch, is_public
from communique.corpus.reading.errors import SourceError
from communique.corpus.reading.limits import FetchLimits
from corpus.reading.served import ARTICLE, site

HERE = FetchLimits(allow_private=True, seconds=20, user_agent="reader of tests")


@pytest.fixture(scope="module")
def address():
    with site() as (found, _):
        yield found


def test_a_page_is_read_with_its_type_and_charset(address):
    found = fetch(f"{address}/windows", HERE)
    assert (found.media_type, found.charset) == ("text/html", "windows-1252")
    assert found.content.decode("cp1252") == ARTICLE


def test_a_packed_page_is_unpacked(address):
    assert fetch(f"{address}/gzipped", HERE).content.decode() == ARTICLE


def test_the_program_introduces_itself_and_names_the_host():
    with site() as (address, asked):
        fetch(f"{address}/article", HERE)
    ((path, headers),) = asked
    assert (path, headers["User-Agent"]) == ("/article", "reader of tests")
    assert headers["Host"] == address.removeprefix("http://")


def test_a_redirect_is_followed_to_where_it_leads(address):
    assert fetch(f"{address}/moved", HERE).address == f"{address}/article"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/loop", "redirected more than 5 times"),
        ("/away", "only addresses that begin with http"),
        ("/nowhere", "answers 404"),
        ("/picture", "it is image/png"),
        ("/hostile-type", "it is of no type that can be told"),
        ("/hostile-status", "answers 404 Not Found$"),
        ("/bomb", "longer than"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(address, path, words):
    with pytest.raises(SourceError, match=words):
        fetch(f"{address}{path}", HERE)


def test_a_server_that_never_ends_is_given_up(address):
    limits = FetchLimits(allow_private=True, seconds=0.5)
    with pytest.raises(SourceError, match=r"within 0\.5 seconds"):
        fetch(f"{address}/slow", limits)


def test_nobody_listening_is_said():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(SourceError, match="cannot be reached"):
        fetch(f"http://127.0.0.1:{port}/", HERE)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("file:///etc/passwd", "http://"),
        ("ftp://wire.example/x", "http://"),
        ("http://", "http://"),
        ("http://user:secret@wire.example/", "take them out"),
        ("http://wire.example:22/", "port 22"),
        ("http://127.0.0.1/", "on this machine or in a local network"),
        ("http://localhost/", "on this machine or in a local network"),
        ("http://2130706433/", "on this machine or in a local network"),
        ("http://0x7f.1/", "on this machine or in a local network"),
        ("http://[::1]/", "on this machine or in a local network"),
        ("http://[::ffff:10.0.0.1]/", "on this machine or in a local network"),
        ("http://169.254.169.254/latest/meta-data", "on this machine or in a local network"),
        ("http://10.1.2.3/", "on this machine or in a local network"),
        ("http://[fe80::1]/", "on this machine or in a local network"),
        ("http://no-such-host.invalid/", "not known"),
    ],
)
def test_addresses_that_lead_elsewhere_than_to_a_public_site_are_refused(address, words):
    with pytest.raises(SourceError, match=words):
        fetch(address, FetchLimits())


def test_a_refusal_does_not_repeat_a_password():
    with pytest.raises(SourceError) as refused:
        fetch("http://user:secret@wire.example/", FetchLimits())
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "place",
    [
        "0.0.0.0", "127.0.0.1", "10.0.0.1",
        "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.1.1", "224.0.0.1",
        "255.255.255.255", "::", "::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_private_places_are_not_public(place):
    assert not is_public(place)


@pytest.mark.parametrize("place", ["93.184.215.14", "2606:4700::1111", "::ffff:93.184.215.14"])
def test_places_of_the_internet_are_public(place):
    assert is_public(place)


def test_a_name_that_changes_its_place_between_check_and_connection_is_asked_for_only_once(monkeypatch):
    """The connection goes to the very place that was checked, so a second answer has no effect."""
    asked = []

    async def places(self, host, port, **_):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    with site() as (address, seen):
        port = address.rpartition(":")[2]
        monkeypatch.setattr(asyncio.SelectorEventLoop, "getaddrinfo", places)
        fetch(f"http://wire.example:{port}/article", HERE)
    assert asked == ["wire.example"]
    assert seen[0][1]["Host"] == f"wire.example:{port}"


def test_of_several_places_all_must_be_public(monkeypatch):
    async def places(self, host, port, **_):
        both = ("93.184.215.14", "192.168.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port)) for place in both]

    monkeypatch.setattr(asyncio.SelectorEventLoop, "getaddrinfo", places)
    with pytest.raises(SourceError, match=r"192\.168\.0\.1"):
        fetch("http://wire.example/", FetchLimits())


def test_a_redirect_into_a_local_network_is_refused(monkeypatch):
    """The first place is taken for a public one; the redirect goes to a real private one."""
    with site() as (address, seen):
        port = address.rpartition(":")[2]
        monkeypatch.setattr(module, "_PORTS", {"http": int(port), "https": 443})
        monkeypatch.setattr(module, "is_public", lambda place: len(seen) == 0)
        with pytest.raises(SourceError, match="on this machine or in a local network"):
            fetch(f"http://127.0.0.1:{port}/moved", FetchLimits())
    assert [path for path, _ in seen] == ["/moved"]
