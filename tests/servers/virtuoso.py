"""Virtuoso 7, of the Debian package ``virtuoso-opensource-7-bin``, started bare in a folder of its own."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from servers.oxigraph import Server
from servers.process import START_SECONDS, ServerFault, free_port, running

PACKAGE = "virtuoso-opensource-7-bin"
INSTALLER = Path(__file__).parents[2] / "service" / "install-debian.sh"

_SETTINGS = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200

[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx

[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CheckpointInterval = 0
MaxQueryMem = 500M
MaxSortedTopRows = {sorted_rows}
ThreadsPerQuery = 2

[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
ServerRoot = {folder}
ServerThreads = 10
MaxClientConnections = 10

[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 60
"""


@contextlib.contextmanager
def virtuoso_server(folder: Path, *, rows: int = 1_048_576, sorted_rows: int = 1_048_576) -> Iterator[Server]:
    """An empty Virtuoso with its database in a folder.

    Args:
        folder: an empty folder.
        rows: its own limit on the rows of an answer (ResultSetMaxRows).
        sorted_rows: its own limit on LIMIT with ORDER BY (MaxSortedTopRows).
    """
    password = secrets.token_hex(8)
    http_port = free_port()
    settings = folder / "virtuoso.ini"
    values = {"rows": rows, "sorted_rows": sorted_rows, "sql_port": free_port(), "http_port": http_port}
    settings.write_text(_SETTINGS.format(folder=folder, **values))
    base = f"http://127.0.0.1:{http_port}"
    command = [_program(), "+foreground", "+configfile", str(settings)]
    _set_passwords(command, password)
    with running(command, f"{base}/sparql?query=ASK%7B%7D", folder):
        yield Server(
            "virtuoso",
            f"{base}/sparql",
            f"{base}/sparql-auth",
            f"{base}/sparql-graph-crud-auth",
            "dba",
            password,
        )


def _set_passwords(command: list[str], password: str) -> None:
    """Make the database with passwords of its own; Virtuoso ends itself after that."""
    options = ["+pwdold", "dba", "+pwddba", password, "+pwddav", password]
    made = subprocess.run(
        [*command, *options], capture_output=True, text=True, check=False, timeout=START_SECONDS
    )
    if "The DBA password is changed" not in made.stdout + made.stderr:
        raise ServerFault(f"the database of Virtuoso cannot be made: {(made.stdout + made.stderr)[-2000:]}")


def _program() -> str:
    """Where Virtuoso is; it is installed if it is missing."""
    if shutil.which("virtuoso-t") is None:
        made = subprocess.run(["sh", str(INSTALLER), PACKAGE], capture_output=True, text=True, check=False)
        if made.returncode or shutil.which("virtuoso-t") is None:
            raise ServerFault(f"Virtuoso cannot be installed: {made.stdout}{made.stderr}")
    return str(shutil.which("virtuoso-t"))
