"""What goes wrong with a source of an article, in words that say what to do."""

from __future__ import annotations


class SourceError(ValueError):
    """A file or address that cannot be read as an article; the message says why and what to do."""
