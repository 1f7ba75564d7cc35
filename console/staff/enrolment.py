"""The page behind an invitation link: see whom it is for, get a passphrase once, type it once.

The link dies when the passphrase is shown, so a forwarded link opens nothing later.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from aiohttp import web

from console.access import Access, Route
from console.forms import Form, read_form
from console.staff.desk import Desk
from console.staff.sentences import too_many_tries
from storage.staff.types import StaffState
from storage.types import StaffId
from tips.enrolment import Enrolled, Enrolment
from tips.once import Once
from tips.staff_errors import LinkExpired, LinkUnknown, SignInRefused, TooManyTries

_WRONG = "Chưa đúng. Hãy gõ lại sáu từ theo thứ tự, cách nhau bằng dấu cách. Không cần dấu, hoa thường như nhau."


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentPage:
    """Enrolment in the browser."""

    desk: Desk
    enrolment: Enrolment
    enrolling: Once[str, Enrolled] = field(default_factory=Once)

    def routes(self) -> tuple[Route, ...]:
        """Return the routes."""
        return (
            Route(method="GET", path="/console/enrol/{token}", handler=self.open, access=Access.LINK),
            Route(method="POST", path="/console/enrol/{token}", handler=self.post, access=Access.LINK),
        )

    async def open(self, request: web.Request) -> web.Response:
        """Show who is invited to do what, and what happens next."""
        token = request.match_info["token"]
        try:
            offer = await self.enrolment.begin(token)
        except (LinkUnknown, LinkExpired) as dead:
            return self._dead(token, expired=isinstance(dead, LinkExpired))
        return self.desk.pages.render(
            "staff/enrol.html", offer=offer, unit_name=self.desk.unit_name(offer.unit), token=token
        )

    async def post(self, request: web.Request) -> web.Response:
        """Enrol, or take the passphrase typed once."""
        token = request.match_info["token"]
        form = await read_form(request)
        if "passphrase" in form.values:
            return await self._confirm(token, form)
        try:
            offer = await self.enrolment.begin(token)
            # Of a double click the browser shows the second answer: it must not be a dead link.
            enrolled = await self.enrolling.run(token, lambda: self.enrolment.enrol(token))
        except (LinkUnknown, LinkExpired) as dead:
            return self._dead(token, expired=isinstance(dead, LinkExpired))
        return self.desk.pages.render(
            "staff/enrolled.html", enrolled=enrolled, unit_name=self.desk.unit_name(offer.unit), token=token
        )

    async def _confirm(self, token: str, form: Form) -> web.Response:
        staff = StaffId(form.first("staff").strip().upper())
        try:
            member = await self.enrolment.confirm(staff, form.first("passphrase"))
        except (SignInRefused, TooManyTries) as refusal:
            error = too_many_tries(refusal.retry_after) if isinstance(refusal, TooManyTries) else _WRONG
            return self.desk.pages.render("staff/confirm.html", status=422, staff=staff, token=token, error=error)
        waits = member.state is StaffState.PENDING
        raise web.HTTPSeeOther(f"/console?enrolled={'pending' if waits else 'active'}")

    def _dead(self, token: str, *, expired: bool) -> web.Response:
        return self.desk.pages.render("staff/link_dead.html", status=404, expired=expired, token=token)
