"""Logs are an allow-list: an event name, counts, durations. Nothing else can get out."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "count",
        "seconds",
        "state",
        "channel",
        "port",
        "freed",
        "unknown",
        "failed",
        "tried",
        "error",
        "error_class",
    }
)
_WORD = re.compile(r"[A-Za-z_][A-Za-z_.-]{0,40}|\d{4}-\d\d-\d\dT\d\d:00Z")
_QUIET = (
    "httpx",
    "httpcore",
    "telegram",
    "aiohttp",
    "aiosqlite",
    "sqlalchemy",
    "apscheduler",
    "asyncio",
    "alembic",
)


def keep_allowed(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every field that is not on the list, and every value that is not a number or one plain word.

    An id that is not logged cannot be read, and a text that slipped in as `error=…` is a sentence.
    """
    return {name: value for name, value in event.items() if name in _ALLOWED and _is_plain(value)}


def _is_plain(value: object) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and _WORD.fullmatch(value) is not None)


def configure() -> None:
    """Set up logging for the process: JSON lines on stderr, libraries at WARNING without their texts."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:00Z", utc=True),
            keep_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_NameOnly())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class _NameOnly(logging.Formatter):
    """A library's message can hold a chat id or a token; its name and level cannot."""

    def format(self, record: logging.LogRecord) -> str:
        failure = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        return f'{{"event": "library.{record.levelname.lower()}", "logger": "{record.name}", "error": "{failure}"}}'
