"""How much a stranger may use up: visits, words, requests. Everything here is memory and is gone with the process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from channels.contract import Capabilities

LONGEST_TEXT = 4_000
"""Characters of one message; a longer story belongs into the tip form, which takes 20,000."""

MOST_SHOWN = 200
"""Messages of a visit that can still be edited, deleted or pressed; older ones stay on the page as they are."""

_IN_PROCESS = "the chat is part of the program: there is no connection between them"
_ABSENT: Mapping[str, str] = {
    "throttled": "our own site has no limit a second for what we say",
    "allowance_used_up": "our own site has no quota",
    "not_connected": _IN_PROCESS,
    "dropped_before": _IN_PROCESS + "; a cut stream is replayed from the last event the page saw",
    "dropped_after": _IN_PROCESS + "; a cut stream is replayed from the last event the page saw",
    "hang": _IN_PROCESS,
    "server_error": _IN_PROCESS,
    "wrong_token": "there is no token",
    "photos_in": "a photo belongs to a tip, and the form at /bao-tin takes it without a chat knowing of it",
    "location": "a place is typed; the page never asks the browser where it is",
    "kinds_without_text": "the page offers text and buttons only",
}


def web_capabilities() -> Capabilities:
    """Return what the page can do: everything live, but nobody to be reached later, and no tip in the chat itself."""
    return Capabilities(
        buttons=True,
        edit=True,
        delete=True,
        photos=True,
        location=False,
        push=False,
        tip_chat=False,
        text_limit=4_000,
        caption_limit=4_000,
        photo_bytes=0,
        own_page=True,
        absent=_ABSENT,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """So many a second on average, so many at once."""

    rate: float
    burst: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`idle` and `beat` in seconds, `*_bytes` of messages that a page has not confirmed yet.

    A full house makes room by ending the quietest visit of the fullest network: a newcomer who may need 113 is never
    turned away for somebody who left his page open. `streams` stays well under the open files a server allows.
    """

    visits: int = 4_000
    visits_of_a_network: int = 500
    streams: int = 500
    idle: float = 30 * 60
    beat: float = 20.0
    waiting: int = 5
    """Messages of one visit that wait for their answer."""
    waiting_in_all: int = 500
    unconfirmed_bytes: int = 256 * 1024
    unconfirmed_in_all: int = 64 * 1024 * 1024
    beginnings: Pace = field(default=Pace(rate=20.0, burst=100))
    messages: Pace = field(default=Pace(rate=1.0, burst=20))


class Room:
    """The bytes that all visits together hold for pages that have not confirmed them."""

    __slots__ = ("held",)

    def __init__(self) -> None:
        self.held = 0


class Paced:
    """Counts against a `Pace` (GCRA), in memory."""

    def __init__(self, pace: Pace) -> None:
        self._step = 1.0 / pace.rate
        self._tolerance = self._step * (pace.burst - 1)
        self._arrival = float("-inf")

    def wait(self, now: float) -> float:
        """Book one more and return 0, or book nothing and return the seconds after which it may come."""
        arrival = max(self._arrival, now)
        early = arrival - now - self._tolerance
        if early > 1e-9:
            return early
        self._arrival = arrival + self._step
        return 0.0
