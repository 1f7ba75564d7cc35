"""What the emulated platform knows: chats, messages, pictures, waiting events, planned bad days, its own habits."""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]

EPOCH_MS = 1_790_000_000_000
"""The date on every message: the emulator has no clock."""


class Misbehaviour(StrEnum):
    """What can go wrong with one call. CUT_AFTER and NOT_JSON have done what was asked."""

    QUOTA = "quota"
    UNAUTHORIZED = "unauthorized"
    BAD_REQUEST = "bad_request"
    INTERNAL = "internal"
    TIMED_OUT = "timed_out"
    SERVER_ERROR = "server_error"
    NOT_JSON = "not_json"
    CUT_BEFORE = "cut_before"
    CUT_AFTER = "cut_after"
    HANG = "hang"


@dataclass(slots=True, kw_only=True)
class Plan:
    """A misbehaviour still to come, for the next `times` calls of `method` (to `chat`, when given)."""

    method: str
    kind: Misbehaviour
    times: int
    chat: str | None


@dataclass(slots=True, kw_only=True)
class Habits:
    """What the sources disagree about, or what differs between bots: tests try both ways."""

    empty_poll_is_body: bool = False
    """An empty poll is HTTP 200 with `error_code` 408 instead of HTTP 408."""
    errors_are_200: bool = False
    """Every refusal comes with HTTP 200, and only its body tells."""
    unset_webhook_is_empty: bool = False
    """getWebhookInfo without a webhook answers `url: ""` instead of 404."""
    bare_envelope: bool = False
    """Webhook bodies are the inner object alone."""
    photo_field: str = "photo_url"
    quota: int = 3000
    """Messages a month."""
    user_cap: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message on somebody's screen."""

    id: str
    from_bot: bool
    text: str = ""
    photo: bytes | None = None


class Chat:
    """One chat. `events` are the bot's messages in the order they came."""

    def __init__(self, chat_id: str, name: str, kind: str) -> None:
        self.id = chat_id
        self.name = name
        self.kind = kind
        self.messages: list[Shown] = []
        self.events: list[Shown] = []
        self.actions: list[str] = []
        self.changed = asyncio.Event()

    def note(self, shown: Shown) -> None:
        """Show what the bot says, and wake whoever listens."""
        self.messages.append(shown)
        self.events.append(shown)
        self.changed.set()
        self.changed = asyncio.Event()


@dataclass(slots=True)
class State:
    """Everything of one emulated bot."""

    chats: dict[str, Chat] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    plans: list[Plan] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)
    webhook: Json = field(default_factory=dict)
    hook_answers: list[int] = field(default_factory=list)
    resolves: dict[str, str] = field(default_factory=dict)
    """Public host name → where it really listens: the reverse proxy and the DNS of a test."""
    habits: Habits = field(default_factory=Habits)


def new_id() -> str:
    """Return an id as the platform makes them: twenty hexadecimal digits."""
    return secrets.token_hex(10)


class ApiFault(Exception):
    """An answer of the platform that is no success."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
