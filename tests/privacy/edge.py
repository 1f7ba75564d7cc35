"""Debian's Caddy as a real process with the shipped `deploy/Caddyfile`, all it may write below one folder."""

from __future__ import annotations

import asyncio
import os
import shutil
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.journeys.program import free_port
from tests.privacy.scanner import World

CADDYFILE = Path(__file__).parents[2] / "deploy" / "Caddyfile"
_PATIENCE = 30.0
_SAID = "said.log"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A running Caddy. `address` is its public address; the certificate is its own issuer's."""

    folder: Path
    port: int
    process: asyncio.subprocess.Process

    @property
    def address(self) -> str:
        return f"https://localhost:{self.port}"

    def session(self) -> aiohttp.ClientSession:
        """Return a browser that trusts this edge's certificate."""
        return aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=self.trusted()), base_url=self.address)

    def trusted(self) -> ssl.SSLContext:
        """Return the trust in this edge's own issuer; raises `StopIteration` before it has one."""
        return ssl.create_default_context(cafile=str(next(self.folder.rglob("root.crt"))))

    def files(self) -> dict[str, int]:
        """Return every file the edge may write, with its size."""
        return {str(path): path.stat().st_size for path in self.folder.rglob("*") if path.is_file()}

    def open_files(self) -> set[str]:
        """Return what the process holds open on a disk, deleted or not, but for what it was started with."""
        found: set[str] = set()
        for entry in Path(f"/proc/{self.process.pid}/fd").iterdir():
            with suppress(FileNotFoundError):
                found.add(str(entry.readlink()))
        started_with = {"/dev/null", str(self.folder / _SAID)}
        return {name for name in found if name.startswith(("/", "memfd")) and name not in started_with}

    def world(self) -> World:
        """Everything the edge wrote or said."""
        return World(folders=[self.folder])

    def said(self) -> str:
        """Return what it said to its service manager."""
        return (self.folder / _SAID).read_text(encoding="utf-8")


@asynccontextmanager
async def edge_before(port: int, folder: Path) -> AsyncIterator[Edge]:
    """Run the edge in front of what listens on `port`; ready when it answers over TLS."""
    folder.mkdir(parents=True)
    mine = free_port()
    environment = environment_for(folder, {"PHAODAI_UPSTREAM": f"127.0.0.1:{port}", "PHAODAI_HTTPS_PORT": str(mine)})
    with (folder / _SAID).open("wb") as said:
        process = await asyncio.create_subprocess_exec(
            program(), "run", "--config", str(CADDYFILE), "--adapter", "caddyfile",
            cwd=folder, env=environment, stdin=asyncio.subprocess.DEVNULL, stdout=said, stderr=said,
        )  # fmt: skip
    edge = Edge(folder=folder, port=mine, process=process)
    try:
        async with asyncio.timeout(_PATIENCE):
            await _until_it_answers(edge)
        yield edge
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


def program() -> str:
    """Return where Caddy is; fails with what to type when it is not installed."""
    found = shutil.which("caddy", path=f"{os.environ['PATH']}:/usr/bin")
    assert found, "Caddy is missing. Type: apt-get install caddy"
    return found


def environment_for(folder: Path, more: dict[str, str]) -> dict[str, str]:
    """Return an environment in which everything Caddy may write lies below `folder`."""
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TMPDIR": str(temporary),
        "XDG_DATA_HOME": str(folder / "share"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "PHAODAI_DOMAIN": "localhost",
        "PHAODAI_HTTP_PORT": str(free_port()),
        **more,
    }


async def _until_it_answers(edge: Edge) -> None:
    while True:
        assert edge.process.returncode is None, edge.said()
        with suppress(StopIteration, aiohttp.ClientError, ssl.SSLError):
            async with edge.session() as session, session.get("/metrics") as answer:
                assert answer.status == 404
                return
        await asyncio.sleep(0.05)  # the only event a foreign process offers is its answer
