"""HTTP/1.1 with nothing but what the bench needs: whole messages over kept connections, as bytes."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final, cast

_END: Final = b"\r\n\r\n"
REFUSED: Final = b'{"ok":false'
"""How the answer to a call begins that the Bot API refuses with 400."""


class Unreadable(Exception):
    """What arrived is not the HTTP that this reads; the bench must not count it."""


def message_in(buffer: bytearray) -> tuple[bytes, bytes, int] | None:
    """Return (head, body, size of both) of the first whole message in `buffer`, None when more must come."""
    end = buffer.find(_END)
    if end < 0:
        return None
    head = bytes(buffer[:end])
    size = end + len(_END) + _body_size(head)
    return (head, bytes(buffer[end + len(_END) : size]), size) if len(buffer) >= size else None


def _body_size(head: bytes) -> int:
    lower = head.lower()
    if b"\r\ntransfer-encoding:" in lower:
        raise Unreadable("chunked messages are not counted")
    start = lower.find(b"\r\ncontent-length:")
    return 0 if start < 0 else int(lower[start + 17 :].split(b"\r\n", 1)[0])


class ServerConnection(asyncio.Protocol):
    """The serving end: every request is answered at once by `answer(head, body)`."""

    def __init__(self, answer: Callable[[bytes, bytes], bytes]) -> None:
        self._answer = answer
        self._buffer = bytearray()
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are none of asyncio's classes, only alike.
        self._transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while self._buffer and (found := message_in(self._buffer)) is not None:
            head, body, size = found
            del self._buffer[:size]
            payload = self._answer(head, body)
            status = b"400 Bad Request" if payload.startswith(REFUSED) else b"200 OK"
            assert self._transport is not None
            self._transport.write(
                b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
                % (status, len(payload), payload)
            )


class ClientConnection(asyncio.Protocol):
    """The asking end: requests one after the other on one connection; answers in the same order."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._waiting: deque[asyncio.Future[tuple[int, bytes]]] = deque()
        self._transport: asyncio.WriteTransport | None = None

    @classmethod
    async def to(cls, port: int) -> ClientConnection:
        """Connect to a port of this machine."""
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(cls, "127.0.0.1", port)
        return connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are none of asyncio's classes, only alike.
        self._transport = cast("asyncio.WriteTransport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_exception(exc or ConnectionResetError("the bot closed the connection"))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while self._waiting and (found := message_in(self._buffer)) is not None:
            head, body, size = found
            del self._buffer[:size]
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result((int(head.split(b" ", 2)[1]), body))

    def ask(self, path: str, body: bytes, *, method: str = "POST", more: str = "") -> asyncio.Future[tuple[int, bytes]]:
        """Send a request; the future gives (status, body). `more` are ready header lines."""
        answer: asyncio.Future[tuple[int, bytes]] = asyncio.get_running_loop().create_future()
        self._waiting.append(answer)
        assert self._transport is not None
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{more}"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self._transport.write(head.encode() + body)
        return answer

    def close(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.close()
