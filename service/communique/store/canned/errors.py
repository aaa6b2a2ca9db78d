"""What can be wrong with a canned query or with a call of one."""

from __future__ import annotations

from collections.abc import Iterable


class ParameterError(ValueError):
    """A call with parameters that do not fit; the message says which and why.

    Attributes:
        parameter: its name.
        suggestions: values or names that may have been meant.
    """

    def __init__(self, parameter: str, message: str, suggestions: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.parameter, self.suggestions = parameter, list(suggestions)


class UnknownParameterError(ParameterError):
    """A parameter that is not taken; the message says which are."""

    def __init__(self, parameter: str, accepted: Iterable[str]) -> None:
        names = list(accepted)
        there_is = ", ".join(names) or "none"
        super().__init__(parameter, f"there is no parameter '{parameter[:80]}'; there is: {there_is}", names)


class UnknownThingError(ParameterError):
    """A parameter that names a thing which the dataset does not have."""


class CannedQueryError(ValueError):
    """A query file that cannot be used; the message says what to mend."""
