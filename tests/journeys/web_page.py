"""The web chat's page as its script does it, over real HTTP: a visit, a stream that can be cut, messages with keys."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self

import aiohttp

_HEADER = "Phaodai-Chat"
_PATIENCE = 20.0
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One server-sent event."""

    name: str
    number: int
    data: Json = field(repr=False)


class WebPage:
    """One open page. `shown` is what is on its screen by message number, `told` every event in order."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.visit = ""
        self.last = 0
        self.told: list[Told] = []
        self.shown: dict[int, Json] = {}
        self.mine: dict[int, str] = {}
        self.typings = 0
        self.is_over = False
        self.headers: dict[str, str] = {}
        """What a proxy or a browser adds to every request."""
        self._heard = 0
        self._changed = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None
        self._listens = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._session = await aiohttp.ClientSession().__aenter__()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.cut()
        await self._session.close()

    async def opens(self) -> Self:
        """Begin a visit and listen."""
        async with self._session.post(f"{self.address}/chat/begin", headers=self._with({_HEADER: "new"})) as answer:
            assert answer.status == 200, await answer.text()
            self.visit = (await answer.json())["chat"]
        await self.listens()
        return self

    async def listens(self) -> None:
        """Open the stream from the last event on; returns when the server has begun to answer."""
        self._listens.clear()
        self._listening = asyncio.create_task(self._listen())
        async with asyncio.timeout(_PATIENCE):
            await self._listens.wait()

    async def cut(self) -> None:
        """Cut the stream, as a lost line does."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
            self._listening = None

    async def stream_ends(self) -> None:
        """Return when the server ended the stream by itself."""
        assert self._listening is not None
        async with asyncio.timeout(_PATIENCE):
            await self._listening

    async def says(self, text: str, *, key: str = "") -> int:
        """Send a text; returns the number of the message."""
        status, answer = await self.sends({"key": key or secrets.token_hex(8), "text": text})
        assert status == 202, (status, answer)
        number = int(answer["message"])
        self.mine[number] = text
        return number

    async def presses(self, label: str) -> None:
        """Press a button, the newest one with this label."""
        screen, choice = self.button(label)
        status, answer = await self.sends({"key": secrets.token_hex(8), "choice": choice, "screen": screen})
        assert status == 202, (status, answer)

    def button(self, label: str) -> tuple[int, str]:
        """Return message and choice id of the newest button whose label holds these words. Raises `LookupError`."""
        for number, message in reversed(self.shown.items()):
            for choice, said in message["choices"]:
                if label in said:
                    return number, choice
        raise LookupError(label)

    async def sends(self, said: Json, *, visit: str | None = None) -> tuple[int, Json]:
        """Post what a page may post; returns status and answer."""
        headers = self._with({_HEADER: self.visit if visit is None else visit})
        body = json.dumps({"seen": self.last, **said})
        async with self._session.post(f"{self.address}/chat/say", data=body, headers=headers) as answer:
            told = await answer.read()
            return answer.status, json.loads(told) if answer.content_type == "application/json" else {}

    async def hears(self, wanted: Callable[[Json], bool] = lambda _message: True) -> Json:
        """Return the next message that is new or changed and `wanted`."""
        async with asyncio.timeout(_PATIENCE):
            while True:
                while self._heard < len(self.told):
                    event = self.told[self._heard]
                    self._heard += 1
                    if event.name in {"show", "change"} and wanted(event.data):
                        return event.data
                await self._changed.wait()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Return as soon as what the page shows makes this true."""
        async with asyncio.timeout(_PATIENCE):
            while not holds():
                await self._changed.wait()

    async def media(self, number: int) -> bytes:
        """Fetch a picture."""
        url = f"{self.address}/chat/media/{number}"
        async with self._session.get(url, headers=self._with({_HEADER: self.visit})) as answer:
            assert answer.status == 200, answer.status
            return await answer.read()

    async def leaves(self) -> None:
        """Close the page as a browser does it: no header, the id in the body."""
        async with self._session.post(f"{self.address}/chat/end", data=self.visit, headers=self.headers) as answer:
            assert answer.status == 204

    @asynccontextmanager
    async def asks(self, method: str, path: str) -> AsyncIterator[aiohttp.ClientResponse]:
        """Ask for any address as this browser does."""
        async with self._session.request(method, self.address + path, headers=self.headers) as answer:
            yield answer

    def text(self) -> str:
        """Return everything that is on the screen."""
        return "\n".join(text_of(message) for message in self.shown.values())

    def _with(self, headers: dict[str, str]) -> dict[str, str]:
        return {**self.headers, **headers}

    async def _listen(self) -> None:
        headers = self._with({_HEADER: self.visit, "Last-Event-ID": str(self.last)})
        timeout = aiohttp.ClientTimeout(total=None)
        async with self._session.get(f"{self.address}/chat/stream", headers=headers, timeout=timeout) as answer:
            assert answer.status == 200, await answer.text()
            assert answer.content_type == "text/event-stream"
            rest = b""
            async for chunk in answer.content.iter_any():
                self._listens.set()
                *blocks, rest = (rest + chunk).split(b"\n\n")
                for block in blocks:
                    self._take(block.decode())

    def _take(self, block: str) -> None:
        fields = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        if "event" not in fields:
            return
        event = Told(fields["event"], int(fields.get("id", "0")), json.loads(fields["data"]))
        self.told.append(event)
        self.last = max(self.last, event.number)
        match event.name:
            case "show" | "change":
                self.shown[event.data["id"]] = event.data
            case "remove":
                for number in event.data["ids"]:
                    self.shown.pop(number, None)
                    self.mine.pop(number, None)
            case "typing":
                self.typings += 1
            case "over":
                self.is_over = True
            case _:
                raise AssertionError(event.name)
        self._changed.set()
        self._changed = asyncio.Event()


def text_of(message: Json) -> str:
    """Return the characters of a message."""
    return "".join(text for text, _bold in message["spans"])
