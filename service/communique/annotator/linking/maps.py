"""Maps named by their year and makers: “the Soviet military maps of 1975”, “the 1975 General Staff map”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.candidate import Candidate
from communique.annotator.linking.linked import Naming
from communique.model import Thing

_MAP = Thing("agreement", "map-1975")
_MAKERS = (
    r"(?:(?:Soviet(?:-era)?|USSR|[Mm]ilitary|[Tt]opographic(?:al)?|[Oo]fficial|General\s+Staff|Red\s+Army|"
    r"[Ll]egitimate|[Ll]ast|[Oo]ld)\s+)*"
)
_MAPS = re.compile(
    rf"(?<![\w-]){_MAKERS}(?:1975\s+{_MAKERS}maps?(?![\w-])|"
    r"maps?\s+(?:of\s+the\s+(?:USSR|Soviet)\s+(?:[Mm]ilitary\s+)?General\s+Staff\s+)?"
    r"(?:of|from|dated|dating\s+(?:from|back\s+to)|drawn\s+up\s+in|made\s+in)\s+(?:the\s+year\s+)?1975(?![\w-])|"
    rf"maps?\s+(?:of|by|drawn\s+up\s+by|made\s+by|from|compiled\s+by)\s+(?:the\s+)?{_MAKERS}General\s+Staff"
    r"(?:\s+of\s+the\s+(?:USSR|Soviet\s+Union|Soviet\s+(?:[Aa]rmy|[Aa]rmed\s+[Ff]orces)))?(?![\w-])|"
    rf"(?<=General\sStaff\s){_MAKERS}maps?(?![\w-]))"
)
_RANK = 28


def maps_in(sentence: str, knowledge: Knowledge) -> Iterator[Candidate]:
    """The maps of 1975 in a sentence, with all the words that describe them.

    Args:
        sentence: its words.
        knowledge: whether the graph has them.
    """
    if ("1975" in sentence or "General Staff" in sentence) and _MAP.slug in knowledge.agreements:
        for match in _MAPS.finditer(sentence):
            yield Candidate(*match.span(), (_MAP,), Naming.REFERENCE, 0.93, "the maps by their year", _RANK)
