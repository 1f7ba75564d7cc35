"""The audit chain of a tip: each event's digest covers the one before, so an edit or a removal breaks it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence

from storage.tips.types import Event, NewEvent, TipId

START = bytes(32)
"""What stands before the first event."""


def link(tip: TipId, previous: Event | None, new: NewEvent) -> Event:
    """Return `new` as the next event of the tip's chain."""
    sequence = 1 if previous is None else previous.sequence + 1
    before = START if previous is None else previous.digest
    return Event(
        sequence=sequence,
        kind=new.kind,
        unit=new.unit,
        staff=new.staff,
        at=new.at,
        previous=before,
        digest=_digest(tip, sequence, new, before),
    )


def first_break(tip: TipId, events: Sequence[Event]) -> int | None:
    """Return the sequence number at which the chain, sorted by sequence, no longer holds; None when it is whole.

    A removed tail shows only against the daily anchor (`anchor_of`).
    """
    before = START
    for expected, event in enumerate(events, start=1):
        told = NewEvent(kind=event.kind, unit=event.unit, staff=event.staff, at=event.at)
        whole = event.sequence == expected and hmac.compare_digest(event.previous, before)
        if not whole or not hmac.compare_digest(event.digest, _digest(tip, expected, told, before)):
            return expected
        before = event.digest
    return None


def anchor_of(heads: Iterable[bytes]) -> bytes:
    """Return one digest (32 bytes) over the newest digests of all chains, in sorted order."""
    whole = hashlib.blake2b(digest_size=32, person=b"phaodai.anchor")
    for head in sorted(heads):
        whole.update(head)
    return whole.digest()


def _digest(tip: TipId, sequence: int, event: NewEvent, previous: bytes) -> bytes:
    told = "\x00".join((str(sequence), event.kind, event.unit, event.staff or "", str(event.at)))
    return hashlib.blake2b(tip + previous + told.encode(), digest_size=32, person=b"phaodai.audit").digest()
