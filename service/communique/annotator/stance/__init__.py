"""Stances and targets: what a statement says about which agreement, provision, issue or event."""
