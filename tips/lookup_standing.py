"""Whose mailbox lookups are believed: those of a source that has not missed within the hour.

A source is an opaque number that a chat or a network has in memory (Python salts hashes anew at each start); what is
kept is that number with a time. It is doubted from the moment a lookup begins until it opened a mailbox, so many at
once gain nothing. Guessers miss nearly always, senders nearly never: a part of the minute is kept for the latter
(`tips.lookup_budget`).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from storage.types import Instant
from tips.errors import ReceiptTypo, TooManyAttempts

DOUBTED_SECONDS: Final = 60 * 60
_MOST: Final = 4_000
"""More than an hour's lookups of the whole site, so no miss is forgotten early."""

Opened = TypeVar("Opened")


class LookupStanding:
    """Sources that are doubted, the oldest first, in memory only. Its repr is blank."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._until: OrderedDict[int, int] = OrderedDict()

    def __repr__(self) -> str:
        return "LookupStanding()"

    async def look_up(self, source: int, at: Instant, look: Callable[[bool], Awaitable[Opened]]) -> Opened:
        """Return what `look` opens, which is told whether the source is doubted.

        A miss (`MailboxUnknown`) is doubted for an hour, and so is a lookup that was cut off; a slip of the finger
        (`ReceiptTypo`) and a full minute (`TooManyAttempts`) are not. A doubted source stays so, whatever it opens.
        """
        was_doubted = self._until.get(source, 0) > at
        if not was_doubted:
            self._doubt(source, at)
        try:
            opened = await look(was_doubted)
        except (ReceiptTypo, TooManyAttempts):
            self._believe(source, unless=was_doubted)
            raise
        except BaseException:
            self._doubt(source, at)
            raise
        self._believe(source, unless=was_doubted)
        return opened

    def _doubt(self, source: int, at: Instant) -> None:
        self._until[source] = at + DOUBTED_SECONDS
        self._until.move_to_end(source)
        while len(self._until) > self._most:
            self._until.popitem(last=False)

    def _believe(self, source: int, *, unless: bool) -> None:
        if not unless:
            self._until.pop(source, None)
