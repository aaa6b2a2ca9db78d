"""The things of a dataset by kind and slug, with their labels: for checking names and suggesting others."""

from __future__ import annotations

import difflib
import re
from importlib.resources import files

from communique.store.protocol import Store
from communique.vocabulary import CQ, kind_and_slug, thing

SUGGESTIONS = 5
_COMPARED = 500
"""How many names are compared letter by letter with one that does not exist."""
_SLUG = re.compile(r"[A-Za-z0-9._~#/-]{1,500}")
TARGET_KINDS = ("agreement", "provision", "collection", "event", "issue", "actor")
"""The kinds of things that a position can be on, in the order in which an undecided name is looked up."""


class ThingIndex:
    """Every thing of the reference layer and every article of one dataset version, held in memory.

    Positions and annotations are far more numerous and are looked up in the store instead.
    """

    def __init__(self, labels: dict[str, str], classes: dict[str, frozenset[str]]) -> None:
        self._labels, self._classes = labels, classes
        self._slugs: dict[str, list[str]] = {}
        for iri in labels:
            named = kind_and_slug(iri)
            if named:
                self._slugs.setdefault(named[0], []).append(named[1])

    @classmethod
    def of(cls, store: Store) -> ThingIndex:
        """Read the index from a store."""
        text = (files("communique.store") / "queries" / "things.rq").read_text(encoding="utf-8")
        labels: dict[str, str] = {}
        classes: dict[str, set[str]] = {}
        for row in store.query(text).rows():
            named = kind_and_slug(row["thing"])
            if named is None or "#" in named[1]:
                continue
            # Rows come sorted, so that of two labels it is always the same one that is kept.
            labels.setdefault(row["thing"], row.get("label", named[1]))
            classes.setdefault(row["thing"], set()).add(row["class"])
        return cls(labels, {iri: frozenset(found) for iri, found in classes.items()})

    def __contains__(self, iri: str) -> bool:
        return str(iri) in self._labels  # rdflib's IRIs hash differently from strings

    def label(self, iri: str) -> str:
        """The English label of a thing, or what its IRI ends in where it has none."""
        known = self._labels.get(str(iri))
        if known:
            return known
        named = kind_and_slug(iri)
        return named[1] if named else iri.rpartition("#")[2]

    def is_a(self, iri: str, class_iri: str) -> bool:
        """Whether a thing is of a class of the ontology."""
        return class_iri in self._classes.get(str(iri), ())

    def of_class(self, class_iri: str) -> list[str]:
        """The IRIs of all things of a class, in the order of their labels."""
        iris = [iri for iri, found in self._classes.items() if class_iri in found]
        return sorted(iris, key=lambda iri: (self._labels[iri].casefold(), iri))

    def find(self, kind: str, name: str) -> str | None:
        """The IRI that a slug, ``kind/slug`` or whole IRI means, or None if there is no such thing.

        Args:
            kind: one of the kinds of things, ``outlet`` (an actor) or ``target`` (any of
                :data:`TARGET_KINDS`, tried in that order).
            name: what was given.
        """
        for candidate in _kinds(kind):
            slugs = [slug for slug in (name, name.removeprefix(f"{candidate}/")) if is_slug(slug)]
            for iri in (name, *(str(thing(candidate, slug)) for slug in slugs)):
                named = kind_and_slug(iri)
                if iri in self._labels and named and named[0] == candidate and self._fits(kind, iri):
                    return iri
        return None

    def nearest(self, kind: str, name: str) -> list[str]:
        """Slugs of the kind that look or read like a name, the likeliest first."""
        slugs = [
            slug
            for candidate in _kinds(kind)
            for slug in self._slugs.get(candidate, [])
            if self._fits(kind, str(thing(candidate, slug)))
        ]
        wanted = name.rpartition("/id/")[2].removeprefix(f"{kind}/").casefold()[:200]
        parts = [part for part in wanted.replace("/", "-").split("-") if len(part) > 2]
        sharing = sorted(
            (slug for slug in slugs if any(p in slug for p in parts)), key=lambda s: (-_shared(s, parts), s)
        )
        # Comparing letter by letter is slow, so that of very many things only the likelier ones are compared.
        compared = slugs if len(slugs) <= _COMPARED else sharing[:_COMPARED]
        close = difflib.get_close_matches(wanted, compared, n=SUGGESTIONS, cutoff=0.6)
        return list(dict.fromkeys([*close, *sharing]))[:SUGGESTIONS]

    def _fits(self, kind: str, iri: str) -> bool:
        return kind != "outlet" or self.is_a(iri, str(CQ.Outlet))


def is_slug(text: str) -> bool:
    """Whether a text can stand in an IRI of ours after the kind; of what strangers send, little else may."""
    return _SLUG.fullmatch(text) is not None


def _kinds(kind: str) -> tuple[str, ...]:
    return {"outlet": ("actor",), "target": TARGET_KINDS}.get(kind, (kind,))


def _shared(slug: str, parts: list[str]) -> int:
    return sum(part in slug for part in parts)
