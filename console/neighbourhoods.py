"""Tries counted by network, in memory only, so that one stranger cannot use up what all share.

A network is the /24 of an IPv4 address and the /48 of an IPv6 one: a whole village behind one antenna counts as one,
so the numbers are generous. What is kept is a salted hash for a minute; a restart forgets it, and nothing is logged.
"""

from __future__ import annotations

import ipaddress
from collections import deque

from aiohttp import web

from storage.types import Clock, instant

LOOKUPS_OF_A_NETWORK = 20
"""Mailbox lookups a minute from one network: a third of what the whole site has."""

SIGN_INS_OF_A_NETWORK = 20
"""Sign-ins a minute from one network: an office that starts its day together stays below."""

VISITS_OF_A_NETWORK = 120
"""Visits of the web chat that one network may open a minute: a tenth of what the whole site opens."""

TIPS_OF_A_NETWORK = 120
"""Tips that one network may begin on the web a minute: in the half hour that a draft lives it cannot fill the house."""

_MINUTE = 60
_IPV4_PREFIX = 24
_IPV6_PREFIX = 48
_LOOPBACK = {"127.0.0.1", "::1"}


class Neighbourhoods:
    """A sliding minute of tries for each network, at most `per_minute` of one network."""

    def __init__(self, *, clock: Clock, per_minute: int) -> None:
        self._clock = clock
        self._per_minute = per_minute
        self._tries: deque[tuple[int, int]] = deque()

    def allows(self, request: web.Request) -> bool:
        """Count one try and say whether its network may go on. A refused try is not counted, so waiting helps."""
        now = instant(self._clock.now())
        while self._tries and self._tries[0][0] <= now - _MINUTE:
            self._tries.popleft()
        network = network_of(request)
        if sum(1 for _, other in self._tries if other == network) >= self._per_minute:
            return False
        self._tries.append((now, network))
        return True

    def __repr__(self) -> str:
        return "Neighbourhoods()"


def network_of(request: web.Request) -> int:
    """Return the hash of the sender's network; Python salts it anew at each start. Kept in memory only."""
    address = _sender(request)
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return hash(address)
    prefix = _IPV4_PREFIX if parsed.version == 4 else _IPV6_PREFIX
    # As text: the hash of a network itself is its number, salted by nothing.
    return hash(str(ipaddress.ip_network((parsed, prefix), strict=False)))


def _sender(request: web.Request) -> str:
    """Return the address of who asks: the last one a proxy on this machine wrote down, else the connection's.

    Only loopback is believed (DESIGN section 8), and only its last entry: the earlier ones are the visitor's own claim.
    """
    passed_on: str = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    remote = request.remote or ""
    return passed_on if remote in _LOOPBACK and passed_on else remote
