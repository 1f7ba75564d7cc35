"""The audit chain of a tip: each event holds the digest of the one before, so an edit or a removal shows.

A whole chain that vanishes shows in the daily anchor, a digest over the sorted heads of all chains. No
link holds content, and none says anything about the reporter but the hour of an answer.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence

from storage.tips.types import Event, EventKind, TipId
from storage.types import Instant, StaffId, UnitCode

START = bytes(32)
"""What stands before the first event of a tip."""


def next_event(
    tip: TipId,
    before: Event | None,
    *,
    kind: EventKind,
    unit: UnitCode,
    staff: StaffId | None,
    at: Instant,
) -> Event:
    """Return the event that follows `before` (None: the tip's first). `at` comes rounded by the caller."""
    sequence = 1 if before is None else before.sequence + 1
    previous = START if before is None else before.digest
    return Event(
        sequence=sequence,
        kind=kind,
        unit=unit,
        staff=staff,
        at=at,
        previous=previous,
        digest=_digest(tip, sequence, kind, unit, staff, at, previous),
    )


def is_whole(tip: TipId, events: Sequence[Event]) -> bool:
    """Say whether a tip's events, in order, are the ones that were written: none edited, moved or cut out."""
    previous = START
    for sequence, event in enumerate(events, start=1):
        expected = _digest(tip, sequence, event.kind, event.unit, event.staff, event.at, previous)
        if event.sequence != sequence or not hmac.compare_digest(event.previous, previous):
            return False
        if not hmac.compare_digest(event.digest, expected):
            return False
        previous = event.digest
    return bool(events) and events[0].kind is EventKind.ROUTED


def anchor(heads: Iterable[bytes]) -> bytes:
    """Return the digest over the last event of every chain; the order in which they come does not count."""
    hasher = hashlib.blake2b(digest_size=32, person=b"phaodai.anchor")
    for head in sorted(heads):
        hasher.update(head)
    return hasher.digest()


def _digest(
    tip: TipId, sequence: int, kind: EventKind, unit: UnitCode, staff: StaffId | None, at: Instant, previous: bytes
) -> bytes:
    hasher = hashlib.blake2b(digest_size=32, person=b"phaodai.chain")
    for field in (tip, str(sequence).encode(), kind.value.encode(), unit.encode(), (staff or "").encode()):
        hasher.update(len(field).to_bytes(4, "big") + field)
    hasher.update(at.to_bytes(8, "big") + previous)
    return hasher.digest()
