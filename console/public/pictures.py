"""Pictures that a platform fetches by address: an unguessable name, an hour long, in memory only.

Zalo takes no upload: it reads a picture from a public address. What is put here is what residents are sent anyway
(drawings of lessons, a campaign's picture); a photo of a tip never comes near it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from aiohttp import web

from console.access import Access, Route
from storage.types import Clock

_LIFE: Final = timedelta(hours=1)
"""Long enough for a platform that comes back later, short enough that an address passed on soon shows nothing."""
_MOST_BYTES: Final = 64 * 1024 * 1024
_NAME_BYTES: Final = 24
_PNG: Final = b"\x89PNG"


@dataclass(slots=True)
class _Shown:
    name: str
    until: datetime
    picture: bytes = field(repr=False)


class PublicPictures:
    """Pictures by random name, the longest unused first; the same picture keeps one name while it is shown.

    `address` is the public web address, without a slash at its end.
    """

    def __init__(self, *, address: str, clock: Clock, most_bytes: int = _MOST_BYTES) -> None:
        self._address = address
        self._clock = clock
        self._most_bytes = most_bytes
        self._by_digest: OrderedDict[bytes, _Shown] = OrderedDict()

    def publish(self, picture: bytes) -> str:
        """Return the address that shows `picture` for the next hour."""
        self._forget_old()
        digest = hashlib.blake2b(picture, digest_size=32).digest()
        shown = self._by_digest.get(digest)
        if shown is None:
            shown = _Shown(secrets.token_urlsafe(_NAME_BYTES), self._clock.now(), picture)
            self._by_digest[digest] = shown
        shown.until = self._clock.now() + _LIFE
        self._by_digest.move_to_end(digest)
        while sum(len(one.picture) for one in self._by_digest.values()) > self._most_bytes:
            self._by_digest.popitem(last=False)
        return f"{self._address}/media/{shown.name}"

    def routes(self) -> tuple[Route, ...]:
        """Return the routes; a platform may ask for the headers first."""
        return (
            Route(method="GET", path="/media/{name}", handler=self.show, access=Access.PUBLIC),
            Route(method="HEAD", path="/media/{name}", handler=self.show, access=Access.PUBLIC),
        )

    async def show(self, request: web.Request) -> web.Response:
        """Show one picture; an unknown name and an old one answer alike."""
        self._forget_old()
        wanted = request.match_info["name"]
        for shown in self._by_digest.values():
            if secrets.compare_digest(shown.name.encode(), wanted.encode()):
                kind = "image/png" if shown.picture.startswith(_PNG) else "image/jpeg"
                return web.Response(body=shown.picture, content_type=kind)
        raise web.HTTPNotFound

    def _forget_old(self) -> None:
        now = self._clock.now()
        while self._by_digest and next(iter(self._by_digest.values())).until <= now:
            self._by_digest.popitem(last=False)
