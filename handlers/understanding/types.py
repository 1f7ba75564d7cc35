"""What a reading of a free text can say: the closed lists that callers match on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Danger(StrEnum):
    """The number to call, and thereby the kind of danger. Source: national hotlines."""

    POLICE = "113"
    AMBULANCE = "115"
    CHILD = "111"


class Intent(StrEnum):
    """What the person wants, as far as the words show it."""

    DANGER = "danger"
    TIP = "tip"
    QUESTION = "question"
    STOP = "stop"
    ERASE = "erase"
    COMMAND = "command"
    GREETING = "greeting"
    THANKS = "thanks"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """The reading of one text.

    `danger` is the number to say first, set exactly when `intent` is DANGER. `command` is a
    canonical command word ("baotin", "dung", …), set for COMMAND, STOP and ERASE. `ambiguous_stop`
    marks a bare "dung" (dừng, đúng, đừng, dùng) in any writing: ask before stopping.
    """

    intent: Intent
    danger: Danger | None = None
    command: str | None = None
    ambiguous_stop: bool = False


class Missing(StrEnum):
    """What would make a tip checkable and is not visible in its text yet."""

    WHAT = "what"
    WHERE = "where"
    WHEN = "when"
    HOW_KNOWN = "how_known"


class SelfNamingKind(StrEnum):
    """How a text may tell who wrote it."""

    KINSHIP = "kinship"
    PHONE = "phone"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfNaming:
    """One place of a text that may name its writer, with the words as typed."""

    kind: SelfNamingKind
    snippet: str
