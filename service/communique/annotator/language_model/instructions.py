"""Sentences that speak to a program and not to a reader are never shown to a model.

This is the first of four guards, and not the one that is relied on: sentences go out as JSON strings and not
as part of the instructions, the answer must fit a schema of known identifiers, and the rules decide who
speaks where.
"""

from __future__ import annotations

import re

_ADDRESSED_TO_PROGRAMS = re.compile(
    r"""
    \b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,40}\b(?:instructions?|prompts?)\b
    | \b(?:ignore|disregard|forget|override|bypass)\s+(?:all|any|the|your)?\s*
        (?:above|previous|prior|preceding)\b
    | \b(?:system|developer|assistant|user)\s*(?:prompt|message|role)\b
    | ^\W*(?:system|assistant|developer)\s*:
    | \byou\s+are\s+(?:now\s+)?(?:an?\s+)?(?:ai|a\.i\.|assistant|language\s+model|llm|chatbot|gpt)\b
    | \b(?:as|being)\s+an?\s+(?:ai|language)\s+(?:model|assistant)\b
    | \b(?:language\s+models?|llms?|chatbots?|ai\s+(?:models?|assistants?|agents?|annotators?))\b[^.!?]{0,60}
        \b(?:must|should|shall|please|are\s+(?:asked|told|instructed)|have\s+to)\b
    | \b(?:respond|reply|answer|output|return|print|emit)\b[^.!?]{0,30}
        \b(?:json|schema|only\s+with|verbatim)\b
    | <\|[^|>]{1,40}\|> | \[/?INST\] | <</?SYS>> | ```
    | [\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Phrases, marks of chat templates, and characters that turn others round or that no reader sees."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
"""Characters that can hide in a phrase; honest pages have them as well."""


def speaks_to_a_program(sentence: str) -> bool:
    """Whether a sentence looks like an instruction to a program that reads the article."""
    return bool(_ADDRESSED_TO_PROGRAMS.search(_INVISIBLE.sub("", sentence)))
