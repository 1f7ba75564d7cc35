"""The platform of the bench: a bare Bot API that counts, and people whose updates go to a bot's webhook.

Not an emulator with rules (tests/emulators is one): it must be so fast that it is never the limit. It shows
back text and buttons as Telegram does, so every library has the same objects to build.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs

import orjson

from bench.conversation import Kind, Turn
from bench.wire import REFUSED, ServerConnection

TOKEN: Final = "1234567:bench"  # noqa: S105 - nobody's token
SECRET: Final = "bench-secret"  # noqa: S105 - nobody's secret
_SHOWING: Final = frozenset({"sendMessage", "editMessageText", "sendPhoto"})
_NO_TEXT: Final = REFUSED + b',"error_code":400,"description":"Bad Request: there is no text in the message to edit"}'
_TRUE: Final = b'{"ok":true,"result":true}'
_ME: Final = {"id": 1234567, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person sees after a turn: the message, its buttons as (label, data), its characters."""

    message: int
    buttons: tuple[tuple[str, str], ...]
    signs: int


class NoSuchButton(Exception):
    """The conversation presses what the bot does not show: the two do not fit together."""


class Platform:
    """Counts every call and every message by chat; wakes whoever waits for a chat's next answer."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.arrived: Counter[int] = Counter()
        self.signs = 0
        self.port = 0
        self._waiting: dict[int, asyncio.Future[Shown]] = {}
        self._pictures: set[int] = set()
        self._last_message = 100
        self._last_update = 1000
        self._server: asyncio.Server | None = None

    @property
    def address(self) -> str:
        """The address that bots take as the Bot API's."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listen on a free port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: ServerConnection(self._answer), "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()

    def expect(self, chat: int) -> asyncio.Future[Shown]:
        """Return a future of the next message that this chat is shown."""
        shown: asyncio.Future[Shown] = asyncio.get_running_loop().create_future()
        self._waiting[chat] = shown
        return shown

    def update(self, chat: int, turn: Turn, shown: Shown | None) -> bytes:
        """Return the JSON of one turn. Raises `NoSuchButton` when its button is not on the last screen."""
        self._last_update += 1
        return orjson.dumps(update_of(self._last_update, chat, turn, shown))

    def _answer(self, head: bytes, body: bytes) -> bytes:
        line, _, headers = head.partition(b"\r\n")
        method = line.split(b" ", 2)[1].rsplit(b"/", 1)[-1].decode()
        self.calls[method] += 1
        if method in _SHOWING:
            return self._show(_fields(headers, body))
        if method == "getMe":
            return orjson.dumps({"ok": True, "result": _ME})
        return _TRUE

    def _show(self, fields: dict[str, Any]) -> bytes:
        chat, text = int(fields["chat_id"]), str(fields.get("text") or fields.get("caption") or "")
        self._last_message += 1
        message = int(fields.get("message_id") or self._last_message)
        if message in self._pictures:
            return _NO_TEXT
        self.arrived[chat] += 1
        self.signs += len(text)
        result: dict[str, Any] = {
            "message_id": message,
            "date": 1764000000,
            "chat": {"id": chat, "type": "private", "first_name": "A"},
            "from": _ME,
            "text": text,
        }
        if "photo" in fields:
            self._pictures.add(message)
            result["caption"] = result.pop("text")
            result["photo"] = [{"file_id": "picture", "file_unique_id": "p", "width": 800, "height": 600}]
        markup = fields.get("reply_markup")
        if markup:
            markup = orjson.loads(markup) if isinstance(markup, str | bytes) else markup
            result["reply_markup"] = markup
        waiting = self._waiting.pop(chat, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(Shown(message, _buttons(markup), len(text)))
        return orjson.dumps({"ok": True, "result": result})


def update_of(number: int, chat: int, turn: Turn, shown: Shown | None) -> dict[str, Any]:
    """Return one turn as the Bot API's update. Raises `NoSuchButton`."""
    person = {"id": chat, "is_bot": False, "first_name": "Người dân", "language_code": "vi"}
    where = {"id": chat, "type": "private", "first_name": "Người dân"}
    if turn.kind is Kind.PRESS:
        query = {
            "id": str(number),
            "from": person,
            "chat_instance": "1",
            "data": _data_of(turn, shown),
            "message": {
                "message_id": 0 if shown is None else shown.message, "date": 1764000000, "chat": where, "text": "…",
            },
        }  # fmt: skip
        return {"update_id": number, "callback_query": query}
    message: dict[str, Any] = {
        "message_id": number, "date": 1764000000, "chat": where, "from": person, "text": turn.said,
    }  # fmt: skip
    if turn.kind is Kind.COMMAND:
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(turn.said)}]
    return {"update_id": number, "message": message}


def _data_of(turn: Turn, shown: Shown | None) -> str:
    buttons = () if shown is None else shown.buttons
    for label, data in buttons:
        if label.startswith(turn.said):
            return data
    raise NoSuchButton(f"no button {turn.said!r} among {[label for label, _ in buttons]}")


def _buttons(markup: Any) -> tuple[tuple[str, str], ...]:
    if not markup:
        return ()
    return tuple(
        (button["text"], button["callback_data"])
        for row in markup["inline_keyboard"]
        for button in row
        if "callback_data" in button
    )


def _fields(headers: bytes, body: bytes) -> dict[str, Any]:
    """Return the parameters of a call in any of the three forms that libraries use."""
    lower = headers.lower()
    if b"application/json" in lower:
        parsed: dict[str, Any] = orjson.loads(body)
        return parsed
    if b"x-www-form-urlencoded" in lower:
        return {name: values[0] for name, values in parse_qs(body.decode()).items()}
    start = lower.index(b"boundary=") + 9
    boundary = b"--" + headers[start:].split(b"\r\n", 1)[0].strip(b'"')
    fields: dict[str, Any] = {}
    for part in body.split(boundary)[1:-1]:
        head, _, value = part.partition(b"\r\n\r\n")
        name = head.split(b'name="', 1)[1].split(b'"', 1)[0]
        fields[name.decode()] = "a file" if b"filename=" in head else value[:-2].decode()
    return fields
