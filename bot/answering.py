"""The two ways in which a command answers: lines for a person, or one JSON object with `--json`.

Exit codes: 0 done, 2 usage, 3 refused. What a command made is its last line.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, NoReturn

import orjson
import typer

from bot.settings import load

Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON object or array on stdout.")]
REFUSED = 3


def operate(operation: str, arguments: Mapping[str, Any], json: bool, lines: Callable[[Any], list[str]]) -> None:
    """Ask the running program, or do it here when none runs; the answer is the same."""
    from bot import operating

    answer(asyncio.run(operating.operate(load(), operation, arguments)), json, lines)


def answer(result: Any, json: bool, lines: Callable[[Any], list[str]]) -> None:
    """Print what came of a command; `lines` words it for a person."""
    text = orjson.dumps(result).decode() if json else "\n".join(lines(result))
    sys.stdout.write(text + "\n")


def refuse(lines: Sequence[str]) -> NoReturn:
    """Say why a command was refused, and end the program."""
    if "--json" in sys.argv:
        sys.stdout.write(orjson.dumps({"error": "; ".join(lines)}).decode() + "\n")
    else:
        for line in lines:
            sys.stderr.write(f"phaodai: {line}\n")
    raise SystemExit(REFUSED)
