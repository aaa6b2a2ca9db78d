"""Attribution: who says what, in whose name, and how the article renders it."""

from communique.annotator.attribution.statement import Rendering, Statement
from communique.annotator.attribution.statements import statements_of

__all__ = ["Rendering", "Statement", "statements_of"]
