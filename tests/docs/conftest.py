"""The fixtures of the sample dataset."""

from sample.fixtures import built, store, things

__all__ = ["built", "store", "things"]
