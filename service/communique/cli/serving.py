"""Commands on the compiled dataset: `query`, `serve`."""

from __future__ import annotations

import logging
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.common import (
    CallError,
    CorpusOption,
    QuietOption,
    WorkspaceArgument,
    WorkspaceOption,
    corpus_folder,
    one_line,
    open_workspace,
    print_table,
    progress_printer,
    read_settings,
)

if TYPE_CHECKING:
    from communique.store.embedded import EmbeddedStore
    from communique.store.protocol import Term


class AnswerFormat(StrEnum):
    """How the answer of a query is printed."""

    table = "table"
    json = "json"
    csv = "csv"
    ttl = "ttl"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(
        epilog="Example: communique query queries/positions-of-actor.rq -p actor=sergey-lavrov --format csv"
    )(query)
    app.command(epilog="Example: PORT=9000 communique serve .")(serve)


def query(
    file: Annotated[str, typer.Argument(help="A file with a SPARQL query, or - for standard input.")],
    workspace: WorkspaceOption = Path(),
    output: Annotated[
        AnswerFormat | None,
        typer.Option("--format", help="How to print. (default: table, for a graph ttl)", show_default=False),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            "-p",
            metavar="NAME=VALUE",
            help="Value of a parameter of a canned query; once for each parameter.",
        ),
    ] = None,
) -> None:
    """Answer a SPARQL query, or a canned one with its parameters, from the current build."""
    from communique.release.opening import open_store
    from communique.release.tidy import write_tidily
    from communique.store.protocol import Form
    from communique.store.safety import check
    from communique.store.tokens import plain_text

    text = plain_text(sys.stdin.read() if file == "-" else _read(Path(file)))
    store = open_store(open_workspace(workspace))
    # A query file from elsewhere must not open connections either.
    form = check(text, store.graphs)
    if form is Form.graph and output not in (None, AnswerFormat.ttl):
        raise CallError(f"a CONSTRUCT or DESCRIBE query gives a graph; '{output}' cannot hold it, ttl can")
    if form is not Form.graph and output is AnswerFormat.ttl:
        raise CallError("a SELECT or ASK query gives no graph; choose table, json or csv")
    answer = store.query(text, bindings=_bindings(store, file, text, param or []))
    if form is Form.graph:
        _print_bytes(write_tidily(answer.serialise("application/n-triples"), "text/turtle"))
    elif output is AnswerFormat.json:
        _print_bytes(answer.serialise("application/sparql-results+json") + b"\n")
    elif output is AnswerFormat.csv:
        _print_bytes(answer.serialise("text/csv"))
    elif form is Form.boolean:
        print(answer.serialise("text/csv").decode().strip())
    else:
        rows = [[_short(row.get(name)) for name in answer.variables] for row in answer.rows()]
        print_table(answer.variables, rows)


def serve(
    workspace: WorkspaceArgument = Path(),
    corpus: CorpusOption = None,
    host: Annotated[
        str | None,
        typer.Option(help="Address to bind to. (default: HOST, else 127.0.0.1)", show_default=False),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            help="Port; 0 takes any free one. (default: PORT, else 8000)",
            show_default=False,
        ),
    ] = None,
    store: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="A SPARQL store that holds the dataset (see `communique publish`) and answers instead "
            "of the build. (default: COMMUNIQUE_STORE, else none)",
            show_default=False,
        ),
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Validate, build and serve the dataset until Ctrl-C; a newer build is served as soon as it is there.

    Limits on time, memory and length are set by the environment; docs/operating.md lists them.
    """
    from communique.release.build import BuildRefused, build
    from communique.web.serve import listen
    from communique.web.serve import serve as run

    opened = open_workspace(workspace)
    given = (("host", host), ("port", port), ("store", store), ("corpus", corpus))
    chosen = {name: value for name, value in given if value is not None}
    settings = read_settings().model_copy(update=chosen)
    listen(settings.host, settings.port).close()  # a port in use should be told before the work, not after
    try:
        build(opened, corpus_folder(opened, corpus), progress=progress_printer(quiet))
    except BuildRefused as refused:
        print(refused.report.as_text())
        raise typer.Exit(one_line("the data do not conform, so they are not served", status=1)) from None
    tell = progress_printer(quiet)
    _log_to_standard_error(logging.WARNING if quiet else logging.INFO)
    run(
        opened,
        settings,
        announce=lambda address: tell(f"serving at {address} (Ctrl-C ends it)"),
    )


def _log_to_standard_error(level: int) -> None:
    """Have what the service tells of itself while it runs printed, each line with its time."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger("communique")
    logger.addHandler(handler)
    logger.setLevel(level)


def _bindings(store: EmbeddedStore, file: str, text: str, given: list[str]) -> dict[str, Term]:
    """The values of a canned query's parameters as terms; another query takes none."""
    from communique.store.canned import bind, read_query
    from communique.store.things import ThingIndex

    if "#+" not in text:
        if given:
            raise CallError("only a canned query (with a #+ header) has parameters; leave --param out")
        return {}
    pairs = [item.partition("=") for item in given]
    for name, separator, _ in pairs:
        if not separator:
            raise CallError(f"'{name}' should be written NAME=VALUE, for example actor=sergey-lavrov")
    parameters = read_query(Path(file).stem, text).parameters
    return bind(parameters, {name: value for name, _, value in pairs}, ThingIndex.of(store))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CallError(f"{path} is not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except OSError as error:
        raise CallError(f"{path} cannot be read: {error.strerror}") from error


def _print_bytes(content: bytes) -> None:
    sys.stdout.write(content.decode("utf-8"))


def _short(value: str | None) -> str | None:
    """An IRI as a prefixed name where one of our prefixes fits, everything else as it is."""
    from communique.vocabulary import PREFIXES

    if value is None:
        return None
    for prefix, namespace in PREFIXES.items():
        if value.startswith(namespace) and len(value) > len(namespace):
            return f"{prefix}:{value.removeprefix(namespace)}"
    return value
