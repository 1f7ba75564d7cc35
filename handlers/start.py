"""`/start`: the menu; behind a poster's word, that conversation; with a code, the chat of a member of staff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from channels.markup import literal
from handlers.conversation import Context, Conversation
from handlers.screens import MENU
from storage.staff.types import StaffMember
from storage.types import Instant, instant

_SHORTEST_CODE = 6
_WORDS: Mapping[str, str] = {
    "baotin": "tip.open",
    "hopthu": "mailbox.open",
    "hoc": "learn.open",
    "hoi": "ask.open",
    "giadinh": "family.open",
    "xa": "commune.open",
    "trogiup": "help.open",
}


class ChatCodes(Protocol):
    """Ties a chat to the person whom a code was made for."""

    async def use_code(self, code: str, *, channel: str, value: str, now: Instant) -> StaffMember | None:
        """Use up a code; None when it is unknown, used or too old."""


def conversation(codes: ChatCodes) -> Conversation:
    """Return the conversation behind `/start`."""

    async def start(context: Context) -> None:
        word = context.argument.strip()
        if len(word) < _SHORTEST_CODE and word.lower() not in _WORDS:
            context.go(MENU)
        elif (action := _WORDS.get(word.lower())) is not None:
            context.go(action)
        else:
            await _tie(context, word)

    async def _tie(context: Context, code: str) -> None:
        if not context.capabilities.push:
            # The chat could ring nobody later, and its address is worth nothing tomorrow: the code stays unused.
            context.notice(context.t("start-code-elsewhere"))
            context.go(MENU)
            return
        address = context.address()
        member = await codes.use_code(code, channel=address.channel, value=address.reveal(), now=instant(context.now))
        if member is None:
            context.notice(context.t("start-code-unknown"))
            context.go(MENU)
            return
        context.notice(context.t("start-tied", name=literal(member.name)))
        context.go("officer.open")

    return Conversation(name="start", commands=("start",), open=start)
