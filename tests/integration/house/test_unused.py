"""What only another database or an older one needs is not loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import bot

_ROOT = Path(bot.__file__).parents[1]
_FOR_OTHERS = ("sqlalchemy.dialects.postgresql", "asyncpg", "alembic", "fluent", "babel")
_PROGRAM = "import sys, bot.process; print(*[name for name in sys.argv[1:] if name in sys.modules])"


def test_a_program_on_sqlite_loads_nothing_of_other_databases_and_no_migrations() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *_FOR_OTHERS], cwd=_ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
