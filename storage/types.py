"""Ids and enums that more than one subject shares: unit codes, staff ids, privacy classes."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import NewType, Protocol

UnitCode = NewType("UnitCode", str)
"""One of the 78 unit codes (five digits), or PC04, OVERSIGHT, PROVINCE."""

StaffId = NewType("StaffId", str)
"""A member of staff, for example `S-7KQ2M4`; random, says nothing about the person."""

Instant = NewType("Instant", int)
"""Seconds since 1970-01-01 UTC, whole."""

PC04 = UnitCode("PC04")
OVERSIGHT = UnitCode("OVERSIGHT")
PROVINCE = UnitCode("PROVINCE")


class Clock(Protocol):
    """The one source of time; tests pass their own."""

    def now(self) -> datetime:
        """Return the present moment, timezone-aware, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)


def instant(moment: datetime) -> Instant:
    """Return `moment` (aware) as whole seconds since 1970."""
    return Instant(int(moment.timestamp()))


def moment(at: int) -> datetime:
    """Return seconds since 1970 as an aware UTC datetime."""
    return datetime.fromtimestamp(at, UTC)


class Privacy(StrEnum):
    """What a column tells a thief. Every column declares one in `info={"privacy": ...}`; a test walks them."""

    RANDOM_ID = "random id"
    ENUM = "enum"
    UNIT = "unit code"
    STAFF = "staff id"
    STAFF_NAME = "staff name"
    HOUR = "time not finer than an hour, or a quarter hour when urgent"
    STAFF_TIME = "time of a staff action"
    PLAN_TIME = "time planned by staff or by the program for bulk work"
    MONTH = "month"
    CIPHERTEXT = "ciphertext"
    KEYED_HASH = "keyed hash"
    PUBLIC_KEY = "public key or signature"
    COUNTER = "counter or position"
    PUBLIC_TEXT = "text written by organizers for the public"
    HASH_OF_PUBLIC = "hash over public or staff data"
    FLAG = "flag"
