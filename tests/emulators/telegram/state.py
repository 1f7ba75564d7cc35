"""What the emulated platform knows: chats, messages, files, waiting updates, planned bad days."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]

BOT_ID = 7_000_000_001
EPOCH = 1_790_000_000
"""The date on every message: the emulator has no clock."""


class Misbehaviour(StrEnum):
    """What can go wrong with one call. CUT_AFTER, HANG_AFTER and NOT_JSON have done what was asked."""

    THROTTLED = "throttled"
    FORBIDDEN = "forbidden"
    BAD_REQUEST = "bad_request"
    CHAT_NOT_FOUND = "chat_not_found"
    CANNOT_EDIT = "cannot_edit"
    CONFLICT = "conflict"
    SERVER_ERROR = "server_error"
    CUT_BEFORE = "cut_before"
    CUT_AFTER = "cut_after"
    HANG = "hang"
    HANG_AFTER = "hang_after"
    NOT_JSON = "not_json"


@dataclass(slots=True, kw_only=True)
class Plan:
    """A misbehaviour still to come, for the next `times` calls of `method` (to `chat`, when given)."""

    method: str
    kind: Misbehaviour
    times: int
    retry_after: float
    chat: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One inline button: `data` for a press, or a `url`."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message on somebody's screen. `bold` holds the runs of text in bold, in order."""

    id: int
    from_bot: bool
    text: str = ""
    bold: tuple[str, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    photo: bytes | None = None
    photo_id: str = ""
    document: bytes | None = None
    document_name: str = ""
    protected: bool = False
    edited: bool = False
    deleted: bool = False
    old: bool = False

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons, row by row."""
        return tuple(button for row in self.rows for button in row)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of all buttons."""
        return tuple(button.label for button in self.buttons)


class Chat:
    """One private chat. `events` are the bot's messages and edits as they were at that moment."""

    def __init__(self, chat_id: int, name: str) -> None:
        self.id = chat_id
        self.name = name
        self.messages: dict[int, Shown] = {}
        self.events: list[Shown] = []
        self.actions: list[str] = []
        self.blocked = False
        self.changed = asyncio.Event()

    def note(self, shown: Shown) -> None:
        """Remember what the bot shows now, and wake whoever listens."""
        self.messages[shown.id] = shown
        self.events.append(shown)
        self.changed.set()
        self.changed = asyncio.Event()


@dataclass(slots=True)
class State:
    """Everything of one emulated bot."""

    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    updates: dict[int, Json] = field(default_factory=dict)
    all_updates: dict[int, Json] = field(default_factory=dict)
    extra_updates: list[Json] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    accepted: Counter[int] = field(default_factory=Counter)
    commands: list[Json] = field(default_factory=list)
    unanswered_presses: dict[str, int] = field(default_factory=dict)
    answered_presses: set[str] = field(default_factory=set)
    webhook: Json = field(default_factory=dict)
    last_message: int = 0
    last_update: int = 100_000
    last_file: int = 0

    def next_message(self) -> int:
        self.last_message += 1
        return self.last_message

    def keep_file(self, content: bytes) -> str:
        """Keep a file and return its id."""
        self.last_file += 1
        file_id = f"file-{self.last_file}"
        self.files[file_id] = content
        return file_id


class ApiFault(Exception):
    """An answer of the Bot API that is no success."""

    def __init__(self, status: int, description: str, retry_after: float | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after
