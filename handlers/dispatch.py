"""The way in for every message: one at a time in a chat, ten seconds each, an apology when all else fails."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

import structlog

from channels.contract import Channel, ChannelError, ChannelName, Incoming, Outgoing
from channels.deadlines import Deadlines
from handlers.conversation import Context, Conversation
from handlers.sessions import Sessions
from handlers.subscribers import Subscribers, subscription_of
from handlers.switchboard import Switchboard
from handlers.texts import Catalogue
from handlers.turns import Turns
from storage.residents.types import Language

_LIMIT_SECONDS: Final = 10.0
_LANGUAGE_SECONDS: Final = 1.0


class Dispatcher:
    """Hands every incoming message to the right handler of the right conversation."""

    def __init__(
        self,
        *,
        conversations: Sequence[Conversation],
        sessions: Sessions,
        catalogue: Catalogue,
        subscribers: Subscribers | None = None,
        platform_names: Mapping[ChannelName, str] | None = None,
        subscribe_at: Sequence[str] = (),
        is_rehearsal: bool = False,
        limit_seconds: float = _LIMIT_SECONDS,
    ) -> None:
        """Take everything that can be talked about. Raises `ValueError` when two claim a name or a command.

        `subscribe_at` names the platforms where people can be sent news later.
        """
        self._switchboard = Switchboard(conversations, catalogue)
        self._sessions = sessions
        self._catalogue = catalogue
        self._subscribers = subscribers
        self._platform_names = dict(platform_names or {})
        self._subscribe_at = tuple(dict.fromkeys(subscribe_at))
        self._is_rehearsal = is_rehearsal
        self._deadlines = Deadlines(limit_seconds)
        self._turns = Turns()

    async def handle(self, channel: Channel, incoming: Incoming) -> None:
        """Answer one message. Returns when it counts as handled; raises nothing but cancellation."""
        chat = incoming.reply
        if not self._turns.take_at_once(chat):
            await self._turns.take(chat)
        try:
            await self._answer(channel, incoming)
        finally:
            self._turns.leave(chat)

    async def _answer(self, channel: Channel, incoming: Incoming) -> None:
        context = await self._context(channel, incoming)
        try:
            with self._deadlines.one():
                await self._switchboard.answer(context)
        except TimeoutError:
            structlog.get_logger().error("handler_late")
            await self._apologise(context)
        except ChannelError as error:
            structlog.get_logger().warning("reply_failed", error=type(error).__name__)
        except Exception as error:
            # The outermost loop of conversations. What was typed stays in the session; the error's text
            # may quote it, so only its kind is noted.
            structlog.get_logger().error("handler_failed", error=type(error).__name__)
            await self._apologise(context)

    async def _context(self, channel: Channel, incoming: Incoming) -> Context:
        session = self._sessions.get(incoming.reply)
        if session is None:
            session = self._sessions.begin(incoming.reply, await self._language(channel, incoming))
        if incoming.message is not None:
            session.track(session.conversation, incoming.message)
        return Context(
            incoming=incoming,
            session=session,
            now=session.used,
            platform=self._platform_names.get(channel.name, ""),
            conversation=session.conversation,
            text=incoming.text.strip(),
            subscribe_at=self._subscribe_at,
            is_rehearsal=self._is_rehearsal,
            _channel=channel,
            _catalogue=self._catalogue,
        )

    async def _language(self, channel: Channel, incoming: Incoming) -> Language:
        if self._subscribers is None or not channel.capabilities.push:
            return Language.VIETNAMESE
        try:
            async with asyncio.timeout(_LANGUAGE_SECONDS):
                found = await subscription_of(self._subscribers, channel.address(incoming.reply))
        except Exception as error:
            # A database in trouble must not keep anybody from an answer, least of all from 113.
            structlog.get_logger().warning("language_unknown", error=type(error).__name__)
            return Language.VIETNAMESE
        return Language.VIETNAMESE if found is None else found.language

    async def _apologise(self, context: Context) -> None:
        try:
            await context.say(Outgoing(text=context.t(context.apology)))
        except ChannelError as error:
            structlog.get_logger().warning("reply_failed", error=type(error).__name__)
