"""Which handler a message is for. Never silence, and an old button never acts.

The order for a text: a slash word; a choice of a menu that was pushed below the screen; the open question's own
choices; the open question; an answer to a message that was pushed; orders in words; free text. Danger is seen
before all but the first two and leads whatever is answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from channels.contract import Choice, IncomingKind, Outgoing
from handlers.conversation import Context, Conversation, Expect, Handler, NotAnAnswer, Screen
from handlers.presenting import picks_of
from handlers.screens import (
    MENU,
    Pick,
    Pressed,
    is_only_inside,
    labelled,
    picked_by_text,
    read_choice,
    typed_key,
)
from handlers.sessions import Session
from handlers.texts import Catalogue
from handlers.understanding import Intent, Understanding
from handlers.understanding.commands import slash_command

FREE: Final = "free"
"""The conversation that answers what no open question and no order explains."""

_BURST: Final = timedelta(seconds=3)
"""Texts that follow one another faster than this are parts of one message; the answer is edited."""

_MEANT: Final = frozenset({IncomingKind.VOICE, IncomingKind.VIDEO, IncomingKind.FILE, IncomingKind.WITHHELD})
"""Kinds by which somebody wanted to say something; a sticker says nothing, and the open screen stays."""

_BACK, _CANCEL = "quaylai", "huy"


class Switchboard:
    """Connects every message with its handler; keeps nothing of its own about anybody."""

    def __init__(self, conversations: Sequence[Conversation], catalogue: Catalogue) -> None:
        """Take everything that can be talked about. Raises `ValueError` when two claim a name or a command."""
        self._conversations = _by_name(conversations)
        self._commands = _by_command(conversations)
        self._spaces_in_commands = max(command.count(" ") for command in self._commands)
        self._unasked = [(one.name, one.unasked) for one in conversations if one.unasked is not None]
        self._catalogue = catalogue

    async def answer(self, context: Context) -> None:
        """Run the handler that a message is for."""
        if context.session.may_be_unseen and not self._proves_seen(context):
            await self._show_unseen(context)
            return
        match context.incoming.kind:
            case IncomingKind.CHOICE:
                await self._press(context, context.incoming.choice)
            case IncomingKind.TEXT:
                await self._read(context)
            case IncomingKind.PHOTO:
                await self._take(context, self._present(context.session).photo)
            case IncomingKind.LOCATION:
                await self._take(context, self._present(context.session).location)
            case _:
                await self._refuse_kind(context)

    # A screen that got lost on the way and that nobody can make again

    def _proves_seen(self, context: Context) -> bool:
        """Tell whether the message is a press of a button that only the lost screen had."""
        pressed = read_choice(context.incoming.choice) if context.incoming.kind is IncomingKind.CHOICE else None
        screen = context.session.screen
        if pressed is None or screen is None or not pressed.is_standing:
            return False
        lasting = {pick.action for pick in screen.choices if pick.lasting}
        return pressed.conversation == context.session.conversation and pressed.action in lasting

    async def _show_unseen(self, context: Context) -> None:
        """Show it now. What came is not acted on: a digit or a press meant an older screen."""
        screen = context.session.screen
        if screen is None:
            return
        if context.incoming.kind is IncomingKind.TEXT:
            context.danger = context.understood.danger
        context.conversation = context.session.conversation
        context.notice(context.t("once-late"))
        await context.show(screen, anew=True)

    # Buttons

    async def _press(self, context: Context, choice: str) -> None:
        pressed = read_choice(choice)
        if pressed is None:
            await self._stale(context, None)
        elif pressed.is_standing:
            conversation = self._conversations.get(pressed.conversation)
            handler = conversation.standing.get(pressed.action) if conversation is not None else None
            if handler is None:
                await self._stale(context, None)
            else:
                await self._run(context, pressed.conversation, handler, pressed.argument)
        elif pressed.nonce == context.session.nonce:
            await self._act(context, pressed)
        else:
            await self._stale(context, pressed)

    async def _act(self, context: Context, pressed: Pressed) -> None:
        conversation = self._conversations.get(pressed.conversation)
        handler = conversation.handler(pressed.action) if conversation is not None else None
        if handler is None:
            await self._stale(context, pressed)
        else:
            await self._run(context, pressed.conversation, handler, pressed.argument)

    async def _pick(self, context: Context, pick: Pick) -> None:
        action = pick.action if "." in pick.action else f"{context.session.conversation}.{pick.action}"
        conversation, _, name = action.partition(".")
        await self._act(context, Pressed(nonce="-", conversation=conversation, action=name, argument=pick.argument))

    async def _stale(self, context: Context, pressed: Pressed | None) -> None:
        """Say that a button is old and show today's screen; nothing is done a second time."""
        is_sending = pressed is not None and (pressed.conversation, pressed.action) == ("tip", "send")
        is_lost_tip = pressed is not None and pressed.conversation == "tip" and context.session.screen is None
        key = "stale-sent" if is_sending else "stale-lost" if is_lost_tip else "stale"
        await self._again(context, key)

    async def _again(self, context: Context, key: str) -> None:
        """Put the sentence `key` above the screen that is open, or above the menu."""
        screen = context.session.screen
        if screen is None:
            context.notice(context.t(key))
            await self._open(context, MENU.partition(".")[0])
        elif screen.once and not context.is_in_place:
            await context.say(Outgoing(text=context.t("stale-once")))
        else:
            context.notice(context.t(key))
            context.conversation = context.session.conversation
            await context.show(screen)

    # Words

    async def _read(self, context: Context) -> None:
        if not any(sign.isalnum() for sign in context.text):
            await self._again(context, "empty-text")
            return
        slash = self._slash(context.text)
        if slash is not None:
            _, _, context.argument = context.text.partition(" ")
            await self._command(context, slash)
            return
        if (choice := _pushed_choice(context)) is not None:
            await self._press(context, choice.id)
            return
        reading = context.understood
        context.danger = reading.danger
        screen = context.session.screen
        if screen is not None and await self._answers(context, screen, reading):
            return
        await self._free(context, reading)

    async def _answers(self, context: Context, screen: Screen, reading: Understanding) -> bool:
        """Give the text to the open screen; tell whether it was an answer to it."""
        picks = picks_of(screen, self._catalogue, context.language)
        if screen.expects is Expect.STORY:
            await self._tell(context, screen, picks)
            return True
        pick = picked_by_text(context.typed, picks, screen.style)
        if pick is not None and not (_is_order(reading) and is_only_inside(context.typed, pick)):
            await self._pick(context, pick)
            return True
        if reading.command in (_BACK, _CANCEL):
            await self._go_back(context, screen)
            return True
        if screen.expects is Expect.TEXT and reading.danger is None and await self._ask(context):
            return True
        if context.typed.named_place() is not None:
            await self._again(context, "no-such-number")
            return True
        return False

    async def _tell(self, context: Context, screen: Screen, picks: Sequence[Pick]) -> None:
        """Inside a story only its own labels and digits, "huy" and "quay lai" are orders."""
        place = context.typed.place()
        pick = labelled(context.typed, picks)
        if pick is None and place is not None and place < len(picks):
            pick = picks[place]
        key = context.typed.key
        conversation = self._present(context.session)
        cancel = conversation.choices.get("cancel")
        if pick is not None:
            await self._pick(context, pick)
        elif key == "huy" and cancel is not None:
            await self._run(context, conversation.name, cancel, "")
        elif key in ("huy", "quay lai"):
            await self._go_back(context, screen)
        else:
            await self._ask(context)

    async def _ask(self, context: Context) -> bool:
        """Let the open question have the text; tell whether it took it."""
        session = context.session
        conversation = self._present(session)
        if conversation.text is None:
            return False
        context.follows = session.written is not None and context.now - session.written < _BURST
        try:
            await self._run(context, conversation.name, conversation.text, "")
        except NotAnAnswer:
            context.follows = False
            return False
        if session.conversation == conversation.name:
            session.written = context.now
        return True

    async def _go_back(self, context: Context, screen: Screen) -> None:
        await self._pick(context, Pick(label="", action=screen.back_to))

    async def _free(self, context: Context, reading: Understanding) -> None:
        if reading.danger is None and await self._answers_a_push(context):
            return
        if _is_order(reading) and reading.command in self._commands:
            context.argument = "bare" if reading.ambiguous_stop else ""
            await self._command(context, reading.command)
            return
        if reading.danger is None and self._may_be_command(context) and context.typed.key in self._commands:
            context.argument = ""
            await self._command(context, context.typed.key)
            return
        free = self._conversations[FREE]
        await self._run(context, FREE, free.text or free.open, "")

    def _may_be_command(self, context: Context) -> bool:
        """Tell whether a text has no more words than a command may have; most texts have."""
        return context.typed.bare.count(" ") <= self._spaces_in_commands

    async def _answers_a_push(self, context: Context) -> bool:
        """Offer the text to whoever asks by messages of its own; tell whether one took it."""
        for name, unasked in self._unasked:
            try:
                await self._run(context, name, unasked, "")
            except NotAnAnswer:
                continue
            return True
        return False

    def _slash(self, text: str) -> str | None:
        """Return the command of a slash word: one of the known aliases, or a conversation's own."""
        alias = slash_command(text)
        if alias in self._commands:
            return alias
        first = text.split(maxsplit=1)[0]
        own = typed_key(first[1:]) if first.startswith("/") else ""
        return own if own in self._commands else None

    async def _command(self, context: Context, command: str) -> None:
        conversation = self._commands[command]
        await self._run(context, conversation.name, conversation.open, context.argument)

    async def _open(self, context: Context, name: str) -> None:
        await self._run(context, name, self._conversations[name].open, "")

    # Everything else

    async def _take(self, context: Context, handler: Handler | None) -> None:
        """Give a photo or a pin to the open conversation, else to the one for everything unasked."""
        if handler is not None:
            written = context.session.written
            context.follows = written is not None and context.now - written < _BURST
            try:
                await self._run(context, context.session.conversation, handler, "")
            except NotAnAnswer:
                context.follows = False
            else:
                context.session.written = context.now
                return
        free = self._conversations[FREE]
        chosen = free.location if context.incoming.kind is IncomingKind.LOCATION else free.photo
        await self._run(context, FREE, chosen or free.open, "")

    async def _refuse_kind(self, context: Context) -> None:
        screen, kind = context.session.screen, context.incoming.kind
        if kind not in _MEANT or (screen is not None and screen.expects is not Expect.CHOICE):
            await self._again(context, f"unreadable-{kind.value.replace('_', '-')}")
            return
        free = self._conversations[FREE]
        await self._run(context, FREE, free.photo or free.open, "")

    async def _run(self, context: Context, name: str, handler: Handler, argument: str) -> None:
        """Run a handler, then where it sent the person on to; a chain is short, for no handler sends back."""
        context.conversation, context.argument = name, argument
        await handler(context)
        while (onward := context.take_onward()) is not None:
            conversation = self._conversations[onward.conversation]
            context.conversation, context.argument = conversation.name, onward.argument
            await (conversation.handler(onward.action) or conversation.open)(context)

    def _present(self, session: Session) -> Conversation:
        return self._conversations.get(session.conversation) or self._conversations[FREE]


def _pushed_choice(context: Context) -> Choice | None:
    """Return the choice that a text picks from a menu that was pushed; an open question has its answer first."""
    screen, message = context.session.screen, context.session.pushed
    if message is None or (screen is not None and screen.expects is not Expect.CHOICE):
        return None
    place = context.typed.place(message.style)
    if place is not None:
        return message.choices[place] if place < len(message.choices) else None
    return next((one for one in message.choices if typed_key(one.label) == context.typed.key), None)


def _by_name(conversations: Sequence[Conversation]) -> dict[str, Conversation]:
    found = {conversation.name: conversation for conversation in conversations}
    missing = {FREE, MENU.partition(".")[0]} - found.keys()
    if len(found) != len(conversations) or missing:
        raise ValueError(f"conversations need one name each, and {FREE} and the menu are needed")
    return found


def _is_order(reading: Understanding) -> bool:
    return reading.intent in (Intent.COMMAND, Intent.STOP, Intent.ERASE)


def _by_command(conversations: Sequence[Conversation]) -> dict[str, Conversation]:
    found: dict[str, Conversation] = {}
    for conversation in conversations:
        for command in conversation.commands:
            if command in found:
                raise ValueError(f"/{command} is claimed by {found[command].name} and {conversation.name}")
            found[command] = conversation
    return found
