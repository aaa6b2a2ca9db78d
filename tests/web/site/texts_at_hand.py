"""The sample with texts at hand, invented like all of it, and with evidence that overlaps."""

import contextlib
import functools

import pytest

from communique.corpus.canonical import sha256_of
from communique.graph.annotations import to_graph
from communique.graph.turtle import write_turtle
from communique.model import ArticleAnnotations, Evidence, Position, Quote, QuoteRange, Span, Thing
from communique.release.build import build
from communique.store.workers.pool import PoolSettings
from communique.web.limits import ServiceLimits
from communique.web.service import Service
from communique.web.texts import ShownTexts
from communique.workspace import save
from sample.fixtures import serving
from sample.workspace import ACCORD, DAY, HERALD, WHEN, accepts, make_workspace

_FILLER = "The mill stands by the water. " * 40
_PLACED = {
    # One character that takes two units in UTF-16, and what would be markup if it were not escaped.
    0: "🛶 <i>River & bank</i>. ",
    40: "as the bridge order says, Berg noted",
    280: ". In the hall. ",
    300: "Let the ferries",
    398: ".\n\n",
    491: "said Berg",
    500: ". After the words. ",
    600: "Sudmark stands by the accord",
}


def _text() -> str:
    letters = list(_FILLER)
    for start, words in _PLACED.items():
        letters[start : start + len(words)] = words
    return "".join(letters)[:1200]


TEXT = _text()
"""The text of the article of the Morning Herald; what the sample records of it stands at its places."""

DENIAL = Position("carl-dahl", "rejects", Thing("agreement", ACCORD), DAY, on_behalf_of="sudmark")
OVERLAPPING = Evidence(
    HERALD, "machine", Span(460, 640),
    QuoteRange(Quote(TEXT[460:475]), Quote(TEXT[625:640])), DENIAL, "indirect-speech", "machine", WHEN, "",
    confidence=0.5,
)  # fmt: skip
"""Found by the machine: it begins within the call of the sample, and goes on over the affirmation."""


def make(folder):
    """The workspace, built, and beside it a folder that holds the text under a name that says nothing."""
    workspace = make_workspace(folder / "workspace")
    articles = workspace.articles_file.read_text(encoding="utf-8")
    save(workspace.articles_file, articles.replace("0" * 63 + "1", sha256_of(TEXT)))
    found = ArticleAnnotations(HERALD, "machine", (OVERLAPPING,))
    save(workspace.root / "data/annotations/machine" / f"{HERALD}.ttl", write_turtle(to_graph(found)))
    build(workspace, None, validator=accepts)
    texts = folder / "texts"
    (texts / "deeper").mkdir(parents=True)
    (texts / "deeper" / "1.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    return workspace, texts


@contextlib.contextmanager
def serving_texts(workspace, folder):
    """A client of a service that shows the texts of a folder; None for one that shows no texts."""
    texts = None if folder is None else ShownTexts(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sample.fixtures.Service", functools.partial(Service, shown_texts=texts))
        with serving(workspace, ServiceLimits(pool=PoolSettings(workers=1))) as client:
            yield client
