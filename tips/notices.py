"""Notices from the outbox to officers' chats: the number, how urgent, until when, what he may press. No content.

A notice that could not be delivered stays, for exactly the person it failed for, and is tried again with
growing pauses. Somebody without a chat gets none; `doctor` counts them, and the console shows the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from channels.contract import Address, Channel, ChannelError, ChannelName, Lane, Outgoing
from storage.staff.repository import StaffRepository
from storage.staff.types import Role, StaffChat, StaffMember
from storage.tips.outbox import Outbox
from storage.tips.repository import TipRepository
from storage.tips.types import CaseNumber, CaseRow, Notice, NoticeKind, TipState, Urgency
from storage.types import Clock, Instant, StaffId, UnitCode, instant
from tips.notice_times import within_the_day

BATCH = 50
MOST_ATTEMPTS = 12
_FIRST_PAUSE = 30
_LONGEST_PAUSE = 3600

_Pause = tuple[NoticeKind, CaseNumber | None, StaffId | None]


class NoticeAction(StrEnum):
    """What the person may press under a notice."""

    TAKE = "take"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """All that a notice may say. `case` is None in a digest; `is_test` marks a drill."""

    kind: NoticeKind
    case: CaseNumber | None
    urgency: Urgency
    unit: UnitCode
    due: Instant
    is_test: bool
    actions: tuple[NoticeAction, ...]


class NoticeRenderer(Protocol):
    """Turns a notice into words; lives where texts live."""

    def __call__(self, notice: NoticeView, language: str) -> Outgoing:
        """Return what is pushed to the officer's chat."""


class NoticeSender:
    """Sends what is due."""

    def __init__(
        self,
        *,
        outbox: Outbox,
        repository: TipRepository,
        staff: StaffRepository,
        channels: Mapping[ChannelName, Channel],
        render: NoticeRenderer,
        clock: Clock,
        language: str = "vi",
        rehearsal: bool = False,
    ) -> None:
        self._outbox = outbox
        self._repository = repository
        self._staff = staff
        self._channels = channels
        self._render = render
        self._clock = clock
        self._language = language
        self._rehearsal = rehearsal
        self._pauses: dict[_Pause, Instant] = {}

    async def send_due(self) -> int:
        """Send the notices that may leave now; returns how many messages left."""
        sent: set[tuple[StaffId, NoticeKind, CaseNumber | None]] = set()
        now = instant(self._clock.now())
        self._pauses = {key: until for key, until in self._pauses.items() if until > now}
        for notice in await self._outbox.due(now, BATCH + len(self._pauses)):
            if (notice.kind, notice.case, notice.staff) not in self._pauses:
                await self._send(notice, sent)
        return len(sent)

    async def _send(self, notice: Notice, sent: set[tuple[StaffId, NoticeKind, CaseNumber | None]]) -> None:
        now = instant(self._clock.now())
        if self._earliest(notice, now) > now:
            await self._outbox.postpone(notice.notice, self._earliest(notice, now))
            return
        failed = []
        for member, chat in await self._recipients(notice):
            key = (member.staff, notice.kind, notice.case)
            # A breach goes to the person in charge and to his unit at once: nobody needs it twice.
            if key in sent:
                continue
            if await self._push(notice, member, chat):
                sent.add(key)
            else:
                failed.append(member.staff)
        await self._settle(notice, failed)

    async def _settle(self, notice: Notice, failed: list[StaffId]) -> None:
        """Delete the notice, or keep it for those it did not reach.

        The pause of an urgent one is kept in memory only: in the outbox it would tell to the second when the
        tip came, since the first try is made at once. A restart tries again at once, which harms nobody.
        """
        if not failed or notice.attempts + 1 >= MOST_ATTEMPTS:
            await self._outbox.sent(notice.notice)
            return
        pause = min(_FIRST_PAUSE * 2**notice.attempts, _LONGEST_PAUSE)
        until = Instant(instant(self._clock.now()) + pause)
        if notice.urgency is Urgency.URGENT:
            self._pauses |= {(notice.kind, notice.case, staff): until for staff in failed}
            again = notice.not_before
        else:
            again = self._earliest(notice, until)
        if notice.staff is not None:
            await self._outbox.failed(notice.notice, again)
        else:
            await self._outbox.narrow(notice, failed, again)

    async def _push(self, notice: Notice, member: StaffMember, chat: StaffChat) -> bool:
        """Say whether the notice needs no further try for this person."""
        channel = self._channels.get(ChannelName(chat.channel))
        if channel is None:
            return False
        view = await self._view(notice, member)
        if view is None:
            return True
        address = Address(ChannelName(chat.channel), chat.value)
        try:
            await channel.push(address, self._render(view, self._language), Lane.REPLY)
        except ChannelError as error:
            if error.recipient_gone:
                await self._staff.untie(chat.channel, chat.value)
            return error.recipient_gone
        return True

    async def _view(self, notice: Notice, member: StaffMember) -> NoticeView | None:
        """Return what the notice says to this person; None when there is nothing to tell any more."""
        row = None if notice.case is None else await self._repository.case_for(member.unit, notice.case)
        if notice.case is not None and (row is None or row.state is TipState.CLOSED):
            return None
        if notice.case is None and notice.kind is not NoticeKind.DIGEST and not await self._some_untaken(notice.unit):
            return None
        return NoticeView(
            kind=notice.kind,
            case=notice.case,
            urgency=notice.urgency,
            unit=notice.unit,
            due=notice.due,
            is_test=row is not None and row.is_test,
            actions=() if row is None else actions_for(row, member),
        )

    async def _some_untaken(self, unit: UnitCode) -> bool:
        """Say whether a unit may open a case that a flood put aside and nobody has taken."""
        rows = await self._repository.cases_for(unit, open_only=True)
        return any(row.state is TipState.QUARANTINED for row in rows)

    async def _recipients(self, notice: Notice) -> list[tuple[StaffMember, StaffChat]]:
        members = {member.staff: member for member in await self._staff.members(notice.unit)}
        if notice.staff is None:
            chats = await self._staff.chats_of(notice.unit)
        else:
            own = await self._staff.chat_of(notice.staff)
            chats = [] if own is None else [own]
        return [(members[chat.staff], chat) for chat in chats if chat.staff in members]

    def _earliest(self, notice: Notice, at: Instant) -> Instant:
        """Return `at`, or the end of the quiet hours for what can wait."""
        return at if notice.urgency is Urgency.URGENT or self._rehearsal else within_the_day(at)


def actions_for(row: CaseRow, member: StaffMember) -> tuple[NoticeAction, ...]:
    """Return what a person may press under a case's envelope: take it while nobody has, and open it."""
    untaken = row.state in {TipState.ROUTED, TipState.QUARANTINED}
    if untaken and member.role is Role.OFFICER and member.unit == row.lead_unit:
        return (NoticeAction.TAKE, NoticeAction.OPEN)
    return (NoticeAction.OPEN,)
