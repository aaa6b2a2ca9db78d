"""The command on stores of others: `publish`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.common import CallError, QuietOption, WorkspaceOption, open_workspace, progress_printer

if TYPE_CHECKING:
    from communique.release.publish import Publication
    from communique.store.remote.http import Credentials

PASSWORD_VARIABLE = "COMMUNIQUE_STORE_PASSWORD"  # noqa: S105 - the name of a variable, not a password
_WHERE_TO_WRITE = (
    "say where the store is written to: --graph-store-url (Oxigraph: …/store, Virtuoso: "
    "…/sparql-graph-crud-auth), --update-url (Oxigraph: …/update, Virtuoso: …/sparql-auth), or better both"
)


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        epilog="Example: communique publish http://127.0.0.1:7878/query "
        "--update-url http://127.0.0.1:7878/update --graph-store-url http://127.0.0.1:7878/store"
    )(publish)


def publish(
    url: Annotated[str, typer.Argument(help="Address of the store's SPARQL query service.")],
    workspace: WorkspaceOption = Path(),
    release: Annotated[
        Path | None,
        typer.Option(
            "--release",
            help="Folder of a release to load. (default: the current build of the workspace)",
            show_default=False,
        ),
    ] = None,
    update_url: Annotated[
        str | None, typer.Option("--update-url", help="Address for SPARQL 1.1 updates.", show_default=False)
    ] = None,
    graph_store_url: Annotated[
        str | None,
        typer.Option(
            "--graph-store-url",
            help="Address of the SPARQL 1.1 Graph Store HTTP Protocol.",
            show_default=False,
        ),
    ] = None,
    user: Annotated[
        str | None,
        typer.Option(
            "--user", help=f"Who writes; the password is taken from {PASSWORD_VARIABLE}.", show_default=False
        ),
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Load the dataset into a SPARQL 1.1 store; run it again to go on, or to bring the store up to date."""
    from communique.release.build import current_build
    from communique.release.dataset_graphs import read_dataset_graphs
    from communique.release.publish import LIMITS
    from communique.release.publish import publish as run
    from communique.store.remote.graph_protocol import GraphWriter
    from communique.store.remote.http import RemoteHttp, checked_address

    if update_url is None and graph_store_url is None:
        raise CallError(_WHERE_TO_WRITE)
    for address in (url, update_url, graph_store_url):
        if address is not None:
            checked_address(address)
    http = RemoteHttp(_credentials(user), LIMITS)
    try:
        dataset = read_dataset_graphs(release or current_build(open_workspace(workspace)).path)
        writer = GraphWriter(http, update_url, graph_store_url)
        done = run(dataset, url, http, writer, progress=progress_printer(quiet))
    finally:
        http.close()
    print(done.version if quiet else _summary(done, url))


def _credentials(user: str | None) -> Credentials | None:
    from communique.store.remote.http import Credentials

    if user is None:
        return None
    password = os.environ.get(PASSWORD_VARIABLE)
    if password is None:
        raise CallError(
            f"the password of {user} is missing; put it in the environment as {PASSWORD_VARIABLE}"
        )
    return Credentials(user, password)


def _summary(done: Publication, url: str) -> str:
    text = (
        f"dataset version {done.version} is in {url}: {len(done.written)} graphs sent, "
        f"{len(done.kept)} in place already, {len(done.removed)} removed; "
    )
    if not done.counted_only:
        return text + "each read back and compared"
    return (
        text + f"{len(done.counted_only)} so large that only their triples were counted, the others compared"
    )
