"""Subscribers: who asked for news, kept with an encrypted address and nothing finer than a month."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from storage.types import UnitCode

ResidentId = NewType("ResidentId", bytes)
"""16 random bytes."""


class Topic(StrEnum):
    """What a subscriber may receive."""

    LESSONS = "lessons"
    ALERTS = "alerts"
    FAMILY = "family"
    MOVEMENT = "movement"


class Language(StrEnum):
    """Languages a resident may read."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


class ResidentState(StrEnum):
    """Blocked: the platform said that this person closed the chat with us; coming back makes it active again."""

    ACTIVE = "active"
    BLOCKED = "blocked"


class ReminderState(StrEnum):
    """waiting (for the next week's round) → due → sending (the platform is being asked) → waiting, or gone."""

    WAITING = "waiting"
    DUE = "due"
    SENDING = "sending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What a subscriber asked for; `unit` None means the whole province."""

    resident: ResidentId
    unit: UnitCode | None
    topics: frozenset[Topic]
    language: Language
