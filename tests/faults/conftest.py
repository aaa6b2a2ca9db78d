"""The fixtures of the sample dataset."""

from sample.fixtures import built

__all__ = ["built"]
