"""Fetching the texts of known articles, and finding their annotations in what has changed since."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.cli.common import CallError
from communique.corpus.canonical import sha256_of
from communique.corpus.editions import Anchored, anchored
from communique.corpus.folder import find_texts
from communique.corpus.publishers import Publishers
from communique.graph.annotations import from_graph
from communique.graph.reference import articles
from communique.graph.turtle import read_turtle
from communique.model import Evidence, Mention
from communique.validation.evidence import iri_of
from communique.vocabulary import SDO, thing
from communique.workspace import Workspace, save


@dataclass(frozen=True, slots=True)
class Wish:
    """An article whose text is to be fetched."""

    slug: str
    sha256: str
    address: str


@dataclass(frozen=True, slots=True)
class Fetching:
    """Fetches texts into a corpus folder."""

    workspace: Workspace
    folder: Path
    publishers: Publishers
    editions: Path

    def wanted(self, slugs: Sequence[str], *, again: bool) -> list[Wish]:
        """The articles to fetch: those named, or all; without those that are at hand or were fetched before.

        Args:
            slugs: slugs of articles; none means all.
            again: whether to fetch again what was found to differ.

        Raises:
            CallError: an article is not known, or has no address.
        """
        known = articles(self.workspace.reference)
        unknown = [slug for slug in slugs if slug not in known]
        if unknown:
            raise CallError(f"no article {', '.join(unknown)} in data/articles.ttl")
        at_hand = (
            find_texts(self.folder, (item.sha256 for item in known.values())) if self.folder.is_dir() else {}
        )
        wishes = []
        for slug in slugs or known:
            address = self.workspace.reference.value(thing("article", slug), SDO.url)
            if address is None and slugs:
                raise CallError(f"the record of {slug} has no address (schema:url)")
            if (
                address is None
                or known[slug].sha256 in at_hand
                or (self._edition(slug).exists() and not again)
            ):
                continue
            wishes.append(Wish(slug, known[slug].sha256, str(address)))
        return wishes

    def fetch(self, wish: Wish) -> str:
        """Fetch one text and store it.

        Returns:
            What became of it, in a line or several.

        Raises:
            SourceError: it cannot be fetched.
            OSError: it cannot be stored.
        """
        text = self.publishers.read(wish.address).text
        if sha256_of(text) == wish.sha256:
            save(self.folder / f"{wish.slug}.txt", text)
            return f"{wish.slug}: the text that was annotated"
        outcome = anchored(text, self._annotations(wish.slug))
        save(self._edition(wish.slug), text)
        save(self.editions / f"{wish.slug}.anchors.json", _anchors(wish.slug, text, outcome))
        told = (
            f"{wish.slug}: another edition of the text; {len(outcome.found)} of "
            f"{len(outcome.found) + len(outcome.lost)} annotations stand in it word for word"
        )
        return "\n".join([told, *(f"  not: {iri_of(item)}" for item in outcome.lost)])

    def _edition(self, slug: str) -> Path:
        # Not called .txt: what lies in the corpus folder under that name counts as a text of the dataset.
        return self.editions / f"{slug}.text"

    def _annotations(self, slug: str) -> list[Evidence | Mention]:
        files = [file for file in self.workspace.annotation_files if file.article == slug]
        return [item for file in files for item in from_graph(read_turtle(file.path))]


def _anchors(slug: str, text: str, outcome: Anchored) -> str:
    record = {
        "article": slug,
        "sha256": sha256_of(text),
        "anchors": [
            {"annotation": iri_of(item), "start": span.start, "end": span.end} for item, span in outcome.found
        ],
        "lost": [iri_of(item) for item in outcome.lost],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
