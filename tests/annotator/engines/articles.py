"""Invented articles for the engines, and what is in a folder of results."""

import json

from communique.annotator.engines.archives import Common, open_archive


def lines(number, prefix="article"):
    return [
        {
            "id": f"{prefix}-{place}",
            "text": f"Berg met Dahl in room {place}.\nThe talks went on.",
            "outlet": "wire",
        }
        for place in range(number)
    ]


def archive_of(folder, articles):
    """A file of JSON lines, opened."""
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return open_archive(path, Common())


def identifiers(folder):
    """Those of all articles in a folder of results, each as often as it is there."""
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("*.jsonl")]
    return sorted(json.loads(line)["id"] for text in texts for line in text.splitlines())
