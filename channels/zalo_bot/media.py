"""A picture that still lies with Zalo: read once, in memory, up to a limit, from no address inside our network."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from channels.contract import Refused
from channels.zalo_bot.client import ZaloBotClient

PHOTO_BYTES = 20_000_000
"""The most we read. The platform names no limit of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaloMedia:
    """A `MediaSource` over the address that came with the message; the platform announces no size."""

    client: ZaloBotClient = field(repr=False)
    address: str = field(repr=False)
    may_be_local: bool
    size: int | None = None

    async def read(self, limit: int) -> bytes:
        if not is_fetched_from(self.address, may_be_local=self.may_be_local):
            raise Refused
        return await self.client.download(self.address, min(limit, PHOTO_BYTES))


def is_fetched_from(address: str, *, may_be_local: bool) -> bool:
    """Tell whether we read a picture from here: https with a public name, never a number or a name of our own net.

    Which hosts Zalo keeps pictures on is not documented for bots, so names are not listed. `may_be_local` adds
    this machine, for an emulator.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if may_be_local and parts.scheme == "http" and host in ("127.0.0.1", "localhost"):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        is_ours = "." not in host or host.endswith((".localhost", ".local", ".internal"))
        return parts.scheme == "https" and not is_ours
    return False
