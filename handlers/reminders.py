"""A gentle reminder a week, four weeks long, for subscribers who ask for it: switched on, off, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from awareness.library import Library
from awareness.types import Checklist
from channels.contract import Capabilities, Outgoing
from channels.markup import literal
from handlers.conversation import Context, Conversation, Pick, Screen
from handlers.screens import standing
from handlers.subscribers import Subscribers, subscription_of
from handlers.texts import Catalogue
from storage.residents.types import Language

REMINDERS = "reminders"
OPEN = f"{REMINDERS}.open"


class Reminders(Protocol):
    """Who is reminded (`storage.residents.reminders`)."""

    async def start(self, channel: str, value: str) -> bool:
        """Remind a subscriber for four weeks; False when he is none."""

    async def stop(self, channel: str, value: str) -> bool:
        """Remind no more; False when nothing was to come."""

    async def weeks_left(self, channel: str, value: str) -> int:
        """Return how many reminders are to come."""


def reminder_picks(context: Context) -> tuple[Pick, ...]:
    """Return what the family's menu offers besides: reminders, where a person can be reached later."""
    if not context.capabilities.push:
        return ()
    return (Pick(label=context.t("reminders-start"), action=OPEN),)


def conversation(reminders: Reminders, subscribers: Subscribers, library: Library) -> Conversation:
    """Return the switch for the reminders, and what the buttons under one run."""
    steps = _Steps(reminders, subscribers, library)
    return Conversation(
        name=REMINDERS,
        open=steps.open,
        choices={"start": steps.start, "stop": steps.stop},
        standing={"see": steps.see, "stop": steps.stop},
    )


@dataclass(frozen=True, slots=True)
class _Steps:
    reminders: Reminders
    subscribers: Subscribers
    library: Library

    async def open(self, context: Context) -> None:
        """Say what reminders are, what is kept for them, and whether they are on."""
        if not context.capabilities.push:
            await context.show(Screen(text=context.t("reminders-no-push"), back_to="family.open"))
            return
        address = context.address()
        if await subscription_of(self.subscribers, address) is None:
            subscribe = Pick(label=context.t("settings-commune"), action="commune.open")
            text = context.t("reminders-subscribe-first")
            await context.show(Screen(text=text, choices=(subscribe,), back_to="family.open"))
            return
        left = await self.reminders.weeks_left(address.channel, address.reveal())
        if left:
            text = "\n\n".join((context.t("reminders"), context.t("reminders-on", weeks=left)))
            pick = Pick(label=context.t("reminders-stop"), action="stop")
        else:
            text, pick = context.t("reminders"), Pick(label=context.t("reminders-start"), action="start")
        await context.show(Screen(text=text, choices=(pick,), back_to="family.open"))

    async def start(self, context: Context) -> None:
        """Switch them on."""
        address = context.address()
        if await self.reminders.start(address.channel, address.reveal()):
            context.notice(context.t("reminders-started"))
        await self.open(context)

    async def stop(self, context: Context) -> None:
        """Switch them off; the subscription stays."""
        address = context.address()
        was_on = await self.reminders.stop(address.channel, address.reveal())
        context.notice(context.t("reminders-stopped" if was_on else "reminders-were-off"))
        context.go("family.open")

    async def see(self, context: Context) -> None:
        """Open the week that a reminder was about; its number, from 1, is the argument."""
        checklist = _checklist(self.library)
        if checklist is None or not context.argument.isdecimal():
            context.go("family.open")
        else:
            context.go("family.item", f"{checklist.id}/{int(context.argument) - 1}/0")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderRenderer:
    """Turns a week of the family's checklist into a reminder (`broadcasts.reminders`)."""

    catalogue: Catalogue
    library: Library

    def __call__(self, week: int, *, language: Language, capabilities: Capabilities) -> Outgoing | None:
        """Return the message of `week` (1 to 4); None when the checklist has no such week or may not be shown.

        Where there are no buttons the ways are named: a bare digit under a push would be read by whatever menu
        is open.
        """
        checklist = _checklist(self.library)
        if checklist is None or not 1 <= week <= len(checklist.weeks):
            return None
        this = checklist.weeks[week - 1]
        is_last = week == len(checklist.weeks)
        ways = (
            ("see", "reminder-see", "reminder-see-by-command"),
            ("stop", "reminders-stop", "reminder-stop-by-command"),
        )[: 1 if is_last else 2]
        commands = "" if capabilities.buttons else "\n".join(self._say(language, command) for _, _, command in ways)
        paragraphs = (
            self._say(language, "reminder-head", week=week, title=literal(this.title)),
            self.library.mark(checklist),
            literal(this.reminder),
            self._say(language, "reminder-last") if is_last else "",
            commands,
            "\n".join((self._say(language, "campaign-mailbox"), self._say(language, "campaign-footer"))),
        )
        return Outgoing(
            text="\n\n".join(filter(None, paragraphs)),
            choices=tuple(
                standing(REMINDERS, action, str(week), self._say(language, key))
                for action, key, _ in (ways if capabilities.buttons else ())
            ),
        )

    def _say(self, language: Language, key: str, **values: str | int) -> str:
        return self.catalogue.text(language, key, **values)


def _checklist(library: Library) -> Checklist | None:
    return next(iter(library.checklists), None)
