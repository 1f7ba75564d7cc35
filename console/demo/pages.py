"""`/demo`: three phones, the office's computer in a frame, and a guided path; only with `--demo`.

A phone is the local platform's memory shown as HTML. Typing, pressing and photos are plain form posts, so the
page works without its script, which only saves the reloads and shows at once what changed.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from channels.contract import IncomingKind
from channels.local_phone import LocalPhone
from console.access import Access, Route
from console.application import COOKIE
from console.demo.guide import PATH, Guide, Panel, Wish
from console.forms import Form, read_form
from console.rendering import Pages
from storage.types import StaffId
from tips.unlocking import SignIn

_PHOTO_BYTES = 20 * 1024 * 1024
_LOOK_SECONDS = 0.5
"""How soon the path sees what happened elsewhere than on a phone, while somebody watches."""
_QUIET_LOOKS = 30
"""After so many looks without news the stream says that it is still here."""
_GUIDE = "guide"
_CONSOLE = "/console"
_PNG = b"\x89PNG"
_RECEIPT = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{2}")
_OTHERS = {"sticker": IncomingKind.STICKER, "voice": IncomingKind.VOICE, "contact": IncomingKind.CONTACT}


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """A member of staff of the demo, whom a visitor may become with one click."""

    role: str
    staff: StaffId
    passphrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPages:
    """Phones by panel, the people of the demo by role, and the path through all of it."""

    pages: Pages
    phones: Mapping[Panel, LocalPhone]
    people: Mapping[str, DemoPerson]
    sign_in: SignIn
    guide: Guide

    def routes(self) -> tuple[Route, ...]:
        """Return the demo's routes."""
        every = (
            ("GET", "/demo", self.show),
            ("GET", "/demo/live", self.live),
            ("GET", "/demo/guide", self.show_guide),
            ("POST", "/demo/guide", self.follow),
            ("GET", "/demo/desk", self.empty_desk),
            ("POST", "/demo/as/{person}", self.become),
            ("GET", "/demo/{phone}/screen", self.screen),
            ("GET", "/demo/{phone}/picture/{message}", self.picture),
            ("POST", "/demo/{phone}", self.act),
        )
        return tuple(
            Route(method=method, path=path, handler=handler, access=Access.DEMO) for method, path, handler in every
        )

    async def show(self, _request: web.Request) -> web.Response:
        """Show everything: the path, the phones, the desk."""
        await self.guide.look()
        return self._page("demo/demo.html", phones=self.phones, people=self.people)

    async def show_guide(self, _request: web.Request) -> web.Response:
        """Show the path only, for the script."""
        await self.guide.look()
        return self._page("demo/guide.html")

    async def follow(self, request: web.Request) -> web.Response:
        """Go to another step, leave the path, come back to it, begin anew, or read it in another language."""
        name, _, value = (await read_form(request)).first("go").partition(":")
        try:
            wish = Wish(name)
        except ValueError:
            raise web.HTTPNotFound from None
        await self.guide.follow(wish, value)
        raise web.HTTPSeeOther("/demo")

    async def empty_desk(self, _request: web.Request) -> web.Response:
        """Show the desk before anybody sits down."""
        return self._page("demo/desk.html")

    async def screen(self, request: web.Request) -> web.Response:
        """Show one phone's messages only, for the script."""
        return self._page("demo/screen.html", name=request.match_info["phone"], phone=self._phone(request))

    async def live(self, request: web.Request) -> web.StreamResponse:
        """Name each phone, and the path, whenever it changed, as server-sent events: one stream for the whole page."""
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await stream.prepare(request)
        told: dict[str, int] = {}
        quiet = 0
        try:
            while True:
                await self.guide.look()
                news = {name: version for name, version in self._versions().items() if told.get(name) != version}
                for name, version in news.items():
                    await stream.write(f"event: changed\ndata: {name} {version}\n\n".encode())
                quiet = 0 if news else quiet + 1
                if quiet and quiet % _QUIET_LOOKS == 0:
                    await stream.write(b": still here\n\n")
                told |= news
                await self._until_something_changed(told)
        except ConnectionError:
            return stream

    async def picture(self, request: web.Request) -> web.Response:
        """Show a picture of a message."""
        wanted = request.match_info["message"]
        for message in self._phone(request).messages:
            if str(message.id) == wanted and message.picture is not None:
                kind = "image/png" if message.picture.startswith(_PNG) else "image/jpeg"
                return web.Response(body=message.picture, content_type=kind)
        raise web.HTTPNotFound

    async def act(self, request: web.Request) -> web.Response:
        """Type, press a button, send a photo or something else from the phone."""
        form = await read_form(request, file_bytes=_PHOTO_BYTES, files=1)
        _do(self._phone(request), form)
        raise web.HTTPSeeOther(f"/demo#phone-{request.match_info['phone']}")

    async def become(self, request: web.Request) -> web.Response:
        """Sit down at the desk as a person of the demo, and open the page that is asked for."""
        person = self.people.get(request.match_info["person"])
        if person is None:
            raise web.HTTPNotFound
        wanted = (await read_form(request)).first("page", _CONSOLE)
        token = await self.sign_in.sign_in(person.staff, person.passphrase)
        answer = web.HTTPSeeOther(desk_page(wanted) or _CONSOLE)
        answer.set_cookie(COOKIE, token, path=_CONSOLE, httponly=True, samesite="Strict")
        raise answer

    def _page(self, template: str, **values: Any) -> web.Response:
        words = f"demo/words_{self.guide.language}.html"
        return self.pages.render(
            template,
            guide=self.guide,
            path=PATH,
            words_file=words,
            desk_page=desk_page,
            is_receipt=is_receipt,
            **values,
        )

    def _phone(self, request: web.Request) -> LocalPhone:
        try:
            return self.phones[Panel(request.match_info["phone"])]
        except (KeyError, ValueError):
            raise web.HTTPNotFound from None

    def _versions(self) -> dict[str, int]:
        return {_GUIDE: self.guide.version, **{panel.value: phone.version for panel, phone in self.phones.items()}}

    async def _until_something_changed(self, told: Mapping[str, int]) -> None:
        """Return when a phone changed, or when it is time to look into the program again."""
        waiting = [asyncio.create_task(phone.wait_for_change(told[panel])) for panel, phone in self.phones.items()]
        try:
            await asyncio.wait(waiting, timeout=_LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()


def desk_page(address: str) -> str:
    """Return the path of a page of the console, or nothing when `address` is none."""
    path = urlsplit(address).path
    return path if path == _CONSOLE or path.startswith(f"{_CONSOLE}/") else ""


def is_receipt(text: str) -> bool:
    """Tell whether this is a code as it is shown, which must stay on one line to be copied without a slip."""
    return _RECEIPT.fullmatch(text) is not None


def _do(phone: LocalPhone, form: Form) -> None:
    """Move the hands of the phone's owner. Raises `HTTPNotFound` for a button that is not there."""
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
