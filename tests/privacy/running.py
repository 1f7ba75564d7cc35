"""The whole program in this process: its real wiring, pages on a real port, a Bot API server to talk to.

Ticks run when a test says so, so nothing depends on time passing. `world` collects everything it left behind.
"""

from __future__ import annotations

import asyncio
import io
import logging
import os
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog
from aiohttp import web

from bot import logs
from bot.folders import prepare
from bot.settings import Settings, load
from bot.wiring import Additions, Program, build
from storage.database import Database
from storage.types import Clock
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram.state import Json
from tests.journeys.forms import Visitor
from tests.journeys.program import free_port
from tests.privacy.scanner import World

_PATIENCE = 60.0
FIRST_MESSAGE = 7_812_345_678
FIRST_FILE = 7_923_456_781
FIRST_UPDATE = 7_634_567_812
"""The platform's numbers start high, so that a scan can tell them from chance."""


class RecordingEmulator(TelegramEmulator):
    """A Bot API server that keeps every call but the long polls, as (method, parameters)."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[tuple[str, Json]] = []
        self.state.last_message = FIRST_MESSAGE
        self.state.last_file = FIRST_FILE
        self.state.last_update = FIRST_UPDATE

    async def settled(self) -> None:
        """Return when the bot has handled everything that was sent; fails instead of waiting for ever."""
        async with asyncio.timeout(_PATIENCE):
            await self.delivery.all_confirmed()

    async def _do(self, method: str, parameters: Json) -> object:
        if method != "getupdates":
            self.requests.append((method, parameters))
        return await super()._do(method, parameters)


@dataclass(slots=True, kw_only=True)
class Running:
    """One running program. `visitor()` makes somebody's browser; `emulator.person()` somebody's phone."""

    folder: Path
    settings: Settings
    program: Program
    emulator: RecordingEmulator
    log: io.StringIO
    opened: AsyncExitStack = field(repr=False)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"

    async def visitor(self) -> Visitor:
        """Return somebody with a browser of his own."""
        return await self.opened.enter_async_context(Visitor(self.address))

    async def operate(self, operation: str, **arguments: Any) -> Any:
        """Do what a command of the operator does."""
        return await self.program.operate(operation, arguments)

    async def tick(self) -> None:
        """Let every clock of the program run once."""
        for tick in self.program.ticks:
            await tick.run()

    def world(self) -> World:
        """Everything left on disk, logged or printed."""
        return World(folders=[self.folder], streams={"log": self.log.getvalue().encode()})


@asynccontextmanager
async def running(
    folder: Path, *, demo: bool = False, additions: Additions | None = None, clock: Clock | None = None, **given: Any
) -> AsyncIterator[Running]:
    """Run the program over `folder`: data, keys, backups and temporary files lie below it.

    With `demo` it runs as `--demo` does, on phones of its own; `given` are settings.
    """
    scratch = folder / "tmp"
    scratch.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as opened:
        emulator = await opened.enter_async_context(RecordingEmulator())
        values = {
            "data_dir": folder / "data",
            "key_dir": folder / "keys",
            "backup_dir": folder / "backups",
            "port": free_port(),
            "telegram_token": emulator.token,
            "telegram_api_url": emulator.url,
            "rehearsal": True,
        }
        settings = load(_env_file=None, **{**values, **given})
        log = opened.enter_context(_everything_logged(scratch))
        prepare(settings)
        program = await opened.enter_async_context(build(settings, demo=demo, clock=clock, additions=additions))
        runner = web.AppRunner(program.application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        opened.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", settings.port).start()
        endless = [channel.run(program.deliver(channel)) for channel in program.channels]
        tasks = [asyncio.ensure_future(one) for one in (*endless, *(task.run() for task in program.long_tasks))]
        opened.push_async_callback(_end, tasks)
        yield Running(folder=folder, settings=settings, program=program, emulator=emulator, log=log, opened=opened)


async def _end(tasks: Sequence[asyncio.Future[Any]]) -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task


class _everything_logged:  # noqa: N801  # used as a with-block, like a function
    """The program's own logging, opened to DEBUG for every library, into memory; temporary files in `scratch`."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._stream = io.StringIO()
        self._handlers: list[logging.Handler] = []
        self._level = logging.WARNING

    def __enter__(self) -> io.StringIO:
        root = logging.getLogger()
        self._before, self._level = list(root.handlers), root.level
        self._temporary, tempfile.tempdir = tempfile.tempdir, str(self._scratch)
        self._variable = os.environ.get("TMPDIR")
        os.environ["TMPDIR"] = str(self._scratch)
        logs.configure()
        for handler in root.handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(self._stream)
        for name in [None, *logging.root.manager.loggerDict]:
            logging.getLogger(name).setLevel(logging.DEBUG)
        structlog.configure(
            wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG),
            logger_factory=structlog.PrintLoggerFactory(self._stream),
            cache_logger_on_first_use=False,
        )
        return self._stream

    def __exit__(self, *_error: object) -> None:
        root = logging.getLogger()
        root.handlers[:] = self._before
        root.setLevel(self._level)
        tempfile.tempdir = self._temporary
        if self._variable is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = self._variable
        structlog.reset_defaults()


def works_in(house: Running, database: Database) -> bool:
    """Tell whose a database is: a house of another test may not have been swept away yet."""
    return Path(database.engine.url.database or "").is_relative_to(house.folder)
