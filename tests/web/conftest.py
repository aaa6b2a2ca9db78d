"""The fixtures of the sample dataset."""

from sample.fixtures import built, client, store, things, workspace

__all__ = ["built", "client", "store", "things", "workspace"]
