"""Printing, writing and saving what `annotate` found."""

from __future__ import annotations

import io
import json
import sys

from rich.console import Console

from communique.annotator.machine.as_json import as_json
from communique.annotator.machine.pieces import shown
from communique.annotator.machine.record import LeftOut
from communique.annotator.machine.session import Session
from communique.annotator.machine.terminal import terminal_view
from communique.annotator.proposal import MachineAnnotations
from communique.cli.common import CallError
from communique.cli.machine import OutputFormat, Target
from communique.corpus.reading.article import ReadArticle
from communique.corpus.reading.outlets import as_slug
from communique.workspace import save as save_file

_ENDINGS = {OutputFormat.ttl: ".ttl", OutputFormat.report: ".html", OutputFormat.table: ".txt"}
_PAGE_WIDTH = 110


class Printer:
    """Takes what was found in one article after another."""

    def __init__(self, session: Session, target: Target, *, are_several: bool) -> None:
        """Decide where everything goes.

        Raises:
            CallError: reports of several articles have nowhere to go.
        """
        self._session = session
        self._target = target
        self._format = target.format or (None if target.is_saving else OutputFormat.table)
        self._several = are_several
        self._lines: list[str] = []
        self._stems: dict[str, int] = {}
        """How many files have been given each name."""
        if self._format is OutputFormat.report and are_several and target.output is None:
            raise CallError("reports on several articles are files; name a folder with --output")

    def take(self, name: str, article: ReadArticle, found: MachineAnnotations) -> None:
        """Print, write or save what was found in an article."""
        turtle: str | None = None
        left_out: tuple[LeftOut, ...] = ()
        if self._target.is_saving or self._format is OutputFormat.ttl:
            turtle, recorded = self._session.record(article, found, self._target.at)
            left_out = recorded.left_out
        if self._target.is_saving and turtle is not None:
            path = self._session.save(article, turtle)
            if self._format is None and not self._target.quiet:
                annotations = recorded.annotations
                print(f"{path}: {len(annotations.positions)} positions, {len(annotations.mentions)} mentions")
        if self._format is not None:
            self._put(name, self._laid_out(name, article, found, turtle))
        self._tell(name, article, found.reports, left_out)

    def close(self) -> None:
        """Write what is written as one file."""
        if self._lines and self._target.output is not None:
            save_file(self._target.output, "".join(self._lines))

    def _laid_out(
        self, name: str, article: ReadArticle, found: MachineAnnotations, turtle: str | None
    ) -> str:
        if turtle is not None and self._format is OutputFormat.ttl:
            return turtle
        if self._format is OutputFormat.json and self._several:
            return json.dumps({"file": name, **as_json(found)}, ensure_ascii=False) + "\n"
        if self._format is OutputFormat.json:
            return json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n"
        if self._format is OutputFormat.report:
            return self._session.report(article, found)
        return self._view(name, article, found)

    def _view(self, name: str, article: ReadArticle, found: MachineAnnotations) -> str:
        """The view for a terminal; with colours only where it goes to one."""
        onto_terminal = self._target.output is None and sys.stdout.isatty()
        target = Console() if self._target.output is None else Console(width=_PAGE_WIDTH)
        console = Console(
            file=io.StringIO(),
            width=target.width,
            force_terminal=onto_terminal,
            highlight=False,
            markup=False,
        )
        console.print(terminal_view(article, found, self._session.names, title=name))
        written = console.file
        return written.getvalue() if isinstance(written, io.StringIO) else ""

    def _put(self, name: str, content: str) -> None:
        if self._target.output is None:
            sys.stdout.write(content)
            sys.stdout.flush()
        elif self._several and self._format is OutputFormat.json:
            self._lines.append(content)
        elif self._several:
            save_file(self._target.output / self._file_name(name), content)
        else:
            save_file(self._target.output, content)

    def _file_name(self, name: str) -> str:
        """A name for the file on an article, which no other one has."""
        stem = as_slug(name) or "article"
        taken = self._stems.setdefault(stem, 0)
        self._stems[stem] += 1
        return f"{stem}{f'-{taken + 1}' if taken else ''}{_ENDINGS[self._format or OutputFormat.table]}"

    def _tell(
        self, name: str, article: ReadArticle, reports: tuple[str, ...], left_out: tuple[LeftOut, ...]
    ) -> None:
        """Tell on the side what is missing, so that nobody takes its absence for a finding."""
        if self._target.quiet:
            return
        if article.published is None:
            print(
                f"{name}: the day of publication is not known; give it with --published, "
                "or positions that need it for their date are not found",
                file=sys.stderr,
            )
        for report in reports:
            print(f"{name}: {shown(report)}", file=sys.stderr)
        for item in left_out:
            print(f"{name}: not recorded: {item.what} ({item.why})", file=sys.stderr)
