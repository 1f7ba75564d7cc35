"""The memory that uploads of all requests may hold at once, and how long one may stand still.

Whose upload it is counts by network, in memory, as long as it holds something.
"""

from __future__ import annotations

import asyncio
from collections import Counter

from aiohttp import web

from console.neighbourhoods import network_of

_PATIENCE_SECONDS = 60
"""A village's connection comes back within this; a stranger's stalled upload gives its room back after it."""

_STEP = 8 * 1024
"""Bytes that start the patience anew: seconds of a slow 2G line, and more than a trickle."""


class UploadRoom:
    """The memory that uploads of all requests may hold at once; what does not fit is refused, text never.

    One network (console/neighbourhoods.py) holds at most half of it. A body of which less than 8 KB came within
    `patience` seconds is given up, so nobody holds room by standing still.
    """

    def __init__(self, most: int = 128 * 1024 * 1024, *, patience: float = _PATIENCE_SECONDS) -> None:
        self._most = most
        self._networks: Counter[int] = Counter()
        self.held = 0
        self.patience = patience

    def take(self, request: web.Request, size: int) -> bool:
        """Count `size` bytes more for this request; False when there is no room, or none for its network."""
        network = network_of(request)
        if self.held + size > self._most or self._networks[network] + size > self._most // 2:
            return False
        self.held += size
        self._networks[network] += size
        request[UPLOADED] = request.get(UPLOADED, 0) + size
        return True

    def release(self, request: web.Request) -> None:
        """Give back what a request held; called when it was answered. A network that holds nothing is forgotten."""
        if (given_back := request.get(UPLOADED, 0)) == 0:
            return
        request[UPLOADED] = 0
        self.held -= given_back
        network = network_of(request)
        self._networks[network] -= given_back
        if self._networks[network] == 0:
            del self._networks[network]

    def __repr__(self) -> str:
        return "UploadRoom()"


class Pace:
    """Lets a body come as slowly as it likes, as long as it comes."""

    def __init__(self, limit: asyncio.Timeout, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._came = 0

    def moved(self, size: int) -> None:
        """Note that `size` bytes came."""
        self._came += size
        if self._came >= _STEP:
            self._came = 0
            self._limit.reschedule(asyncio.get_running_loop().time() + self._seconds)


UPLOADED: web.RequestKey[int] = web.RequestKey("uploaded", int)
UPLOAD_ROOM: web.AppKey[UploadRoom] = web.AppKey("upload_room", UploadRoom)
