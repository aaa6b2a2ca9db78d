"""A citation in the forms that people and their reference managers read: text, BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from communique.release.bibtex import bibtex_entry, in_tex, on_one_line
from communique.release.provenance import LICENCE
from communique.release.publication import LICENCE_NAME, PUBLISHER_NAME, TITLE


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation of the dataset, or of one of its records, says."""

    key: str
    """What a reference manager finds it by: letters, digits, hyphens."""
    title: str
    """Of the record; empty for the dataset as a whole."""
    address: str
    """The IRI of what is cited."""
    version: str
    """Of the dataset, as far as it stands in citations."""
    date: str
    """YYYY-MM-DD, or empty where nothing is dated."""
    note: str = ""
    """What else a reader of the citation should know, as sentences."""
    author: str = PUBLISHER_NAME

    @property
    def whole_title(self) -> str:
        """The title of the record, or that of the dataset."""
        return self.title or TITLE

    @property
    def licence_note(self) -> str:
        """The licence as a sentence, after the note if there is one."""
        return f"{self.note} Licence: {LICENCE_NAME}, {LICENCE}".strip()


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """A form of citations."""

    label: str
    media_type: str
    write: Callable[[Citation], str]
    is_download: bool = True
    """Whether a browser should put it away instead of showing it."""


def as_text(citation: Citation) -> str:
    """The citation as one line for a list of references."""
    year = f" ({citation.date[:4]})" if citation.date else ""
    title = f"“{citation.title}”. In: {TITLE}" if citation.title else TITLE
    note = f" {citation.note}" if citation.note else ""
    return on_one_line(
        f"{citation.author}{year}: {title}. Version {citation.version}. {citation.address}.{note} "
        f"Licence: {LICENCE_NAME}."
    )


def as_bibtex(citation: Citation) -> str:
    """The citation as an entry for BibTeX and biblatex, in UTF-8."""
    # In further braces: a group has no first and last names, and titles keep their capitals.
    fields = {
        "author": f"{{{in_tex(citation.author)}}}",
        "title": f"{{{in_tex(citation.whole_title)}}}",
        **({"howpublished": in_tex(f"In: {TITLE}")} if citation.title else {}),
        **({"year": citation.date[:4], "date": citation.date} if citation.date else {}),
        "version": in_tex(citation.version),
        "url": citation.address,
        "note": in_tex(f"Dataset version {citation.version}. {citation.licence_note}"),
    }
    return f"{bibtex_entry(citation.key, fields)}\n"


def as_ris(citation: Citation) -> str:
    """The citation as a record for EndNote, Zotero and their like."""
    lines = [
        ("TY", "DATA"),
        ("ID", citation.key),
        ("AU", citation.author),
        ("TI", citation.whole_title),
        *([("T2", TITLE)] if citation.title else []),
        *([("PY", citation.date[:4]), ("DA", citation.date.replace("-", "/"))] if citation.date else []),
        ("ET", citation.version),
        ("PB", PUBLISHER_NAME),
        ("UR", citation.address),
        ("N1", citation.licence_note),
        ("ER", ""),
    ]
    # A comma would part a family name from a given one.
    return "".join(
        f"{tag}  - {on_one_line(value).replace(',', ' ') if tag == 'AU' else on_one_line(value)}\r\n"
        for tag, value in lines
    )


def as_csl_json(citation: Citation) -> str:
    """The citation as CSL-JSON, which has no place for a licence but a note."""
    issued = [int(part) for part in citation.date.split("-")] if citation.date else []
    item = {
        "id": citation.key,
        "type": "dataset",
        "author": [{"literal": citation.author}],
        "title": on_one_line(citation.whole_title),
        **({"container-title": TITLE} if citation.title else {}),
        **({"issued": {"date-parts": [issued]}} if issued else {}),
        "publisher": PUBLISHER_NAME,
        "version": citation.version,
        "URL": citation.address,
        "note": on_one_line(citation.licence_note),
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


CITATION_FORMATS: Mapping[str, CitationFormat] = {
    "bib": CitationFormat("BibTeX", "application/x-bibtex; charset=utf-8", as_bibtex),
    "ris": CitationFormat("RIS", "application/x-research-info-systems; charset=utf-8", as_ris),
    "json": CitationFormat("CSL-JSON", "application/vnd.citationstyles.csl+json", as_csl_json),
    "txt": CitationFormat("text", "text/plain; charset=utf-8", lambda cited: f"{as_text(cited)}\n", False),
}
"""The forms by their suffix."""
