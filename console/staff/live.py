"""Numbers that move while one looks: a server-sent stream of one rendered piece of a page, sent when it changed.

A stream ends after a quarter of an hour, so that an open page alone keeps nobody signed in for long.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from console.access import Access
from console.headers import headers_for

_STREAM_SECONDS = 15 * 60
_BEATS = 15
"""Looks between two signs of life that keep proxies from cutting a quiet stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The piece as it is now, and whether it may still change."""

    html: str
    may_change: bool


async def stream(
    request: web.Request, look: Callable[[], Awaitable[Look]], *, pause_seconds: float
) -> web.StreamResponse:
    """Send the piece whenever it changed, until it is final, the page is closed or the stream is too old."""
    response = web.StreamResponse(headers={**headers_for(Access.ORGANIZER), "Content-Type": "text/event-stream"})
    await response.prepare(request)
    shown = ""
    for beat in range(int(_STREAM_SECONDS / pause_seconds)):
        now = await look()
        try:
            if now.html != shown:
                await response.write(_event("piece", now.html))
                shown = now.html
            elif beat % _BEATS == 0:
                await response.write(b": still here\n\n")
        except ConnectionError:
            return response
        if not now.may_change:
            break
        await asyncio.sleep(pause_seconds)
    await response.write(_event("end", ""))
    return response


def _event(name: str, body: str) -> bytes:
    lines = "".join(f"data: {line}\n" for line in (body.splitlines() or [""]))
    return f"event: {name}\n{lines}\n".encode()
