"""Annotating: coding sheets of hand annotators, and how far two annotations agree."""
