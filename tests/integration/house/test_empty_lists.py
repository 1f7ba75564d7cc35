"""Lists of a fresh house say that they are empty, and what fills them; a script gets an empty array."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_HOUSE = Path(__file__).parents[3]
_PROGRAM = "from bot.command_line import main; main()"


@pytest.mark.parametrize(("command", "told"), [("campaign", "no campaigns yet"), ("staff", "phaodai staff invite")])
def test_an_empty_list_says_so(tmp_path: Path, command: str, told: str) -> None:
    environment = {**os.environ, "DATA_DIR": str(tmp_path / "data"), "KEY_DIR": str(tmp_path / "keys")}

    def asked(*more: str) -> str:
        call = [sys.executable, "-c", _PROGRAM, command, "list", *more]
        return subprocess.run(
            call, cwd=_HOUSE, env=environment, check=True, capture_output=True, text=True, timeout=60
        ).stdout

    assert told in asked()
    assert json.loads(asked("--json")) == []
