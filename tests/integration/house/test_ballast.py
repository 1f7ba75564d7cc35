"""The program is imported without what its libraries bring along for others, and runs without it."""

from __future__ import annotations

import importlib
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import bot
from bot.ballast import HOLLOW, NOT_FOUND

_ROOT = Path(bot.__file__).parents[1]
_ASHORE = ("rich", "pygments", "httpx", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql", "asyncpg", "alembic")
_PROGRAM = """
import sys
from bot.ballast import without_ballast
with without_ballast():
    import bot.process
print(*sorted(name for name in sys.argv[1:] if name in sys.modules))
import rich, telegram.request._httpxrequest as own
print(rich.__name__, own.HTTPXRequest.__module__, own.HTTPXRequest.__init__ is not object.__init__)
"""


def test_the_program_leaves_ashore_what_it_does_not_use_and_all_is_found_again() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *_ASHORE], cwd=_ROOT, capture_output=True, text=True, check=True
    )
    aboard, found_again = done.stdout.split("\n")[:2]
    assert aboard == ""
    assert found_again == "rich telegram.request._httpxrequest True"


@pytest.mark.parametrize("name", [*NOT_FOUND, *HOLLOW])
def test_the_list_names_what_the_libraries_have(name: str) -> None:
    assert importlib.util.find_spec(name) is not None


@pytest.mark.parametrize("name", HOLLOW)
def test_a_hollow_module_is_one_from_which_its_package_takes_names(name: str) -> None:
    package = importlib.import_module(name.rpartition(".")[0])
    assert [each for each, value in vars(package).items() if getattr(value, "__module__", "") == name]
