"""What is told to Telegram at a start: who we are, the command menu, and how updates are to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from channels.telegram.aiohttp_request import AiohttpRequest

ALLOWED_UPDATES = ("message", "callback_query")


class TelegramMode(StrEnum):
    """How updates come: we ask, or the platform posts them."""

    POLLING = "polling"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True, kw_only=True)
class BotCommand:
    """One line of the bot's command menu: `name` without the slash, at most 32 characters."""

    name: str
    description: str


class Registration:
    """Registers one bot; in the webhook mode `webhook_url` is where the platform posts, signed by the secret."""

    def __init__(
        self,
        *,
        request: AiohttpRequest,
        mode: TelegramMode,
        webhook_url: str,
        webhook_secret: str,
        commands: Sequence[BotCommand],
    ) -> None:
        if mode is TelegramMode.WEBHOOK and not (webhook_url and webhook_secret):
            raise ValueError("the webhook mode needs its public address and its secret")
        self._request = request
        self._mode = mode
        self._webhook_url = webhook_url
        self._webhook_secret = webhook_secret
        self._commands = tuple(commands)

    def __repr__(self) -> str:
        return "Registration()"

    async def tell(self) -> None:
        """Tell it; raises what `AiohttpRequest.call` raises."""
        _me = await self._request.call("getMe", {})
        if self._commands:
            menu = [{"command": line.name, "description": line.description} for line in self._commands]
            await self._request.call("setMyCommands", {"commands": menu})
        if self._mode is TelegramMode.POLLING:
            await self._request.call("deleteWebhook", {})
            return
        hook = {
            "url": self._webhook_url,
            "secret_token": self._webhook_secret,
            "allowed_updates": ALLOWED_UPDATES,
        }
        await self._request.call("setWebhook", hook)
