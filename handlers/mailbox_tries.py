"""Mailbox lookups counted by chat, in memory only, so that one chat cannot use up what all share.

The web counts by network (`console/neighbourhoods.py`), a chat by itself. What is kept is the chat's hash, which
Python salts anew at each start, for a minute; no session, no file and no log holds it.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime

from channels.contract import ReplyHandle
from storage.types import instant

TRIES_OF_A_CHAT = 6
"""Lookups a minute from one chat: a tenth of what the whole site has. A slip of the finger is none."""

_MINUTE = 60
_MOST = 1_000


class MailboxTries:
    """A sliding minute of lookups for each chat; of all chats together the newest thousand."""

    def __init__(self) -> None:
        self._tries: deque[tuple[int, int]] = deque(maxlen=_MOST)

    def take(self, chat: ReplyHandle, now: datetime) -> int:
        """Count one lookup and return 0, or count nothing and return the seconds after which it may come."""
        at = instant(now)
        while self._tries and self._tries[0][0] <= at - _MINUTE:
            self._tries.popleft()
        own = [when for when, other in self._tries if other == hash(chat)]
        if len(own) >= TRIES_OF_A_CHAT:
            return own[0] + _MINUTE - at
        self._tries.append((at, hash(chat)))
        return 0

    def give_back(self, chat: ReplyHandle) -> None:
        """Forget the chat's newest lookup: the whole site's limit did not let it through."""
        own = [place for place, (_, other) in enumerate(self._tries) if other == hash(chat)]
        if own:
            del self._tries[own[-1]]

    def __repr__(self) -> str:
        return "MailboxTries()"
