"""Communiqué: who said what about which agreement, when, and where is that written."""

from importlib.metadata import version

__version__ = version("communique")
