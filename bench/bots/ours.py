"""Pháo Đài: the whole program as `phaodai run` starts it, with its databases; only the account's rate is raised."""

from __future__ import annotations

from bench.raised import RAISED
from bot.process import run_program
from bot.settings import load
from bot.wiring import Additions


def main() -> None:
    """Serve until the process is ended."""
    raise SystemExit(run_program(load(), demo=False, additions=Additions(rates=RAISED)))


if __name__ == "__main__":
    main()
