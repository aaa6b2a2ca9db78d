"""Asking the compiled dataset: one protocol, an embedded engine, and the guard around strangers' queries."""
