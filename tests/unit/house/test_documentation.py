"""The docs are under test: every setting and command is documented, and what is documented exists."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from typer.main import get_command

from bot.command_line import application
from bot.settings import Settings

_ROOT = Path(__file__).parents[3]
_OPERATIONS = (_ROOT / "docs" / "OPERATIONS.md").read_text()


def _commands() -> set[str]:
    found: set[str] = set()
    for name, command in get_command(application).commands.items():  # type: ignore[attr-defined]  # a click group
        inner = getattr(command, "commands", None)
        found |= {name} if inner is None else {f"{name} {other}" for other in inner}
    return found


def test_every_command_is_documented_and_every_documented_command_exists() -> None:
    table = _OPERATIONS.split("## Commands")[1].split("## ")[0]
    documented = set(re.findall(r"`phaodai ([a-z ]+)`", table))
    assert documented == _commands()


def test_every_command_has_help() -> None:
    group = get_command(application)
    for command in group.commands.values():  # type: ignore[attr-defined]  # a click group
        for one in getattr(command, "commands", {"": command}).values():
            assert one.help


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    table = _OPERATIONS.split("## Settings")[1].split("## Commands")[0]
    assert set(re.findall(r"^\| `([A-Z_0-9]+)` \|", table, re.MULTILINE)) == Settings.names


def test_the_example_names_only_settings_that_exist() -> None:
    example = (_ROOT / ".env.example").read_text()
    assert set(re.findall(r"^#?([A-Z_0-9]+)=", example, re.MULTILINE)) <= Settings.names


def test_every_dependency_has_a_reason() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    names = {re.split(r"[\[<>=]", one)[0] for one in wanted}
    reasons = (_ROOT / "docs" / "DEPENDENCIES.md").read_text()
    missing = {name for name in names if name not in reasons}
    assert not missing
