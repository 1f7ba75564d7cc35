"""`/console/cases`: the unit's cases, and one case with its text, photos and everything that came after.

Every screen says that a tip is unverified. What a villager wrote is shown as it is and does nothing. A case
of another unit is a missing page, whatever is asked of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from console.access import Access, Route
from console.staff.desk import Asked, Desk
from console.staff.sentences import RESULT_MISSING, barred, in_the_way, unfit
from storage.staff.repository import StaffRepository
from storage.tips.types import CaseNumber, CaseRow, Result, TipState, Urgency
from storage.types import Clock, StaffId, instant
from tips.casework import Casework
from tips.staff_errors import CaseUnknown, NotAllowed, TextUnfit, WrongState

_PHOTO_TYPE = "image/jpeg"
_RANK = {Urgency.URGENT: 0, Urgency.HIGH: 1, Urgency.NORMAL: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was in the form that could not be done, shown again."""

    go: str = ""
    question: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    result: str = ""
    reader_text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePages:
    """List and case over casework."""

    desk: Desk
    casework: Casework
    staff: StaffRepository
    clock: Clock

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
                (row, due_now(row), names.get(row.owner or StaffId(""), ""), self.desk.unit_name(row.lead_unit))
                for row in sorted(rows, key=pressing)
            ],
            now=now,
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
            await step(asked, _number(asked))
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
        return web.Response(body=content, content_type=_PHOTO_TYPE)

    def _step(self, asked: Asked) -> Callable[[Asked, CaseNumber], Awaitable[None]] | None:
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
        names = await self._names()
        typed = Typed(**{name: asked.form.first(name) for name in ("go", "question", "note", "result", "reader_text")})
        return self.desk.render(
            asked,
            "staff/case.html",
            status=status,
            error=error,
            case=case,
            row=case.row,
            due=due_now(case.row),
            now=instant(self.clock.now()),
            names=names,
            lead=self.desk.unit_name(case.row.lead_unit),
            typed=typed,
        )

    async def _names(self) -> dict[StaffId, str]:
        return {member.staff: member.name for member in await self.staff.list_all()}


class _NoResult(Exception):
    """No result, or one that is not on the list, was chosen."""


def due_now(row: CaseRow) -> int | None:
    """Return the instant by which the task that is now due must be done; None once closed."""
    match row.state:
        case TipState.ROUTED | TipState.QUARANTINED:
            return row.due_accept
        case TipState.ACCEPTED | TipState.WAITING_REPORTER:
            return row.due_resolve
        case TipState.CLOSED:
            return None


def pressing(row: CaseRow) -> tuple[int, int, int, str]:
    """Order cases: open before closed, urgent first, then what is due soonest; equal ones by number."""
    due = due_now(row)
    return (int(due is None), _RANK[row.urgency], due or 0, row.case)


def _number(asked: Asked) -> CaseNumber:
    return CaseNumber(asked.named("case").upper())
