import csv
import io

from cli.calling import call
from sample.workspace import REPOSITORY
from web.site.looked_at import ask, words


def test_the_page_shows_what_the_command_prints(client):
    page = ask(client, "/method")
    (table,) = page.xpath("//div[@aria-labelledby='agreement']/table")
    shown = [[words(cell) for cell in row.xpath("th | td")] for row in table.xpath(".//tr")]
    (command,) = {
        words(code) for code in page.xpath("//code") if words(code).startswith("communique evaluate")
    }
    done = call(REPOSITORY, *command.split()[1:], "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    printed = list(csv.reader(io.StringIO(done.stdout)))
    assert shown == printed
    assert len(shown) == 5 + 2  # a header, five articles and all of them


def test_it_leads_to_rules_and_terms(client):
    page = ask(client, "/method")
    for address in page.xpath("//main//a/@href"):
        assert client.get(address.partition("#")[0], headers={"Accept": "text/html"}).status_code == 200
    assert {"/ontology", "/shapes", "/ontology#stances"} <= set(page.xpath("//main//a/@href"))
    for anchor in ("stances", "renderings"):
        assert ask(client, "/ontology").xpath(f"//*[@id='{anchor}']")


def test_it_says_from_when_to_when_things_were_said(client):
    # June 2021 is known to the month for some, to the day for others.
    assert "said from 10 June 2021 to 10 June 2021" in words(ask(client, "/method"))
