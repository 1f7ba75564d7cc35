"""The one door to every staff page: who asks, with which keys, and whether the form came from our own page.

A page or an action is registered through the desk, so none can forget the session, the check of the hidden
`csrf` field, or what happens when the keys were locked while somebody was typing.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from console.access import Access, Route
from console.application import SESSION
from console.forms import Form, read_form
from console.rendering import Pages
from places.gazetteer import Gazetteer
from storage.types import OVERSIGHT, PC04, PROVINCE, UnitCode
from tips.staff_errors import SignInNeeded
from tips.unlocked import Unlocked
from tips.unlocking import StaffSession

CSRF = "csrf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request of a signed-in member of staff; `form` is empty for a page that is only looked at."""

    request: web.Request
    session: StaffSession
    form: Form = field(default_factory=lambda: Form(values={}))

    @property
    def unlocked(self) -> Unlocked:
        """Return the open keys. Raises `SignInNeeded` for a session that holds none."""
        if self.session.unlocked is None or not self.session.unlocked.alive:
            raise SignInNeeded
        return self.session.unlocked

    def named(self, part: str) -> str:
        """Return a part of the address."""
        return self.request.match_info[part]


StaffHandler = Callable[[Asked], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Makes the routes of staff pages and renders their templates."""

    pages: Pages
    gazetteer: Gazetteer

    def page(self, path: str, handler: StaffHandler, access: Access) -> Route:
        """Return the route of a page."""

        async def show(request: web.Request) -> web.StreamResponse:
            asked = Asked(request=request, session=request[SESSION])
            try:
                _check_open(asked, access)
                return await handler(asked)
            except SignInNeeded:
                raise web.HTTPSeeOther("/console") from None

        return Route(method="GET", path=path, handler=show, access=access)

    def action(self, path: str, handler: StaffHandler, access: Access, *, file_bytes: int = 0, files: int = 0) -> Route:
        """Return the route of an action; it runs only with the hidden field of a page of this very session."""

        async def act(request: web.Request) -> web.StreamResponse:
            session = request[SESSION]
            form = await read_form(request, file_bytes=file_bytes, files=files)
            if not hmac.compare_digest(form.first(CSRF).encode(), session.csrf.encode()):
                return self._stale(request, session, form)
            asked = Asked(request=request, session=session, form=form)
            try:
                _check_open(asked, access)
                return await handler(asked)
            except SignInNeeded:
                return self.pages.render(
                    "staff/sign_in_again.html",
                    status=401,
                    action=request.rel_url.path,
                    kept=kept_fields(form),
                    lost_file=has_file(form),
                    error="",
                )

        return Route(method="POST", path=path, handler=act, access=access)

    def render(self, asked: Asked, template: str, *, status: int = 200, **values: Any) -> web.Response:
        """Return a page with the navigation of the person who asks."""
        return self.pages.render(
            template, status=status, session=asked.session, path=asked.request.rel_url.path, **values
        )

    def refuse(self, asked: Asked, sentence: str) -> web.Response:
        """Return 403 with the reason and the way back to where the person was."""
        return self.render(asked, "staff/refused.html", status=403, sentence=sentence)

    def unit_name(self, unit: UnitCode) -> str:
        """Return what people call a unit."""
        offices = {PC04: "PC04", OVERSIGHT: "Ban giám sát", PROVINCE: "Cấp tỉnh"}
        return offices.get(unit) or (self.gazetteer.unit(unit).name if self.gazetteer.has(unit) else str(unit))

    def _stale(self, request: web.Request, session: StaffSession, form: Form) -> web.Response:
        """Nothing was done: the page is from another session. The person may look and send again, on purpose."""
        return self.pages.render(
            "staff/resume.html",
            status=403,
            session=session,
            path=request.rel_url.path,
            action=request.rel_url.path,
            kept=kept_fields(form),
            lost_file=has_file(form),
            signed_in=False,
        )


def _check_open(asked: Asked, access: Access) -> None:
    """Raise `SignInNeeded` where a page of officers is asked for with locked keys."""
    if access is Access.OFFICER:
        _ = asked.unlocked


def kept_fields(form: Form) -> list[tuple[str, str]]:
    """Return what was typed or chosen, to be sent again."""
    return [(name, value) for name, values in form.values.items() for value in values if name != CSRF]


def has_file(form: Form) -> bool:
    """Tell whether a file came along; a file cannot be kept in a page."""
    return any(upload.content != b"" for upload in form.uploads)
