"""Somebody with a phone: what he does, and what he sees. Waiting is for events, never for time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.emulators.telegram.delivery import Delivery
from tests.emulators.telegram.state import EPOCH, Button, Chat, Json, Shown, State

_PATIENCE = 45.0
"""Seconds until a wait counts as failed: a guard against hanging tests, not an expectation."""


class Person:
    """One private chat, seen from its owner's side."""

    def __init__(self, chat: Chat, state: State, delivery: Delivery) -> None:
        self._chat = chat
        self._state = state
        self._delivery = delivery
        self._heard = 0

    @property
    def chat_id(self) -> int:
        """Telegram's number of the chat."""
        return self._chat.id

    # Doing. Each returns the id of the update it caused.

    async def types(self, text: str) -> int:
        """Write and send `text`."""
        return self._say({"text": text}, text=text)

    async def presses(self, label: str) -> int:
        """Press the button with this label, or whose label contains it, on the newest message that has it."""
        shown, button = self._find_button(label)
        assert button.data, f"{button.label!r} is a link, not a button to press"
        return await self.presses_data(shown.id, button.data)

    async def presses_data(self, message_id: int, data: str) -> int:
        """Press a button by what it carries, shown or not: an old screen on a slow phone."""
        update_id = self._state.last_update + 1
        press = f"press-{update_id}"
        self._state.unanswered_presses[press] = self.chat_id
        message: Json = {"message_id": message_id, "date": 0, "chat": self._chat_json()}
        query = {"id": press, "from": self._from(), "message": message, "chat_instance": "1", "data": data}
        return self._delivery.add({"callback_query": query})

    async def sends_photo(
        self, content: bytes, caption: str = "", *, announced: bool = True, group: str | None = None
    ) -> int:
        """Send a picture; `announced=False` leaves its size out of the update."""
        size: Json = {
            "width": 800,
            "height": 600,
            "file_unique_id": "u",
            "file_id": self._state.keep_file(content),
        }
        if announced:
            size["file_size"] = len(content)
        thumbnail = {
            "width": 90,
            "height": 68,
            "file_unique_id": "t",
            "file_id": self._state.keep_file(b"small"),
        }
        message: Json = {"photo": [thumbnail, size]}
        if caption:
            message["caption"] = caption
        if group is not None:
            message["media_group_id"] = group
        return self._say(message, text=caption, photo=content)

    async def sends_album(self, pictures: Sequence[bytes], caption: str = "") -> list[int]:
        """Send several pictures at once; the caption stands on the first."""
        group = f"album-{self._state.last_update}"
        captions = [caption] + [""] * len(pictures)
        return [
            await self.sends_photo(content, text, group=group)
            for content, text in zip(pictures, captions, strict=False)
        ]

    async def sends_document(self, content: bytes, mime_type: str, name: str = "tep") -> int:
        """Send a file; a picture sent as a file has an image type."""
        document = {
            "file_id": self._state.keep_file(content),
            "file_unique_id": "u",
            "file_size": len(content),
            "mime_type": mime_type,
            "file_name": name,
        }
        return self._say({"document": document})

    async def sends_location(self, latitude: float, longitude: float, *, live: bool = False) -> int:
        """Send a pin, or start to share a live location."""
        location: Json = {"latitude": latitude, "longitude": longitude}
        return self._say({"location": location | ({"live_period": 900} if live else {})})

    async def sends_sticker(self) -> int:
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._say({"sticker": self._file() | looks})

    async def sends_voice(self) -> int:
        return self._say({"voice": self._file() | {"duration": 3}})

    async def sends_video(self) -> int:
        return self._say({"video": self._file() | {"duration": 3, "width": 640, "height": 480}})

    async def sends_contact(self) -> int:
        return self._say({"contact": {"phone_number": "+84900000000", "first_name": "Hàng xóm"}})

    async def forwards(self, text: str) -> int:
        """Forward somebody else's message."""
        origin = {"type": "user", "date": EPOCH, "sender_user": {"id": 99, "is_bot": False, "first_name": "Người khác"}}
        return self._say({"text": text, "forward_origin": origin}, text=text)

    async def edits_last(self, text: str) -> int:
        """Change a message already sent."""
        message: Json = {
            "message_id": self._state.last_message,
            "date": EPOCH,
            "edit_date": EPOCH,
            "text": text,
        }
        return self._delivery.add(
            {"edited_message": message | {"chat": self._chat_json(), "from": self._from()}, "forced": True}
        )

    async def sends_raw(self, update: Json) -> int:
        """Send any update, also one of a kind that the bot did not ask for."""
        return self._delivery.add({**update, "forced": True})

    def blocks(self) -> None:
        """Block the bot: what it sends is refused with 403."""
        self._chat.blocked = True

    def unblocks(self) -> None:
        self._chat.blocked = False

    def messages_grow_old(self) -> None:
        """Make everything in the chat older than 48 hours, too old to delete."""
        for message_id, shown in self._chat.messages.items():
            self._chat.messages[message_id] = replace(shown, old=True)

    # Seeing

    def shown(self) -> list[Shown]:
        """What is on the screen now, of both sides, oldest first."""
        return [shown for shown in self._chat.messages.values() if not shown.deleted]

    @property
    def heard_everything(self) -> bool:
        """Whether the bot said nothing since the last `hears`."""
        return self._heard == len(self._chat.events)

    @property
    def actions(self) -> list[str]:
        """The chat actions shown so far, like `typing`."""
        return list(self._chat.actions)

    async def hears(self, wanted: int | str | Callable[[Shown], bool] = 1, *, within: float = _PATIENCE) -> Shown:
        """Return the next bot message or edit: the n-th, one that contains a text, or one that fits.

        What comes before it counts as heard. Fails with what was on the screen after `within` seconds.
        """
        left = wanted if isinstance(wanted, int) else 1
        try:
            async with asyncio.timeout(within):
                while True:
                    shown = await self._next_event()
                    if _fits(shown, wanted):
                        left -= 1
                    if left == 0:
                        return shown
        except TimeoutError:
            screen = [(message.text, message.labels) for message in self.shown()]
            raise AssertionError(f"never heard {wanted!r}; on the screen: {screen}") from None

    def catches_up(self) -> None:
        """Count everything said so far as heard."""
        self._heard = len(self._chat.events)

    async def _next_event(self) -> Shown:
        while self._heard >= len(self._chat.events):
            await self._chat.changed.wait()
        self._heard += 1
        return self._chat.events[self._heard - 1]

    def _find_button(self, label: str) -> tuple[Shown, Button]:
        for shown in reversed(self.shown()):
            for button in shown.buttons:
                if button.label == label:
                    return shown, button
            for button in shown.buttons:
                if label.casefold() in button.label.casefold():
                    return shown, button
        screen = [(shown.text, shown.labels) for shown in self.shown()]
        raise AssertionError(f"no button {label!r}; on the screen: {screen}")

    def _say(self, content: Json, *, text: str = "", photo: bytes | None = None) -> int:
        message_id = self._state.next_message()
        self._chat.messages[message_id] = Shown(id=message_id, from_bot=False, text=text, photo=photo)
        message = {"message_id": message_id, "date": EPOCH, "chat": self._chat_json(), "from": self._from()}
        return self._delivery.add({"message": message | content})

    def _file(self) -> Json:
        return {"file_id": self._state.keep_file(b"content"), "file_unique_id": "u", "file_size": 7}

    def _chat_json(self) -> Json:
        return {"id": self.chat_id, "type": "private", "first_name": self._chat.name, "username": "ten_that"}

    def _from(self) -> Json:
        return {"id": self.chat_id, "is_bot": False, "first_name": self._chat.name, "username": "ten_that"}


def _fits(shown: Shown, wanted: int | str | Callable[[Shown], bool]) -> bool:
    if isinstance(wanted, int):
        return True
    if isinstance(wanted, str):
        return wanted in shown.text
    return wanted(shown)
