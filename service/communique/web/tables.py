"""Rows as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

CSV = "text/csv"


def as_csv(header: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as CSV (RFC 4180: CRLF line ends) with a header line.

    Args:
        header: the columns.
        rows: their values by column; what stands in no column is left out.
    """
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, header, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()
