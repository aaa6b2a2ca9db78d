"""What one client may ask of the service at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.store.pool import PoolSettings


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """The limits of the service."""

    body_bytes: int = 65_536
    """Longest request body, and longest query text in bytes."""
    page_rows: int = 1_000
    """Most rows of one page of a lookup."""
    pool: PoolSettings = field(default_factory=PoolSettings)
    """Workers, deadline and memory of strangers' SPARQL."""
