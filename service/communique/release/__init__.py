"""Compiling the dataset: validated, immutable builds named by their content, their dumps and their counts."""
