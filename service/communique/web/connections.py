"""The HTTP server's side of one connection, with limits on what arrives before a request is handed on.

The server that this builds upon keeps the head of a request in memory however long it gets, and waits for its
end for ever. One client could so take all memory, and many could hold all connections.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

HEAD_BYTES = 131_072
"""Most bytes of a request beside its body: its address, headers, the marks of a body in chunks, trailers.

The longest address that can be read has 65,535 bytes; the rest is more than
:data:`communique.web.front.HEADER_BYTES`, so that nearly all requests that are too long are refused there,
with an answer that has all our headers."""
REQUEST_SECONDS = 60.0
"""How long a request may take to arrive, from its first byte to its last."""
_TOO_LONG = b"the head of the request is too long; shorten its address or headers\n"


class BoundedConnection(HttpToolsProtocol):
    """One connection; it is closed if a request on it is too long or too slow."""

    _beside_body = 0
    _arriving: asyncio.TimerHandle | None = None
    _is_whole = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the first request, but not for ever."""
        super().connection_made(transport)  # type: ignore[arg-type]  # a TCP transport is one for both ways
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._expect_nothing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come."""
        self._beside_body += len(data)
        super().data_received(data)
        if self._beside_body > HEAD_BYTES:
            self._refuse()
        elif not self._is_whole and self._arriving is None:
            self._expect()

    def on_message_begin(self) -> None:
        """A request begins."""
        self._is_whole = False
        super().on_message_begin()

    def on_body(self, body: bytes) -> None:
        """A part of its body has come."""
        self._beside_body -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request has come to its end."""
        self._is_whole, self._beside_body = True, 0
        self._expect_nothing()
        super().on_message_complete()

    def _expect(self) -> None:
        self._arriving = self.loop.call_later(REQUEST_SECONDS, self.transport.close)

    def _expect_nothing(self) -> None:
        if self._arriving is not None:
            self._arriving.cancel()
            self._arriving = None

    def _refuse(self) -> None:
        if self.transport.is_closing():
            return
        if self.cycle is None or self.cycle.response_complete:  # else an answer is being written
            head = (
                b"content-type: text/plain; charset=utf-8\r\nconnection: close\r\ncontent-length: %d\r\n\r\n"
            )
            self.transport.write(STATUS_LINE[431] + head % len(_TOO_LONG) + _TOO_LONG)
        self.transport.close()
