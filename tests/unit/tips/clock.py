"""A clock that tests move by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class HandClock:
    """Stands still until somebody moves it."""

    def __init__(self, at: datetime | None = None) -> None:
        self.at = at or datetime(2026, 11, 25, 3, 17, 42, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self.at

    def forward(self, **units: float) -> None:
        """Move by minutes=, hours=, days=…"""
        self.at += timedelta(**units)
