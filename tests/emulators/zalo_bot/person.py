"""Somebody with Zalo on his phone: what he does, and what he sees. Waiting is for events, never for time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tests.emulators.zalo_bot.delivery import Delivery
from tests.emulators.zalo_bot.state import EPOCH_MS, Chat, Json, Shown, State, new_id

_PATIENCE = 45.0
"""Seconds until a wait counts as failed: a guard against hanging tests, not an expectation."""


class Person:
    """One chat, seen from its owner's side. Doing returns the message's id."""

    def __init__(self, chat: Chat, state: State, delivery: Delivery, pictures: Callable[[], str]) -> None:
        self._chat = chat
        self._state = state
        self._delivery = delivery
        self._pictures = pictures
        self._heard = 0

    @property
    def chat_id(self) -> str:
        """The platform's id of the chat."""
        return self._chat.id

    async def types(self, text: str) -> str:
        """Write and send `text`."""
        return self._say("text", {"text": text}, Shown(id=new_id(), from_bot=False, text=text))

    async def sends_photo(self, content: bytes, caption: str = "") -> str:
        """Send a picture; it lies with the platform until somebody fetches it."""
        name = new_id()
        self._state.pictures[name] = content
        message: Json = {self._state.habits.photo_field: f"{self._pictures()}/pictures/{name}"}
        if caption:
            message["caption"] = caption
        return self._say("image", message, Shown(id=new_id(), from_bot=False, text=caption, photo=content))

    async def sends_sticker(self) -> str:
        return self._say("sticker", {"sticker": "bfe458bf64fa8da4d4eb", "url": "https://stickers.zaloapp.com/s.png"})

    async def sends_voice(self) -> str:
        return self._say("voice", {"voice_url": "https://voice.zdn.vn/v.aac"})

    async def sends_something_withheld(self) -> str:
        """Send anything as a child, or something the platform knows no event for."""
        return self._say("unsupported", {})

    async def sends_raw(self, event: Json) -> str:
        """Send any event."""
        return self._delivery.add(event)

    def shown(self) -> list[Shown]:
        """What is on the screen now, of both sides, oldest first."""
        return list(self._chat.messages)

    @property
    def actions(self) -> list[str]:
        """The chat actions shown so far."""
        return list(self._chat.actions)

    @property
    def heard_everything(self) -> bool:
        """Whether the bot said nothing since the last `hears`."""
        return self._heard == len(self._chat.events)

    async def hears(self, wanted: str | None = None, *, within: float = _PATIENCE) -> Shown:
        """Return the bot's next message, or the next that contains `wanted`; what comes before counts as heard."""
        try:
            async with asyncio.timeout(within):
                while True:
                    while self._heard >= len(self._chat.events):
                        await self._chat.changed.wait()
                    self._heard += 1
                    shown = self._chat.events[self._heard - 1]
                    if wanted is None or wanted.casefold() in shown.text.casefold():
                        return shown
        except TimeoutError:
            screen = [message.text for message in self.shown()]
            raise AssertionError(f"never heard {wanted!r}; on the screen: {screen}") from None

    def _say(self, kind: str, content: Json, shown: Shown | None = None) -> str:
        if shown is None:
            shown = Shown(id=new_id(), from_bot=False)
        self._chat.messages.append(shown)
        chat = self._chat
        message: Json = {
            "from": {"id": chat.id, "display_name": chat.name, "is_bot": False},
            "chat": {"id": chat.id, "chat_type": chat.kind},
            "message_id": shown.id,
            "message_type": "CHAT_MESSAGE",
            "date": EPOCH_MS,
        }
        return self._delivery.add({"event_name": f"message.{kind}.received", "message": message | content})
