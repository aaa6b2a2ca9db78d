"""What can go wrong in the engine, told in words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

ENGINE_FAULTS = (OSError, RuntimeError)
"""What Oxigraph raises for a store that it cannot read; RuntimeError where its content is damaged."""


class StoreError(ValueError):
    """A store that cannot be opened or read; the message is one line that says what to do."""


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """Answers are worked out while they are read, so that damage to the store may come to light only then."""
    try:
        yield
    except ENGINE_FAULTS as error:
        raise StoreError(
            f"the engine failed while answering ({one_line(error)}); "
            "if the store is damaged, `communique build` makes it anew"
        ) from error


def one_line(error: Exception) -> str:
    """What an error says, in one line."""
    return " ".join(str(error).split())
