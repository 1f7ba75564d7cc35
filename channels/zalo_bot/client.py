"""The HTTP side: POST with JSON to one bot's address, and pictures from the platform's own store.

The address holds the token. No exception, log line or repr made here carries it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson
from yarl import URL

from channels.contract import ChannelError, MaybeSent, MediaTooLarge, NotSent, Refused
from channels.zalo_bot.errors import result_of

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Seconds: to get a connection, to wait for an answer, and for one about a picture.

    The platform fetches a picture before it answers. A reply cannot wait for that as long as a campaign can:
    its words go without the picture then.
    """

    connect: float = 5.0
    read: float = 20.0
    picture_in_reply: float = 5.0
    picture: float = 60.0


class ZaloBotClient:
    """One pool of connections, opened on first use. Raises only `ChannelError`s (and `MediaTooLarge`)."""

    __slots__ = ("_api", "_connections", "_session", "_timeouts")

    def __init__(self, *, token: str, api_url: str, timeouts: Timeouts, connections: int = 100) -> None:
        self._api = f"{api_url}/bot{token}"
        self._timeouts = timeouts
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        return "ZaloBotClient()"

    async def call(self, method: str, parameters: Mapping[str, object], read: float | None = None) -> Any:
        """Call a method and return its `result`; `read` is the time in seconds to wait where it differs."""
        problem: ChannelError
        try:
            async with self._opened().post(
                URL(f"{self._api}/{method}", encoded=True),
                data=orjson.dumps(parameters),
                headers={"Content-Type": "application/json"},
                timeout=self._timeout(self._timeouts.read if read is None else read),
                allow_redirects=False,
            ) as response:
                status, payload = response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            problem = _without_address(error)
        else:
            return result_of(status, payload)
        # Raised out here: aiohttp's own error quotes the address and must not travel along as context.
        raise problem

    async def download(self, address: str, limit: int) -> bytes:
        """Return a picture, in memory. Raises `MediaTooLarge` once it passes `limit` bytes."""
        content = bytearray()
        problem: ChannelError
        try:
            async with self._opened().get(URL(address), allow_redirects=False) as response:
                if response.status != 200:
                    raise Refused
                async for chunk in response.content.iter_chunked(_CHUNK):
                    content += chunk
                    if len(content) > limit:
                        raise MediaTooLarge
        except (aiohttp.ClientError, TimeoutError) as error:
            problem = _without_address(error)
        except ValueError:
            # No address at all.
            problem = Refused()
        else:
            return bytes(content)
        raise problem

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=self._timeout(self._timeouts.read),
            )
        return self._session

    def _timeout(self, read: float) -> aiohttp.ClientTimeout:
        return aiohttp.ClientTimeout(total=None, connect=self._timeouts.connect, sock_read=read)


def _without_address(error: aiohttp.ClientError | asyncio.TimeoutError) -> ChannelError:
    """Return what is known about the request, without the address that holds the token."""
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return NotSent()
    return MaybeSent()
