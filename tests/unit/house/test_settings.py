"""A wrong, unknown or half-set setting stops the start with one clear line each."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsWrong
from bot.settings import Settings, load

_WEBHOOK = {"TELEGRAM_MODE": "webhook", "TELEGRAM_TOKEN": "1:a", "TELEGRAM_WEBHOOK_SECRET": "s" * 20}

_ZALO = {"ZALO_BOT_TOKEN": "1:a", "ZALO_BOT_WEBHOOK_SECRET": "s" * 20}


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No .env and none of our names in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in (*Settings.names, "CREDENTIALS_DIRECTORY"):
        monkeypatch.delenv(name, raising=False)


def _lines(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> tuple[str, ...]:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsWrong) as refused:
        load()
    return refused.value.lines


def test_without_any_setting_it_starts() -> None:
    assert load().base_url == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"TELEGRAM_TOKE": "x"}, "TELEGRAM_TOKE: no such setting"),
        ({"ZALO_BOT_TOKE": "x"}, "ZALO_BOT_TOKE: no such setting"),
        ({"ZALO_BOT_WEBHOOK_SECRET": "s" * 20}, "ZALO_BOT_WEBHOOK_SECRET: set, but ZALO_BOT_TOKEN"),
        ({"ZALO_BOT_TOKEN": "1:a"}, "ZALO_BOT_WEBHOOK_SECRET: needed with"),
        ({**_ZALO, "ZALO_BOT_MODE": "polling"}, "ZALO_BOT_WEBHOOK_SECRET: set, but ZALO_BOT_MODE"),
        ({**_ZALO, "ZALO_BOT_WEBHOOK_SECRET": "short"}, "ZALO_BOT_WEBHOOK_SECRET: must be 8"),
        (_ZALO, "PUBLIC_URL: an https address is needed with ZALO_BOT_MODE=webhook"),
        ({**_ZALO, "PUBLIC_URL": "http://127.0.0.1:8080"}, "PUBLIC_URL: an https address is needed"),
        ({**_ZALO, "PUBLIC_URL": "https://example.vn", "REHEARSAL": "true"}, "REHEARSAL: refused, because ZALO_BOT"),
        ({"ZALO_BOT_MONTHLY_QUOTA": "0"}, "ZALO_BOT_MONTHLY_QUOTA: "),
        ({"ZALO_BOT_API_URL": "http://bot.example.vn"}, "ZALO_BOT_API_URL: plain http"),
        ({"PORT": "abc"}, "PORT: "),
        ({"PORT": "70000"}, "PORT: "),
        ({"PUBLIC_URL": "http://example.vn"}, "PUBLIC_URL: plain http"),
        ({"PUBLIC_URL": "example.vn"}, "PUBLIC_URL: must be a web address"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL: must start with postgresql://"),
        ({"KEY_DIR": "var/keys"}, "KEY_DIR: must lie outside DATA_DIR"),
        ({"DATA_DIR": "keys", "KEY_DIR": "keys"}, "KEY_DIR: must lie outside DATA_DIR"),
        ({"TELEGRAM_MODE": "webhook"}, "TELEGRAM_TOKEN: needed with TELEGRAM_MODE=webhook"),
        (_WEBHOOK, "PUBLIC_URL: needed with TELEGRAM_MODE=webhook"),
        ({"TELEGRAM_WEBHOOK_SECRET": "s" * 20}, "TELEGRAM_WEBHOOK_SECRET: set, but"),
        ({"REHEARSAL": "true", "TELEGRAM_TOKEN": "1:a"}, "REHEARSAL: refused"),
        ({"CONTENT_UNREVIEWED": "maybe"}, "CONTENT_UNREVIEWED: "),
    ],
)
def test_a_mistake_is_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], said: str
) -> None:
    lines = _lines(monkeypatch, values)
    assert len(lines) == 1
    assert lines[0].startswith(said)


def test_two_mistakes_are_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(_lines(monkeypatch, {"PORT": "0", "CONTENT_UNREVIEWED": "maybe"})) == 2


def test_an_unknown_name_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("POTR=8081\n")
    with pytest.raises(SettingsWrong) as refused:
        load()
    assert refused.value.lines == ("POTR: no such setting; docs/OPERATIONS.md lists all of them",)


def test_secrets_are_in_no_repr_and_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123:VERYSECRET")
    assert "VERYSECRET" not in repr(load())
    monkeypatch.setenv("ZALO_BOT_TOKEN", "123:VERYSECRET")
    monkeypatch.setenv("ZALO_BOT_MODE", "polling")
    assert "VERYSECRET" not in repr(load())
    monkeypatch.setenv("DATABASE_URL", "mysql://u:VERYSECRET@h/d")
    assert "VERYSECRET" not in str(_lines(monkeypatch, {}))


def _hand_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **files: str) -> None:
    """Give credentials as systemd does: files in a folder that the environment names."""
    folder = tmp_path / "credentials"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))


def test_a_token_comes_as_a_credential_and_stands_in_no_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hand_over(tmp_path, monkeypatch, telegram_token="1:VERYSECRET\n")  # a made-up token
    settings = load()
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == "1:VERYSECRET"
    assert "VERYSECRET" not in repr(settings)


def test_an_unknown_credential_is_refused_and_its_content_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hand_over(tmp_path, monkeypatch, telegram_tokn="1:VERYSECRET", of_somebody_else="x")
    lines = _lines(monkeypatch, {})
    assert lines == ("TELEGRAM_TOKN: no such setting; docs/OPERATIONS.md lists all of them",)


def test_the_environment_goes_before_a_credential(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _hand_over(tmp_path, monkeypatch, telegram_token="1:OLD")  # a made-up token
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:NEW")
    settings = load()
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == "1:NEW"
