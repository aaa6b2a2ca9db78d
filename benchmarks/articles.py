"""Invented articles in any number: paragraphs of the invented readouts of the tests, put together anew.

They read like nothing anybody would print, but they have the sentences, names, dates and quotations of news,
and as many of each, which is what annotation takes its time for. Equal seeds give equal articles.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import yaml

READOUTS = Path(__file__).parents[1] / "tests" / "annotator" / "readouts" / "development"
_PARAGRAPHS = (6, 12)


def write_archive(path: Path, number: int, seed: int = 20201109) -> int:
    """Write articles as JSON lines.

    Args:
        path: the file.
        number: of articles.
        seed: of the chance by which paragraphs are put together.

    Returns:
        How many words there are in all.
    """
    sheets = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(READOUTS.glob("*.yaml"))]
    headlines, bodies = [], []
    for sheet in sheets:
        headline, *paragraphs = [part.strip() for part in sheet["text"].split("\n\n") if part.strip()]
        headlines.append((headline, sheet["outlet"], str(sheet["published"])))
        bodies += paragraphs
    chosen = random.Random(seed)  # noqa: S311 - no secret
    words = 0
    with path.open("w", encoding="utf-8") as file:
        for place in range(number):
            headline, outlet, published = chosen.choice(headlines)
            text = "\n\n".join([headline, *chosen.sample(bodies, chosen.randint(*_PARAGRAPHS))]) + "\n"
            words += len(text.split())
            article = {"id": f"invented-{place:06}", "text": text, "outlet": outlet, "published": published}
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    return words
