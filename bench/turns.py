"""Turns a second: people who talk, each waiting for the answer before saying the next thing."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Final

from bench.conversation import CONVERSATION
from bench.platform import SECRET, Platform, Shown
from bench.wire import ClientConnection

HOOK: Final = "/hooks/telegram"
_SIGNED: Final = f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n"
_PATIENCE: Final = 15.0
"""Seconds after the end within which every answer must be there."""


class AnswerMissing(Exception):
    """A turn got no answer, or the webhook refused it: there is no rate to report."""


@dataclass(slots=True)
class Measured:
    """One run: milliseconds from an update's leaving to its answer's arrival, and how long all took."""

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    signs: int = 0

    @property
    def rate(self) -> float:
        """Turns a second."""
        return len(self.milliseconds) / self.seconds

    def percentile(self, share: float) -> float:
        """Return the milliseconds that `share` (0 to 1) of the turns stayed within."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Crowd:
    """People of one bot; nobody is used twice, so every conversation starts from nothing."""

    def __init__(self, platform: Platform, port: int, *, patience: float = _PATIENCE) -> None:
        self._platform = platform
        self._port = port
        self._patience = patience
        self._next = 1

    async def talk(self, *, chats: int, seconds: float) -> Measured:
        """Let `chats` people talk at a time, each after the other, until `seconds` are over.

        Raises `AnswerMissing` when one answer does not come.
        """
        connections = [await ClientConnection.to(self._port) for _ in range(chats)]
        measured = Measured()
        start = time.perf_counter()
        lanes = [self._lane(connection, start + seconds, measured) for connection in connections]
        try:
            await asyncio.wait_for(asyncio.gather(*lanes), seconds + self._patience)
        except TimeoutError:
            raise AnswerMissing(f"an answer is missing after {len(measured.milliseconds)} turns") from None
        finally:
            for connection in connections:
                connection.close()
        measured.seconds = time.perf_counter() - start
        return measured

    async def _lane(self, connection: ClientConnection, until: float, measured: Measured) -> None:
        while time.perf_counter() < until:
            chat, self._next = self._next, self._next + 1
            shown: Shown | None = None
            for turn in CONVERSATION:
                if time.perf_counter() >= until:
                    return
                update = self._platform.update(chat, turn, shown)
                answer = self._platform.expect(chat)
                began = time.perf_counter()
                taken = connection.ask(HOOK, update, more=_SIGNED)
                shown = await answer
                measured.milliseconds.append((time.perf_counter() - began) * 1000)
                measured.signs += shown.signs
                status, _ = await taken
                if status != 200:
                    raise AnswerMissing(f"the webhook answered {status}")
