"""What leaves for Telegram: ready JSON on kept connections; a file goes along once, then by Telegram's own id."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Sequence
from typing import Any, TypeVar

from channels.contract import ChannelError, InvalidRecipient, ReplyHandle
from channels.render import Part
from channels.telegram.aiohttp_request import AiohttpRequest, Upload
from channels.telegram.errors import CallFailed, Reason, Rejected, channel_error
from channels.telegram.wire import caption_body, text_body

_T = TypeVar("_T")
_DELETE_AT_ONCE = 100
_KEPT_PICTURES = 64


class Sender:
    """The sending half of the channel. Chats are Telegram's numbers; raises only `ChannelError`s."""

    def __init__(self, request: AiohttpRequest) -> None:
        self._request = request
        self._pictures: OrderedDict[bytes, str] = OrderedDict()

    async def send(self, chat: int, part: Part) -> int:
        """Send one part; return its message id. A picture is uploaded once for everybody."""
        if part.picture is not None:
            return await self._send_picture(chat, part, part.picture)
        if part.document is not None:
            return await self._send_document(chat, part, part.document)
        return _number(await asked(self._request.call("sendMessage", {"chat_id": chat, **text_body(part)})))

    async def edit(self, chat: int, message_id: int, part: Part) -> bool:
        """Put `part` (text only) in the place of a shown message; return False where that is impossible."""
        problem: ChannelError
        try:
            await self._request.call("editMessageText", {"chat_id": chat, "message_id": message_id, **text_body(part)})
        except Rejected as error:
            if error.reason is Reason.NOT_MODIFIED:
                return True
            if error.reason is Reason.NOT_EDITABLE:
                return False
            problem = channel_error(error)
        except CallFailed as error:
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
            await self._request.call("deleteMessages", {"chat_id": chat, "message_ids": message_ids})
        except Rejected as error:
            if error.status == 400:
                return False
            problem = channel_error(error)
        except CallFailed as error:
            problem = channel_error(error)
        else:
            return True
        raise problem

    async def _send_picture(self, chat: int, part: Part, picture: bytes) -> int:
        body = {"chat_id": chat, **caption_body(part)}
        known = self._pictures.get(_digest(picture))
        if known is not None:
            return _number(await asked(self._request.call("sendPhoto", {**body, "photo": known})))
        file = Upload(field="photo", name="picture", content=picture)
        sent = await asked(self._request.upload("sendPhoto", body, file))
        if sizes := sent.get("photo"):
            self._pictures[_digest(picture)] = str(sizes[-1]["file_id"])
            if len(self._pictures) > _KEPT_PICTURES:
                self._pictures.popitem(last=False)
        return _number(sent)

    async def _send_document(self, chat: int, part: Part, document: bytes) -> int:
        file = Upload(field="document", name=part.document_name or "document", content=document)
        return _number(await asked(self._request.upload("sendDocument", {"chat_id": chat, **caption_body(part)}, file)))


async def asked(request: Awaitable[_T]) -> _T:
    """Await a call to the platform; its errors come out as channel errors without its frames."""
    try:
        return await request
    except CallFailed as error:
        problem = channel_error(error)
    raise problem


def chat_number(handle: ReplyHandle) -> int:
    """Return Telegram's number of a chat. Raises `InvalidRecipient` for what is no number."""
    chat = handle.reveal()
    if not chat.lstrip("-").isdigit():
        raise InvalidRecipient
    return int(chat)


def _number(sent: Any) -> int:
    return int(sent["message_id"])


def _digest(picture: bytes) -> bytes:
    return hashlib.blake2b(picture, digest_size=16).digest()
