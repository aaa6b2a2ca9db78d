"""The views for people: the whole text with what was found in it, fit for a terminal and for a browser."""

import io
import re
from dataclasses import replace

import lxml.html
import pytest
from rich.console import Console

from annotator.machine.invented import CALL, FOUND, TEXT, mention, proposal
from communique.annotator.knowledge import ProposedActor
from communique.annotator.machine.names import Names
from communique.annotator.machine.pieces import paragraphs
from communique.annotator.machine.record import LeftOut
from communique.annotator.machine.report import html_report
from communique.annotator.machine.software import Software
from communique.annotator.machine.terminal import terminal_view
from communique.annotator.proposal import MachineAnnotations
from communique.corpus.reading.reader import read_article
from communique.model import Thing

NAMES = Names(
    {
        Thing("actor", "ada-north"): "Ada North",
        Thing("actor", "ben-south"): "Ben <b>South</b>",
        Thing("stance", "calls-for"): "calls for",
        Thing("provision", "river-statement-2020-05-04/2"): "Point 2",
        Thing("rendering", "indirect-speech"): "indirect speech",
    },
    {
        "calls-for": "affirmative",
        "criticises": "critical",
        "commits-to": "affirmative",
        "affirms": "affirmative",
    },
)
SOFTWARE = Software("9.9", "0" * 64, None, None)
ARTICLE = read_article(TEXT.encode(), outlet="river-wire")
HOSTILE = (
    'Ministers <script>alert(1)</script> meet & "talk"\n\n'
    "Ada North said \x1b[31mred\x1b[0m \u202etxet\u202c <img src=x onerror=y>.\n"
)


def printed(article, found, *, colours=False):
    console = Console(file=io.StringIO(), width=120, force_terminal=colours, markup=False, highlight=False)
    console.print(terminal_view(article, found, NAMES, title="wire.txt"))
    return console.file.getvalue()


def report(article, found, **more):
    return html_report(article, found, NAMES, software=SOFTWARE, **more)


def test_the_pieces_are_the_whole_text():
    lines = ["".join(piece.text for piece in pieces) for pieces in paragraphs(ARTICLE, FOUND)]
    assert lines == [line for line in TEXT.split("\n") if line]


def test_each_piece_knows_what_it_is_part_of():
    pieces = [piece for line in paragraphs(ARTICLE, FOUND) for piece in line]
    call = [piece for piece in pieces if any(item.proposal.position == CALL for item in piece.proposals)]
    assert "".join(piece.text for piece in call).startswith("Ada North said that the crossing must")
    begun = [any(item.proposal.position == CALL for item in piece.begins) for piece in call]
    assert begun == [True, *[False] * (len(call) - 1)]
    assert [piece.text for piece in pieces if piece.mention][1] == "Ada North"
    assert [piece.text for piece in pieces if piece.region][:2] == [
        "Ministers meet in Harbour City",
        "HARBOUR CITY —",
    ]


def test_evidence_over_two_paragraphs_is_marked_in_both():
    words = "on Monday. … Ada North said that the crossing must"
    found = MachineAnnotations((), (proposal(CALL, words),))
    lines = [line for line in paragraphs(ARTICLE, found) if any(piece.proposals for piece in line)]
    assert len(lines) == 2
    assert [any(piece.begins for piece in line) for line in lines] == [True, False]


def test_the_terminal_shows_text_legend_and_list():
    shown = printed(ARTICLE, FOUND)
    assert "[1+]Ada North said that the crossing must be reopened" in shown
    assert "Ada North calls for Point 2" in shown
    assert re.search(r"1\s+Ada North calls for Point 2\s+2023-06-12\s+indirect speech\s+0\.91", shown)
    assert "+ affirmative" in shown
    assert "Events not in the data: statement-south-2023-06-12" in shown
    assert "the envoy" in shown


def test_colours_only_go_to_terminals():
    assert "\x1b[" in printed(ARTICLE, FOUND, colours=True)
    assert "\x1b[" not in printed(ARTICLE, FOUND)


def test_an_article_without_positions_says_so():
    assert "No position was found." in printed(ARTICLE, MachineAnnotations((), ()))
    assert "No position was found." in report(ARTICLE, MachineAnnotations((), ()))


def test_an_article_cannot_take_over_the_terminal():
    article = read_article(HOSTILE.encode())
    shown = printed(article, MachineAnnotations((), ()))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
    assert "�[31mred�[0m" in shown


def test_an_article_cannot_put_anything_into_the_report():
    article = read_article(HOSTILE.encode(), address="javascript:alert(1)")
    page = report(article, MachineAnnotations((), ()), left_out=(LeftOut("<i>what</i>", "<i>why</i>"),))
    tree = lxml.html.document_fromstring(page)
    assert tree.xpath("//script | //img | //i | //iframe") == []
    assert [link for link in tree.xpath("//@href") if not link.startswith("#")] == []
    assert "<script>alert(1)</script>" in tree.xpath("string(//h1)")
    assert "\x1b" not in page


def test_the_report_needs_nothing_from_elsewhere():
    tree = lxml.html.document_fromstring(report(ARTICLE, FOUND))
    assert tree.xpath("//@src | //link | //script") == []
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_the_report_leads_from_text_to_list_and_back():
    tree = lxml.html.document_fromstring(report(ARTICLE, FOUND))
    identifiers = tree.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    links = [link.removeprefix("#") for link in tree.xpath("//a/@href") if link.startswith("#")]
    assert len(links) == 2 * len(FOUND.proposals)
    assert set(links) <= set(identifiers)


def test_the_report_holds_the_whole_text_and_all_that_was_found():
    page = report(ARTICLE, FOUND, left_out=(LeftOut("a claim", "not in the data: actor/x"),))
    tree = lxml.html.document_fromstring(page)
    for link in tree.xpath("//a[@class='ref']"):
        link.drop_tree()
    lines = ["".join(line.itertext()).strip() for line in tree.xpath("//div[@class='article']/p")]
    assert lines == [line for line in TEXT.split("\n") if line]
    whole = tree.text_content()
    for words in ("Ada North calls for Point 2", "confidence 0.91", "statement-south-2023-06-12", "the envoy",
                  "Not recorded: a claim", "9.9, by rules only"):  # fmt: skip
        assert words in whole


@pytest.mark.parametrize("element", ["h1", "main", "title"])
def test_the_report_has_the_parts_that_readers_of_screens_go_by(element):
    tree = lxml.html.document_fromstring(report(ARTICLE, FOUND))
    assert len(tree.xpath(f"//{element}")) == 1
    assert tree.get("lang") == "en"


def test_names_are_shown_as_they_are():
    found = MachineAnnotations((mention("Ben South", "actor/ben-south"),), ())
    assert "Ben &lt;b&gt;South&lt;/b&gt;" in report(ARTICLE, found)


def test_an_actor_whom_the_data_lack_is_shown_by_name_as_proposed():
    vale = ProposedActor("cleo-vale", "person", "Cleo Vale")
    found = MachineAnnotations(
        mentions=(mention("Cleo Vale", "actor/cleo-vale"),),
        proposals=(proposal(replace(CALL, holder="cleo-vale"), "Cleo Vale"),),
        proposed=(vale,),
    )
    for view in (printed(ARTICLE, found), report(ARTICLE, found)):
        assert "Cleo Vale (proposed) calls for" in " ".join(view.split())
