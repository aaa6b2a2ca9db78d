"""What is cited: the dataset as a whole, or one of its records, in the version that is served."""

from __future__ import annotations

import hashlib
import re

from communique.vocabulary import DATASET, SDO, dataset_version_iri, kind_and_slug
from communique.web.citing import VERSION_DIGITS
from communique.web.details import Details
from communique.web.records import PositionRecord, find_positions
from communique.web.rendering import day, external
from communique.web.served import ServedDataset
from communique.web.site.citations.formats import Citation
from communique.web.site.wording import sentence

_LONGEST_KEY = 100
_UNUSUAL = re.compile(r"[^A-Za-z0-9]+")


def cite_dataset(served: ServedDataset) -> Citation:
    """The citation of the dataset as a whole."""
    address = dataset_version_iri(served.version)
    return _citation(served, str(address), str(DATASET).rpartition("/")[2], "")


def cite_position(served: ServedDataset, record: PositionRecord) -> Citation:
    """The citation of a position."""
    return _citation(served, record.id, _name(record.id), sentence(record))


def cite(served: ServedDataset, iri: str) -> Citation:
    """The citation of a thing of the dataset, whatever its kind.

    Args:
        served: the dataset.
        iri: the thing; the dataset has it.
    """
    kind, slug = kind_and_slug(iri) or ("", iri)
    if kind == "position":
        found = find_positions(served, {"position": iri}, limit=1).positions
        if found:
            return cite_position(served, found[0])
    if kind == "article":
        return _cite_article(served, iri)
    label = served.things.label(iri)
    title = f"{label}: positions recorded on the agreement" if kind == "agreement" else label
    return _citation(served, iri, _name(iri), title or slug)


def _cite_article(served: ServedDataset, iri: str) -> Citation:
    """The citation of the record of an article, which names the article but is another work than it."""
    details = Details(served, [iri])
    outlet = details.one(iri, str(SDO.publisher))
    published = day(details.one(iri, str(SDO.datePublished)) or "").partition(",")[0]
    told = ", ".join(part for part in (served.things.label(outlet) if outlet else "", published) if part)
    url = external(details.one(iri, str(SDO.url)) or "")
    return _citation(
        served,
        iri,
        _name(iri),
        f"Record of the article ‘{served.things.label(iri)}’" + (f" ({told})" if told else ""),
        f"The article itself: {url}." if url else "",
    )


def _citation(served: ServedDataset, address: str, name: str, title: str, note: str = "") -> Citation:
    version = served.version[:VERSION_DIGITS]
    return Citation(f"communique-{version}-{name}", title, address, version, served.last_recorded, note)


def _name(iri: str) -> str:
    """A thing’s name within a citation key, short enough for one."""
    name = "/".join(kind_and_slug(iri) or ("", iri))
    plain = _UNUSUAL.sub("-", name)
    if len(plain) <= _LONGEST_KEY:
        return plain
    return f"{plain[:_LONGEST_KEY]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
