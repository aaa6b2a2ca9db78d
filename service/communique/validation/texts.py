"""The texts of the articles: which are at hand, and whether they are the ones that the records describe."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Graph

from communique.corpus.canonical import sha256_of
from communique.corpus.folder import find_texts, texts_in
from communique.model import Evidence, Mention, Quote
from communique.validation.report import Finding
from communique.vocabulary import CQ, RDF, kind_and_slug, thing

COMPARISON_LIMIT = 10_000
"""Most pairs of (record without text, text without record) that are looked at for a changed text."""

_SHA256 = re.compile("[0-9a-f]{64}")

NO_CORPUS = "no corpus folder was given"


@dataclass(frozen=True, slots=True)
class Record:
    """What an article record says of its text; None where it says nothing usable."""

    sha256: str | None
    length: int | None


def records(reference: Graph) -> dict[str, Record]:
    """What the article records say of their texts, by article slug; faults in them are left to the shapes."""
    found = {}
    for node in reference.subjects(RDF.type, CQ.Article):
        named = kind_and_slug(str(node))
        sha256, length = reference.value(node, CQ.sha256), str(reference.value(node, CQ.length))
        if named:
            found[named[1]] = Record(
                str(sha256) if sha256 and _SHA256.fullmatch(str(sha256)) else None,
                int(length) if length.isdecimal() else None,
            )
    return dict(sorted(found.items()))


@dataclass(frozen=True)
class Texts:
    """The texts at hand, by article slug, and why others are not."""

    at_hand: Mapping[str, str]
    folder: Path | None
    missing: frozenset[str]
    """Articles whose record has a sound SHA-256 of its own, but whose text is not there."""
    ambiguous: frozenset[str] = frozenset()
    """Articles whose record has no SHA-256, or that of another article; these have findings of their own."""
    strangers: Mapping[str, str] = field(default_factory=dict)
    """Texts that no record describes, by file name; only read if a text is missing."""

    def state(self, article: str) -> str:
        """What a check of an article's spans depends on: its text, or that there is none."""
        text = self.at_hand.get(article)
        return (
            hashlib.sha256(text.encode()).hexdigest() if text is not None else f"absent: {self.why(article)}"
        )

    def why(self, article: str) -> str:
        """Why an article's spans cannot be compared with its text."""
        if self.folder is None:
            return NO_CORPUS
        if article in self.ambiguous:
            return f"the record of {article} has no SHA-256 of its own"
        return f"the corpus holds no text with the SHA-256 recorded for {article}"


def find(folder: Path | None, known: Mapping[str, Record]) -> Texts:
    """Look for the texts of the articles.

    Raises:
        CorpusError: a folder was named that does not exist.
    """
    uses = Counter(record.sha256 for record in known.values())
    hashes = {
        slug: record.sha256 for slug, record in known.items() if record.sha256 and uses[record.sha256] == 1
    }
    by_hash = find_texts(folder, [record.sha256 for record in known.values() if record.sha256])
    at_hand = {slug: by_hash[sha256] for slug, sha256 in hashes.items() if sha256 in by_hash}
    missing = hashes.keys() - at_hand.keys()
    strangers = _strangers(folder, set(by_hash)) if folder is not None and missing else {}
    return Texts(at_hand, folder, frozenset(missing), frozenset(known.keys() - hashes.keys()), strangers)


def _strangers(folder: Path, described: set[str]) -> dict[str, str]:
    """The texts of a folder, by file name, that no record describes."""
    return {
        str(path.relative_to(folder)): text
        for path, text in texts_in(folder)
        if sha256_of(text) not in described
    }


def check_lengths(texts: Texts, known: Mapping[str, Record], file: str) -> list[Finding]:
    """Compare the length of each text at hand with its record, which ``file`` holds."""
    return [
        Finding(
            file,
            str(thing("article", slug)),
            "text-length",
            f"The text of this article has {len(text)} characters, the record says {length}; "
            "correct cq:length.",
            value=str(length),
        )
        for slug, text in sorted(texts.at_hand.items())
        if (length := known[slug].length) is not None and length != len(text)
    ]


def check_strangers(
    texts: Texts, items: Mapping[str, Iterable[Evidence | Mention]], file: str
) -> list[Finding]:
    """Look for changed texts: a text without record that holds the quotes of an article without text.

    If half the quotes stand at their very offsets, the text is that of the article, and text or record was
    changed: an error. If half stand there at all, it may be another edition: a warning.

    Args:
        texts: the texts at hand, and those that no record describes.
        items: the annotations of each article whose text is missing.
        file: the file of the article records.
    """
    if len(texts.missing) * len(texts.strangers) > COMPARISON_LIMIT:
        return []
    findings = []
    for article in sorted(texts.missing & items.keys()):
        quotes = [_first_quote(item) for item in items[article]]
        for name, text in texts.strangers.items():
            standing = sum(text[start : start + len(words)] == words for start, words in quotes)
            present = sum(words in text for _, words in quotes)
            if quotes and 2 * max(standing, present) >= len(quotes):
                findings.append(_changed(file, article, name, text, surely=2 * standing >= len(quotes)))
    return findings


def _first_quote(item: Evidence | Mention) -> tuple[int, str]:
    quote = item.selector if isinstance(item.selector, Quote) else item.selector.first
    return item.span.start, quote.exact


def _changed(file: str, article: str, name: str, text: str, *, surely: bool) -> Finding:
    return Finding(
        file,
        str(thing("article", article)),
        "text-hash",
        f"The text {name} holds the words quoted from this article but has another SHA-256 than the record; "
        "restore the text as it was annotated, or, if the record is wrong, write the SHA-256 given here.",
        severity="error" if surely else "warning",
        value=sha256_of(text),
    )
