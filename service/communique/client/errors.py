"""What can go wrong in opening and reading a dataset, beyond what any store can be asked wrongly."""

from __future__ import annotations

from collections.abc import Iterable

from communique.store.protocol import QueryError


class OpenError(ValueError):
    """A path or address at which there is no dataset to be had; the message says what to do."""


class ClosedError(ValueError):
    """A dataset that has been closed and is asked again."""


class UnknownQueryError(ValueError):
    """A canned query that there is not.

    Attributes:
        suggestions: names that may have been meant.
    """

    def __init__(self, message: str, suggestions: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.suggestions = list(suggestions)


class ServiceError(QueryError):
    """A service that cannot be reached, or that did not answer a query.

    Attributes:
        status: the HTTP status, or None if no answer came.
    """

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class DatasetChangedError(QueryError):
    """A service that has gone on to another version of the dataset than the one that was opened."""


class MissingLibraryError(ImportError):
    """A library for data frames that is not installed."""


class TruncatedAnswerWarning(UserWarning):
    """An answer that the service cut off at its limit."""
