"""`/chat`: the conversation on our own page, live by server-sent events.

The visit's id is made by us, kept by the page's script in memory and sent in a header: it stands in no address,
no cookie and no log, and a page that is closed or loaded anew is another visit. Only our own script can send that
header, so no other site can write here for somebody.
"""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import web

from channels.web_chat.channel import Said, WebChatChannel
from channels.web_chat.errors import NoSuchVisit, NotListening, OldButton, TooFast, TooLong, WebChatError
from channels.web_chat.limits import LONGEST_TEXT
from console.access import Access, Route
from console.headers import headers_for
from console.neighbourhoods import Neighbourhoods, network_of
from console.rendering import Pages

VISIT = "Phaodai-Chat"
"""The header with the visit's id; `new` asks for one."""

_NEW = "new"
_BODY_BYTES = 32 * 1024
_LONGEST_KEY = 64
_LONGEST_CHOICE = 64
_MOST = 2**53
_CHUNK = 8 * 1024
_FROM_HERE_SECONDS = 5.0
_PNG, _PICTURE_STARTS = b"\x89PNG", (b"\x89PNG", b"\xff\xd8\xff")
_STATUS: dict[type[WebChatError], tuple[int, str]] = {
    NoSuchVisit: (404, "over"),
    OldButton: (409, "old"),
    TooLong: (413, "long"),
    TooFast: (429, "fast"),
    NotListening: (429, "listen"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatPage:
    """The page over the web chat's visits."""

    pages: Pages
    chat: WebChatChannel
    neighbourhoods: Neighbourhoods

    def routes(self) -> tuple[Route, ...]:
        """Return the chat's routes."""
        every = (
            ("GET", "/chat", self.show),
            ("POST", "/chat/begin", self.begin),
            ("POST", "/chat/say", self.say),
            ("GET", "/chat/stream", self.stream),
            ("GET", "/chat/media/{number}", self.media),
            ("POST", "/chat/end", self.end),
        )
        return tuple(
            Route(method=method, path=path, handler=handler, access=Access.CHAT) for method, path, handler in every
        )

    async def show(self, _request: web.Request) -> web.Response:
        """Show the page; without script it says where else to go."""
        return self.pages.render("public/chat.html", longest=LONGEST_TEXT)

    async def begin(self, request: web.Request) -> web.Response:
        """Open a visit. The header keeps other sites from opening visits through their readers' browsers."""
        if request.headers.get(VISIT) != _NEW:
            raise web.HTTPForbidden
        if not self.neighbourhoods.allows(request):
            return _refused(TooFast(_FROM_HERE_SECONDS))
        try:
            return _json({"chat": self.chat.begin(network_of(request))})
        except TooFast as refusal:
            return _refused(refusal)

    async def say(self, request: web.Request) -> web.Response:
        """Take a text or a press."""
        said = _said(await _body(request))
        if said is None:
            raise web.HTTPBadRequest
        try:
            return _json({"message": self.chat.hear(_visit(request), said)}, status=202)
        except WebChatError as refusal:
            return _refused(refusal)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Send what the page has not seen, then everything as it happens."""
        async with aclosing(self.chat.listen(_visit(request), _last_event(request))) as frames:
            try:
                first = await anext(frames)
            except NoSuchVisit as refusal:
                return _refused(refusal)
            stream = web.StreamResponse(headers={**headers_for(Access.CHAT), "Content-Type": "text/event-stream"})
            await stream.prepare(request)
            try:
                await stream.write(first)
                async for frame in frames:
                    await stream.write(frame)
            except ConnectionError:
                return stream  # the page is gone, or will come back with its last event
        return stream

    async def media(self, request: web.Request) -> web.Response:
        """Hand out a picture or document of this visit."""
        number = request.match_info["number"]
        try:
            found = self.chat.media(_visit(request), int(number)) if number.isdecimal() else None
        except NoSuchVisit as refusal:
            return _refused(refusal)
        if found is None:
            raise web.HTTPNotFound
        kind = "application/octet-stream"
        if found.content.startswith(_PICTURE_STARTS):
            kind = "image/png" if found.content.startswith(_PNG) else "image/jpeg"
        return web.Response(body=found.content, content_type=kind)

    async def end(self, request: web.Request) -> web.Response:
        """Forget a visit. A page that is being closed can send no header: then the id is the body."""
        body = await _body(request)
        self.chat.end(_visit(request) or body.decode("ascii", "ignore"))
        return web.Response(status=204)


def _visit(request: web.Request) -> str:
    return request.headers.get(VISIT, "")


def _last_event(request: web.Request) -> int:
    """Return the number of the last event that the page has, 0 when it says none."""
    told = request.headers.get("Last-Event-ID", "")
    return min(int(told), _MOST) if told.isascii() and told.isdecimal() and len(told) < 20 else 0


async def _body(request: web.Request) -> bytes:
    """Return the body. Raises 413 past what any page of ours sends."""
    body = bytearray()
    async for chunk in request.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > _BODY_BYTES:
            raise web.HTTPRequestEntityTooLarge(max_size=_BODY_BYTES, actual_size=len(body))
    return bytes(body)


def _said(body: bytes) -> Said | None:
    """Return what was said, None when no page of ours says it like that."""
    try:
        told: Any = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(told, dict):
        return None
    key, text, choice = (told.get(name, "") for name in ("key", "text", "choice"))
    screen, seen = (told.get(name, 0) for name in ("screen", "seen"))
    if not (isinstance(key, str) and isinstance(text, str) and isinstance(choice, str)):
        return None
    if not (type(screen) is int and type(seen) is int):
        return None
    is_one_thing = bool(text) != bool(choice)
    if not (is_one_thing and 0 < len(key) <= _LONGEST_KEY and len(choice) <= _LONGEST_CHOICE):
        return None
    return Said(key=key, text=text, choice=choice, screen=screen, seen=seen)


def _json(content: dict[str, object], *, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(content), status=status, content_type="application/json")


def _refused(refusal: WebChatError) -> web.Response:
    status, error = _STATUS[type(refusal)]
    return _json({"error": error, "retry_after": refusal.retry_after}, status=status)
