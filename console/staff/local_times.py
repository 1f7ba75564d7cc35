"""Times as staff type and read them: Asia/Ho_Chi_Minh, to the minute."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from storage.types import Clock, Instant, instant, moment

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_FIELD = "%Y-%m-%dT%H:%M"


def today(clock: Clock) -> date:
    """Return the present day in the province."""
    return clock.now().astimezone(_ZONE).date()


def from_field(text: str) -> Instant:
    """Return the instant of a `datetime-local` field, `YYYY-MM-DDTHH:MM` (seconds, if any, are ignored).

    Raises `ValueError`.
    """
    return instant(datetime.strptime(text[: len("YYYY-MM-DDTHH:MM")], _FIELD).replace(tzinfo=_ZONE))


def to_field(at: Instant | None) -> str:
    """Return an instant for a `datetime-local` field; "" for None."""
    return "" if at is None else moment(at).astimezone(_ZONE).strftime(_FIELD)
