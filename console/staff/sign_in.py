"""`/console`: sign in, see today's work, sign out; and go on after a session ended in the middle of a form.

For those who open tips the passphrase also opens the unit's keys, for 15 idle minutes. Who comes back after
that loses nothing typed: the form travels through the sign-in page and is sent again with one press.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aiohttp import web

from console.access import ROLES, Access, Route
from console.application import COOKIE
from console.forms import Form, read_form
from console.neighbourhoods import Neighbourhoods
from console.staff.desk import Asked, Desk
from console.staff.sentences import RECOVERY_REFUSED, SIGN_IN_REFUSED, too_many_tries
from console.staff.today import Today
from storage.types import StaffId
from tips.enrolment import Enrolment
from tips.staff_errors import SignInRefused, TooManyTries
from tips.unlocking import SessionToken, SignIn, StaffSession

KEPT = "kept-"
"""Prefix of a carried field's name, so that it cannot be taken for the sign-in's own fields."""

_INSIDE = re.compile(r"/console(?:/[A-Za-z0-9._-]+)*", re.ASCII)
_DONE = {"pending", "active"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage:
    """The console's entrance. `secure_cookie` is true when PUBLIC_URL is https."""

    desk: Desk
    sign_in: SignIn
    enrolment: Enrolment
    today: Today
    neighbourhoods: Neighbourhoods
    secure_cookie: bool

    def routes(self) -> tuple[Route, ...]:
        """Return the routes."""
        return (
            Route(method="GET", path="/console", handler=self.open, access=Access.SIGN_IN),
            Route(method="POST", path="/console", handler=self.enter, access=Access.SIGN_IN),
            Route(method="POST", path="/console/again", handler=self.enter_again, access=Access.SIGN_IN),
            self.desk.action("/console/sign-out", self.leave, Access.STAFF),
        )

    async def open(self, request: web.Request) -> web.Response:
        """Show today's work to who is signed in, else the form."""
        session = self.sign_in.session(request.cookies.get(COOKIE, ""))
        if session is not None and is_usable(session):
            asked = Asked(request=request, session=session)
            return self.desk.render(asked, "staff/home.html", today=await self.today.work_of(session))
        enrolled = request.query.get("enrolled", "")
        return self._form(
            next_page=inside(request.query.get("next", "")), enrolled=enrolled if enrolled in _DONE else ""
        )

    async def enter(self, request: web.Request) -> web.Response:
        """Sign in and go where the person wanted to go; or come back into PC04 by its twelve words."""
        form = await read_form(request)
        if form.first("go") == "recover":
            return await self._recover(request, form)
        next_page = inside(form.first("next"))
        token, error = await self._prove(request, form)
        if token is None:
            return self._form(status=422, error=error, staff=form.first("staff"), next_page=next_page)
        answer = web.HTTPSeeOther(next_page or "/console")
        self._give(answer, token)
        raise answer

    async def _recover(self, request: web.Request, form: Form) -> web.Response:
        """Let the person in who waits at PC04 and has nobody left to let him in. The words are shown to nobody."""
        staff = form.first("staff")
        if not self.neighbourhoods.allows(request):
            return self._form(status=422, error=too_many_tries(60), staff=staff, enrolled="pending")
        try:
            await self.enrolment.recover(StaffId(staff), form.first("words"))
        except SignInRefused:
            return self._form(status=422, error=RECOVERY_REFUSED, staff=staff, enrolled="pending")
        except TooManyTries as wait:
            return self._form(status=422, error=too_many_tries(wait.retry_after), staff=staff, enrolled="pending")
        raise web.HTTPSeeOther("/console?enrolled=active")

    async def enter_again(self, request: web.Request) -> web.Response:
        """Sign in on the way of a form: then show what was on its way, with one button that sends it."""
        form = await read_form(request)
        action = inside(form.first("action"))
        kept = [
            (name.removeprefix(KEPT), value)
            for name, values in form.values.items()
            for value in values
            if name.startswith(KEPT)
        ]
        lost_file = form.first("lost_file") == "yes"
        token, error = await self._prove(request, form)
        session = None if token is None else self.sign_in.session(token)
        if token is None or session is None or not action:
            return self.desk.pages.render(
                "staff/sign_in_again.html",
                status=422,
                action=action,
                kept=kept,
                lost_file=lost_file,
                error=error,
                staff=form.first("staff"),
            )
        page = self.desk.render(
            Asked(request=request, session=session),
            "staff/resume.html",
            action=action,
            kept=kept,
            lost_file=lost_file,
            signed_in=True,
        )
        self._give(page, token)
        return page

    async def leave(self, asked: Asked) -> web.Response:
        """End the session and forget its keys."""
        self.sign_in.sign_out(asked.request.cookies.get(COOKIE, ""))
        answer = web.HTTPSeeOther("/console")
        answer.del_cookie(COOKIE, path="/console")
        raise answer

    async def _prove(self, request: web.Request, form: Form) -> tuple[SessionToken | None, str]:
        """Return the new session's token, or why there is none."""
        staff = StaffId(form.first("staff").strip().upper())
        if not self.neighbourhoods.allows(request):
            return None, too_many_tries(60)
        try:
            token = await self.sign_in.sign_in(staff, form.first("passphrase"))
        except SignInRefused:
            return None, SIGN_IN_REFUSED
        except TooManyTries as wait:
            return None, too_many_tries(wait.retry_after)
        self.sign_in.sign_out(request.cookies.get(COOKIE, ""))
        return token, ""

    def _give(self, answer: web.Response, token: SessionToken) -> None:
        answer.set_cookie(COOKIE, token, path="/console", httponly=True, samesite="Strict", secure=self.secure_cookie)

    def _form(
        self, *, status: int = 200, error: str = "", staff: str = "", next_page: str = "", enrolled: str = ""
    ) -> web.Response:
        return self.desk.pages.render(
            "staff/sign_in.html", status=status, error=error, staff=staff, next_page=next_page, enrolled=enrolled
        )


def is_usable(session: StaffSession) -> bool:
    """Tell whether the session can do its role's work: for those who open tips, whether their keys are open."""
    if session.role in ROLES[Access.OFFICER]:
        return session.unlocked is not None and session.unlocked.alive
    return True


def inside(address: str) -> str:
    """Return `address` when it is a plain path of the console, else "": nobody is sent elsewhere after sign-in."""
    return address if _INSIDE.fullmatch(address) and ".." not in address else ""
