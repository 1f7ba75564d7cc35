"""`phaodai content check`: the rules of `awareness.check` over a folder, as plain data."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any


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
