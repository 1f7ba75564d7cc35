"""The running program: start in order, say where to look, end cleanly on Ctrl-C.

Order: settings, folders, lock, keys, databases, services, door socket, web server, channels, ticks. Whatever
is wrong stops the start with one line; a platform that is down never does.
"""

from __future__ import annotations

import asyncio
import errno
import gc
import signal
import sys
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import structlog
import uvloop
from aiohttp import web
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot import logs
from bot.door import open_door
from bot.errors import StartRefused
from bot.folders import door_lock, prepare
from bot.settings import Settings
from bot.wiring import Additions, Program, Step, Tick, build
from console.application import runner_of

_LAST_REQUESTS_SECONDS = 0.5
_SWITCH_SECONDS = 0.0005
_OBJECTS_BEFORE_COLLECTING = 10_000
_ZONE = "Asia/Ho_Chi_Minh"


def run_program(settings: Settings, *, demo: bool, additions: Additions | None = None) -> int:
    """Run until Ctrl-C or SIGTERM; returns the exit code."""
    logs.configure()
    # SQLite runs in threads that ask for the interpreter's lock several times a statement; at the default of 5 ms
    # a busy loop lets them wait that long each time, while others wait for the only writer's place.
    sys.setswitchinterval(_SWITCH_SECONDS)
    prepare(settings)
    with door_lock(settings.data_dir):
        return uvloop.run(_run(settings, demo=demo, additions=additions))


async def _run(settings: Settings, *, demo: bool, additions: Additions | None) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with AsyncExitStack() as opened:
        program = await opened.enter_async_context(build(settings, demo=demo, additions=additions))
        await _serve(settings, program, opened)
        door = await open_door(settings.data_dir, program.operate)
        opened.callback(_close_door, door, settings.data_dir / "door.sock")
        settle_memory()
        await opened.enter_async_context(_Tasks(program))
        _say_where_to_look(settings, program, demo=demo)
        if not demo:
            structlog.get_logger().info("program.started", port=settings.port)
        await stop.wait()
    if not demo:
        structlog.get_logger().info("program.ended")
    return 0


def settle_memory() -> None:
    """Take what the start has made out of every later garbage collection; call it once the program stands.

    Some 300,000 objects stay for good: modules, tables, units, texts. Walking them again and again took a fiftieth
    of a second each time, in the middle of somebody's answer. What comes and goes is collected as before, only less
    often than every 700 objects.
    """
    gc.freeze()
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTING, 20, 20)
    gc.enable()


async def _serve(settings: Settings, program: Program, opened: AsyncExitStack) -> None:
    """Listen on HOST:PORT. Raises `StartRefused` when the port is taken or not allowed."""
    runner = runner_of(program.application, shutdown_seconds=_LAST_REQUESTS_SECONDS)
    await runner.setup()
    opened.push_async_callback(runner.cleanup)
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        said = {
            errno.EADDRINUSE: "is in use by another program; stop it or set PORT to another number",
            errno.EACCES: "needs more rights; set PORT to 1024 or more",
        }.get(error.errno or 0, "cannot be opened; check HOST and PORT")
        raise StartRefused(f"PORT: {settings.host}:{settings.port} {said}") from None


def _close_door(door: asyncio.Server, path: Path) -> None:
    door.close()
    path.unlink(missing_ok=True)


class _Tasks:
    """Channels, long tasks and interval ticks, for as long as the block lasts."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._running: list[asyncio.Task[None]] = []
        self._scheduler = AsyncIOScheduler(
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 30}, timezone=_ZONE
        )

    async def __aenter__(self) -> None:
        for channel in self._program.channels:
            self._running.append(asyncio.create_task(channel.run(self._program.deliver(channel))))
        for task in self._program.long_tasks:
            self._running.append(asyncio.create_task(_kept_alive(task.name, task.run)))
        for tick in self._program.ticks:
            self._scheduler.add_job(_caught, _trigger(tick), args=(tick.name, tick.run), id=tick.name)
        self._scheduler.start()

    async def __aexit__(self, *_exception: object) -> None:
        self._scheduler.shutdown(wait=False)
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


def _trigger(tick: Tick) -> IntervalTrigger | CronTrigger:
    if tick.at:
        hour, minute = tick.at.split(":")
        return CronTrigger(hour=hour, minute=minute, timezone=_ZONE)
    return IntervalTrigger(seconds=tick.seconds, timezone=_ZONE)


async def _caught(name: str, run: Step) -> None:
    """Run one tick; a failing tick is logged by name and tried again at its next time.

    Only the end of the program cancels one; what it did not do is due at the next start, and no error to log.
    """
    try:
        with suppress(asyncio.CancelledError):
            await run()
    except Exception as error:
        structlog.get_logger().error("tick.failed", state=name, error_class=type(error).__name__)


async def _kept_alive(name: str, run: Step) -> None:
    """Keep a long task running: after a failure it starts again, with growing pauses."""
    pause = 1.0
    while True:
        try:
            await run()
        except Exception as error:
            structlog.get_logger().error("task.failed", state=name, error_class=type(error).__name__)
        await asyncio.sleep(pause)
        pause = min(pause * 2, 60.0)


def _say_where_to_look(settings: Settings, program: Program, *, demo: bool) -> None:
    address = settings.base_url
    if demo:
        lines = [
            f"Pháo Đài demo is running: open {address}/demo in a browser.",
            "It is for trying: data lives in demo-data/ (make clean-demo throws it away), no outside platform is used.",
        ]
    else:
        outside = [channel.name for channel in program.channels if channel.capabilities.push]
        channels = ", ".join(outside) or "no chat platform yet (TELEGRAM_TOKEN, ZALO_BOT_TOKEN)"
        lines = [f"Pháo Đài is running: {address}", f"Staff sign in at {address}/console; channels: {channels}."]
    sys.stdout.write("\n".join([*lines, "Stop it with Ctrl-C."]) + "\n")
    sys.stdout.flush()
