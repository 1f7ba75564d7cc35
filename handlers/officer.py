"""`/vuviec`: the open cases of an officer's unit as envelopes, and taking one; content stays in the console."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from channels.contract import Address
from handlers.conversation import Context, Conversation, Pick, Screen
from handlers.envelopes import OFFICER, EnvelopeRenderer
from storage.staff.types import Role, StaffMember, StaffState
from storage.tips.types import CaseNumber, CaseRow
from storage.types import StaffId, UnitCode
from tips.notices import NoticeAction, actions_for
from tips.staff_errors import CaseUnknown, NotAllowed, Obstacle, WrongState

_MOST_SHOWN = 8


class Cases(Protocol):
    """What an officer may do with cases from a chat, without any content (`tips.casework`)."""

    async def take_by_staff(self, staff: StaffId, number: CaseNumber) -> CaseRow:
        """Take a case and return it. Raises `CaseUnknown`, `NotAllowed`, `WrongState`."""

    async def envelopes(self, unit: UnitCode) -> list[CaseRow]:
        """Return the open cases of a unit."""


class StaffChats(Protocol):
    """Who wrote from a tied chat (`storage.staff`)."""

    async def staff_of_chat(self, channel: str, value: str) -> StaffMember | None: ...


async def member_at(staff: StaffChats, address: Address) -> StaffMember | None:
    """Return the active member of staff whose chat this is."""
    member = await staff.staff_of_chat(address.channel, address.reveal())
    return member if member is not None and member.state is StaffState.ACTIVE else None


def conversation(cases: Cases, staff: StaffChats, renderer: EnvelopeRenderer) -> Conversation:
    """Return the officers' conversation."""
    steps = _Steps(cases, staff, renderer)
    return Conversation(
        name=OFFICER,
        commands=("vuviec",),
        open=steps.open,
        choices={"case": steps.case, "take": steps.take},
        standing={"take": steps.take},
    )


@dataclass(frozen=True, slots=True)
class _Steps:
    cases: Cases
    staff: StaffChats
    renderer: EnvelopeRenderer

    async def open(self, context: Context) -> None:
        """List the unit's open cases, the nearest deadline first."""
        member = await self._officer(context)
        if member is None:
            return
        rows = sorted(await self.cases.envelopes(member.unit), key=lambda row: row.due_accept)
        if not rows:
            await context.show(Screen(text=context.t("cases-none")))
            return
        shown = rows[:_MOST_SHOWN]
        picks = tuple(
            Pick(label=f"{number}. {row.case}", action="case", argument=row.case)
            for number, row in enumerate(shown, start=1)
        )
        more = context.t("cases-more", count=len(rows) - len(shown)) if len(rows) > len(shown) else ""
        text = "\n".join(filter(None, (context.t("cases"), *(self._line(context, row) for row in shown), more)))
        await context.show(Screen(text=text, choices=picks, columns=2))

    async def case(self, context: Context) -> None:
        """Show one envelope with its buttons."""
        member = await self._officer(context)
        if member is None:
            return
        row = await self._row(member.unit, CaseNumber(context.argument))
        if row is None:
            await context.show(Screen(text=context.t("case-unknown"), back_to="officer.open"))
            return
        await context.show(self._envelope(context, row, may_take=NoticeAction.TAKE in actions_for(row, member)))

    async def take(self, context: Context) -> None:
        """Take a case by the button of a notice or of an envelope."""
        member = await self._officer(context)
        if member is None:
            return
        number = CaseNumber(context.argument)
        try:
            await self.cases.take_by_staff(member.staff, number)
        except CaseUnknown:
            context.notice(context.t("case-unknown"))
        except NotAllowed:
            context.notice(context.t("case-not-yours"))
        except WrongState as problem:
            key = "case-taken-already" if problem.reason is Obstacle.ALREADY_TAKEN else "case-not-now"
            context.notice(context.t(key, case=number))
        else:
            context.notice(context.t("case-taken", case=number))
        row = await self._row(member.unit, number)
        if row is None:
            await self.open(context)
        else:
            await context.show(self._envelope(context, row, may_take=False))

    async def _officer(self, context: Context) -> StaffMember | None:
        """Return who asks when he is an officer; else say what is missing. Others open their own part."""
        member = await member_at(self.staff, context.address())
        if member is None:
            await context.show(Screen(text=context.t("staff-only")))
            return None
        if member.role in (Role.OFFICER, Role.OVERSIGHT):
            return member
        context.go("organizer.open")
        return None

    async def _row(self, unit: UnitCode, number: CaseNumber) -> CaseRow | None:
        return next((row for row in await self.cases.envelopes(unit) if row.case == number), None)

    def _line(self, context: Context, row: CaseRow) -> str:
        return self.renderer.lines(context.language, row.case, row.urgency, row.lead_unit, row.due_accept)

    def _envelope(self, context: Context, row: CaseRow, *, may_take: bool) -> Screen:
        take = (Pick(label=context.t("case-take"), action="take", argument=row.case),) if may_take else ()
        return Screen(
            text=self._line(context, row),
            choices=take,
            links=self.renderer.link(context.language, row.case),
            back_to="officer.open",
        )
