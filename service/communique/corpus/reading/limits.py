"""What reading an address may take, and where it may go."""

from __future__ import annotations

from dataclasses import dataclass

from communique.corpus.reading.encoding import SIZE_LIMIT


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """The limits of one request for a page, redirects included."""

    seconds: float = 30.0
    """From the first byte sent to the last one read."""
    size: int = SIZE_LIMIT
    """Most bytes of a page, unpacked."""
    redirects: int = 5
    allow_private: bool = False
    """Whether this machine, local networks, and ports other than 80 and 443 may be read."""
    user_agent: str = "communique (+https://w3id.org/communique/)"
    """How the program introduces itself to publishers."""
