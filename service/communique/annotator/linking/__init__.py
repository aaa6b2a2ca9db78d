"""Linking: which words of an article name which actor, agreement, collection or provision."""

from communique.annotator.linking.link import link
from communique.annotator.linking.linked import Linked, LinkedMention, Naming, Unlinked

__all__ = ["Linked", "LinkedMention", "Naming", "Unlinked", "link"]
