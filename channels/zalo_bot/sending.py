"""What leaves for Zalo: texts, and pictures by an address that the platform fetches them from."""

from __future__ import annotations

from typing import Protocol

from channels.contract import ChannelError, Lane, MaybeSent, MessageRef, Refused
from channels.render import Part
from channels.zalo_bot.client import Timeouts, ZaloBotClient
from channels.zalo_bot.wire import picture_body, text_body


class Pictures(Protocol):
    """Puts a picture where the platform can fetch it for a while."""

    def publish(self, picture: bytes) -> str:
        """Return a public https address, unguessable, that shows this picture."""


class Sender:
    """The sending half of the channel; raises only `ChannelError`s."""

    def __init__(self, *, client: ZaloBotClient, pictures: Pictures | None, timeouts: Timeouts) -> None:
        self._client = client
        self._pictures = pictures
        self._timeouts = timeouts

    async def send(self, chat: str, part: Part, lane: Lane) -> MessageRef:
        """Send one part; return its reference."""
        if part.picture is None or self._pictures is None:
            return _reference(await self._client.call("sendMessage", text_body(chat, part)))
        return await self._send_picture(chat, part, self._pictures.publish(part.picture), lane)

    async def typing(self, chat: str) -> None:
        """Show that an answer is on its way."""
        await self._client.call("sendChatAction", {"chat_id": chat, "action": "typing"})

    async def _send_picture(self, chat: str, part: Part, address: str, lane: Lane) -> MessageRef:
        """Send a picture with its words; where that fails, the words alone.

        A refused picture was surely not sent. One whose answer is late may have been: in a reply the words then
        come once more, which is better than none; a campaign is sent at most once.
        """
        is_reply = lane is Lane.REPLY
        patience = self._timeouts.picture_in_reply if is_reply else self._timeouts.picture
        problem: ChannelError
        try:
            return _reference(await self._client.call("sendPhoto", picture_body(chat, part, address), patience))
        except Refused as error:
            problem = error
        except MaybeSent as error:
            problem = error
            if not is_reply:
                raise
        if not part.text:
            raise problem
        return _reference(await self._client.call("sendMessage", text_body(chat, part)))


def _reference(result: object) -> MessageRef:
    """Return the sent message's id; nothing is edited or deleted here, so a missing one is no matter."""
    return MessageRef(str(result.get("message_id", "")) if isinstance(result, dict) else "")
