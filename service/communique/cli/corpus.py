"""Commands on article texts: `corpus add`, `corpus fetch`. Texts stay on this machine, out of the dataset."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from communique.cli.common import (
    CallError,
    CorpusOption,
    QuietOption,
    WorkspaceOption,
    corpus_folder,
    one_line,
    open_workspace,
    progress_printer,
    read_settings,
)
from communique.cli.machine import OutletOption, PublishedOption, read_day

EDITIONS = "editions"
"""The folder, within the corpus, of texts that differ from those that were annotated."""

corpus_app = typer.Typer(
    name="corpus",
    help="Keep article texts at hand: they belong to their publishers and are no part of the dataset.",
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    corpus_app.command(
        epilog="Example: communique corpus add https://example.org/news/1 --outlet massis-post"
    )(add)
    corpus_app.command(
        epilog="Example: communique corpus fetch massis-post-2023-03-20-lavrov-proposes-models"
    )(fetch)
    app.add_typer(corpus_app)


def add(
    source: Annotated[str, typer.Argument(help="Text or HTML file, or address (http, https).")],
    outlet: OutletOption = None,
    published: PublishedOption = None,
    url: Annotated[str | None, typer.Option(help="Where the article is published.")] = None,
    headline: Annotated[
        str | None, typer.Option(help="(default: the first line, or what the page says)")
    ] = None,
    language: Annotated[
        str, typer.Option(help="Its language where the page does not say it (BCP 47).")
    ] = "en",
    machine_translated: Annotated[
        bool, typer.Option("--machine-translated", help="The text was translated by machine.")
    ] = False,
    workspace: WorkspaceOption = Path(),
    corpus: CorpusOption = None,
    quiet: QuietOption = False,
) -> None:
    """Store the canonical text of an article, and print its record for data/articles.ttl."""
    from dataclasses import replace

    from communique.annotator.machine.session import Given, Session
    from communique.cli.machine_sources import fetch_limits
    from communique.corpus.reading.errors import SourceError
    from communique.corpus.reading.reader import is_address
    from communique.corpus.records import RecordError, article_record, article_slug
    from communique.graph.turtle import write_turtle
    from communique.workspace import save

    opened = open_workspace(workspace)
    day = read_day(published)
    session = Session(opened, limits=fetch_limits())
    try:
        article = session.read(source if is_address(source) else Path(source), Given(outlet, day, url))
        _refuse_known(article.slug)
        article = replace(article, headline=headline or article.headline)
        record = article_record(
            article,
            date_source=_date_source(day is not None, is_page=article.address is not None),
            language=language,
            machine_translated=machine_translated,
        )
    except (SourceError, RecordError) as error:
        raise CallError(f"{source}: {error}") from error
    folder = corpus_folder(opened, corpus) or opened.root / "corpus"
    path = folder / f"{article_slug(article)}.txt"
    save(path, article.text)
    progress_printer(quiet)(f"text stored in {path}; paste this into data/articles.ttl")
    print(write_turtle(record), end="")
    if article.outlet not in session.outlets.slugs and not quiet:
        print(
            f"communique: the data know no outlet '{article.outlet}'; add it to data/reference/outlets.ttl",
            file=sys.stderr,
        )


def _refuse_known(slug: str | None) -> None:
    if slug:
        raise CallError(f"the data have a record of this very text, {slug}; nothing is to be added")


def _date_source(is_given: bool, *, is_page: bool) -> str:
    if is_given:
        return "Given by whoever added the article."
    return "As the page states it." if is_page else "It stands beside the headline or in the dateline."


def fetch(
    articles: Annotated[
        list[str] | None, typer.Argument(help="Slugs of articles. (default: all whose text is not at hand)")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Fetch again what was found to differ.")] = False,
    workspace: WorkspaceOption = Path(),
    corpus: CorpusOption = None,
    quiet: QuietOption = False,
) -> None:
    """Fetch the texts of known articles from their publishers, one at a time and with pauses.

    A text that is the one that was annotated, character by character, goes to the corpus folder. One that
    differs goes to editions/ there, with the places of the annotations whose words stand in it exactly; the
    others are listed.
    """
    from communique.cli.corpus_fetching import Fetching
    from communique.cli.machine_sources import fetch_limits
    from communique.corpus.publishers import Publishers

    opened = open_workspace(workspace)
    folder = corpus_folder(opened, corpus) or opened.root / "corpus"
    publishers = Publishers(fetch_limits(), read_settings().fetch_pause_seconds)
    fetching = Fetching(opened, folder, publishers, folder / EDITIONS)
    wanted = fetching.wanted(articles or [], again=again)
    tell = progress_printer(quiet)
    failed = 0
    for number, wish in enumerate(wanted, start=1):
        tell(f"{number} of {len(wanted)}: {wish.slug}")
        try:
            print(fetching.fetch(wish))
        except (OSError, ValueError) as error:
            failed += 1
            one_line(f"{wish.slug}: {error}", status=1)
    if failed:
        raise typer.Exit(1)
