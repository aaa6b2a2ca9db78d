"""An annotator that stands in for the real one: it finds capitalised words, and can be made to wait."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class StandIn:
    """A recipe; what an article's identifier contains decides what it does."""

    gate: Path | None = None
    """Articles with ``wait`` in their identifier are not done before this file is there."""
    deaths: Path | None = None
    """Articles with ``die`` end the process until this folder holds as many files as the number after it."""
    fingerprint: str = "stand-in"

    def open(self):
        return self.annotate

    def annotate(self, entry):
        if "wait" in entry.identifier:
            while not self.gate.exists():
                time.sleep(0.01)
        if "die" in entry.identifier:
            wanted = int(entry.identifier.partition("die")[2])
            if len(list(self.deaths.iterdir())) < wanted:
                (self.deaths / f"{time.monotonic_ns()}").touch()
                os._exit(1)
        if "fail" in entry.identifier:
            raise ValueError("this article is a bad one")
        if "environment" in entry.identifier:
            return {"environment": sorted(os.environ)}
        words = entry.content.decode()
        return {
            "mentions": [[word.group(), word.start()] for word in re.finditer(r"[A-Z]\w+", words)],
            "outlet": entry.outlet,
        }
