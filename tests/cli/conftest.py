"""What the tests of several commands share."""

from annotator.machine.parsed import parsed

__all__ = ["parsed"]
