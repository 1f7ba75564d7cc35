"""What stands in deploy/ fits the program and the docs: units, credentials, commands, settings."""

from __future__ import annotations

import re
from pathlib import Path

from typer.main import get_command

from bot.command_line import application
from bot.settings import Settings

_ROOT = Path(__file__).parents[3]
_DEPLOY = _ROOT / "deploy"
_GUIDE = (_ROOT / "docs" / "GOING-LIVE.md").read_text(encoding="utf-8")
_OF_A_LONG_RUN = {
    "ExecStart", "Restart", "RestartSec", "RestartPreventExitStatus", "TimeoutStopSec", "Type", "TasksMax",
    "LimitNOFILE", "AmbientCapabilities", "KeyringMode",
}  # fmt: skip


def _service(name: str) -> set[tuple[str, str]]:
    section = (_DEPLOY / name).read_text(encoding="utf-8").split("[Service]\n")[1].split("\n[")[0]
    lines = [line for line in section.splitlines() if line and not line.startswith("#")]
    return {(key, value) for key, _, value in (line.partition("=") for line in lines)}


def test_the_service_hands_over_secrets_as_credentials_only() -> None:
    given = _service("phaodai.service")
    groups = {value.split(":")[0] for key, value in given if key == "LoadCredential"}
    secret = {name.lower() for name in Settings.names if re.search(r"TOKEN|SECRET|DATABASE_URL", name)}
    assert secret == {f"{group}_{rest}" for group in groups for rest in _rests(secret, group)}
    environment = " ".join(value for key, value in given if key == "Environment")
    named = set(re.findall(r"([A-Z_]+)=", environment))
    assert named <= Settings.names
    assert not {name.lower() for name in named} & secret


def _rests(names: set[str], group: str) -> set[str]:
    return {name.removeprefix(f"{group}_") for name in names if name.startswith(f"{group}_")}


def test_memory_stays_in_memory_and_the_disk_is_closed_but_for_three_folders() -> None:
    given = _service("phaodai.service")
    wanted = {
        ("LimitCORE", "0"), ("MemorySwapMax", "0"), ("ProtectSystem", "strict"), ("NoNewPrivileges", "yes"),
        ("UMask", "0077"), ("PrivateTmp", "yes"), ("CapabilityBoundingSet", ""), ("User", "phaodai"),
        ("StateDirectory", "phaodai phaodai-keys phaodai-backups"), ("StateDirectoryMode", "0700"),
    }  # fmt: skip
    assert wanted <= given


def test_the_backup_is_as_closed_as_the_program() -> None:
    program, backup = (
        {pair for pair in _service(name) if pair[0] not in _OF_A_LONG_RUN}
        for name in ("phaodai.service", "phaodai-backup.service")
    )
    assert program == backup


def test_the_readmes_lead_to_the_guide_and_to_both_tokens() -> None:
    """A newcomer opens README first, in one of two languages; what it points at is there."""
    for name in ("README.md", "README.vi.md"):
        text = (_ROOT / name).read_text(encoding="utf-8")
        for wanted in ("docs/GOING-LIVE.md", "@BotFather", "Zalo Bot Manager", "deploy/install.sh"):
            assert wanted in text, (name, wanted)
        for path in set(re.findall(r"\]\(((?!https?:)[^)#]+)\)", text)):
            assert (_ROOT / path).exists(), (name, path)
        for setting in set(re.findall(r"`((?:TELEGRAM|ZALO)_[A-Z_]+)=", text)):
            assert setting in Settings.names, (name, setting)
    heading = re.findall(r"Read '([^']+)' in\s+README.md", _GUIDE)
    assert heading
    assert f"## {heading[0]}" in (_ROOT / "README.md").read_text(encoding="utf-8")


def test_the_guide_names_files_settings_and_commands_that_exist() -> None:
    for path in set(re.findall(r"`((?:deploy|tests|docs)/[A-Za-z0-9./_-]+)`", _GUIDE)):
        assert (_ROOT / path).exists(), path
    for name in set(re.findall(r"`((?:TELEGRAM|ZALO|HOTLINE|PUBLIC|OUTSIDE)_[A-Z0-9_]+)", _GUIDE)):
        assert name in Settings.names, name
    group = get_command(application)
    for first, second in re.findall(r"sudo phaodai ([a-z]+)(?: ([a-z]+))?", _GUIDE):
        command = group.commands[first]  # type: ignore[attr-defined]  # a click group
        assert not hasattr(command, "commands") or second in command.commands, f"{first} {second}"


def test_every_file_of_the_deployment_is_explained() -> None:
    of_the_tests = {"make-venv.sh", "install-test-tools.sh"}
    for path in _DEPLOY.rglob("*"):
        if path.is_file() and path.name not in of_the_tests:
            assert f"`{path.relative_to(_ROOT)}`" in _GUIDE, path.name
