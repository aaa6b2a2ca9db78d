"""One answer on its way from a query worker to a client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from communique.store.protocol import QueryError
from communique.store.workers.spool import Spool
from communique.store.workers.wire import Head

HELD_BYTES = 1 << 20
"""How much of an answer is held back until it is known that there is all of it. A longer one is sent while it
is being worked out; should it then fail, the transfer is broken off, which the client sees."""


class Delivery:
    """An answer that comes in pieces; to be used in the event loop that made it.

    Attributes:
        head: what kind of answer it is; None until that is known.
        cut: whether it was cut at a limit; certain only when it is complete.
    """

    def __init__(self, abandoned: Callable[[Delivery], None], drained: Callable[[], None]) -> None:
        """Make one for a job.

        Args:
            abandoned: called when nobody wants the answer any more and it may still be worked on.
            drained: called when some of what waited has been taken.
        """
        self.head: Head | None = None
        self.cut = False
        self.spool = Spool()
        self._abandoned, self._drained = abandoned, drained
        self._complete = False
        self._error: QueryError | None = None
        self._received = 0
        self._settled: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._news: asyncio.Future[None] | None = None

    @property
    def complete(self) -> bool:
        """Whether all of the answer has come."""
        return self._complete

    @property
    def ended(self) -> bool:
        """Whether nothing more will come, for good or ill."""
        return self._complete or self._error is not None

    def begin(self, head: Head) -> None:
        """Take the head of the answer."""
        self.head = head

    def add(self, data: bytes) -> None:
        """Take a piece of the answer."""
        self.spool.put(data)
        self._received += len(data)
        if self._received > HELD_BYTES:
            self._settle()
        self._tell()

    def finish(self, cut: bool) -> None:
        """Take note that the answer is complete."""
        self.cut, self._complete = cut, True
        self._settle()
        self._tell()

    def fail(self, error: QueryError) -> None:
        """Take note that there is no answer, or no more of it."""
        if self.ended:
            return
        self._error = error
        self._settle()
        self._tell()

    def drop(self, error: QueryError) -> None:
        """Give up what waits of an answer that has ended, because its reader is too slow."""
        self.spool.close()
        self._complete, self._error = False, error
        self._tell()

    async def settled(self) -> Head:
        """Wait until the answer is complete or longer than is held back.

        Raises:
            QueryError: there is none.
        """
        await self._settled
        if self._error is not None:
            raise self._error
        assert self.head is not None  # noqa: S101 - the head comes before all else
        return self.head

    async def completed(self) -> int:
        """Wait until all of the answer has come; how many bytes of it have not been taken.

        Raises:
            QueryError: there is no more of it, though it is not complete.
        """
        while not self.ended:
            self._news = asyncio.get_running_loop().create_future()
            await self._news
        if self._error is not None:
            raise self._error
        return self.spool.waiting

    async def pieces(self) -> AsyncIterator[bytes]:
        """The answer, piece by piece; can be read once.

        Raises:
            QueryError: there is no more of it, though it is not complete.
        """
        while True:
            data = self.spool.take()
            if data:
                self._drained()
                yield data
            elif self._error is not None:
                raise self._error
            elif self._complete:
                return
            else:
                self._news = asyncio.get_running_loop().create_future()
                await self._news

    def whole(self) -> bytes | None:
        """The whole answer if it has come and nothing of it has been taken; else None."""
        if not self._complete or self.spool.waiting != self._received or self._received > HELD_BYTES:
            return None
        pieces = []
        while data := self.spool.take():
            pieces.append(data)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def close(self) -> None:
        """Give the answer up, read or not."""
        self.spool.close()
        self._abandoned(self)

    def _settle(self) -> None:
        if not self._settled.done():
            self._settled.set_result(None)

    def _tell(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)
