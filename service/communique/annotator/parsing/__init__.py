"""Parsing: the grammar of each sentence, by a small statistical model if it is installed."""

from communique.annotator.parsing.parsed import Parsed, ParsedSentence, Token
from communique.annotator.parsing.parser import is_available, parse

__all__ = ["Parsed", "ParsedSentence", "Token", "is_available", "parse"]
