"""Timing: on which day something was said, and at which event."""
