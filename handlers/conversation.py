"""What a conversation is made of: handlers on a context that knows no platform.

A handler reads `context.incoming` and `context.argument` and answers with `context.show`. It sees
capabilities, never a channel; it holds a reply handle and asks for a storable address only where a person
subscribes or works here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from awareness.library import Library
from awareness.search import Finding
from channels.contract import (
    Address,
    Capabilities,
    Channel,
    ChannelError,
    Incoming,
    MessageRef,
    Outgoing,
    ReplyHandle,
)
from handlers.presenting import outgoing_for
from handlers.screens import Expect, Pick, Pressed, Screen, TypedText
from handlers.sessions import Memory, Session
from handlers.texts import Catalogue
from handlers.understanding import Danger, Heard, Understanding
from storage.residents.types import Language

__all__ = ["Context", "Conversation", "Expect", "Handler", "NotAnAnswer", "Pick", "Screen"]


class NotAnAnswer(Exception):
    """The text, photo or pin is no answer to the open question; nothing was done with it. Look further."""


@dataclass(slots=True, kw_only=True)
class Context:
    """One incoming message with everything a handler may use."""

    incoming: Incoming
    session: Session = field(repr=False)
    now: datetime
    platform: str
    """The platform's name as people say it."""
    conversation: str = ""
    argument: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    danger: Danger | None = None
    """Set when the words speak of danger: its number leads the next screen."""
    follows: bool = False
    """The text came at once after another one: its answer replaces that one's."""
    apology: str = "sorry-failed"
    """What is said when the handler fails or takes too long."""
    subscribe_at: tuple[str, ...] = ()
    """Names of the platforms where a person can be sent news later."""
    is_rehearsal: bool = False
    _channel: Channel = field(repr=False)
    _catalogue: Catalogue = field(repr=False)
    _notices: list[str] = field(default_factory=list, repr=False)
    _onward: Pressed | None = field(default=None, repr=False)
    _heard: Heard | None = field(default=None, repr=False)
    _found: Finding | None = field(default=None, repr=False)
    _typed: TypedText | None = field(default=None, repr=False)

    @property
    def language(self) -> Language:
        """The language of this chat."""
        return self.session.language

    @property
    def heard(self) -> Heard:
        """What the words of the text say; worked out once a message, whoever asks."""
        if self._heard is None:
            self._heard = Heard(self.text)
        return self._heard

    @property
    def understood(self) -> Understanding:
        """What the text wants."""
        return self.heard.understanding

    @property
    def typed(self) -> TypedText:
        """The text as labels and numbers are looked up."""
        if self._typed is None:
            self._typed = TypedText(self.text)
        return self._typed

    def found_in(self, library: Library) -> Finding:
        """Return what `library`, of which there is one, has for the text; looked up once a message."""
        if self._found is None:
            self._found = library.find(self.text)
        return self._found

    @property
    def capabilities(self) -> Capabilities:
        """What the platform can do."""
        return self._channel.capabilities

    @property
    def reply(self) -> ReplyHandle:
        """Where answers go; memory only."""
        return self.incoming.reply

    def t(self, key: str, **values: str | int) -> str:
        """Return a text in the chat's language. Values are put in as they are: escape what people typed."""
        return self._catalogue.text(self.session.language, key, **values)

    def recall(self, kind: type[Memory]) -> Memory:
        """Return this chat's memory of `kind`; see `Session.recall`."""
        return self.session.recall(kind)

    def notice(self, text: str) -> None:
        """Put a sentence above the next screen."""
        self._notices.append(text)

    async def show(self, screen: Screen, *, anew: bool = False) -> None:
        """Make `screen` today's screen: in place where its button was pressed, else as a new message."""
        message = outgoing_for(
            screen,
            conversation=self.conversation,
            nonce=self.session.renew(),
            catalogue=self._catalogue,
            language=self.language,
            danger=self.danger,
            notices=self._notices,
            is_rehearsal=self.is_rehearsal,
        )
        self._notices, self.danger = [], None
        session = self.session
        session.screen, session.conversation = screen, self.conversation
        session.pushed = None
        session.may_be_unseen = screen.once
        session.shown = await self._deliver(message, in_place=not anew and self.is_in_place)
        session.track(self.conversation, *session.shown)

    def go(self, action: str, argument: str = "") -> None:
        """Send the person on to an action of another conversation, once this handler is done."""
        conversation, _, name = action.partition(".")
        self._onward = Pressed(nonce="", conversation=conversation, action=name, argument=argument)

    def take_onward(self) -> Pressed | None:
        """Return where a handler sent the person on to, once."""
        onward, self._onward = self._onward, None
        return onward

    async def say(self, message: Outgoing) -> tuple[MessageRef, ...]:
        """Send something beside the screen."""
        sent = await self._channel.reply(self.reply, message)
        self.session.track(self.conversation, *sent)
        return sent

    async def delete(self, messages: Sequence[MessageRef]) -> None:
        """Delete messages of either side where the platform can."""
        if messages and self.capabilities.delete:
            await self._channel.delete(self.reply, messages)

    async def working(self) -> None:
        """Show that an answer is on its way."""
        await self._channel.typing(self.reply)

    def address(self) -> Address:
        """Return this chat's storable address: only for subscribers and staff, never in a tip."""
        return self._channel.address(self.reply)

    def start_trail(self) -> None:
        """Remember this conversation's messages of both sides from now on, to delete them at the end."""
        self.session.trails.setdefault(self.conversation, [])
        if self.incoming.message is not None:
            self.session.track(self.conversation, self.incoming.message)

    async def delete_trail(self) -> bool:
        """Delete what was remembered, and stop remembering; False when the platform did not do it."""
        trail = self.session.trails.pop(self.conversation, [])
        if self.capabilities.delete:
            self.session.shown = tuple(shown for shown in self.session.shown if shown not in trail)
        try:
            await self.delete(trail)
        except ChannelError as error:
            # The name that every reply has: the hour's log must not tell that it was a tip.
            structlog.get_logger().warning("reply_failed", error=type(error).__name__)
            return False
        return True

    @property
    def is_in_place(self) -> bool:
        """Tell whether the next screen replaces the one that is shown."""
        shown = self.session.shown
        if not shown or not (self.follows or self.incoming.screen in shown):
            return False
        return self.capabilities.edit

    async def _deliver(self, message: Outgoing, *, in_place: bool) -> tuple[MessageRef, ...]:
        """Bring a screen to the phone, and note that it arrived, whatever becomes of what follows."""
        outdated: Sequence[MessageRef] = ()
        if not in_place:
            shown = await self._channel.reply(self.reply, message)
        elif self.incoming.screen is None and self.capabilities.delete:
            # The person wrote below the answer: edited up there it would be scrolled out of sight. The new one
            # stands at the bottom and the old one goes, so there is still one answer to what belongs together.
            outdated = self.session.shown
            shown = await self._channel.reply(self.reply, message)
        else:
            *outdated, last = self.session.shown
            shown = await self._channel.edit(self.reply, last, message)
        self.session.may_be_unseen = False
        if outdated:
            await self.delete(outdated)
        return shown


Handler = Callable[[Context], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One subject people can talk about: one module, and its line in the wiring.

    `commands` are canonical words without slash; `choices` the actions of its screens; `text`, `photo` and
    `location` answer its open question and may raise `NotAnAnswer`; `standing` are actions of buttons that
    outlive sessions; `unasked` is offered what no open question takes, for what was asked by a message that
    outlives sessions, and raises `NotAnAnswer` for everything else.
    """

    name: str
    open: Handler
    commands: tuple[str, ...] = ()
    choices: Mapping[str, Handler] = field(default_factory=dict)
    text: Handler | None = None
    photo: Handler | None = None
    location: Handler | None = None
    standing: Mapping[str, Handler] = field(default_factory=dict)
    unasked: Handler | None = None

    def handler(self, action: str) -> Handler | None:
        """Return what an action of its screens runs."""
        return self.open if action == "open" else self.choices.get(action)
