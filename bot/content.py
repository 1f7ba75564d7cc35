"""The content as the program uses it: read ahead after the start, and `phaodai content check` as plain data."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from awareness.library import Library

_AFTER_SECONDS: Final = 1.0
"""Whoever waits for the start is answered first."""


async def read_ahead(library: Library) -> None:
    """Read the content beside the first conversations, so that nobody's first question holds up the others; then rest.

    Raises `ContentBroken`.
    """
    await asyncio.sleep(_AFTER_SECONDS)
    await asyncio.to_thread(library.read_ahead)
    await asyncio.Event().wait()


def check_content(folder: Path | None) -> dict[str, Any]:
    """Return every problem, and what the content counts."""
    from awareness.check import check, report

    problems = check(folder)
    return {
        "problems": [
            {"rule": str(one.rule), "file": one.file, "item": one.item, "message": one.message} for one in problems
        ],
        "report": asdict(report(folder)),
    }


def reading_lines(checked: Mapping[str, Any]) -> list[str]:
    """Return the reading figures as a table for people: one line a kind, the whole last."""
    report = checked["report"]
    rows = [
        ("kind", "items", "words a sentence", "longest sentence", "longest screen"),
        *(
            (kind, str(report["counts"][kind]), *_figures(figures))
            for kind, figures in report["reading_by_kind"].items()
        ),
        ("all", str(sum(report["counts"].values())), *_figures(report["reading"])),
    ]
    return ["  ".join(f"{cell:<16}" for cell in row).rstrip() for row in rows]


def _figures(figures: Mapping[str, Any]) -> tuple[str, str, str]:
    return (
        str(figures["words_per_sentence"]),
        f"{figures['longest_sentence']} words",
        f"{figures['longest_screen']} characters",
    )
