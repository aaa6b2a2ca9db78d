"""Releases of the sample dataset."""

from __future__ import annotations

from communique.release.making import make_release
from communique.release.writing import ReleaseOptions
from communique.validation.report import Report
from sample.workspace import HERALD

NAME = "2026.01"
NEXT = "2026.02"
GLOSS = "Berg rests her demand on the order."
OTHER_GLOSS = "Berg bases her demand on the order."


def sound(workspace, corpus, *, use_cache, progress):
    """A validator that lets everything through."""
    return Report((), {"articles": 2}, seconds={"all": 1.0})


def exchange_gloss(workspace):
    """Change one gloss, and with it the version of the dataset."""
    file = workspace.annotation_path(HERALD, "first-reader")
    text = file.read_text()
    assert GLOSS in text
    file.write_text(text.replace(GLOSS, OTHER_GLOSS))


def release(workspace, **options):
    """Release the sample as it lies there."""
    return make_release(workspace, None, ReleaseOptions(**options), validator=sound)
