"""Contenders as child processes: started, asked, measured, ended. Each has its own folder and nothing of ours."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import orjson

from bench.conversation import Kind, Turn
from bench.platform import SECRET, TOKEN, Platform
from bench.turns import HOOK
from bench.wire import ClientConnection

ROOT: Final = Path(__file__).parents[1]
_START_SECONDS: Final = 60.0
_END_SECONDS: Final = 15.0
_LOOK_AGAIN: Final = 0.005
_FIRST_CHAT: Final = 900_000_000


class Contender(StrEnum):
    """Who is measured; the value heads a column."""

    OURS = "Pháo Đài"
    AIOGRAM = "aiogram"
    PTB = "python-telegram-bot"
    BARE = "bare aiohttp"
    RAW = "ceiling"


class ContenderFailed(Exception):
    """A contender ended or does not answer; holds the end of its output."""


def python_of(contender: Contender) -> str:
    """Return the interpreter: the peers have a virtual environment of their own."""
    if contender in {Contender.OURS, Contender.RAW}:
        return sys.executable
    return os.environ.get("BENCH_PYTHON", str(ROOT / ".venv-bench" / "bin" / "python"))


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def settings_of_ours(folder: Path, api_port: int, port: int, *, webhook: bool) -> dict[str, str]:
    """Return the program's settings in a folder of its own."""
    settings = {
        "DATA_DIR": str(folder / "data"),
        "KEY_DIR": str(folder / "keys"),
        "BACKUP_DIR": str(folder / "backups"),
        "PORT": str(port),
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": f"http://127.0.0.1:{api_port}",
        "REHEARSAL": "true",
    }
    if webhook:
        settings |= {
            "TELEGRAM_MODE": "webhook",
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
        }
    return settings


@dataclass(slots=True)
class Child:
    """One running contender. `log` has what it printed."""

    process: asyncio.subprocess.Process
    port: int
    log: Path
    started: float

    @classmethod
    async def start(
        cls, python: str, module: str, folder: Path, settings: Mapping[str, str], *, is_worker: bool
    ) -> Child:
        """Start `python -m module` in `folder` (made where missing); a worker is asked through its pipes."""
        folder.mkdir(parents=True, exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        environment = {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **settings}
        log = folder / "log"
        with log.open("ab") as output:
            started = time.perf_counter()
            process = await asyncio.create_subprocess_exec(
                python,
                "-m",
                *module.split(),
                cwd=folder,
                env=environment,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE if is_worker else output,
                stderr=output,
            )
        return cls(process, int(settings.get("PORT", "0")), log, started)

    def failed(self, what: str) -> ContenderFailed:
        """Return the error with the end of what was printed."""
        return ContenderFailed(f"{what}\n{self.log.read_text(errors='replace')[-3000:]}")

    async def ask(self, order: Mapping[str, object]) -> dict[str, Any]:
        """Send an order to a worker and return its answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(orjson.dumps(order) + b"\n")
        return await self.answer()

    async def answer(self) -> dict[str, Any]:
        """Return the next line of a worker. Raises `ContenderFailed` when it ended."""
        assert self.process.stdout is not None
        line = await asyncio.wait_for(self.process.stdout.readline(), 120)
        if not line:
            raise self.failed("the worker ended")
        answer: dict[str, Any] = orjson.loads(line)
        return answer

    async def until_answering(self, platform: Platform) -> float:
        """Post a first message until it is answered; return the seconds since the start."""
        for chat in range(_FIRST_CHAT, _FIRST_CHAT + 100_000):
            if self.process.returncode is not None:
                raise self.failed("the bot ended")
            if time.perf_counter() - self.started > _START_SECONDS:
                raise self.failed("the bot does not answer")
            if await self._is_answered(platform, chat):
                return time.perf_counter() - self.started
            await asyncio.sleep(_LOOK_AGAIN)
        raise self.failed("the bot does not answer")

    async def _is_answered(self, platform: Platform, chat: int) -> bool:
        try:
            connection = await ClientConnection.to(self.port)
        except OSError:
            return False
        answered = platform.expect(chat)
        try:
            update = platform.update(chat, Turn(Kind.COMMAND, "/start"), None)
            signed = f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n"
            status, _ = await connection.ask(HOOK, update, more=signed)
            if status != 200:
                return False
            await asyncio.wait_for(answered, 1)
        except (OSError, TimeoutError):
            return False
        finally:
            connection.close()
        return True

    async def until_ready(self) -> float:
        """Ask /readyz until it answers 200; return the seconds since the start."""
        while time.perf_counter() - self.started < _START_SECONDS:
            if self.process.returncode is not None:
                raise self.failed("the program ended")
            try:
                connection = await ClientConnection.to(self.port)
                status, _ = await connection.ask("/readyz", b"", method="GET")
                connection.close()
            except OSError:
                status = 0
            if status == 200:
                return time.perf_counter() - self.started
            await asyncio.sleep(_LOOK_AGAIN)
        raise self.failed("the program is not ready")

    def megabytes(self) -> float:
        """Return the resident memory now, in MiB."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise self.failed("no memory to read")

    async def end(self) -> None:
        """End the child and wait for it."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self.process.wait(), _END_SECONDS)
            except TimeoutError:
                self.process.kill()
                await self.process.wait()
