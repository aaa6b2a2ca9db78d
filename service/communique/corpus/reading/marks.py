"""What single lines of a page look like that are no running text of the article.

The patterns are those of news sites and agencies at large. Each is matched against a whole line, in any case
of letters; what stands in the middle of a paragraph is never looked at.
"""

from __future__ import annotations

import re

from communique.corpus.reading.dates import FULL_DATE
from communique.corpus.reading.lines import Line

SHORT_LINE_WORDS = 30
"""A longer line is taken for running text, whatever it begins with, unless it is marked beyond doubt."""
LINE_LIMIT = 600
"""Longest line, in characters, that is compared with a pattern."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_NETWORKS = (
    "facebook|twitter|x|telegram|whats ?app|linked ?in|instagram|youtube|vkontakte|vk|ok|odnoklassniki|viber|"
    "messenger|pinterest|reddit|e-?mail|mail|print|pdf|copy( the)? link|link|share|tweet|post|send|save|"
    "pocket"
)
_FURNITURE = _any(
    rf"(?:{_NETWORKS})(?:\W+(?:{_NETWORKS}))*\W*",
    r"share (?:this|on|via|with|it|article|news|story)\b.*",
    r"(?:\d[\d.,]* )?(?:shares?|likes?|views?|reads?)(?:\W+\d+)?",
    r"(?:views?|hits|reads?|seen|share|likes?)\s*:?\s*\d[\d ,.]*",
    r"\d+ ?(?:-| )?min(?:ute)?s?\.?(?: of)? read(?:ing)?|reading time\b.*",
    r"follow (?:us|our|@\S+|\S+ on)\b.*|like us on\b.*|join (?:us|our)\b.*|find us on\b.*",
    r"subscribe\b.*|sign (?:up|in)\b.*|log ?in\b.*|register\b|newsletter\b.*|get (?:our|the) (?:app|"
    r"newsletter)\b.*",
    r"advertise?ments?|advertising|sponsored(?: content)?|promoted|support (?:us|our work)\b.*|donate\b.*",
    r"(?:tags?|keywords?|topics?|category|categories|section|labels?|regions?|"
    r"themes?|subjects?|rubrics?|filed under|hashtags?)\s*:.*",
    r"(?:#\w+[\s,]*)+",
    r"(?:©|\(c\)|copyright\b).*|all rights reserved\b.*|.*\ball rights reserved\.?",
    r"if you (?:have )?(?:find|found|notice|noticed|spot|spotted|see)\b.*\b(?:typo|error|mistake|"
    r"misprint)s?\b.*",
    r".*\b(?:ctrl ?\+ ?enter)\b.*",
    r"(?:read|see|show|load|view|learn) (?:more|less|all|full (?:story|article|text))\W*|more\W*|"
    r"continue reading\W*",
    r"(?:back|go|return|scroll) to (?:the )?(?:top|home(?:page)?|list)\W*|home|main(?: page)?|menu|search|"
    r"close|next|"
    r"previous|prev|skip to (?:main )?content",
    r"home\s*[>/»›|→].{1,200}",
    r"comment\.count \(\d+\)|to comment",
    r"font size\b.*|a\W+a\W+a\W*|text size\b.*|listen(?: to (?:this )?article)?|download\b.{0,30}",
    r"this (?:site|website|page) uses cookies\b.*|accept(?: all)?(?: cookies)?|privacy policy|"
    r"terms of (?:use|service)",
    r"our standards\s*:.*",
    r"(?:original )?source\s*:.{0,80}|link to (?:the )?(?:source|original)\b.*",
    r"(?:tel|phone|fax|e-?mail|address)\s*\.?\s*:.*",
    r"(?:english|русский|հայերեն|azərbaycanca|az|ru|en|hy|am|arm|rus|eng)(?:\W+(?:english|русский|հայերեն|"
    r"azərbaycanca|az|ru|en|hy|am|arm|rus|eng))*",
    r"(?:read|seen|viewed) [\d.,]+ times?|\d+ (?:minutes?|hours?|days?) ago",
    r"[\W_]+|-?0-?|\d{1,4}",
    r"https?://\S+|www\.\S+",
)
_CAPTION = _any(
    r"(?:file |archive |stock |cover |main |lead |illustrative )?(?:photos?|images?|pictures?|pics?|"
    r"videos?|caption|"
    r"credits?|illustration|infographics?|screenshot|screengrab|graphic)(?: credits?| by| courtesy| from)?"
    r"\s*[:/|©–—-].*",
    r"(?:file|archive|stock|illustrative) (?:photo|image|picture)s?\.?",
    r"(?:photo|image|picture|video)s? (?:by|courtesy|credit|taken|from|provided|source)\b.*",
    r".*[\[(](?:file )?(?:photo|image|picture|video|illustration)\b[^\])]*[\])]\.?",
    r".*\((?:ap|afp|reuters|epa|getty|pool)\b[^()]*/[^()]*\)\.?",
    r".*(?:/|\bvia )(?:ap|afp|reuters|epa|getty images|pool|anadolu|sputnik)\W*",
)
_SCENE = re.compile(rf"[A-Z][\w .’'-]{{2,30}} [-–—] .{{10,260}}, (?:{FULL_DATE.pattern})\.?", re.IGNORECASE)
_RELATED_HEADING = (
    r"(?:read|see|watch)(?: also| too| next| more)|also (?:read|see|watch)|more (?:on|news|stories|from|"
    r"about)\b.{0,60}|"
    r"related(?: (?:articles?|news|stories|story|posts?|topics?|content|links?|materials?|coverage))?|"
    r"recommended(?: .{0,30})?|"
    r"you (?:may|might)(?: also)? (?:like|be interested in)|don['’]t miss|similar (?:news|articles|posts)|"
    r"(?:latest|recent|top|other|more|breaking|popular|main)(?: (?:news|stories|articles|posts|headlines|"
    r"materials))|"
    r"most (?:read|popular|viewed|shared|recent)|trending(?: now)?|editor['’]?s['’]? (?:choice|picks?)|"
    r"(?:previous|next)(?: (?:article|post|news|story))|in (?:this|the same) section|on (?:the|"
    r"this) (?:topic|subject)|"
    r"news ?(?:feed|line)|all news|what to read next|background reading"
)
_RELATED_BLOCK = _any(rf"(?:{_RELATED_HEADING})\s*[:.…»>|]*")
_RELATED_LINE = _any(rf"[\W_]*(?:{_RELATED_HEADING})\s*[:|»>–—-]\s*\S.*")
_COMMENTS = _any(
    r"(?:\d+|no|show|see|view|all|reader|readers['’]?|user|add|post|write|leave|your|facebook)?\s*comments?"
    r"\s*(?:section|below|yet|here)?\s*(?:\(\d+\)|:?\s*\d+)?\s*:?",
    r"(?:leave|add|post|write) (?:a|your) (?:comment|reply)\b.*",
    r"comments? (?:are|is) (?:closed|disabled|off)\b.*",
    r"(?:\d+|one|two|three) (?:thoughts?|responses?|repl(?:y|ies)) (?:on|to)\b.*|(?:join|"
    r"start) the (?:discussion|conversation)\W*",
    r"cancel reply|your e-?mail address will not be published\b.*|"
    r".{0,40}\bplease enable javascript to view the comments\b.*",
)
_BYLINE = _any(
    r"(?:(?:written|reported|posted|published|submitted|compiled|prepared|story|text|interview(?:ed)?|"
    r"reporting|edited)"
    r"(?: on)? )?by:? (?!(?:the|a|an|this|that|his|her|their|its|now|then|all|no)\b)\S.{1,80}",
    r"(?:authors?|editor|reporter|correspondent|journalist|staff)\s*:\s*.{2,60}",
    r"(?:reporting|editing|writing|additional reporting|translation|translated|compiled) by\b.*",
    r".{0,30}\bstaff (?:writer|reporter|correspondent)s?\b.{0,30}",
)
_AROUND_DATES = _any(
    r"\b(?:published|updated|posted|modified|created|last|update|first|on|at|date|time|from|by|a\.?m|p\.?m|"
    r"gmt|utc|"
    r"msk|cet|est|edt|amt|azt|yerevan|baku|moscow|tbilisi|local|h|mon|tue|wed|thu|fri|sat|sun|monday|"
    r"tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|news|politics|world|region|society|official|press releases?|releases?|"
    r"foreign policy|diplomacy|economy|armenia|azerbaijan|russia|views?|reads?)\b|"
    r"\d{1,2}[:.]\d\d(?::\d\d)?|[\W_]|"
    r"\b\d{1,6}(?:-\d{2}-\d{2}-\d{4})?\b"
)
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
_SECTIONS = _any(
    r"politics|world|news|region(?:al)?|society|economy|business|international|foreign policy|diplomacy|"
    r"analysis|"
    r"opinion|interviews?|top stor(?:y|ies)|breaking(?: news)?|official|press releases?|statements?|"
    r"releases?|"
    r"armenia|azerbaijan|artsakh|karabakh|caucasus|south caucasus|russia|europe|headlines?|latest|"
    r"exclusive|featured?"
)
_LABEL_BEFORE_HEADLINE = re.compile(r"date \d{4}-\d\d-\d\d\s+", re.IGNORECASE)
_SITE_NAME = re.compile(r"\s+(?:[|•·»]|[-–—]{1,2})\s+[^|]{2,40}$")


def is_furniture(line: Line) -> bool:
    """Whether it belongs to the page: buttons, counters, tags, notices."""
    return _is(line, _FURNITURE, SHORT_LINE_WORDS)


def is_caption(line: Line) -> bool:
    """Whether it is the caption or the credit of a picture."""
    return _is(line, _CAPTION, 2 * SHORT_LINE_WORDS)


def is_scene(line: Line) -> bool:
    """Whether it tells what a picture shows, as in “Country – Somebody meets …, July 25, 2023.”."""
    return _is(line, _SCENE, 2 * SHORT_LINE_WORDS)


def is_byline(line: Line) -> bool:
    """Whether it names author or agency and does not read like a sentence."""
    if not _is(line, _BYLINE, _BYLINE_WORDS):
        return False
    return not line.text.endswith((".", "?", "!", ",")) or line.text.lower().startswith(
        ("report", "edit", "writ")
    )


def is_date(line: Line) -> bool:
    """Whether nothing but a date, a time and their surroundings stand there."""
    if len(line.text) > LINE_LIMIT or not FULL_DATE.search(line.text):
        return False
    others = _AROUND_DATES.sub(" ", FULL_DATE.sub("", line.text)).split()
    # The name of a section may stand beside a date with its time; beside a date alone it may be a headline.
    return not others or (len(others) <= _SECTION_WORDS and bool(_CLOCK.search(line.text)))


def is_comments(line: Line) -> bool:
    """Whether readers' comments begin there."""
    return _is(line, _COMMENTS, SHORT_LINE_WORDS)


def begins_related(line: Line) -> bool:
    """Whether it is the heading of a list of other articles."""
    return _is(line, _RELATED_BLOCK, SHORT_LINE_WORDS)


def is_related(line: Line) -> bool:
    """Whether it names another article after “Read also:” or the like."""
    return _is(line, _RELATED_LINE, SHORT_LINE_WORDS)


def is_section(line: Line) -> bool:
    """Whether it is the name of a section of the site, or a single word, and so no headline."""
    return line.words == 1 or bool(_SECTIONS.fullmatch(line.text))


def headline_bounds(line: Line) -> tuple[int, int]:
    """Where in a line the headline stands: without a label before it and the name of the site after it."""
    label = _LABEL_BEFORE_HEADLINE.match(line.text)
    start = label.end() if label else 0
    site = _SITE_NAME.search(line.text, start)
    if site and "|" in site[0] and len(line.text[start : site.start()].split()) >= _HEADLINE_WORDS:
        return start, site.start()
    return start, len(line.text)


def _is(line: Line, pattern: re.Pattern[str], words: int) -> bool:
    return line.words <= words and len(line.text) <= LINE_LIMIT and bool(pattern.fullmatch(line.text))


def alike(first: str, second: str) -> bool:
    """Whether two lines say the same, up to punctuation and capitals."""
    return _bare(first) == _bare(second) != ""


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


_BYLINE_WORDS = 14
_SECTION_WORDS = 2
_HEADLINE_WORDS = 3
