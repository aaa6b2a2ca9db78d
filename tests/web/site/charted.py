"""Reading the pages of charts: the cells of tables as texts, links, and whether the marks of a page hold."""

from __future__ import annotations

import contextlib
from html.parser import HTMLParser

from communique.graph.annotations import to_graph
from communique.graph.turtle import write_turtle
from communique.model import ArticleAnnotations, Evidence, Position, Quote, Span, Thing
from communique.release.build import build
from communique.store.workers.pool import PoolSettings
from communique.web.limits import ServiceLimits
from communique.workspace import save
from sample.fixtures import serving
from sample.workspace import ACCORD, DAY, HERALD, WHEN, accepts, make_workspace

HTML = {"Accept": "text/html,*/*;q=0.8"}


@contextlib.contextmanager
def with_a_machine_finding(folder):
    """A client of the sample in which Berg calls for one clause more, as no person has found."""
    workspace = make_workspace(folder)
    call = Position("anna-berg", "calls-for", Thing("provision", f"{ACCORD}/10"), DAY, on_behalf_of="norland")
    words, place = "it must enter into force", Span(700, 724)
    found = Evidence(
        HERALD, "machine", place, Quote(words), call, "indirect-speech", "machine", WHEN,
        "", 0.5,
    )  # fmt: skip
    item = ArticleAnnotations(HERALD, "machine", (found,), ())
    save(folder / "data" / "annotations" / f"machine/{HERALD}.ttl", write_turtle(to_graph(item)))
    build(workspace, None, validator=accepts)
    with serving(workspace, ServiceLimits(pool=PoolSettings(workers=1))) as client:
        yield client


class Page(HTMLParser):
    """A page taken apart; what is opened must be closed, and nothing carries its own style or handler."""

    EMPTY = frozenset({"meta", "link", "input", "br"})

    def __init__(self, text):
        super().__init__()
        self.text, self.links, self.tables, self.inputs = text, [], [], []
        self._open, self._cell = [], None
        self.feed(text)
        assert self._open == []

    @classmethod
    def of(cls, client, path, status=200, **parameters):
        """The page at an address."""
        answer = client.get(path, params=parameters or None, headers=HTML)
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"].startswith("text/html")
        return cls(answer.text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        assert tag != "style"
        assert not {"style", "onclick", "onload"} & set(given)
        if tag not in self.EMPTY:
            self._open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell = []
        elif tag in ("br", "li") and self._cell is not None:
            self._cell.append(" ")
        elif tag == "a":
            self.links.append(given["href"])
        elif tag == "input":
            self.inputs.append(given)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.EMPTY:
            self._open.pop()

    def handle_endtag(self, tag):
        assert self._open.pop() == tag
        if tag in ("td", "th"):
            self.tables[-1][-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data):
        if self._cell is not None:
            self._cell.append(data)

    def ticked(self, name):
        """The values that are ticked under a name."""
        return [field["value"] for field in self.inputs if field["name"] == name and "checked" in field]

    def typed(self, name):
        """What stands in the field of text of a name."""
        return [field["value"] for field in self.inputs if field["name"] == name and "type" not in field]
