"""Connections to a server of the hall that cannot be held open for nothing.

uvicorn counts connections when a request is complete, and waits for ever for that: a machine that only connects, or
sends a request letter by letter, would take the open files of the whole process, and with them the screen.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

# From connecting, or from the answer before, to a whole request; a slow telephone needs a second.
PATIENCE_S = 10.0
# So many more than are answered are told that it is full; the others are cut off at once.
TOLD_THAT_IT_IS_FULL = 50


class Connection(H11Protocol):
    """HTTP of uvicorn; whoever asks for nothing within `PATIENCE_S` is cut off."""

    _asked: RequestResponseCycle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if self.limit_concurrency is not None and len(self.connections) > self.limit_concurrency + TOLD_THAT_IT_IS_FULL:
            transport.abort()
            return
        self._wait()

    def _wait(self) -> None:
        self.loop.call_later(PATIENCE_S, self._look)

    def _look(self) -> None:
        """Cut off, unless something is being answered or another request came since the last look."""
        if self.transport.is_closing():
            return
        is_answering = self.cycle is not None and not self.cycle.response_complete
        if self.cycle is self._asked and not is_answering:
            self.transport.abort()
            return
        self._asked = self.cycle
        self._wait()
