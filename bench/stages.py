"""The stages of the bench: each starts its contenders, lets them run in turn, and notes every run."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from bench.contenders import Child, Contender, free_port, python_of, settings_of_ours
from bench.conversation import CONVERSATION, Kind
from bench.platform import Platform
from bench.table import rows_in_order
from bench.turns import Crowd

BOTS: Final = {
    Contender.OURS: "bench.bots.ours",
    Contender.AIOGRAM: "bench.bots.aiogram_bot",
    Contender.PTB: "bench.bots.ptb_bot",
    Contender.BARE: "bench.bots.bare",
    Contender.RAW: "bench.bots.raw",
}
_CLIENTS: Final = {
    Contender.AIOGRAM: "bench.clients.aiogram_client",
    Contender.PTB: "bench.clients.ptb_client",
    Contender.BARE: "bench.clients.bare",
    Contender.RAW: "bench.clients.raw",
}
_CORES: Final = {
    Contender.OURS: "bench.cores.ours",
    Contender.AIOGRAM: "bench.cores.aiogram_core",
    Contender.PTB: "bench.cores.ptb_core",
}
_ALL: Final = "all"
_Item = TypeVar("_Item")
_PTB_SHARE: Final = 5
"""python-telegram-bot's own client is so much slower that it sends a fifth of the messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is done: runs of each, seconds of talking, messages sent, updates of each kind, starts."""

    runs: int
    seconds: float
    messages: int
    updates: int
    starts: int


WHOLE: Final = Size(runs=5, seconds=3.0, messages=3000, updates=3000, starts=5)
QUICK: Final = Size(runs=2, seconds=1.0, messages=600, updates=600, starts=1)


class CountWrong(Exception):
    """What arrived at the platform is not what was sent: there is no rate to report."""


class Stages:
    """All stages over one platform; `rows` fills as they run."""

    def __init__(self, platform: Platform, folder: Path, size: Size) -> None:
        self._platform = platform
        self._folder = folder
        self._size = size
        self.rows = rows_in_order()

    # Turns

    async def turns(self) -> None:
        """Webhook in, reply out: at 8 and 64 chats at a time; memory before and after."""
        async with AsyncExitStack() as opened:
            children = {one: await opened.enter_async_context(self._bot(one, "turns")) for one in BOTS}
            for one, child in children.items():
                _seconds = await child.until_answering(self._platform)
                self.rows["memory at start"].add(one, child.megabytes())
            crowds = {one: Crowd(self._platform, child.port) for one, child in children.items()}
            for one, crowd in crowds.items():
                _warm = await crowd.talk(chats=8, seconds=max(1.0, self._size.seconds / 2))
                print(f"  warm: {one}")
            for run in range(self._size.runs):
                for chats in (8, 64):
                    for one in _rotated(list(crowds), run):
                        await self._talk(one, crowds[one], chats)
                print(f"  turns: run {run + 1} of {self._size.runs}")
            for one, child in children.items():
                self.rows["memory"].add(one, child.megabytes())

    async def _talk(self, one: Contender, crowd: Crowd, chats: int) -> None:
        gc.collect()
        measured = await crowd.talk(chats=chats, seconds=self._size.seconds)
        self.rows[f"turns {chats}"].add(one, measured.rate)
        for share in (50, 99):
            self.rows[f"p{share} {chats}"].add(one, measured.percentile(share / 100))
        self.rows["signs"].add(one, measured.signs / len(measured.milliseconds))

    @asynccontextmanager
    async def _bot(self, one: Contender, folder: str, module: str | None = None) -> AsyncIterator[Child]:
        port, where = free_port(), self._folder / folder / one.name
        settings = {"API_PORT": str(self._platform.port), "PORT": str(port)}
        if one is Contender.OURS:
            settings = settings_of_ours(where, self._platform.port, port, webhook=True)
        child = await Child.start(python_of(one), module or BOTS[one], where, settings, is_worker=False)
        try:
            yield child
        finally:
            await child.end()

    # Sends

    async def sends(self, postgresql: str | None) -> None:
        """A text to everybody: ours through the ledger on both databases, the peers in a bare loop."""
        api = {"API_PORT": str(self._platform.port)}
        ours = {"sqlite": {}, "postgresql": {"DATABASE_URL": postgresql}} if postgresql else {"sqlite": {}}
        async with AsyncExitStack() as opened:
            workers: dict[tuple[Contender, str], Child] = {}
            for store, more in ours.items():
                where = self._folder / "sends" / store
                settings = settings_of_ours(where, self._platform.port, free_port(), webhook=False) | dict(more)
                workers[Contender.OURS, store] = await opened.enter_async_context(
                    _worker(Contender.OURS, "bench.clients.ours", where, settings)
                )
            for one, module in _CLIENTS.items():
                where = self._folder / "sends" / one.name
                workers[one, _ALL] = await opened.enter_async_context(_worker(one, module, where, api))
            for run in range(-1, self._size.runs):
                for one, store in _rotated(list(workers), run):
                    await self._send(one, store, workers[one, store], is_warming=run < 0)
                print(f"  sends: run {run + 1} of {self._size.runs}")

    async def _send(self, one: Contender, store: str, worker: Child, *, is_warming: bool) -> None:
        many = self._size.messages // (_PTB_SHARE if one is Contender.PTB else 1)
        self._platform.arrived.clear()
        answer = await worker.ask({"many": many})
        arrived = self._platform.arrived
        if set(arrived) != set(range(1, many + 1)) or arrived.total() != many:
            raise CountWrong(f"{one} {store}: {arrived.total()} messages at {len(arrived)} chats, not {many}")
        if is_warming:
            return
        for each in ("sqlite", "postgresql") if store == _ALL else (store,):
            self.rows[f"sends {each}"].add(one, many / answer["seconds"])

    # The core

    async def cores(self) -> None:
        """Updates through the conversation core alone, by kind; the mix is that of the conversation."""
        async with AsyncExitStack() as opened:
            workers: dict[Contender, Child] = {}
            for one, module in _CORES.items():
                where = self._folder / "core" / one.name
                settings: Mapping[str, str] = {"API_PORT": str(self._platform.port)}
                if one is Contender.OURS:
                    settings = settings_of_ours(where, self._platform.port, free_port(), webhook=False)
                    settings = {name: value for name, value in settings.items() if not name.startswith("TELEGRAM")}
                workers[one] = await opened.enter_async_context(_worker(one, module, where, settings))
            for run in range(-1, self._size.runs):
                for one in _rotated(list(workers), run):
                    answer = await workers[one].ask({"many": self._size.updates, "chats": 50})
                    if run >= 0:
                        self._note_core(one, answer)
                print(f"  core: run {run + 1} of {self._size.runs}")

    def _note_core(self, one: Contender, answer: Mapping[str, float]) -> None:
        mix = sum(answer[turn.kind] for turn in CONVERSATION) / len(CONVERSATION)
        self.rows["core rate"].add(one, 1e6 / mix)
        self.rows["core mix"].add(one, mix)
        for kind in Kind:
            self.rows[f"core {kind}"].add(one, answer[kind])

    # The start

    async def starts(self) -> None:
        """From the process's start to the first answer, on a folder that exists; ours to /readyz too."""
        for run in range(-1, self._size.starts):
            for one in (Contender.OURS, Contender.AIOGRAM, Contender.PTB, Contender.BARE):
                async with self._bot(one, "starts") as child:
                    seconds = await child.until_answering(self._platform)
                if run >= 0:
                    self.rows["first answer"].add(one, seconds)
            async with self._bot(Contender.OURS, "starts", "bot.command_line run") as child:
                seconds = await child.until_ready()
            if run >= 0:
                self.rows["ready"].add(Contender.OURS, seconds)
        print(f"  starts: {self._size.starts}")


@asynccontextmanager
async def _worker(one: Contender, module: str, folder: Path, settings: Mapping[str, str]) -> AsyncIterator[Child]:
    child = await Child.start(python_of(one), module, folder, settings, is_worker=True)
    try:
        _ready = await child.answer()
        yield child
    finally:
        await child.end()


def _rotated(items: list[_Item], run: int) -> list[_Item]:
    """Return `items` from another one on in each run, so that nobody always follows the same neighbour."""
    first = run % len(items)
    return items[first:] + items[:first]
