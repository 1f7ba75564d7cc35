"""The sender's way back: the code opens questions, the result and a place to add to the tip, never the tip.

Unknown, expired and erased codes get one answer, for one query and one Argon2 each; a slip of the finger is
told by the check digits before either. Sources: DESIGN section 4; facts/tip-line.md 4.5, 4.6, I-22, I-24.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NoReturn

from storage.keys.passphrase import Cost
from storage.tips.changes import CaseChange, NotStored
from storage.tips.key_types import UnitKey
from storage.tips.mailbox_repository import MailboxRepository
from storage.tips.repository import TipRepository
from storage.tips.types import (
    CaseRow,
    EventKind,
    ItemKind,
    Mailbox,
    MailboxItem,
    NewEvent,
    Notice,
    NoticeKind,
    PartKind,
    ReaderStatus,
    TipId,
    TipState,
)
from storage.types import Clock, Instant, instant, moment
from tips import clocks_table
from tips.additions import Addition, seal_addition
from tips.argon2_gate import Argon2Gate
from tips.content import Message
from tips.drafts import LONGEST_TEXT, MOST_PHOTOS
from tips.errors import (
    AnswerEmpty,
    CaseFinished,
    MailboxFull,
    MailboxUnknown,
    SealFailed,
    TipRefused,
    TipTooLong,
)
from tips.intake import Gate, UnitKeys
from tips.lookup_budget import LookupBudget
from tips.mailbox_seal import open_item, unlock_mailbox
from tips.mailbox_states import answered, can_reopen, reader_status, reopened
from tips.notice_times import new_notice
from tips.receipt import parse_receipt, stretch_receipt
from tips.seal import Sealed

MOST_PIECES = 100
_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An officer's question; `hour` is when it was asked, rounded."""

    text: str = field(repr=False)
    hour: Instant
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMailbox:
    """What the code opened; kept in memory only, silent about itself. `result_text` is empty while open."""

    status: ReaderStatus = field(repr=False)
    questions: tuple[Question, ...] = field(repr=False)
    result_text: str = field(repr=False)
    closed_on: date | None = field(repr=False)
    photos_received: int = field(repr=False)
    can_answer: bool = field(repr=False)
    can_reopen: bool = field(repr=False)
    tip: TipId = field(repr=False)
    private_key: bytes = field(repr=False)

    def __reduce__(self) -> NoReturn:
        raise TypeError("an open mailbox lives in memory only")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What the sender's writing does to the case: the row after it, its event and its notice."""

    after: CaseRow
    event: EventKind
    notice: NoticeKind
    keeps_open: bool


class Mailboxes:
    """Opens mailboxes by their code and takes what senders add. `pepper` is read from KEY_DIR at each call."""

    def __init__(
        self,
        *,
        repository: TipRepository,
        mailboxes: MailboxRepository,
        gate: Gate,
        keys: UnitKeys,
        argon2: Argon2Gate,
        budget: LookupBudget,
        pepper: Callable[[], bytes],
        clock: Clock,
        rehearsal: bool = False,
        cost: Cost | None = None,
    ) -> None:
        self._repository = repository
        self._mailboxes = mailboxes
        self._gate = gate
        self._keys = keys
        self._argon2 = argon2
        self._budget = budget
        self._pepper = pepper
        self._clock = clock
        self._rehearsal = rehearsal
        self._cost = cost or Cost()

    async def open(self, code: str, *, is_doubted: bool = False) -> OpenMailbox:
        """Return the mailbox of a typed code. Raises `ReceiptTypo`, `TooManyAttempts` or `MailboxUnknown`.

        `is_doubted`: who asks has missed before (`tips.lookup_standing`).
        """
        receipt = parse_receipt(code)
        self._budget.take(is_doubted=is_doubted)
        pepper = self._pepper()
        stretch = await self._argon2.run(lambda: stretch_receipt(receipt, pepper, self._cost))
        mailbox = await self._mailboxes.find(stretch.lookup, instant(self._clock.now()))
        if mailbox is None:
            raise MailboxUnknown
        private_key = unlock_mailbox(mailbox.lookup, stretch.key, mailbox.private_ciphertext)
        return await self._opened(mailbox, private_key)

    async def refresh(self, mailbox: OpenMailbox) -> OpenMailbox:
        """Return an open mailbox as it stands now, without the code and without Argon2. Raises `MailboxUnknown`."""
        present = await self._mailboxes.of_tip(mailbox.tip, instant(self._clock.now()))
        if present is None:
            raise MailboxUnknown
        return await self._opened(present, mailbox.private_key)

    async def answer(self, mailbox: OpenMailbox, *, text: str, photos: Sequence[bytes]) -> None:
        """Seal what the sender adds (photos rebuilt already) to the units that hold the case, and tell its owner.

        Raises `AnswerEmpty`, `TipTooLong`, `MailboxFull`, `CaseFinished`, `MailboxUnknown` when it was erased
        meanwhile, or `SealFailed`; nothing is stored then.
        """
        if not text.strip() and not photos:
            raise AnswerEmpty
        await self._add(mailbox.tip, text, photos, self._answered)

    async def reopen(self, mailbox: OpenMailbox, reason: str) -> None:
        """Open a closed case once more, within 90 days, with a reason. Raises as `answer` does."""
        if not reason.strip():
            raise AnswerEmpty
        await self._add(mailbox.tip, reason, (), self._reopened)

    def __repr__(self) -> str:
        return "Mailboxes()"

    async def _opened(self, mailbox: Mailbox, private_key: bytes) -> OpenMailbox:
        row = await self._repository.case(mailbox.tip)
        if row is None:
            raise MailboxUnknown
        items = await self._mailboxes.items(mailbox.lookup)
        photos = await self._repository.piece_numbers(row.tip, PartKind.PHOTO)
        results = [open_item(private_key, mailbox.lookup, item) for item in items if item.kind is ItemKind.RESULT]
        is_closed = row.state is TipState.CLOSED
        return OpenMailbox(
            status=reader_status(row.state),
            questions=tuple(_question(private_key, mailbox, item) for item in items if item.kind is ItemKind.QUESTION),
            result_text=results[-1] if results and is_closed else "",
            closed_on=None if row.closed is None else moment(row.closed).astimezone(clocks_table.LOCAL).date(),
            photos_received=len(photos),
            can_answer=not is_closed,
            can_reopen=can_reopen(row, instant(self._clock.now())),
            tip=row.tip,
            private_key=private_key,
        )

    async def _add(
        self, tip: TipId, text: str, photos: Sequence[bytes], step_of: Callable[[CaseRow, datetime], _Step]
    ) -> None:
        if len(text) > LONGEST_TEXT:
            raise TipTooLong(LONGEST_TEXT)
        if len(photos) > MOST_PHOTOS:
            raise MailboxFull
        for _ in range(_TRIES):
            row = await self._repository.case(tip)
            if row is None:
                raise MailboxUnknown
            now = self._clock.now()
            step = await self._with_owner(step_of(row, now))
            addition = Addition(
                message=Message(text=text, at=instant(now)),
                photos=photos,
                hour=clocks_table.rounded(now, row.urgency),
            )
            if await self._stored(row, step, addition, self._notice(step, now)):
                return
        raise SealFailed("case busy")

    async def _with_owner(self, step: _Step) -> _Step:
        """Put whoever is on duty now in charge of a case that begins anew."""
        if step.event is not EventKind.REOPENED:
            return step
        owner = await self._gate.first_owner(step.after.lead_unit)
        return replace(step, after=replace(step.after, owner=owner or step.after.owner))

    async def _stored(self, row: CaseRow, step: _Step, addition: Addition, notice: Notice) -> bool:
        number = await self._repository.next_number(row.tip)
        if number + 1 + len(addition.photos) > MOST_PIECES:
            raise MailboxFull
        pieces = await self._sealed(row.tip, number, addition)
        try:
            return await self._repository.change(
                CaseChange(
                    before=row,
                    after=step.after,
                    event=NewEvent(kind=step.event, unit=row.lead_unit, staff=None, at=addition.hour),
                    parts=tuple(piece.part for piece in pieces),
                    wraps=tuple(wrap for piece in pieces for wrap in piece.wraps),
                    notices=(notice,),
                    answered=True,
                    keeps_open=step.keeps_open,
                )
            )
        except NotStored:
            raise SealFailed("not stored") from None

    async def _sealed(self, tip: TipId, number: int, addition: Addition) -> tuple[Sealed, ...]:
        try:
            recipients = await self._recipients(tip)
            return await asyncio.to_thread(seal_addition, tip, addition, first_number=number, recipients=recipients)
        except TipRefused:
            raise
        except Exception as error:
            # As in intake: one answer for the sender, and no traceback that may show what was being sealed.
            raise SealFailed(type(error).__name__) from None

    async def _recipients(self, tip: TipId) -> tuple[UnitKey, ...]:
        """Return the newest keys of exactly the units that hold the tip's content."""
        holders = await self._repository.holders(tip)
        recipients = await self._keys.recipients(holders)
        if {key.unit for key in recipients} != holders:
            raise SealFailed("key missing")
        return recipients

    def _notice(self, step: _Step, now: datetime) -> Notice:
        return new_notice(
            kind=step.notice,
            unit=step.after.lead_unit,
            staff=step.after.owner,
            case=step.after.case,
            urgency=step.after.urgency,
            due=step.after.due_accept if step.notice is NoticeKind.NEW_CASE else step.after.due_resolve,
            now=now,
            rehearsal=self._rehearsal,
        )

    def _answered(self, row: CaseRow, now: datetime) -> _Step:
        if row.state is TipState.CLOSED:
            raise CaseFinished(can_reopen=can_reopen(row, instant(now)))
        return _Step(
            after=answered(row, clocks_table.rounded(now, row.urgency)),
            event=EventKind.ANSWERED,
            notice=NoticeKind.ANSWER_ARRIVED,
            keeps_open=False,
        )

    def _reopened(self, row: CaseRow, now: datetime) -> _Step:
        if not can_reopen(row, instant(now)):
            raise CaseFinished(can_reopen=False)
        return _Step(
            after=reopened(row, clocks_table.rounded(now, row.urgency)),
            event=EventKind.REOPENED,
            notice=NoticeKind.NEW_CASE,
            keeps_open=True,
        )


def _question(private_key: bytes, mailbox: Mailbox, item: MailboxItem) -> Question:
    text = open_item(private_key, mailbox.lookup, item)
    return Question(text=text, hour=item.hour, answered=item.answered)
