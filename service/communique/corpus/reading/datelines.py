"""Datelines: the place, the day and the agency before the first sentence of a report.

Agencies write them in many ways: “MOSCOW, March 20. /AGENCY/.”, “YEREVAN (Agency) –”, “BAKU, Azerbaijan,
March 20.”, “TBILISI —”, “Brussels, 14 May 2023 –”, “/AGENCY/ –”.
"""

from __future__ import annotations

import re

from communique.corpus.reading.dates import MONTH

_WORD = r"[A-Z][\w.'’]*"
_FURTHER = rf"(?:, (?!(?i:{MONTH})\b){_WORD}(?:[ -]{_WORD}){{0,3}}){{0,2}}"
_PLACE = rf"{_WORD}(?:[ /-](?:{_WORD}|de|la|of|on)){{0,4}}{_FURTHER}"
_CAPITALS = r"[A-Z][A-Z.'’]{2,}(?:[ /-][A-Z][A-Z.'’]*){0,3}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*){0,2})?"
_DAY = rf"(?i:(?:{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}} {MONTH}\.?)(?:,? (?:19|20)\d\d)?)"
_AGENCY = r"(?:/[^/\n]{2,40}/|\([^()\n]{2,40}\)|\[[^\[\]\n]{2,40}\])"
_AGENCY_NAME = r"[A-Z]{4,20}(?:[.-][A-Z]{2,10})*"
_MIXED_NAME = r"(?:[A-Z][\w-]{2,20}\.(?i:net|am|az|ru|ge|com|info|org)|(?:[A-Z][a-z]+){2}\.)"
"""“Northwire.net”, “NorthInfo.”: how agencies write themselves before their reports."""
_DASH = r"[-–—]{1,3}"
_CITIES = (
    "Yerevan|Baku|Moscow|Tbilisi|Stepanakert|Khankendi|Shushi|Shusha|Gyumri|Goris|Kapan|Nakhchivan|Ganja|"
    "Ankara|Istanbul|"
    "Tehran|Brussels|Paris|London|Berlin|Munich|Vienna|Geneva|Prague|Strasbourg|The Hague|Rome|Warsaw|Kyiv|"
    "Kiev|Minsk|"
    "Sochi|Saint Petersburg|St\\. Petersburg|Astana|Almaty|Bishkek|Washington|New York|Beijing|New Delhi|"
    "Doha|Granada|"
    "Chisinau|Bucharest|Athens|Madrid|Luxembourg|Davos|Samarkand|Kazan|Vladivostok|Cairo|Beirut"
)
_NO_PLACE = r"(?!(?:NATO|OSCE|CSTO|CIS|USA|USSR|OPEC|UNESCO|PACE)\b)"
_AFTER = r"(?=[\"“”‘’'«(]?[A-Z0-9])"
"""What follows a dateline begins a sentence."""

_NAME = r"[A-Z][\w-]{1,20}(?: [A-Z][\w-]{1,20}){0,3}"
"""The name of an agency as it is, with no brackets or strokes around it."""

_DATELINE = re.compile(
    "|".join(
        (
            rf"{_PLACE}, ?{_DAY}, {_NAME}(?:(?:\.|:|\s*{_DASH})\s+{_AFTER}|\.?$)",
            rf"{_PLACE}, ?{_DAY}\s*{_DASH}\s*{_NAME}\.\s+{_AFTER}",
            rf"{_PLACE}\. {_DAY}\. {_AGENCY_NAME}\s*{_DASH}\s+{_AFTER}",
            rf"\({_PLACE}, ?{_DAY}\)\s+(?:{_DASH}\s+)?{_AFTER}",
            rf"{_PLACE}[,.]? ?\(?{_DAY}\)?(?:[,.]? ?{_AGENCY}|[,.] {_AGENCY_NAME})[.:,]?\s*(?:{_DASH}\s*)?",
            rf"{_PLACE}, ?{_DAY}(?:\.|:|\s*{_DASH})(?:\s+|$){_AFTER}",
            rf"{_PLACE}, ?{_DAY}$",
            rf"{_DAY}, {_PLACE}(?:\.|:|\s*{_DASH})\s+{_AFTER}",
            rf"(?:{_PLACE} ?)?{_AGENCY}\.?\s*{_DASH}\s*",
            rf"(?:{_PLACE} ?)?/[^/\n]{{2,40}}/\.?\s+{_AFTER}",
            rf"{_NO_PLACE}{_CAPITALS}(?:\s*{_DASH}\s+|\s*[–—]\s*){_AFTER}",
            rf"{_NO_PLACE}{_CAPITALS}$",
            rf"(?:{_CITIES}) ?{_DASH} {_AFTER}",
            rf"(?:{_CITIES}|[A-Z]{{4,}}(?:[ -][A-Z]+)*), {_AGENCY_NAME}(?:\.|\s*{_DASH})\s+{_AFTER}",
            rf"{_MIXED_NAME}(?:\s*{_DASH})?\s+{_AFTER}",
            rf"(?!TV\b){_AGENCY_NAME}\.\s+{_AFTER}",
        )
    )
)


def dateline_length(text: str) -> int:
    """How many characters of a paragraph are its dateline, the blanks after it left out; 0 if it has none."""
    found = _DATELINE.match(text)
    return len(found[0].rstrip()) if found else 0
