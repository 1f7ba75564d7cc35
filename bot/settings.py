"""Every setting in one place: name, meaning, default, and what makes a value wrong.

Read from the environment, from `.env` in the working folder, and from systemd's credentials: files named as the
setting in CREDENTIALS_DIRECTORY, so that a token stands in no environment. A name we do not know, a wrong value or
a half-set group stops the start with one line each.
"""

from __future__ import annotations

import os
import re
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsWrong

_OUR_PREFIXES = ("TELEGRAM_", "ZALO_", "HOTLINE_", "PHAODAI_")
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{8,256}")


class TelegramMode(StrEnum):
    """How updates arrive."""

    POLLING = "polling"
    WEBHOOK = "webhook"


class ZaloBotMode(StrEnum):
    """How events of the Zalo bot arrive; polling is for development only."""

    WEBHOOK = "webhook"
    POLLING = "polling"


class Unreviewed(StrEnum):
    """What happens to lessons and answers nobody has reviewed yet."""

    MARK = "mark"
    HIDE = "hide"


class Settings(BaseSettings):
    """The program's settings. Field descriptions are the documentation that docs/OPERATIONS.md repeats."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True)
    names: ClassVar[frozenset[str]]

    data_dir: Path = Field(Path("var"), description="Folder of the databases app.db and tips.db.")
    key_dir: Path = Field(Path("keys"), description="Folder of the key files; must lie outside DATA_DIR.")
    backup_dir: Path = Field(Path("backups"), description="Folder where `phaodai backup` writes.")
    database_url: SecretStr | None = Field(
        None, description="PostgreSQL for everything except tips: postgresql://user:password@host/name."
    )
    host: str = Field("127.0.0.1", description="Address the web server listens on.")
    port: int = Field(8080, ge=1, le=65535, description="Port the web server listens on.")
    public_url: str = Field("", description="Public web address, https://…; http only for loopback.")
    telegram_token: SecretStr | None = Field(None, description="Token of the Telegram bot; empty: no Telegram.")
    telegram_api_url: str = Field("https://api.telegram.org", description="Address of the Bot API server.")
    telegram_mode: TelegramMode = Field(TelegramMode.POLLING, description="polling or webhook.")
    telegram_webhook_secret: SecretStr | None = Field(
        None, description="Secret of the webhook, 8 to 256 of A-Z a-z 0-9 _ -; needed with webhook."
    )
    zalo_bot_token: SecretStr | None = Field(None, description="Token of the Zalo bot; empty: no Zalo.")
    zalo_bot_api_url: str = Field("https://bot-api.zaloplatforms.com", description="Address of the Zalo Bot platform.")
    zalo_bot_mode: ZaloBotMode = Field(
        ZaloBotMode.WEBHOOK,
        description="webhook, or polling for development: an event lost on the way never comes again.",
    )
    zalo_bot_webhook_secret: SecretStr | None = Field(
        None, description="Secret of the webhook, 8 to 256 of A-Z a-z 0-9 _ -; needed with webhook."
    )
    zalo_bot_monthly_quota: int = Field(
        3000,
        ge=1,
        description="Messages a month of the bot's plan; campaigns may use 30 % of them, answers have the rest.",
    )
    hotline_pc04: str = Field("", description="Telephone of PC04; empty: only the national numbers are shown.")
    hotline_border_guard: str = Field("", description="Telephone of the Border Guard.")
    hotline_province: str = Field("", description="Telephone of the province's line.")
    outside_body: str = Field(
        "", description="Name and telephone of the body outside the police chain for tips about the province."
    )
    content_unreviewed: Unreviewed = Field(
        Unreviewed.MARK, description="mark shows unreviewed lessons with a note, hide leaves them out."
    )
    rehearsal: bool = Field(
        False,
        description="Rehearsal: hours always open, no cap, exact counts, notices at once; loopback only.",
    )

    @field_validator("public_url", "telegram_api_url", "zalo_bot_api_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("must be a web address such as https://example.vn")
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise ValueError("plain http is allowed for this machine only; use https")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _postgresql(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("must start with postgresql://; leave it out to use SQLite")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Self:
        data, keys = self.data_dir.resolve(), self.key_dir.resolve()
        if keys == data or data in keys.parents or keys in data.parents:
            raise ValueError("KEY_DIR: must lie outside DATA_DIR, so that a stolen data folder opens nothing")
        if self.telegram_mode is TelegramMode.WEBHOOK:
            for name, value in (
                ("TELEGRAM_TOKEN", self.telegram_token),
                ("TELEGRAM_WEBHOOK_SECRET", self.telegram_webhook_secret),
                ("PUBLIC_URL", self.public_url),
            ):
                if not value:
                    raise ValueError(f"{name}: needed with TELEGRAM_MODE=webhook; set it or use polling")
        elif self.telegram_webhook_secret is not None:
            raise ValueError("TELEGRAM_WEBHOOK_SECRET: set, but TELEGRAM_MODE is polling; set webhook or remove it")
        foreign = self.telegram_token is not None and urlsplit(self.telegram_api_url).hostname not in _LOOPBACK
        if self.rehearsal and foreign:
            raise ValueError("REHEARSAL: refused, because TELEGRAM_API_URL is not on this machine")
        return self

    @model_validator(mode="after")
    def _zalo_bot_whole(self) -> Self:
        is_local = urlsplit(self.zalo_bot_api_url).hostname in _LOOPBACK
        if not self.zalo_bot_token:
            if self.zalo_bot_webhook_secret:
                raise ValueError("ZALO_BOT_WEBHOOK_SECRET: set, but ZALO_BOT_TOKEN is not; set it or remove the secret")
            return self
        if self.zalo_bot_mode is ZaloBotMode.POLLING:
            if self.zalo_bot_webhook_secret:
                raise ValueError("ZALO_BOT_WEBHOOK_SECRET: set, but ZALO_BOT_MODE is polling; set webhook or remove it")
        elif not (secret := self.zalo_bot_webhook_secret):
            raise ValueError("ZALO_BOT_WEBHOOK_SECRET: needed with ZALO_BOT_MODE=webhook; set it or use polling")
        elif not _WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("ZALO_BOT_WEBHOOK_SECRET: must be 8 to 256 of A-Z a-z 0-9 _ -")
        elif not self.public_url.startswith("https://") and not (is_local and self.public_url):
            raise ValueError("PUBLIC_URL: an https address is needed with ZALO_BOT_MODE=webhook; set it or use polling")
        if self.rehearsal and not is_local:
            raise ValueError("REHEARSAL: refused, because ZALO_BOT_API_URL is not on this machine")
        return self

    @property
    def base_url(self) -> str:
        """The address that links start with: PUBLIC_URL, else this machine's."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def app_database_url(self) -> str:
        """The app database as SQLAlchemy names it; holds a password, never print it."""
        if self.database_url is None:
            return f"sqlite+aiosqlite:///{(self.data_dir / 'app.db').resolve()}"
        address = self.database_url.get_secret_value().split("://", 1)[1]
        return f"postgresql+asyncpg://{address}"


Settings.names = frozenset(name.upper() for name in Settings.model_fields)


def load(**given: object) -> Settings:
    """Read the settings; `given` overrides by field name. Raises `SettingsWrong` with one line a mistake."""
    in_file = {name.upper() for name in dotenv_values(".env")}
    credentials = os.environ.get("CREDENTIALS_DIRECTORY") or None
    handed_over = [path.name.upper() for path in Path(credentials).iterdir()] if credentials else []
    from_outside = {name for name in (*os.environ, *handed_over) if name.startswith(_OUR_PREFIXES)}
    unknown = sorted((in_file | from_outside) - Settings.names)
    lines = [f"{name}: no such setting; docs/OPERATIONS.md lists all of them" for name in unknown]
    try:
        settings = Settings(**{"_secrets_dir": credentials, **given})  # type: ignore[arg-type]  # pydantic checks the values itself
    except ValidationError as error:
        lines += [_line(problem["loc"], problem["msg"]) for problem in error.errors(include_input=False)]
        raise SettingsWrong(*lines) from None
    if lines:
        raise SettingsWrong(*lines)
    return settings


def _line(location: tuple[int | str, ...], message: str) -> str:
    said = message.removeprefix("Value error, ")
    return f"{str(location[0]).upper()}: {said}" if location else said
