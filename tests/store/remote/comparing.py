"""Comparing what different stores answer."""

import re


def rows(answer):
    """Rows in a stable order; what an aggregate joined has none; times may be spelt with Z."""
    return sorted(
        sorted(
            (name, sorted(re.split("; | ", value.replace("+00:00", "Z"))))
            for name, value in row.items()
            if not value.startswith("_:")
        )
        for row in answer.rows()
    )
