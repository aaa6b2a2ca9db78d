"""What one client may ask of the service at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.settings import Settings
from communique.store.cutting import AnswerLimits
from communique.store.workers.pool import PoolSettings
from communique.store.workers.worker import Limits


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """The limits of the service."""

    body_bytes: int = 65_536
    """Longest request body, and longest query text in bytes."""
    page_rows: int = 1_000
    """Most rows of one page of a lookup."""
    pool: PoolSettings = field(default_factory=PoolSettings)
    """Workers, deadline and memory of strangers' SPARQL."""
    trusted: PoolSettings = field(default_factory=lambda: PoolSettings(workers=2, queue_limit=200))
    """The same for the queries of pages and lookups, which never wait behind a stranger's."""
    opening: PoolSettings = field(default_factory=lambda: PoolSettings(workers=1, deadline_seconds=900.0))
    """The same for what is read once of a dataset that is being opened; from disk it may take minutes."""
    dataset_bytes: int = 6 << 30
    """How much memory the dataset may take; a larger one is read from disk."""

    @classmethod
    def of(cls, settings: Settings) -> ServiceLimits:
        """The limits that the settings choose."""
        answer = AnswerLimits(settings.answer_rows, settings.answer_mebibytes << 20)
        limits = Limits(settings.query_memory_mebibytes << 20, settings.worker_mebibytes << 20, answer)
        return cls(
            pool=PoolSettings(settings.query_workers, settings.query_seconds, settings.query_queue, limits),
            dataset_bytes=settings.dataset_mebibytes << 20,
        )
