"""`/console/people`: let newcomers in, see the colleagues, set who is on duty today."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from console.access import Access, Route
from console.staff.desk import Asked, Desk
from console.staff.local_times import today
from console.staff.sentences import NOT_A_COLLEAGUE, barred, in_the_way
from storage.staff.repository import StaffRepository
from storage.staff.types import Role
from storage.types import Clock, StaffId
from tips.casework import Casework
from tips.enrolment import Enrolment
from tips.gate import Gate
from tips.staff_errors import NotAllowed, StaffUnknown, WrongState


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """The people of a unit, as its unlocked officers see them."""

    desk: Desk
    enrolment: Enrolment
    casework: Casework
    gate: Gate
    staff: StaffRepository
    clock: Clock

    def routes(self) -> tuple[Route, ...]:
        """Return the routes."""
        return (
            self.desk.page("/console/people", self.show, Access.OFFICER),
            self.desk.action("/console/people", self.admit, Access.OFFICER),
            self.desk.page("/console/duty", self.show_duty, Access.OFFICER),
            self.desk.action("/console/duty", self.set_duty, Access.OFFICER),
        )

    async def show(self, asked: Asked) -> web.Response:
        """Show who waits and who is in."""
        return await self._people(asked)

    async def admit(self, asked: Asked) -> web.Response:
        """Let a pending person in; the unit's key is sealed to him."""
        try:
            await self.enrolment.admit(asked.unlocked, StaffId(asked.form.first("staff").strip().upper()))
        except StaffUnknown:
            raise web.HTTPNotFound from None
        except NotAllowed as refusal:
            return self.desk.refuse(asked, barred(refusal.reason))
        except WrongState as refusal:
            return await self._people(asked, error=in_the_way(refusal.reason))
        raise web.HTTPSeeOther("/console/people")

    async def show_duty(self, asked: Asked) -> web.Response:
        """Show who is on duty today."""
        return await self._duty(asked)

    async def set_duty(self, asked: Asked) -> web.Response:
        """Put a colleague on duty for today."""
        try:
            await self.casework.set_duty(asked.unlocked, StaffId(asked.form.first("staff").strip().upper()))
        except NotAllowed:
            return await self._duty(asked, error=NOT_A_COLLEAGUE)
        raise web.HTTPSeeOther("/console/duty")

    async def _people(self, asked: Asked, *, error: str = "") -> web.Response:
        pending = await self.enrolment.pending(asked.unlocked)
        return self.desk.render(
            asked,
            "staff/people.html",
            status=422 if error else 200,
            error=error,
            pending=[(member, self.desk.unit_name(member.unit)) for member in pending],
            members=await self.staff.members(asked.session.unit),
        )

    async def _duty(self, asked: Asked, *, error: str = "") -> web.Response:
        colleagues = await self.staff.members(asked.session.unit, role=Role(asked.session.role))
        chosen = await self.casework.duty(asked.session.unit)
        first = await self.gate.first_owner(asked.session.unit)
        return self.desk.render(
            asked,
            "staff/duty.html",
            status=422 if error else 200,
            error=error,
            colleagues=colleagues,
            on_duty=next((one for one in colleagues if one.staff == first), None),
            is_set=chosen is not None and chosen == first,
            today=today(self.clock),
        )
