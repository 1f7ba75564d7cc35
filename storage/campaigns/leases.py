"""How long a row stays in somebody's hands."""

from __future__ import annotations

from storage.types import Instant

LEASE_SECONDS = 30
"""A claimed or sending row whose holder is silent for so long was left by a dead process."""

START_SECONDS = 4
"""A row in `sending` is handed to the platform within this time, or not at all."""


def lease_from(now: Instant) -> Instant:
    """Return the end of a lease that begins now."""
    return Instant(now + LEASE_SECONDS)


def started_at(lease_until: Instant) -> Instant:
    """Return when a lease began."""
    return Instant(lease_until - LEASE_SECONDS)
