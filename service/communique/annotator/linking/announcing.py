"""Headings that say whose words the text below is: “Answers of X”, “Full text of the speech by Y”."""

from __future__ import annotations

import re

KIND = (
    r"(?:statement|remarks|speech|address|commentary|comments?|answers?|reply|replies|response|responses|message|"
    r"interview|toast|lecture|intervention|briefing|greetings|opening\s+words|article|op-ed)"
)
"""What somebody's own words are called, as alternatives of a pattern."""
MANNER = (
    r"(?:(?:press|opening|closing|video|written|official|introductory|full|brief|media|welcoming|joint)\s+)*"
)
"""What may stand before that."""
NUMBER = (
    r"(?:No[.:]?\s?\d+\S*\s*)?"
    r"(?:(?:excerpts?\s+from|full\s+text\s+of|text\s+of|from|transcript\s+of)\s+)?(?:the\s+)?"
)
"""What a heading may begin with."""
ANNOUNCED_BY = re.compile(
    rf"{NUMBER}{MANNER}{KIND}\s+(?:(?:given|made|delivered|issued)\s+)?(?:of|by|from|with)\s+(?P<who>.+)",
    re.IGNORECASE,
)
"""A whole heading of that make; ``who`` begins with the speaker."""
