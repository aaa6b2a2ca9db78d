"""The command line: a thin layer over the rooms.

Exit status: 0 all well, 1 the data is at fault, 2 the call is at fault.
"""

from __future__ import annotations

import sys

import typer

from communique.cli import annotating, corpus, dataset, machine, publishing, releasing, serving
from communique.cli.common import CallError, one_line

app = typer.Typer(
    name="communique",
    help="Who said what about which agreement, when, and where is that written.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for room in (dataset, releasing, publishing, serving, annotating, machine, corpus):
    room.register(app)


def main() -> None:
    """Run the command line; what went wrong is one line on standard error, never a traceback."""
    try:
        app()
    except CallError as error:
        sys.exit(one_line(error, status=2))
    except (OSError, ValueError) as error:
        sys.exit(one_line(error, status=2))
    except KeyboardInterrupt:
        sys.exit(one_line("stopped", status=130))
