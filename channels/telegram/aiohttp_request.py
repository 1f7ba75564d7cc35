"""One Bot API over HTTP: ready JSON, or a form where a file goes along.

Our own few lines on aiohttp instead of a library's client: docs/decisions/2026-11-25-telegram-client.md.
The URL holds the bot token. No exception, log line or repr made here carries it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson
from yarl import URL

from channels.contract import MediaTooLarge
from channels.telegram.errors import AnswerLost, CallFailed, NotConnected, failure

_CHUNK = 64 * 1024
_JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Seconds: to get a connection, and to wait for each piece of the answer."""

    connect: float = 5.0
    read: float = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that goes along with a call, as the value of its parameter `field`."""

    field: str
    name: str
    content: bytes


class AiohttpRequest:
    """One pool of connections to one Bot API, opened on first use; `shutdown` closes it.

    Raises only `CallFailed` (and `MediaTooLarge` from `download`).
    """

    __slots__ = ("_api", "_connections", "_files", "_session", "_timeout", "_timeouts", "_urls")

    def __init__(self, *, token: str, api_url: str, timeouts: Timeouts, connections: int = 100) -> None:
        self._api = f"{api_url}/bot{token}"
        self._files = f"{api_url}/file/bot{token}"
        self._timeouts = timeouts
        self._timeout = self._waiting(timeouts.read)
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._urls: dict[str, URL] = {}

    def __repr__(self) -> str:
        return "AiohttpRequest()"

    async def shutdown(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, method: str, parameters: Mapping[str, object], read: float | None = None) -> Any:
        """Post ready JSON and return `result`.

        `read` is the time in seconds to wait for the answer where it differs from the default.
        """
        return _result(await self._post(method, orjson.dumps(parameters), read))

    async def upload(self, method: str, parameters: Mapping[str, object], file: Upload) -> Any:
        """Post a form with a file in it and return `result`; what is no text in it travels as JSON."""
        form = aiohttp.FormData()
        for name, value in parameters.items():
            form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
        form.add_field(file.field, file.content, filename=file.name, content_type="application/octet-stream")
        return _result(await self._post(method, form, None))

    async def download(self, path: str, limit: int) -> bytes:
        """Return a file of the platform, in memory. Raises `MediaTooLarge` once it passes `limit` bytes."""
        content = bytearray()
        problem: CallFailed
        try:
            async with self._opened().get(URL(f"{self._files}/{path}"), allow_redirects=False) as response:
                if response.status != 200:
                    raise failure(response.status, await response.read())
                async for chunk in response.content.iter_chunked(_CHUNK):
                    content += chunk
                    if len(content) > limit:
                        raise MediaTooLarge
        except (aiohttp.ClientError, TimeoutError) as error:
            problem = _without_address(error)
        else:
            return bytes(content)
        raise problem

    async def _post(self, method: str, body: bytes | aiohttp.FormData, read: float | None) -> bytes:
        headers = _JSON if isinstance(body, bytes) else None
        timeout = self._timeout if read is None else self._waiting(read)
        problem: CallFailed
        try:
            async with self._opened().post(
                self._url(method), data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                payload = await response.read()
                status = response.status
        except (aiohttp.ClientError, TimeoutError) as error:
            problem = _without_address(error)
        else:
            if 200 <= status < 300:
                return payload
            problem = failure(status, payload)
        # Raised out here: aiohttp's own error quotes the address and must not travel along as context.
        raise problem

    def _url(self, method: str) -> URL:
        url = self._urls.get(method)
        if url is None:
            url = self._urls[method] = URL(f"{self._api}/{method}", encoded=True)
        return url

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=self._timeout,
            )
        return self._session

    def _waiting(self, read: float) -> aiohttp.ClientTimeout:
        return aiohttp.ClientTimeout(total=None, connect=self._timeouts.connect, sock_read=read)


def _result(payload: bytes) -> Any:
    """Return `result` of an answer. Raises `AnswerLost` for what the Bot API never says."""
    try:
        answer = orjson.loads(payload)
    except orjson.JSONDecodeError:
        answer = None
    if not isinstance(answer, dict) or "result" not in answer:
        raise AnswerLost
    return answer["result"]


def _without_address(error: aiohttp.ClientError | asyncio.TimeoutError) -> CallFailed:
    """Return what is known about the request, without the address that holds the token."""
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return NotConnected()
    return AnswerLost()
