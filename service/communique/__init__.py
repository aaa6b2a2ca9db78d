"""Communiqué: who said what about which agreement, when, and where is that written.

>>> import communique
>>> with communique.open("path/to/workspace") as kg:  # doctest: +SKIP
...     kg.positions(holder="ararat-mirzoyan").to_pandas()
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from communique.client.graph import KnowledgeGraph

__version__ = version("communique")
__all__ = ["__version__", "open"]


def open(  # noqa: A001 - read as communique.open, as in gzip.open
    path_or_url: str | os.PathLike[str],
    *,
    timeout_seconds: float = 30.0,
    answer_bytes: int = 256 << 20,
) -> KnowledgeGraph:
    """Open a dataset for reading.

    Args:
        path_or_url: a workspace (its current build is opened), the folder of a build or of a release, or the
            N-Quads file of a release; or the http or https address of a Communiqué service, or of another
            SPARQL 1.1 service that holds a published release.
        timeout_seconds: how long one answer may take to come; for addresses only.
        answer_bytes: how long one answer may be, unpacked; for addresses only.

    Raises:
        communique.client.OpenError: there is no dataset to be had there; the message says what to do.
    """
    # Here and not above, so that importing the package costs next to nothing.
    from communique.client.opening import open_graph

    return open_graph(path_or_url, timeout_seconds=timeout_seconds, answer_bytes=answer_bytes)
