"""`/hopthu`: the code opens questions, the result and a place to add, never the tip.

The message with the code is deleted as soon as it was read, the others when the mailbox is closed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from channels.contract import ChannelError, MediaTooLarge
from handlers.conversation import Context, Conversation, Expect, NotAnAnswer, Screen
from handlers.hotlines import Hotlines, hotlines_text
from handlers.mailbox_screens import mailbox_screen, writing_screen
from handlers.mailbox_tries import MailboxTries
from handlers.our_pages import page_links
from handlers.screens import MENU
from handlers.understanding import Intent
from storage.types import instant
from tips.errors import (
    AnswerEmpty,
    CaseFinished,
    MailboxFull,
    MailboxUnknown,
    PhotoRefused,
    ReceiptTypo,
    SealFailed,
    TipTooLong,
    TooManyAttempts,
)
from tips.lookup_standing import LookupStanding
from tips.mailbox import OpenMailbox
from tips.receipt import parse_receipt

MAILBOX = "mailbox"
_PHOTO_BYTES = 20_000_000


class Mailboxes(Protocol):
    """The senders' mailboxes (`tips.mailbox`)."""

    async def open(self, code: str, *, is_doubted: bool = False) -> OpenMailbox: ...
    async def answer(self, mailbox: OpenMailbox, *, text: str, photos: Sequence[bytes]) -> None: ...
    async def reopen(self, mailbox: OpenMailbox, reason: str) -> None: ...


class PhotoRebuilder(Protocol):
    """Makes a clean picture from what arrived (`tips.media`)."""

    async def rebuild(self, data: bytes) -> bytes: ...


@dataclass(slots=True)
class MailboxMemory:
    """The mailbox that is open in this chat, and whether the next words reopen the case."""

    opened: OpenMailbox | None = field(default=None, repr=False)
    writes: bool = False
    reopens: bool = False
    sent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxServices:
    """`page_address` is the web mailbox's, empty where there is none; `is_public` whether it opens from outside."""

    mailboxes: Mailboxes
    photos: PhotoRebuilder
    hotlines: Hotlines
    page_address: str
    is_public: bool = True


def conversation(services: MailboxServices) -> Conversation:
    """Return the mailbox conversation."""
    steps = _Steps(services)
    return Conversation(
        name=MAILBOX,
        commands=("hopthu",),
        open=steps.open,
        choices={
            "code": steps.by_code,
            "answer": steps.invite_answer,
            "reopen": steps.invite_reason,
            "done": steps.close,
            "cancel": steps.close,
        },
        text=steps.read,
        photo=steps.photo,
    )


@dataclass(frozen=True, slots=True)
class _Steps:
    services: MailboxServices
    tries: MailboxTries = field(default_factory=MailboxTries)
    standing: LookupStanding = field(default_factory=LookupStanding)

    async def open(self, context: Context) -> None:
        """Ask for the code; where a chat may not hold one, name the page."""
        link = page_links(
            self.services.page_address,
            label=context.t("mailbox-link"),
            is_public=self.services.is_public,
            capabilities=context.capabilities,
        )
        if not context.capabilities.tip_chat:
            # With a page to go to, its address is all that is said: numbers in between would hide it.
            text = context.t("mailbox-page-only")
            if not link:
                text = f"{context.t('mailbox-hotlines-only')}\n\n{hotlines_text(self.services.hotlines, context.t)}"
            await context.show(Screen(text=text, links=link))
            return
        context.start_trail()
        context.session.forget(MailboxMemory)
        await context.show(Screen(text=context.t("mailbox-ask"), expects=Expect.TEXT, links=link))

    async def read(self, context: Context) -> None:
        """Read a code, or one message for the open mailbox."""
        memory = context.recall(MailboxMemory)
        if memory.opened is None:
            await self._open_by_code(context, memory)
        elif memory.reopens:
            await self._reopen(context, memory.opened)
        elif memory.writes:
            await self._send(context, memory, memory.opened, context.text, ())
        else:
            raise NotAnAnswer

    async def by_code(self, context: Context) -> None:
        """Open with a code that came unasked."""
        if not context.capabilities.tip_chat:
            await self.open(context)
            return
        context.start_trail()
        context.session.forget(MailboxMemory)
        await self._open_by_code(context, context.recall(MailboxMemory))

    async def photo(self, context: Context) -> None:
        """Add one photo, with its caption."""
        memory = context.recall(MailboxMemory)
        media = context.incoming.media
        if memory.opened is None or not memory.writes or media is None:
            raise NotAnAnswer
        await context.working()
        try:
            clean = await self.services.photos.rebuild(await media.read(_PHOTO_BYTES))
        except MediaTooLarge:
            await self._without_photo(context, memory, memory.opened, "too-large")
        except ChannelError:
            await self._without_photo(context, memory, memory.opened, "broken")
        except PhotoRefused as problem:
            await self._without_photo(context, memory, memory.opened, problem.reason.value.replace("_", "-"))
        else:
            await self._send(context, memory, memory.opened, context.text, (clean,))

    async def _without_photo(self, context: Context, memory: MailboxMemory, opened: OpenMailbox, reason: str) -> None:
        """Say why the photo is not taken; the words under it are sent all the same."""
        context.notice(context.t(f"photo-{reason}"))
        if context.text:
            await self._send(context, memory, opened, context.text, ())
        else:
            await context.show(writing_screen(context, is_sent=memory.sent > 0))

    async def invite_answer(self, context: Context) -> None:
        """Ask for the answer."""
        memory = context.recall(MailboxMemory)
        if memory.opened is None:
            await self.open(context)
            return
        memory.writes, memory.sent = True, 0
        await context.show(writing_screen(context, is_sent=memory.sent > 0))

    async def invite_reason(self, context: Context) -> None:
        """Ask why the case should be opened again."""
        memory = context.recall(MailboxMemory)
        if memory.opened is None:
            await self.open(context)
            return
        memory.reopens = True
        await context.show(Screen(text=context.t("mailbox-why"), expects=Expect.STORY, back_to="mailbox.done"))

    async def close(self, context: Context) -> None:
        """Close the mailbox and delete what was shown of it."""
        was_written = context.recall(MailboxMemory).sent > 0
        context.session.forget(MailboxMemory)
        if not await context.delete_trail():
            context.notice(context.t("delete-yourself"))
        context.notice(context.t("mailbox-closed-sent" if was_written else "mailbox-closed"))
        context.go(MENU)

    async def _open_by_code(self, context: Context, memory: MailboxMemory) -> None:
        if not any(sign.isdecimal() for sign in context.text) and context.understood.intent is not Intent.OTHER:
            raise NotAnAnswer
        await context.working()
        typed = context.text
        if context.incoming.message is not None:
            try:
                await context.delete((context.incoming.message,))
            except ChannelError as error:
                # It is deleted with the others when the mailbox is closed.
                structlog.get_logger().warning("reply_failed", error=type(error).__name__)
        try:
            parse_receipt(typed)
        except ReceiptTypo:
            await self._ask_again(context, context.t("mailbox-typo"))
            return
        if wait := self.tries.take(context.reply, context.now):
            await self._ask_again(context, context.t("mailbox-slowly", seconds=wait))
            return
        await self._look_up(context, memory, typed)

    async def _look_up(self, context: Context, memory: MailboxMemory, typed: str) -> None:
        async def look(is_doubted: bool) -> OpenMailbox:
            return await self.services.mailboxes.open(typed, is_doubted=is_doubted)

        try:
            memory.opened = await self.standing.look_up(hash(context.reply), instant(context.now), look)
        except MailboxUnknown:
            await self._ask_again(context, context.t("mailbox-unknown"))
        except TooManyAttempts as problem:
            self.tries.give_back(context.reply)
            await self._ask_again(context, context.t("mailbox-busy", seconds=problem.retry_after))
        else:
            await context.show(mailbox_screen(context, memory.opened))

    async def _ask_again(self, context: Context, reason: str) -> None:
        await context.show(Screen(text=reason, expects=Expect.TEXT))

    async def _reopen(self, context: Context, opened: OpenMailbox) -> None:
        async def reopen() -> None:
            await self.services.mailboxes.reopen(opened, context.text)

        if await _done(context, reopen):
            context.session.forget(MailboxMemory)
            if not await context.delete_trail():
                context.notice(context.t("delete-yourself"))
            await context.show(Screen(text=context.t("mailbox-reopened")), anew=True)

    async def _send(
        self, context: Context, memory: MailboxMemory, opened: OpenMailbox, text: str, photos: Sequence[bytes]
    ) -> None:
        """Seal one message at once: a lost connection later loses nothing."""
        context.apology = "tip-perhaps-arrived"

        async def answer() -> None:
            await self.services.mailboxes.answer(opened, text=text, photos=photos)

        if await _done(context, answer):
            memory.sent += 1
        await context.show(writing_screen(context, is_sent=memory.sent > 0))


async def _done(context: Context, act: Callable[[], Awaitable[None]]) -> bool:
    """Run `act`; tell the person what went wrong and return False when it did."""
    try:
        await act()
    except AnswerEmpty:
        context.notice(context.t("empty-text"))
    except TipTooLong as problem:
        context.notice(context.t("tip-too-long", limit=problem.limit))
    except MailboxFull:
        context.notice(context.t("mailbox-full"))
    except CaseFinished:
        context.notice(context.t("mailbox-finished"))
    except MailboxUnknown:
        context.notice(context.t("mailbox-unknown"))
    except SealFailed as problem:
        structlog.get_logger().error("seal_failed", cause=problem.cause)
        context.notice(context.t("mailbox-not-sent"))
    else:
        return True
    return False
