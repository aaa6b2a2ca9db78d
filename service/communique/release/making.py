"""Making a release: a folder that holds one version of the dataset in every form, and everything about it.

Nothing in it comes from the clock or the machine, so that equal data give equal bytes.
"""

from __future__ import annotations

import datetime
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from communique.release.build import Progress, build
from communique.release.flushing import flush, flush_folder
from communique.release.released import (
    Release,
    ReleaseError,
    is_release_name,
    read_release,
    releases_folder,
)
from communique.release.writing import ReleaseOptions, ReleaseWriter
from communique.validation import validate
from communique.validation.report import Report
from communique.workspace import Workspace

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNFINISHED = ".unfinished-"


Validator = Callable[..., Report]


def make_release(
    workspace: Workspace,
    corpus: Path | None,
    options: ReleaseOptions | None = None,
    *,
    progress: Progress = lambda message: None,
    validator: Validator = validate,
) -> Release:
    """Validate a workspace afresh, build it (which makes the build the current one) and release it.

    Args:
        workspace: the workspace.
        corpus: the folder of article texts for the evidence check, or None.
        options: what is chosen about the release.
        progress: told in words what is being done.
        validator: called as ``validator(workspace, corpus, use_cache=False, progress=…)``.

    Raises:
        BuildRefused: the data do not conform; no release is made.
        ReleaseError: there is such a release already, or an option makes no sense.
        OSError: the release cannot be written; nothing is left of it.
    """
    chosen = _checked(options or ReleaseOptions())
    if chosen.name or chosen.output:  # what cannot be done is told before the work, if it is known
        _free_target(workspace, chosen, chosen.name)
    if chosen.since is not None:
        read_release(chosen.since)
    reports: list[Report] = []

    def keep_report(where: Workspace, texts: Path | None, *, progress: Progress) -> Report:
        reports.append(validator(where, texts, use_cache=False, progress=progress))
        return reports[-1]

    made = build(workspace, corpus, progress=progress, validator=keep_report)
    name = chosen.name or made.version[:16]
    target = _free_target(workspace, chosen, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=target.parent))
    try:
        ReleaseWriter(workspace, made, reports[-1], replace(chosen, name=name), temporary, progress).write()
        temporary.chmod(0o755)
        flush(temporary)
        if target.exists():
            target.rmdir()
        temporary.rename(target)
        flush_folder(target.parent)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return read_release(target)


def _free_target(workspace: Workspace, options: ReleaseOptions, name: str) -> Path:
    """The folder to make; it is not there yet, or empty.

    Raises:
        ReleaseError: something is there.
    """
    target = (options.output or releases_folder(workspace) / name).resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ReleaseError(
            f"{target} exists already, and a release never replaces another: "
            "choose another --name or --output, or take the folder away"
        )
    return target


def _checked(options: ReleaseOptions) -> ReleaseOptions:
    if options.name and not is_release_name(options.name):
        raise ReleaseError(
            f"'{options.name}' cannot be the name of a release: use at most 64 letters, digits, dots, "
            "hyphens and underscores, the first a letter or digit"
        )
    if options.date:
        try:
            datetime.date.fromisoformat(options.date)
        except ValueError:
            raise ReleaseError(f"--date: '{options.date}' is not a day; write it as 2026-11-22") from None
        if not _DAY.fullmatch(options.date):
            raise ReleaseError(f"--date: write '{options.date}' as YYYY-MM-DD")
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+/", options.address):
        raise ReleaseError(f"--address: '{options.address}' is not a web address with a slash at its end")
    return options
