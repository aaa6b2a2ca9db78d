"""Validation: SHACL shapes, the evidence check against the texts, and rules that span articles."""

from communique.validation.report import Finding, Report
from communique.validation.validate import validate

__all__ = ["Finding", "Report", "validate"]
