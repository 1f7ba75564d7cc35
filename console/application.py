"""The web application: routes with their access rules, one place that enforces them.

A handler runs only after its rule was met, so no page can forget to ask. Sessions live in memory in
`tips.unlocking`; the cookie holds a random token and travels below /console only.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import structlog
from aiohttp import web

from channels.contract import WebhookRoute
from console.access import ROLES, Access, Route
from console.forms import FormBroken, FormStalled, FormTooLarge, read_form
from console.headers import headers_for
from console.rendering import Pages
from console.upload_room import UPLOAD_ROOM, UploadRoom
from tips.unlocking import StaffSession

COOKIE = "phaodai"
SESSION: web.RequestKey[StaffSession] = web.RequestKey("session", StaffSession)
_STATIC = Path(__file__).parent / "static"
_BODY_BYTES = 256 * 1024 * 1024
_HOOK_BYTES = 1024 * 1024
"""An event of a platform: its texts have some thousand signs, its pictures come by address."""
_LOOPBACK = {"127.0.0.1", "::1"}
_PASSED_ON = {"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"}
_OUR_OWN = {"same-origin", "none"}


class Sessions(Protocol):
    """What the application asks of sign-in."""

    def session(self, token: str) -> StaffSession | None:
        """Return the live session of a cookie's token and count this request as activity, or None."""


def build(
    *, routes: Iterable[Route], webhooks: Iterable[WebhookRoute], sessions: Sessions, pages: Pages, demo: bool = False
) -> web.Application:
    """Return the application with every route behind its rule. `demo` lets its page show the console in a frame."""
    application = web.Application(client_max_size=_BODY_BYTES)
    application[UPLOAD_ROOM] = UploadRoom()
    for route in routes:
        application.router.add_route(route.method, route.path, _guarded(route, sessions, pages, demo=demo))
    for hook in webhooks:
        application.router.add_route("POST", hook.path, _webhook(hook))
    application.router.add_route("GET", "/static/{name:.+}", _static)
    application.router.add_route("GET", "/favicon.ico", _icon)
    application.middlewares.append(_missing_pages(pages))
    return application


def runner_of(application: web.Application, *, shutdown_seconds: float) -> web.AppRunner:
    """Return what serves the application: no access log, and nothing a stranger packed is unpacked.

    No browser packs a form. Half a megabyte of zeros, unpacked while it arrives, would fill 800 MB.
    """
    return web.AppRunner(application, access_log=None, auto_decompress=False, shutdown_timeout=shutdown_seconds)


def _guarded(
    route: Route, sessions: Sessions, pages: Pages, *, demo: bool
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def guarded(request: web.Request) -> web.StreamResponse:
        try:
            response = await _answer(route, request, sessions, pages)
        finally:
            request.app[UPLOAD_ROOM].release(request)
        if not response.prepared:
            response.headers.update(headers_for(route.access, demo=demo))
        return response

    return guarded


async def _answer(route: Route, request: web.Request, sessions: Sessions, pages: Pages) -> web.StreamResponse:
    try:
        return await _behind_rule(route, request, sessions, pages)
    except web.HTTPException as answer:
        return _as_page(answer, pages)
    except (FormBroken, FormTooLarge):
        return pages.render("error.html", status=422, kind="form")
    except FormStalled:
        return pages.render("error.html", status=408, kind="stalled")
    except Exception as error:
        structlog.get_logger().error("page.failed", error_class=type(error).__name__)
        return pages.render("error.html", status=500, kind="failed")


async def _behind_rule(route: Route, request: web.Request, sessions: Sessions, pages: Pages) -> web.StreamResponse:
    if route.access is Access.LOOPBACK and not _is_local(request):
        return pages.render("error.html", status=404, kind="missing")
    if route.access is Access.SIGN_IN and request.method == "POST" and not _is_ours(request):
        # Another site must not sign a person in as somebody else, who would then read what he types.
        return web.Response(status=303, headers={"Location": "/console"})
    if (roles := ROLES.get(route.access)) is not None:
        session = sessions.session(request.cookies.get(COOKIE, ""))
        if session is None:
            return await _sign_in_first(request, pages)
        if session.role not in roles:
            return pages.render("error.html", status=403, kind="role")
        request[SESSION] = session
    return await route.handler(request)


def _is_ours(request: web.Request) -> bool:
    """Tell whether a page of ours sent the form; a browser too old to say so is believed."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") in _OUR_OWN


def _is_local(request: web.Request) -> bool:
    """Tell whether this machine itself asks: a reverse proxy on it asks for others, and says so."""
    return request.remote in _LOOPBACK and not _PASSED_ON & {name.lower() for name in request.headers}


async def _sign_in_first(request: web.Request, pages: Pages) -> web.StreamResponse:
    """Ask for the passphrase; a form of ours that was on its way is carried along, so nothing typed is lost.

    A form that another site sent is not carried: it must not be finished by somebody who only signs in.
    """
    if request.method == "GET" or not _is_ours(request):
        address = f"/console?next={quote(request.rel_url.path, safe='/')}"
        return web.Response(status=303, headers={"Location": address})
    form = await read_form(request)
    kept = [(name, value) for name, values in form.values.items() for value in values if name != "csrf"]
    lost_file = any(upload.content != b"" for upload in form.uploads)
    return pages.render(
        "staff/sign_in_again.html",
        status=401,
        action=request.rel_url.path,
        kept=kept,
        lost_file=lost_file,
        error="",
    )


def _as_page(answer: web.HTTPException, pages: Pages) -> web.StreamResponse:
    if answer.status < 400:
        response = web.Response(status=answer.status, headers={"Location": answer.headers["Location"]})
        for morsel in answer.cookies.values():
            response.cookies[morsel.key] = morsel
        return response
    kind = {403: "role", 404: "missing"}.get(answer.status, "failed")
    return pages.render("error.html", status=answer.status, kind=kind)


def _webhook(hook: WebhookRoute) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def receive(request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        content = bytearray()
        async for chunk in request.content.iter_any():
            content += chunk
            if len(content) > _HOOK_BYTES:
                # Who it is shows only after it was read: a stranger shall not fill the memory with it.
                return web.Response(status=413)
        return web.Response(status=await hook.receive(headers, bytes(content)))

    return receive


async def _static(request: web.Request) -> web.StreamResponse:
    try:
        path = (_STATIC / request.match_info["name"]).resolve()
        is_there = path.is_file()
    except (OSError, ValueError):
        # No file can have such a name: too long, or with a zero in it.
        raise web.HTTPNotFound from None
    if _STATIC not in path.parents or not is_there:
        raise web.HTTPNotFound
    response = web.FileResponse(path)
    response.headers.update(headers_for(Access.PUBLIC))
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


async def _icon(_request: web.Request) -> web.StreamResponse:
    """Browsers ask for this of every page that names no icon."""
    response = web.FileResponse(_STATIC / "icon.svg")
    response.headers.update(headers_for(Access.PUBLIC))
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _missing_pages(pages: Pages) -> Callable[..., Awaitable[web.StreamResponse]]:
    @web.middleware
    async def missing(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException as answer:
            response = _as_page(answer, pages)
            response.headers.update(headers_for(Access.PUBLIC))
            return response

    return missing
