"""`/console/cases`: the unit's cases, and one case with its text, photos and everything that came after.

Every screen says that a tip is unverified. What a villager wrote is shown as it is and does nothing. A case
of another unit is a missing page, whatever is asked of it.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Self, assert_never

import structlog
from aiohttp import web

from console.access import Access, Route
from console.staff.desk import Asked, Desk
from console.staff.sentences import RESULT_MISSING, barred, in_the_way, unfit
from storage.staff.repository import StaffRepository
from storage.staff.types import Role
from storage.tips.types import CaseNumber, CaseRow, EventKind, Result, TipState, Urgency
from storage.types import PC04, Clock, StaffId, instant
from tips.case_rules import TAKEN_OVER_FROM_RUNG
from tips.casework import Casework
from tips.once import Once
from tips.staff_errors import CaseUnknown, NotAllowed, OpeningNotWritten, TextUnfit, WrongState
from tips.unlocking import StaffSession

_PHOTO_TYPE = "image/jpeg"
_ACTS = frozenset({EventKind.ASKED, EventKind.NOTED})
_RANK = {Urgency.URGENT: 0, Urgency.HIGH: 1, Urgency.NORMAL: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was in the form that could not be done, shown again."""

    go: str = ""
    question: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    result: str = ""
    reader_text: str = field(default="", repr=False)

    @classmethod
    def of(cls, asked: Asked) -> Self:
        """Read what came with the request."""
        form = asked.form
        return cls(
            go=form.first("go"),
            question=form.first("question"),
            note=form.first("note"),
            result=form.first("result"),
            reader_text=form.first("reader_text"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One line of the list."""

    row: CaseRow
    due: int | None
    late: bool
    owner: str
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePages:
    """List and case over casework."""

    desk: Desk
    casework: Casework
    staff: StaffRepository
    clock: Clock
    acting: Once[tuple[str, CaseNumber, Typed], None] = field(default_factory=Once)

    def routes(self) -> tuple[Route, ...]:
        """Return the routes."""
        return (
            self.desk.page("/console/cases", self.list_cases, Access.OFFICER),
            self.desk.page("/console/cases/{case}", self.show, Access.OFFICER),
            self.desk.action("/console/cases/{case}", self.act, Access.OFFICER),
            self.desk.page("/console/cases/{case}/photo/{index}", self.photo, Access.OFFICER),
        )

    async def list_cases(self, asked: Asked) -> web.Response:
        """Show open cases, the most pressing first; with `?all=yes` the closed ones too."""
        everything = asked.request.query.get("all") == "yes"
        rows = await self.casework.cases(asked.unlocked, open_only=not everything)
        names = await self._names()
        now = instant(self.clock.now())
        return self.desk.render(
            asked,
            "staff/cases.html",
            rows=[
                Listed(
                    row=row,
                    due=due_now(row),
                    late=is_late(row, due_now(row), now),
                    owner=names.get(row.owner or StaffId(""), ""),
                    lead=self.desk.unit_name(row.lead_unit),
                )
                for row in sorted(rows, key=pressing)
            ],
            everything=everything,
        )

    async def show(self, asked: Asked) -> web.Response:
        """Show one case."""
        return await self._case(asked)

    async def act(self, asked: Asked) -> web.Response:
        """Take, ask, note or close, then show the case as it now is."""
        step = self._step(asked)
        if step is None:
            raise web.HTTPNotFound
        try:
            await self.acting.run(_press_of(asked), lambda: step(asked, _number(asked)))
        except CaseUnknown:
            raise web.HTTPNotFound from None
        except NotAllowed as refusal:
            return await self._case(asked, status=403, error=barred(refusal.reason))
        except WrongState as refusal:
            return await self._case(asked, status=422, error=in_the_way(refusal.reason))
        except TextUnfit as refusal:
            return await self._case(asked, status=422, error=unfit(refusal.reason))
        except _NoResult:
            return await self._case(asked, status=422, error=RESULT_MISSING)
        raise web.HTTPSeeOther(f"/console/cases/{_number(asked)}")

    async def photo(self, asked: Asked) -> web.Response:
        """Show one rebuilt photo; never kept by the browser."""
        index = asked.named("index")
        if not index.isascii() or not index.isdecimal() or len(index) > 3:
            raise web.HTTPNotFound
        try:
            content = await self.casework.photo(asked.unlocked, _number(asked), int(index))
        except CaseUnknown:
            raise web.HTTPNotFound from None
        except OpeningNotWritten as failure:
            return self._not_written(asked, failure)
        return web.Response(body=content, content_type=_PHOTO_TYPE)

    def _step(self, asked: Asked) -> Callable[[Asked, CaseNumber], Coroutine[Any, Any, None]] | None:
        steps = {"take": self._take, "ask": self._ask, "note": self._note, "close": self._close}
        return steps.get(asked.form.first("go"))

    async def _take(self, asked: Asked, number: CaseNumber) -> None:
        await self.casework.take(asked.unlocked, number)

    async def _ask(self, asked: Asked, number: CaseNumber) -> None:
        await self.casework.ask(asked.unlocked, number, asked.form.first("question"))

    async def _note(self, asked: Asked, number: CaseNumber) -> None:
        await self.casework.note(asked.unlocked, number, asked.form.first("note"))

    async def _close(self, asked: Asked, number: CaseNumber) -> None:
        chosen = asked.form.first("result")
        if chosen not in set(Result):
            raise _NoResult
        await self.casework.close(asked.unlocked, number, Result(chosen), asked.form.first("reader_text"))

    async def _case(self, asked: Asked, *, status: int = 200, error: str = "") -> web.Response:
        try:
            case = await self.casework.case(asked.unlocked, _number(asked))
        except CaseUnknown:
            raise web.HTTPNotFound from None
        except OpeningNotWritten as failure:
            return self._not_written(asked, failure)
        now = instant(self.clock.now())
        due = due_now(case.row, acted=any(event.kind in _ACTS for event in case.events))
        return self.desk.render(
            asked,
            "staff/case.html",
            status=status,
            error=error,
            case=case,
            row=case.row,
            due=due,
            late=is_late(case.row, due, now),
            names=await self._names(),
            lead=self.desk.unit_name(case.row.lead_unit),
            place=self.desk.unit_name(case.place) if case.place is not None else "Người báo không biết xã nào",
            buttons=buttons_for(case.row, asked.session),
            typed=Typed.of(asked),
        )

    def _not_written(self, asked: Asked, failure: OpeningNotWritten) -> web.Response:
        """Say why the case stays closed and whom to tell."""
        structlog.get_logger().error("opening_not_written", state="disk_full" if failure.disk_full else "failed")
        return self.desk.render(
            asked,
            "staff/not_written.html",
            status=507 if failure.disk_full else 503,
            disk_full=failure.disk_full,
        )

    async def _names(self) -> dict[StaffId, str]:
        return {member.staff: member.name for member in await self.staff.list_all()}


class _NoResult(Exception):
    """No result, or one that is not on the list, was chosen."""


def due_now(row: CaseRow, *, acted: bool = True) -> int | None:
    """Return the instant by which the task that is now due must be done; None once closed.

    `acted` says that the person in charge has asked or noted something, so that the last clock runs.
    """
    match row.state:
        case TipState.ROUTED | TipState.QUARANTINED:
            return row.due_accept
        case TipState.ACCEPTED if not acted:
            return row.due_action
        case TipState.ACCEPTED | TipState.WAITING_REPORTER:
            return row.due_resolve
        case TipState.CLOSED:
            return None
        case _:
            assert_never(row.state)


def is_late(row: CaseRow, due: int | None, now: int) -> bool:
    """Tell whether the running clock has run out; while the sender is waited for, none runs."""
    if due is None or row.state is TipState.WAITING_REPORTER:
        return False
    return row.escalation > 0 or now > due


def buttons_for(row: CaseRow, session: StaffSession) -> frozenset[str]:
    """Return the steps that this person can take now; the rules themselves stand in `tips.case_rules`."""
    if session.role is not Role.OFFICER:
        return frozenset()
    leads, is_pc04, owns = session.unit == row.lead_unit, session.unit == PC04, session.staff == row.owner
    match row.state:
        case TipState.ROUTED | TipState.QUARANTINED:
            takes_over = is_pc04 and row.escalation >= TAKEN_OVER_FROM_RUNG
            return frozenset({"take"}) if leads or takes_over else frozenset()
        case TipState.ACCEPTED | TipState.WAITING_REPORTER:
            steps = {"ask": owns, "note": leads, "close": owns or is_pc04}
            return frozenset(step for step, may in steps.items() if may)
        case TipState.CLOSED:
            return frozenset()
        case _:
            assert_never(row.state)


def pressing(row: CaseRow) -> tuple[int, int, int, str]:
    """Order cases: open before closed, urgent first, then what is due soonest; equal ones by number."""
    due = due_now(row)
    return (int(due is None), _RANK[row.urgency], due or 0, row.case)


def _press_of(asked: Asked) -> tuple[str, CaseNumber, Typed]:
    """Return what is the same in both presses of a double click: one question is asked once."""
    return (asked.session.csrf, _number(asked), Typed.of(asked))


def _number(asked: Asked) -> CaseNumber:
    return CaseNumber(asked.named("case").upper())
