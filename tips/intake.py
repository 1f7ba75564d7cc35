"""Take a finished draft, seal it to the units meant for it, store it whole, and answer with the receipt.

This side only ever has public keys: it can lock and cannot open. Any failure leaves nothing stored, and the
caller still has the text. Sources: DESIGN section 4; facts/tip-line.md 4.4, 4.7, 4.8.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol, TypeVar

from storage.keys.passphrase import Cost
from storage.tips.changes import NewTip, NotStored
from storage.tips.key_types import UnitKey
from storage.tips.repository import TipRepository
from storage.tips.types import (
    CaseNumber,
    CaseRow,
    Conflict,
    EventKind,
    NewEvent,
    Notice,
    NoticeKind,
    TipState,
    Urgency,
)
from storage.types import PC04, Clock, Instant, StaffId, UnitCode, instant
from tips.argon2_gate import Argon2Gate
from tips.drafts import LONGEST_TEXT, Draft
from tips.errors import IntakeClosed, OutsideOnly, SealFailed, TipEmpty, TipRefused, TipTooLong
from tips.flood import FloodWatch
from tips.new_case import new_mailbox, new_row, seal_pieces
from tips.notice_times import new_notice
from tips.receipt import format_receipt, new_receipt, stretch_receipt
from tips.routing import Outside, Route, drill_route, route, urgency_of

_Result = TypeVar("_Result")


class Gate(Protocol):
    """What intake asks about units and their officers."""

    async def is_open(self) -> bool:
        """Say whether PC04 is pinned and has two officers who opened a drill tip each."""

    async def active_units(self) -> frozenset[UnitCode]:
        """Return the communes that lead their own tips."""

    async def first_owner(self, unit: UnitCode) -> StaffId | None:
        """Return the unit's duty officer of today, else its longest-serving one."""


class UnitKeys(Protocol):
    """Where intake gets public keys, verified against PC04's pinned signing key."""

    async def recipients(self, units: AbstractSet[UnitCode]) -> tuple[UnitKey, ...]:
        """Return the newest key of each of these units that has one.

        Raises `UnitKeyInvalid` when one of them does not carry the pinned key's signature.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class SentTip:
    """The receipt in groups, shown once, and the time by which somebody will have looked."""

    receipt: str = field(repr=False)
    look_by: Instant


class Intake:
    """The way in. `pepper` is read from KEY_DIR at each call; `outside_body` is the setting, None when empty."""

    def __init__(
        self,
        *,
        repository: TipRepository,
        gate: Gate,
        keys: UnitKeys,
        argon2: Argon2Gate,
        flood: FloodWatch,
        pepper: Callable[[], bytes],
        clock: Clock,
        outside_body: str | None = None,
        rehearsal: bool = False,
        cost: Cost | None = None,
    ) -> None:
        self._repository = repository
        self._gate = gate
        self._keys = keys
        self._argon2 = argon2
        self._flood = flood
        self._pepper = pepper
        self._clock = clock
        self._outside_body = outside_body
        self._rehearsal = rehearsal
        self._cost = cost or Cost()

    async def is_open(self) -> bool:
        """Say whether a tip would be taken now; no, when a database is out of reach."""
        try:
            return await self._gate.is_open()
        except Exception:
            # Whoever writes right now must get a page with the hotlines and his words on it, not an error.
            return False

    async def send(self, draft: Draft, *, test: bool = False) -> SentTip:
        """Seal and store a draft whose photos are rebuilt already. `test` marks it and keeps it out of statistics.

        An unanswered question about officials counts as "not sure". Raises a `TipRefused`: `TipEmpty`,
        `TipTooLong`, `OutsideOnly`, `IntakeClosed` or `SealFailed`; nothing is stored then.
        """
        _check(draft)
        way, owner, urgency = await self._answered(self._way(draft))
        receipt, row = await self._sealed(draft, way, owner, urgency, test=test)
        return SentTip(receipt=format_receipt(receipt), look_by=row.due_accept)

    async def _way(self, draft: Draft) -> tuple[Route, StaffId, Urgency]:
        """Return who leads, who is in charge first, and how urgent it is. Raises `IntakeClosed`, `OutsideOnly`."""
        conflict = draft.conflict or Conflict.UNSURE
        urgency = urgency_of(draft.happening)
        active = await self._gate.active_units()
        way = self._route(draft.unit, urgency, conflict, active)
        if not await self._gate.is_open():
            raise IntakeClosed
        owner = await self._gate.first_owner(way.lead)
        if owner is None and way.lead != PC04:
            # Its last officer has just left: PC04 holds a key of every tip, so nobody waits for a new one.
            way = self._route(draft.unit, urgency, conflict, active - {way.lead})
            owner = await self._gate.first_owner(way.lead)
        if owner is None:
            raise IntakeClosed
        return way, owner, urgency

    async def drill(self, unit: UnitCode, text: str) -> CaseNumber:
        """Send a marked test tip to a unit by the same path, open or closed: opening it is what activates.

        Raises `SealFailed` when the unit has no officer or no key yet.
        """
        draft = Draft(text=text, conflict=Conflict.NONE, unit=unit, unit_known=True)
        owner = await self._gate.first_owner(unit)
        if owner is None:
            raise SealFailed("no officer")
        _, row = await self._sealed(draft, drill_route(unit), owner, Urgency.NORMAL, test=True)
        return row.case

    def __repr__(self) -> str:
        return "Intake()"

    def _route(
        self, unit: UnitCode | None, urgency: Urgency, conflict: Conflict, active: AbstractSet[UnitCode]
    ) -> Route:
        way = route(
            unit=unit,
            urgency=urgency,
            conflict=conflict,
            active_units=active,
            outside_body=self._outside_body is not None,
        )
        if isinstance(way, Outside):
            raise OutsideOnly(self._outside_body)
        return way

    async def _answered(self, work: Awaitable[_Result]) -> _Result:
        """Await `work`. Whatever goes wrong, the sender gets one answer, and his words stay with the caller."""
        try:
            return await work
        except TipRefused:
            raise
        except Exception as error:
            # The chain of errors is cut, because a traceback may show what was being sealed.
            raise SealFailed(type(error).__name__) from None

    async def _sealed(
        self, draft: Draft, way: Route, owner: StaffId, urgency: Urgency, *, test: bool
    ) -> tuple[str, CaseRow]:
        return await self._answered(self._seal_and_store(draft, way, owner, urgency, test=test))

    async def _seal_and_store(
        self, draft: Draft, way: Route, owner: StaffId, urgency: Urgency, *, test: bool
    ) -> tuple[str, CaseRow]:
        recipients = await self._keys.recipients(way.holders)
        if not {way.lead, PC04} <= {key.unit for key in recipients}:
            raise SealFailed("key missing")
        receipt, pepper = new_receipt(), self._pepper()
        stretch = await self._argon2.run(lambda: stretch_receipt(receipt, pepper, self._cost))
        now = self._clock.now()
        row = new_row(way, owner, urgency, now, test=test)
        pieces = await asyncio.to_thread(seal_pieces, draft, row, instant(now), recipients)
        # Counted once it is sealed: whoever has to press again and again because sealing fails is no flood.
        if not test and self._flood.is_flood(draft.text, lead=way.lead, place=draft.unit):
            row = replace(row, state=TipState.QUARANTINED)
        new = NewTip(
            row=row,
            parts=tuple(piece.part for piece in pieces),
            wraps=tuple(wrap for piece in pieces for wrap in piece.wraps),
            mailbox=new_mailbox(row.tip, stretch),
            event=NewEvent(kind=EventKind.ROUTED, unit=row.lead_unit, staff=None, at=row.received),
            notices=self._notices(row, now),
        )
        await self._store(new, draft)
        return receipt, row

    async def _store(self, new: NewTip, draft: Draft) -> None:
        """Store the tip; one that could not be stored counts for no flood and uses up no digest."""
        try:
            await self._repository.store(new)
        except NotStored:
            row = new.row
            if not row.is_test:
                self._flood.take_back(draft.text, lead=row.lead_unit, place=draft.unit)
            if any(notice.kind is NoticeKind.DIGEST for notice in new.notices):
                self._flood.digest_lost(row.lead_unit, urgent=row.urgency is Urgency.URGENT)
            raise

    def _notices(self, row: CaseRow, now: datetime) -> tuple[Notice, ...]:
        """Return the notice of a new case; in a flood one digest, of no case in particular."""
        digest = row.state is TipState.QUARANTINED
        if digest and not self._flood.digest_due(row.lead_unit, urgent=row.urgency is Urgency.URGENT):
            return ()
        return (
            new_notice(
                kind=NoticeKind.DIGEST if digest else NoticeKind.NEW_CASE,
                unit=row.lead_unit,
                staff=None,
                case=None if digest else row.case,
                urgency=row.urgency,
                due=row.due_accept,
                now=now,
                rehearsal=self._rehearsal,
            ),
        )


def _check(draft: Draft) -> None:
    if not draft.text.strip() and not draft.photos:
        raise TipEmpty
    if len(draft.text) > LONGEST_TEXT:
        raise TipTooLong(LONGEST_TEXT)
