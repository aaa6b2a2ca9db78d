"""The canned queries: typed endpoints, their descriptions, and forms for people."""

from communique.web.canned.find import find
from communique.web.canned.pages import add_pages
from communique.web.canned.routes import router

__all__ = ["add_pages", "find", "router"]
