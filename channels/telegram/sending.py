"""What leaves for Telegram: replies through `telegram.Bot`, bulk as ready JSON on the same connections.

A picture goes along once, then by Telegram's own id.
"""

from __future__ import annotations

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Sequence
from typing import TypeVar

import orjson
from telegram import Bot, Message
from telegram.error import TelegramError

from channels.contract import ChannelError, InvalidRecipient, ReplyHandle
from channels.render import Part
from channels.telegram.aiohttp_request import AiohttpRequest
from channels.telegram.errors import Reason, Rejected, channel_error
from channels.telegram.recent import Recent
from channels.telegram.wire import caption_body, text_body

_T = TypeVar("_T")
_DELETE_AT_ONCE = 100
_KEPT_PICTURES = 64


class QuietBot(Bot):
    """The library's bot, whose own repr shows the token."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "QuietBot()"


class Sender:
    """The sending half of the channel. Chats are Telegram's numbers; raises only `ChannelError`s.

    Buttons, bold runs and the like go as `api_kwargs`, in the same ready form for replies and bulk: the library would
    turn objects of its own into just that.
    """

    def __init__(self, *, token: str, api_url: str, request: AiohttpRequest) -> None:
        # At DEBUG the library logs every text and every chat id.
        logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
        self._request = request
        self._bot = QuietBot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=request,
            get_updates_request=request,
        )
        self._pictures: OrderedDict[bytes, str] = OrderedDict()
        self._texts: Recent[Part, bytes] = Recent(lambda part: orjson.dumps(text_body(part)))

    async def send(self, chat: int, part: Part) -> int:
        """Send one part; return its message id. A picture is uploaded once for everybody."""
        if part.picture is not None:
            return await self._send_picture(chat, part, part.picture)
        if part.document is not None:
            return await self._send_document(chat, part, part.document)
        return (await asked(self._bot.send_message(chat, part.text, api_kwargs=text_body(part)))).message_id

    async def send_bulk(self, chat: int, part: Part) -> int:
        """Send one part of a campaign; return its message id."""
        if part.picture is None and part.document is None:
            method, body = "sendMessage", _addressed(chat, self._texts.of(part))
        elif part.picture is not None and (known := self._pictures.get(_digest(part.picture))) is not None:
            method, body = "sendPhoto", orjson.dumps({"chat_id": chat, "photo": known, **caption_body(part)})
        else:
            return await self.send(chat, part)
        sent = await asked(self._request.call_written(method, body))
        return int(sent["message_id"])

    async def edit(self, chat: int, message_id: int, part: Part) -> bool:
        """Put `part` (text only) in the place of a shown message; return False where that is impossible."""
        problem: ChannelError
        try:
            await self._bot.edit_message_text(
                part.text, chat_id=chat, message_id=message_id, api_kwargs=text_body(part)
            )
        except Rejected as error:
            if error.reason is Reason.NOT_MODIFIED:
                return True
            if error.reason is Reason.NOT_EDITABLE:
                return False
            problem = channel_error(error)
        except TelegramError as error:
            problem = channel_error(error)
        else:
            return True
        raise problem

    async def delete(self, chat: int, message_ids: Sequence[int]) -> None:
        """Delete messages of either side. Those that are gone or older than 48 hours are passed over."""
        for start in range(0, len(message_ids), _DELETE_AT_ONCE):
            group = message_ids[start : start + _DELETE_AT_ONCE]
            if await self._delete_group(chat, group) or len(group) == 1:
                continue
            # One message that is too old spoils the group; the others must go all the same.
            for message_id in group:
                await self._delete_group(chat, (message_id,))

    async def _delete_group(self, chat: int, message_ids: Sequence[int]) -> bool:
        problem: ChannelError
        try:
            await self._bot.delete_messages(chat, message_ids)
        except Rejected as error:
            if error.status == 400:
                return False
            problem = channel_error(error)
        except TelegramError as error:
            problem = channel_error(error)
        else:
            return True
        raise problem

    async def _send_picture(self, chat: int, part: Part, picture: bytes) -> int:
        given = self._pictures.get(_digest(picture), picture)
        sent = await asked(self._bot.send_photo(chat, given, api_kwargs=caption_body(part)))
        if sent.photo:
            self._pictures[_digest(picture)] = sent.photo[-1].file_id
            if len(self._pictures) > _KEPT_PICTURES:
                self._pictures.popitem(last=False)
        return sent.message_id

    async def _send_document(self, chat: int, part: Part, document: bytes) -> int:
        name = part.document_name or None
        sent: Message = await asked(
            self._bot.send_document(chat, document, filename=name, api_kwargs=caption_body(part))
        )
        return sent.message_id


async def asked(request: Awaitable[_T]) -> _T:
    """Await a call to the platform; its errors come out as channel errors without its frames."""
    try:
        return await request
    except TelegramError as error:
        problem = channel_error(error)
    raise problem


def chat_number(handle: ReplyHandle) -> int:
    """Return Telegram's number of a chat. Raises `InvalidRecipient` for what is no number."""
    chat = handle.reveal()
    if not chat.lstrip("-").isdigit():
        raise InvalidRecipient
    return int(chat)


def _addressed(chat: int, written: bytes) -> bytes:
    """Return a JSON object, which has members already, with the chat put in front of them."""
    return b'{"chat_id":%d,' % chat + written[1:]


def _digest(picture: bytes) -> bytes:
    return hashlib.blake2b(picture, digest_size=16).digest()
