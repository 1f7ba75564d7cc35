"""A command that is typed wrongly is told apart from one that is refused: exit 2, and nothing is made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_HOUSE = Path(__file__).parents[3]
_PROGRAM = "from bot.command_line import main; main()"


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATA_DIR": str(folder / "data"), "KEY_DIR": str(folder / "keys")}
    call = [sys.executable, "-c", _PROGRAM, *arguments]
    return subprocess.run(call, cwd=_HOUSE, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_role_that_does_not_exist_is_a_usage_error_and_names_those_that_do(tmp_path: Path) -> None:
    tried = _run(tmp_path, "staff", "invite", "--role", "queen", "--unit", "PC04", "--name", "A", "--json")
    assert tried.returncode == 2
    assert tried.stdout == ""
    assert "officer" in tried.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_unit_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    tried = _run(tmp_path, "staff", "invite", "--role", "officer", "--unit", "99999", "--name", "A", "--json")
    assert tried.returncode == 3
    assert "unit list" in tried.stdout
