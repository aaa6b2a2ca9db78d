"""Which outlet an article is from: by its slug, its name, or the host of its address, as the data say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from rdflib import Graph

from communique.vocabulary import CQ, RDF, SDO, SKOS, kind_and_slug

_PUBLISHERS = (CQ.Outlet, CQ.Body, CQ.State)
"""Outlets proper, and those who publish readouts of their own; in this order where names clash."""


@dataclass(frozen=True)
class Outlets:
    """The outlets that the data know."""

    slugs: frozenset[str] = frozenset()
    by_name: Mapping[str, str] = field(default_factory=dict)
    """Slugs by names and aliases in lower case."""
    by_host: Mapping[str, str] = field(default_factory=dict)
    """Slugs by hosts, ``www.`` left out."""

    @classmethod
    def from_graph(cls, reference: Graph) -> Outlets:
        """The outlets of the reference data, and the states and bodies that publish readouts."""
        slugs, names, hosts = set(), dict[str, str](), dict[str, str]()
        for kind in _PUBLISHERS:
            for node in sorted(reference.subjects(RDF.type, kind), key=str):
                named = kind_and_slug(str(node))
                if named is None:
                    continue
                slug = named[1]
                slugs.add(slug)
                for label in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
                    for name in reference.objects(node, label):
                        names.setdefault(str(name).casefold(), slug)
                for address in reference.objects(node, SDO.url):
                    hosts.setdefault(host_of(str(address)), slug)
        return cls(frozenset(slugs), names, hosts)

    def named(self, name: str) -> str | None:
        """The slug of an outlet by its slug or one of its names; None if the data do not know it."""
        return name if name in self.slugs else self.by_name.get(name.strip().casefold())

    def at(self, address: str) -> str | None:
        """The slug of the outlet whose site an address is on, or whose name is that host."""
        host = host_of(address)
        for known in (host, *_parents(host)):
            slug = self.by_host.get(known) or self.by_name.get(known)
            if slug:
                return slug
        return None

    def slug(self, name: str | None, address: str | None) -> str | None:
        """The slug of an outlet by name or address; one that the data do not know is given a slug.

        Args:
            name: slug or name of the outlet.
            address: where the article is published.
        """
        if name:
            return self.named(name) or as_slug(name) or None
        if address:
            return self.at(address) or as_slug(host_of(address)) or None
        return None


def host_of(address: str) -> str:
    """The host of an address in lower case, ``www.`` left out; empty if it has none."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _parents(host: str) -> list[str]:
    parts = host.split(".")
    return [".".join(parts[number:]) for number in range(1, len(parts) - 1)]


def as_slug(text: str, words: int | None = None) -> str:
    """Words as a slug: lower-case letters without accents, digits, single hyphens.

    Args:
        text: any text.
        words: how many of its words at most.
    """
    plain = (
        unicodedata.normalize("NFKD", text.replace("’", "").replace("'", ""))
        .encode("ascii", "ignore")
        .decode()
    )
    found = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join(found[:words])
