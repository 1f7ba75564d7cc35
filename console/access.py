"""Who may reach a route. Every route declares one of these; a test walks the table and tries them all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from aiohttp import web

from storage.staff.types import Role

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Access(StrEnum):
    """The rule a route is under."""

    PUBLIC = "anybody; no cookie, no script needed"
    TIP = "anybody; the strictest headers, nothing kept by browser or server"
    CHAT = "anybody; a script of our own, no cookie, nothing kept by browser or disk"
    LINK = "whoever holds an unused invitation link"
    STAFF = "signed in and active"
    OFFICER = "signed in, active, keys unlocked: officer or oversight"
    ORGANIZER = "signed in and active: organizer, approver or leader"
    SIGN_IN = "anybody, to sign in"
    LOOPBACK = "this machine only"
    DEMO = "anybody on a demo"


ROLES: dict[Access, frozenset[Role]] = {
    Access.STAFF: frozenset(Role),
    Access.OFFICER: frozenset({Role.OFFICER, Role.OVERSIGHT}),
    Access.ORGANIZER: frozenset({Role.ORGANIZER, Role.APPROVER, Role.LEADER}),
}
"""Which roles a session must have for the rules that need a session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One page or action with its rule."""

    method: str
    path: str
    handler: Handler
    access: Access
