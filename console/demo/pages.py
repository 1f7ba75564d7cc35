"""`/demo`: a villager's and an officer's phone beside links into the console; only with `--demo`.

A phone is the local platform's memory shown as HTML. Typing, pressing and photos are plain form posts; a
small script only saves the reload.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from channels.contract import IncomingKind
from channels.local_phone import LocalPhone
from console.access import Access, Route
from console.application import COOKIE
from console.forms import read_form
from console.rendering import Pages
from storage.types import StaffId
from tips.unlocking import SignIn

_PHOTO_BYTES = 20 * 1024 * 1024
_HEARTBEAT_SECONDS = 15.0
_OTHERS = {"sticker": IncomingKind.STICKER, "voice": IncomingKind.VOICE, "contact": IncomingKind.CONTACT}


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """A member of staff of the demo, whom a visitor may become with one click."""

    role: str
    title: str
    staff: StaffId
    passphrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPages:
    """Phones by name, and the people of the demo by role."""

    pages: Pages
    phones: Mapping[str, LocalPhone]
    people: Mapping[str, DemoPerson]
    sign_in: SignIn

    def routes(self) -> tuple[Route, ...]:
        """Return the demo's routes."""
        return (
            Route(method="GET", path="/demo", handler=self.show, access=Access.DEMO),
            Route(method="GET", path="/demo/{phone}/screen", handler=self.screen, access=Access.DEMO),
            Route(method="GET", path="/demo/{phone}/live", handler=self.live, access=Access.DEMO),
            Route(method="GET", path="/demo/{phone}/picture/{message}", handler=self.picture, access=Access.DEMO),
            Route(method="POST", path="/demo/{phone}", handler=self.act, access=Access.DEMO),
            Route(method="POST", path="/demo/as/{person}", handler=self.become, access=Access.DEMO),
        )

    async def show(self, _request: web.Request) -> web.Response:
        """Show the phones and the ways into the console."""
        return self.pages.render("demo/demo.html", phones=self.phones, people=self.people)

    async def screen(self, request: web.Request) -> web.Response:
        """Show one phone's messages only, for the script."""
        return self.pages.render("demo/screen.html", name=request.match_info["phone"], phone=self._phone(request))

    async def live(self, request: web.Request) -> web.StreamResponse:
        """Tell the page whenever the phone's screen changed, as server-sent events."""
        phone = self._phone(request)
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await stream.prepare(request)
        version = -1
        while True:
            try:
                version = await asyncio.wait_for(phone.wait_for_change(version), _HEARTBEAT_SECONDS)
                await stream.write(f"data: {version}\n\n".encode())
            except TimeoutError:
                await stream.write(b": still here\n\n")
            except ConnectionError:
                return stream

    async def picture(self, request: web.Request) -> web.Response:
        """Show a picture of a message."""
        wanted = request.match_info["message"]
        for message in self._phone(request).messages:
            if str(message.id) == wanted and message.picture is not None:
                return web.Response(body=message.picture, content_type="image/jpeg")
        raise web.HTTPNotFound

    async def act(self, request: web.Request) -> web.Response:
        """Type, press a button, send a photo or something else from the phone."""
        phone = self._phone(request)
        form = await read_form(request, file_bytes=_PHOTO_BYTES, files=1)
        if choice := form.first("choice"):
            try:
                phone.press(int(form.first("message", "0")), choice)
            except (LookupError, ValueError):
                raise web.HTTPNotFound from None
        elif photos := [upload.content for upload in form.files("photo") if upload.content]:
            phone.send_photo(photos[0], form.first("text"))
        elif (other := _OTHERS.get(form.first("other"))) is not None:
            phone.send_other(other)
        elif form.first("latitude"):
            phone.send_location(float(form.first("latitude")), float(form.first("longitude")))
        elif text := form.first("text").strip():
            phone.type(text)
        raise web.HTTPSeeOther("/demo")

    async def become(self, request: web.Request) -> web.Response:
        """Sign in as a person of the demo and go to the console."""
        person = self.people.get(request.match_info["person"])
        if person is None:
            raise web.HTTPNotFound
        token = await self.sign_in.sign_in(person.staff, person.passphrase)
        answer = web.HTTPSeeOther("/console")
        answer.set_cookie(COOKIE, token, path="/console", httponly=True, samesite="Strict")
        raise answer

    def _phone(self, request: web.Request) -> LocalPhone:
        phone = self.phones.get(request.match_info["phone"])
        if phone is None:
            raise web.HTTPNotFound
        return phone
