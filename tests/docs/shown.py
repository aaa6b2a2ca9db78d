"""What the documentation shows: console sessions and queries with their answers, read from Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]

_FENCE = re.compile(r"^```(\w+)[ \t]*\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Shown:
    """A command or a query as a page shows it, with the answer shown below it."""

    page: str
    line: int
    kind: str
    source: str
    answer: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks(page: Path) -> list[tuple[int, str, str]]:
    """The fenced blocks of a page: line number, language, content."""
    text = page.read_text(encoding="utf-8")
    return [(text[: found.start()].count("\n") + 1, found[1], found[2]) for found in _FENCE.finditer(text)]


def console_sessions() -> list[list[Shown]]:
    """The console blocks: each is a list of commands (after ``$``) with their answers."""
    sessions = []
    for page in PAGES:
        for line, language, content in blocks(page):
            if language == "console":
                sessions.append(_session(page, line, content))
    return sessions


def _session(page: Path, line: int, content: str) -> list[Shown]:
    steps: list[Shown] = []
    for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
        command, answer = _command_and_answer(part)
        steps.append(Shown(page.name, line, "console", command, answer))
    return steps


def _command_and_answer(part: str) -> tuple[str, str]:
    lines = part.splitlines()
    length = next(number for number, text in enumerate(lines, start=1) if not text.endswith("\\"))
    return "\n".join(lines[:length]), "\n".join(lines[length:]).strip("\n")


def queries() -> list[Shown]:
    """The SPARQL blocks with the text block that follows each."""
    found = []
    for page in PAGES:
        shown = blocks(page)
        for number, (line, language, content) in enumerate(shown):
            if language != "sparql":
                continue
            following = shown[number + 1] if number + 1 < len(shown) else (0, "", "")
            answer = following[2] if following[1] == "text" else ""
            found.append(Shown(page.name, line, "sparql", content, answer.strip("\n")))
    return found


def matches(shown: str, printed: str) -> bool:
    """Whether what was printed is what is shown; ``…`` stands for anything, blanks at line ends for none."""
    pattern = ".*?".join(re.escape(part) for part in _tidy(shown).split("…"))
    return re.fullmatch(pattern, _tidy(printed), re.DOTALL) is not None


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
