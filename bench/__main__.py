"""`python -m bench`: all stages, one table. `QUICK=1` in the environment: a short form that only shows the way."""

from __future__ import annotations

import argparse
import os
import platform as machine
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import uvloop

from bench.contenders import ROOT, Contender
from bench.platform import Platform
from bench.postgres import database_url
from bench.stages import QUICK, WHOLE, Stages
from bench.table import aims, table

_STAGES = ("core", "turns", "sends", "starts")


async def _run(folder: Path, chosen: list[str], postgresql: str | None) -> Stages:
    platform = Platform()
    await platform.start()
    stages = Stages(platform, folder, QUICK if os.environ.get("QUICK") else WHOLE)
    if "core" in chosen:
        await stages.cores()
    if "turns" in chosen:
        await stages.turns()
    if "sends" in chosen:
        await stages.sends(postgresql)
    if "starts" in chosen:
        await stages.starts()
    await platform.stop()
    return stages


def _method(stages: Stages, seconds: float) -> str:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"],  # noqa: S607 - whichever git there is
        cwd=ROOT, capture_output=True, text=True, check=False,
    ).stdout.strip()  # fmt: skip
    lines = [
        f"Commit {commit or 'unknown'}, {os.cpu_count()} cores, Python {machine.python_version()} of {sys.base_prefix}",
        f"uvloop, load {os.getloadavg()[0]:.1f} at the end, {seconds:.0f} s in all. All talk to the same bare Bot API.",
        "Ours: the whole program with its databases, rehearsal (no night, no weekly cap), the account's rate raised",
        "from 30/s to 100,000/s. Peers: their stock set-ups with memory state, one fixed answer with eight buttons.",
    ]
    for key, what in (("turns 64", "turns/s at 64"), ("sends sqlite", "sends/s")):
        row = stages.rows.get(key)
        ceiling = row.median(Contender.RAW) if row is not None else None
        if ceiling is not None:
            lines.append(f"The fake Bot API's own ceiling, with bare sockets: {ceiling:,.0f} {what}.")
    return "\n".join(lines)


def main() -> None:
    """Run what is asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("stages", nargs="*", default=[], help=f"of {', '.join(_STAGES)}; none: all")
    chosen = parser.parse_args().stages or list(_STAGES)
    if unknown := set(chosen) - set(_STAGES):
        parser.error(f"no such stage: {', '.join(sorted(unknown))}")
    began = time.perf_counter()
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="phaodai-bench-")))
        postgresql = opened.enter_context(database_url(folder / "postgresql")) if "sends" in chosen else None
        stages = uvloop.run(_run(folder, chosen, postgresql))
    print()
    print(table(list(stages.rows.values())))
    print()
    print(_method(stages, time.perf_counter() - began))
    print()
    if set(chosen) == set(_STAGES):
        print(aims(stages.rows))


if __name__ == "__main__":
    main()
