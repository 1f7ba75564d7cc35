"""What a chat is doing now, in memory only: gone after 30 idle minutes, or with the process."""

from __future__ import annotations

import secrets
from binascii import b2a_base64
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeVar

from channels.contract import MessageRef, Outgoing, ReplyHandle
from handlers.screens import Screen
from storage.residents.types import Language
from storage.types import Clock

IDLE: Final = timedelta(minutes=30)
_MOST_SESSIONS: Final = 20_000
_MOST_TRACKED: Final = 500
_NONCE_BYTES: Final = 3
"""Three random bytes are four characters in front of every choice's id."""

Memory = TypeVar("Memory")


@dataclass(slots=True, kw_only=True)
class Session:
    """One chat's present screen and what its conversations remember. Never stored; its repr is blank."""

    language: Language
    used: datetime
    nonce: str = ""
    conversation: str = ""
    screen: Screen | None = None
    shown: tuple[MessageRef, ...] = ()
    may_be_unseen: bool = False
    """The screen is one that nobody can make again (the code), and it is not known to have reached the phone."""
    pushed: Outgoing | None = None
    """A numbered menu that came by itself, below everything shown before: digits now mean its choices."""
    written: datetime | None = None
    """When the last free text was answered: what follows at once belongs to it."""
    trails: dict[str, list[MessageRef]] = field(default_factory=dict)
    """Messages of both sides by conversation, for those that delete them when they end."""
    _memories: dict[type, object] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "Session()"

    def recall(self, kind: type[Memory]) -> Memory:
        """Return what a conversation remembers under its own class, made empty at first use."""
        found = self._memories.get(kind)
        if not isinstance(found, kind):
            found = kind()
            self._memories[kind] = found
        return found

    def forget(self, kind: type[object]) -> None:
        """Drop what a conversation remembers."""
        self._memories.pop(kind, None)

    def forget_all(self) -> None:
        """Drop what every conversation remembers."""
        self._memories.clear()

    def renew(self) -> str:
        """Make every button shown so far an old one; return the mark of the coming screen."""
        self.nonce = b2a_base64(secrets.token_bytes(_NONCE_BYTES), newline=False).decode()
        return self.nonce

    def track(self, conversation: str, *messages: MessageRef) -> None:
        """Note messages to be deleted with `conversation`, if it asked for that."""
        trail = self.trails.get(conversation)
        if trail is not None:
            trail += [message for message in dict.fromkeys(messages) if message not in trail]
            del trail[:-_MOST_TRACKED]


class Sessions:
    """Sessions by chat, the longest unused first. Bounded: the oldest gives way to a new one."""

    def __init__(self, clock: Clock, most: int = _MOST_SESSIONS) -> None:
        self._clock = clock
        self._most = most
        self._open: OrderedDict[ReplyHandle, Session] = OrderedDict()
        self._none_idle_before = clock.now()

    def __len__(self) -> int:
        return len(self._open)

    def get(self, chat: ReplyHandle) -> Session | None:
        """Return the live session of a chat and count this as use."""
        now = self._clock.now()
        if now >= self._none_idle_before:
            self._drop_idle(now)
        session = self._open.get(chat)
        if session is not None:
            session.used = now
            self._open.move_to_end(chat)
        return session

    def begin(self, chat: ReplyHandle, language: Language) -> Session:
        """Return a fresh session of a chat."""
        while len(self._open) >= self._most:
            self._open.popitem(last=False)
        session = self._open[chat] = Session(language=language, used=self._clock.now())
        return session

    def note_push(self, chat: ReplyHandle, message: Outgoing) -> None:
        """Remember a numbered menu that was pushed to a chat, until the chat's next screen."""
        session = self.get(chat) or self.begin(chat, Language.VIETNAMESE)
        session.pushed = message

    def forget_idle(self) -> None:
        """Let go of what nobody touched for 30 minutes: in a quiet night no message comes that would."""
        self._drop_idle(self._clock.now())

    def _drop_idle(self, now: datetime) -> None:
        oldest_alive = now - IDLE
        oldest = now
        while self._open and (oldest := next(iter(self._open.values())).used) <= oldest_alive:
            self._open.popitem(last=False)
            oldest = now
        # Until then at the earliest: whoever writes in between only puts it off.
        self._none_idle_before = oldest + IDLE
