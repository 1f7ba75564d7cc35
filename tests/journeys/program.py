"""The program as a child process: started, asked by command line, killed and started again."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp
import orjson

_ROOT = Path(__file__).parents[2]
_COMMAND = [sys.executable, "-m", "bot.command_line"]
_READY_SECONDS = 60.0
_END_SECONDS = 20.0


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class CommandFailed(Exception):
    """A command ended with another exit code than 0; holds the code and what it printed."""

    def __init__(self, code: int, printed: str) -> None:
        super().__init__(f"exit {code}: {printed}")
        self.code = code
        self.printed = printed


class ProgramUnderTest:
    """`phaodai run` in a folder of its own, without network beyond loopback."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "program.log"
        self._settings = {
            "DATA_DIR": str(folder / "data"),
            "KEY_DIR": str(folder / "keys"),
            "BACKUP_DIR": str(folder / "backups"),
            "PORT": str(self.port),
            **settings,
        }
        self._process: asyncio.subprocess.Process | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What the child sees: our settings, the network guard, nothing of the tester's own settings."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        guard = _ROOT / "tests" / "guard"
        return {**kept, "PYTHONPATH": f"{guard}{os.pathsep}{_ROOT}", "PYTHONUNBUFFERED": "1", **self._settings}

    async def start(self, *arguments: str) -> None:
        """Start the program and return when /readyz answers 200. Raises with its log when it ends before."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *_COMMAND, "run", *arguments, cwd=self.folder, env=self.environment, stdout=log, stderr=log
            )
        await asyncio.wait_for(self._until_ready(), _READY_SECONDS)

    async def _until_ready(self) -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                if self._process is None or self._process.returncode is not None:
                    raise AssertionError(f"the program ended:\n{self.log.read_text()}")
                try:
                    async with session.get(f"{self.address}/readyz") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.05)  # the only event a foreign process offers is its answer

    async def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ctrl-C; returns the exit code."""
        return await self._end(signal.SIGINT)

    async def terminate(self) -> int:
        """SIGTERM, as a service manager sends it; returns the exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, number: signal.Signals) -> int:
        if self._process is None:
            return 0
        if self._process.returncode is None:
            self._process.send_signal(number)
        code = await asyncio.wait_for(self._process.wait(), _END_SECONDS)
        self._process = None
        return code

    async def ask(self, *arguments: str) -> Any:
        """Run a command with --json and return its answer. Raises `CommandFailed`."""
        code, out, _errors = await self.command(*arguments, "--json")
        if code != 0:
            raise CommandFailed(code, out)
        return orjson.loads(out)

    async def command(self, *arguments: str) -> tuple[int, str, str]:
        """Run a command; returns exit code, stdout, stderr."""
        process = await asyncio.create_subprocess_exec(
            *_COMMAND,
            *arguments,
            cwd=self.folder,
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, errors = await process.communicate()
        return process.returncode or 0, out.decode(), errors.decode()
