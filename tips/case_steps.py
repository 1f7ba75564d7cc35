"""A step on a case, made ready to be written: its texts sealed to the units that hold the case and to the mailbox."""

from __future__ import annotations

from dataclasses import dataclass, field

from storage.tips.changes import CaseChange
from storage.tips.key_types import UnitKey
from storage.tips.mailbox_repository import MailboxRepository
from storage.tips.repository import TipRepository
from storage.tips.types import CaseRow, EventKind, ItemKind, MailboxItem, NewEvent, PartKind, TipId
from storage.types import Instant
from tips.case_rules import Actor
from tips.clocks_table import HOUR, MAILBOX_SECONDS
from tips.content import Message, pack_message
from tips.errors import UnitKeyInvalid
from tips.intake import UnitKeys
from tips.mailbox_seal import seal_item
from tips.seal import Sealed, seal_part
from tips.staff_errors import Obstacle, WrongState


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a step writes besides the row; a text goes to the case, the same or another to the mailbox."""

    after: CaseRow
    event: EventKind
    part: tuple[PartKind, str] | None = field(default=None, repr=False)
    item: tuple[ItemKind, str] | None = field(default=None, repr=False)
    closes: bool = False


class StepSealer:
    """Turns a step into what is written. Locks only: it holds nobody's opened keys."""

    def __init__(self, *, repository: TipRepository, mailboxes: MailboxRepository, keys: UnitKeys) -> None:
        self._repository = repository
        self._mailboxes = mailboxes
        self._keys = keys

    async def change_for(self, row: CaseRow, actor: Actor, now: Instant, step: Step) -> CaseChange:
        """Return the change. Raises `WrongState` when a unit has no key, or a question no mailbox."""
        pieces = () if step.part is None else await self._sealed(row.tip, now, *step.part)
        items = () if step.item is None else await self._items(row.tip, now, *step.item)
        return CaseChange(
            before=row,
            after=step.after,
            event=NewEvent(kind=step.event, unit=actor.unit, staff=actor.staff, at=now),
            parts=tuple(piece.part for piece in pieces),
            wraps=tuple(wrap for piece in pieces for wrap in piece.wraps),
            items=items,
            expires=Instant(now + MAILBOX_SECONDS) if step.closes else None,
        )

    async def _sealed(self, tip: TipId, now: Instant, kind: PartKind, text: str) -> tuple[Sealed, ...]:
        message = Message(text=text, at=now)
        return (
            seal_part(
                tip=tip,
                number=await self._repository.next_number(tip),
                kind=kind,
                hour=_hour(now),
                plaintext=pack_message(message),
                recipients=await self._recipients(tip),
            ),
        )

    async def _recipients(self, tip: TipId) -> tuple[UnitKey, ...]:
        holders = await self._repository.holders(tip)
        try:
            recipients = await self._keys.recipients(holders)
        except UnitKeyInvalid as error:
            raise WrongState(Obstacle.UNIT_HAS_NO_KEY) from error
        if {key.unit for key in recipients} != holders:
            raise WrongState(Obstacle.UNIT_HAS_NO_KEY)
        return recipients

    async def _items(self, tip: TipId, now: Instant, kind: ItemKind, text: str) -> tuple[MailboxItem, ...]:
        mailbox = await self._mailboxes.of_tip(tip, now)
        if mailbox is None and kind is ItemKind.QUESTION:
            # Nobody would read it, and the clock would stand still for a week. Why the mailbox is gone is not said:
            # that it ended and that its sender erased it look alike (I-22), and he owes nobody a reason.
            raise WrongState(Obstacle.MAILBOX_GONE)
        if mailbox is None:
            return ()
        return (
            seal_item(
                public_key=mailbox.public_key,
                lookup=mailbox.lookup,
                number=await self._mailboxes.next_number(mailbox.lookup),
                kind=kind,
                hour=_hour(now),
                text=text,
            ),
        )


def _hour(now: Instant) -> Instant:
    return Instant(-(-now // HOUR) * HOUR)
