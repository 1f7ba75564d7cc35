"""What officers do with cases: see their unit's, open one, take, ask, note, close.

A case exists for a unit only if the unit holds a wrap of its content; every other is `CaseUnknown`, whatever
is asked. Steps are decided by `case_rules` on the row as it was read, and written only while it is still so:
of two who press at once one wins, and the other is told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from storage.staff.repository import StaffRepository
from storage.staff.types import StaffState
from storage.tips.changes import NotStored
from storage.tips.key_repository import KeyRepository
from storage.tips.mailbox_repository import MailboxRepository
from storage.tips.repository import TipRepository
from storage.tips.types import (
    CaseNumber,
    CaseRow,
    Conflict,
    Event,
    EventKind,
    Happening,
    ItemKind,
    NewEvent,
    PartKind,
    Result,
)
from storage.types import Clock, Instant, StaffId, UnitCode, instant, moment
from tips import case_rules
from tips.case_rules import Actor
from tips.case_steps import Step, StepSealer
from tips.clocks_table import LOCAL
from tips.intake import UnitKeys
from tips.reader_text import fit_note, fit_question, fit_reader_text
from tips.staff_errors import (
    Bar,
    CaseUnknown,
    NotAllowed,
    Obstacle,
    OpeningNotWritten,
    SignInNeeded,
    WrongState,
)
from tips.unlocked import Unlocked
from tips.vault import CasePart, Vault

_MINUTE = 60
_TRIES = 5
_ACTS = frozenset({EventKind.ASKED, EventKind.NOTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """One case with its seal opened. Lives for one page."""

    row: CaseRow
    text: str = field(repr=False)
    photos_count: int
    place: UnitCode | None = field(repr=False)
    happening: Happening | None = field(repr=False)
    conflict: Conflict = field(repr=False)
    received_exactly: Instant = field(repr=False)
    parts: tuple[CasePart, ...] = field(repr=False)
    events: tuple[Event, ...] = field(repr=False)


_Decide = Callable[[CaseRow, Actor, Instant, bool], Step]


class Casework:
    """The officers' side of the tip line."""

    def __init__(
        self,
        *,
        repository: TipRepository,
        mailboxes: MailboxRepository,
        key_repository: KeyRepository,
        keys: UnitKeys,
        staff: StaffRepository,
        clock: Clock,
    ) -> None:
        self._repository = repository
        self._key_repository = key_repository
        self._sealer = StepSealer(repository=repository, mailboxes=mailboxes, keys=keys)
        self._staff = staff
        self._clock = clock
        self._vault = Vault(repository)

    async def cases(self, unlocked: Unlocked, *, open_only: bool = True) -> list[CaseRow]:
        """Return the cases that the officer's unit can open."""
        _check_alive(unlocked)
        return await self._repository.cases_for(unlocked.unit, open_only=open_only)

    async def envelopes(self, unit: UnitCode) -> list[CaseRow]:
        """Return the open cases of a unit without a word of them, for its officers' chats."""
        return await self._repository.cases_for(unit, open_only=True)

    async def case(self, unlocked: Unlocked, number: CaseNumber) -> OpenCase:
        """Open a case and write down that it was opened (once an officer and day).

        Raises `CaseUnknown`, `SignInNeeded`, `OpeningNotWritten`, and `SealBroken` when a piece was altered.
        """
        _check_alive(unlocked)
        row = await self._row(unlocked.unit, number)
        content = await self._vault.content(unlocked, row.tip)
        await self._record_opening(unlocked, row)
        return OpenCase(
            row=row,
            text=content.text,
            photos_count=await self._vault.count_photos(row.tip),
            place=content.unit,
            happening=content.happening,
            conflict=content.conflict,
            received_exactly=content.received,
            parts=await self._vault.written(unlocked, row.tip),
            events=tuple(await self._repository.events(row.tip)),
        )

    async def photo(self, unlocked: Unlocked, number: CaseNumber, index: int) -> bytes:
        """Return one photo of a case (JPEG), counted from 0. Raises `CaseUnknown`, `OpeningNotWritten`."""
        _check_alive(unlocked)
        row = await self._row(unlocked.unit, number)
        await self._record_opening(unlocked, row)
        return await self._vault.photo(unlocked, row.tip, index)

    async def take(self, unlocked: Unlocked, number: CaseNumber) -> None:
        """Put the officer in charge. Raises `CaseUnknown`, `NotAllowed`, `WrongState`."""
        await self._do(_actor(unlocked), number, _take)

    async def take_by_staff(self, staff: StaffId, number: CaseNumber) -> CaseRow:
        """Put a member of staff in charge who pressed the button in his chat, and return the case as it is then.

        No key is needed: nothing of the content is touched. Raises as `take`.
        """
        member = await self._staff.get(staff)
        if member is None or member.state is not StaffState.ACTIVE:
            raise CaseUnknown
        actor = Actor(staff=member.staff, role=member.role, unit=member.unit)
        await self._do(actor, number, _take)
        return await self._row(actor.unit, number)

    async def ask(self, unlocked: Unlocked, number: CaseNumber, question: str) -> None:
        """Put a question into the sender's mailbox. Raises as `take`, and `TextUnfit`.

        Without a mailbox nothing is asked and no clock stops: `WrongState`.
        """
        text = fit_question(question)

        def decide(row: CaseRow, actor: Actor, now: Instant, first: bool) -> Step:
            return Step(
                after=case_rules.asked(row, actor, now, first=first),
                event=EventKind.ASKED,
                part=(PartKind.QUESTION, text),
                item=(ItemKind.QUESTION, text),
            )

        await self._do(_actor(unlocked), number, decide)

    async def note(self, unlocked: Unlocked, number: CaseNumber, note: str) -> None:
        """Keep an inner note, sealed to the units that hold the case. Raises as `take`, and `TextUnfit`."""
        text = fit_note(note)

        def decide(row: CaseRow, actor: Actor, now: Instant, first: bool) -> Step:
            after = case_rules.noted(row, actor, first=first)
            return Step(after=after, event=EventKind.NOTED, part=(PartKind.NOTE, text))

        await self._do(_actor(unlocked), number, decide)

    async def close(self, unlocked: Unlocked, number: CaseNumber, result: Result, reader_text: str) -> None:
        """Close with a result and the words the sender reads, which name nobody. Raises as `take`, and `TextUnfit`.

        The mailbox stays for 90 days; within them the sender may open the case once more.
        """
        _check_alive(unlocked)
        # First whether the case is theirs at all: a stranger must not learn anything from his own text.
        await self._row(unlocked.unit, number)
        text = fit_reader_text(reader_text, required=result is not Result.TEST)

        def decide(row: CaseRow, actor: Actor, now: Instant, _first: bool) -> Step:
            return Step(
                after=case_rules.closed(row, actor, now, result),
                event=EventKind.CLOSED,
                item=(ItemKind.RESULT, text) if text else None,
                closes=True,
            )

        await self._do(_actor(unlocked), number, decide)

    async def duty(self, unit: UnitCode) -> StaffId | None:
        """Return who is set on duty today."""
        return await self._staff.duty(unit, self._today())

    async def set_duty(self, unlocked: Unlocked, staff: StaffId) -> None:
        """Put a colleague of the same unit on duty for today. Raises `NotAllowed`."""
        _check_alive(unlocked)
        member = await self._staff.get(staff)
        if member is None or member.unit != unlocked.unit or member.state is not StaffState.ACTIVE:
            raise NotAllowed(Bar.NOT_YOUR_UNIT)
        await self._staff.set_duty(unlocked.unit, self._today(), staff)

    def __repr__(self) -> str:
        return "Casework()"

    async def _row(self, unit: UnitCode, number: CaseNumber) -> CaseRow:
        row = await self._repository.case_for(unit, number)
        if row is None:
            raise CaseUnknown
        return row

    async def _do(self, actor: Actor, number: CaseNumber, decide: _Decide) -> None:
        """Read, decide, write while unchanged; decide anew when a clock or the sender was faster."""
        for _ in range(_TRIES):
            row = await self._row(actor.unit, number)
            now = to_the_minute(self._clock.now())
            first = not any(event.kind in _ACTS for event in await self._repository.events(row.tip))
            step = decide(row, actor, now, first)
            change = await self._sealer.change_for(row, actor, now, step)
            try:
                if await self._repository.change(change):
                    return
            except NotStored as failure:
                # Nothing was written, the page keeps what was typed.
                raise WrongState(Obstacle.DISK_FULL if failure.disk_full else Obstacle.NOT_STORED) from None
        raise WrongState(Obstacle.CHANGED_MEANWHILE)

    async def _record_opening(self, unlocked: Unlocked, row: CaseRow) -> None:
        now = to_the_minute(self._clock.now())
        opened = [event for event in await self._repository.events(row.tip) if event.kind is EventKind.OPENED]
        if not any(event.staff == unlocked.staff and _day(event.at) == _day(now) for event in opened):
            event = NewEvent(kind=EventKind.OPENED, unit=unlocked.unit, staff=unlocked.staff, at=now)
            try:
                await self._repository.record(row.tip, event)
            except NotStored as failure:
                raise OpeningNotWritten(disk_full=failure.disk_full) from None
        if row.is_test and row.lead_unit == unlocked.unit:
            await self._key_repository.mark_drilled(unlocked.staff, unlocked.unit)

    def _today(self) -> date:
        return self._clock.now().astimezone(LOCAL).date()


def to_the_minute(at: datetime) -> Instant:
    """Return a staff action's time as it is written down: up to the full minute."""
    return Instant(-(-instant(at) // _MINUTE) * _MINUTE)


def _take(row: CaseRow, actor: Actor, _now: Instant, _first: bool) -> Step:
    return Step(after=case_rules.taken(row, actor), event=EventKind.ACCEPTED)


def _actor(unlocked: Unlocked) -> Actor:
    _check_alive(unlocked)
    return Actor(staff=unlocked.staff, role=unlocked.role, unit=unlocked.unit)


def _check_alive(unlocked: Unlocked) -> None:
    if not unlocked.alive:
        raise SignInNeeded


def _day(at: Instant) -> date:
    return moment(at).astimezone(LOCAL).date()
