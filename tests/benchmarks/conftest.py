"""Fixtures of the sample, and the way to the benchmarks, which are no part of the package."""

import sys
from pathlib import Path

from sample.fixtures import built

__all__ = ["built"]

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
