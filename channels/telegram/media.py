"""A picture that still lies with Telegram: read once, in memory, up to a limit."""

from __future__ import annotations

from dataclasses import dataclass, field

from telegram.error import TelegramError

from channels.contract import ChannelError, MediaTooLarge
from channels.telegram.aiohttp_request import AiohttpRequest
from channels.telegram.errors import Reason, Rejected, channel_error
from channels.telegram.wire import PHOTO_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramMedia:
    """A `MediaSource` over getFile and the file's address."""

    request: AiohttpRequest = field(repr=False)
    file_id: str = field(repr=False)
    size: int | None

    async def read(self, limit: int) -> bytes:
        limit = min(limit, PHOTO_BYTES)
        if self.size is not None and self.size > limit:
            raise MediaTooLarge
        problem: ChannelError | MediaTooLarge
        try:
            file = await self.request.call("getFile", {"file_id": self.file_id})
            return await self.request.download(str(file.get("file_path", "")), limit)
        except Rejected as error:
            too_large = error.reason is Reason.FILE_TOO_LARGE
            problem = MediaTooLarge() if too_large else channel_error(error)
        except TelegramError as error:
            problem = channel_error(error)
        # Raised out here, so that it does not drag along frames that know the token.
        raise problem
