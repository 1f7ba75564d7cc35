"""`/xa`: choosing a commune stores nothing; "Nhận tin" does, under one sentence that says what is kept."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.asking_place import PlaceAnswer, Places, Reading, ask_screen, place_screen, read_place
from handlers.conversation import Context, Conversation, NotAnAnswer, Pick, Screen
from handlers.screens import MENU
from handlers.subscribers import Subscribers, subscribe, subscription_of
from handlers.understanding import Intent
from storage.residents.types import Topic
from storage.types import UnitCode

_ASK, _ASK_TYPED = "commune-ask", "commune-ask-typed"


def conversation(places: Places, subscribers: Subscribers) -> Conversation:
    """Return the choice of a commune, and the subscription."""
    steps = _Steps(places, subscribers)
    return Conversation(
        name="commune",
        commands=("xa",),
        open=steps.open,
        choices={
            "place": steps.offer,
            "other": steps.ask,
            "pin": steps.read,
            "subscribe": steps.subscribe,
            "leave": steps.leave,
        },
        text=steps.read,
        location=steps.read,
    )


@dataclass(frozen=True, slots=True)
class _Steps:
    places: Places
    subscribers: Subscribers

    async def open(self, context: Context) -> None:
        """Ask for the commune; say which one a subscriber has."""
        found = await subscription_of(self.subscribers, context.address()) if context.capabilities.push else None
        if found is not None:
            name = self._name(context, found.unit)
            context.notice(context.t("commune-now", unit=name))
        await self.ask(context)

    async def ask(self, context: Context) -> None:
        """Ask for the commune."""
        await context.show(ask_screen(context, ask_key=_question(context), may_skip=False, back_to=MENU))

    async def read(self, context: Context) -> None:
        """Read a typed name or a pin."""
        answer = read_place(self.places, context.incoming, context.text)
        # Words that name no place may be an order, a tip or a question instead.
        if answer.reading is Reading.NONE and context.understood.intent is not Intent.OTHER:
            raise NotAnAnswer
        await self._show(context, answer)

    async def _show(self, context: Context, answer: PlaceAnswer) -> None:
        await context.show(place_screen(context, answer, ask_key=_question(context), may_skip=False, back_to=MENU))

    async def offer(self, context: Context) -> None:
        """Offer news of a confirmed commune; nothing is stored yet."""
        unit = self.places.gazetteer.unit(context.argument)
        if not context.capabilities.push:
            await self._cannot_subscribe(context, unit.name)
            return
        picks = (
            Pick(label=context.t("subscribe"), action="subscribe", argument=unit.code),
            Pick(label=context.t("subscribe-not"), action="leave"),
        )
        await context.show(
            Screen(text=context.t("commune-offer", unit=unit.name), choices=picks, back_to="commune.other")
        )

    async def subscribe(self, context: Context) -> None:
        """Write the person down: the only place where that happens."""
        address = context.address()
        before = await subscription_of(self.subscribers, address)
        topics = before.topics if before is not None else frozenset(Topic)
        unit = self.places.gazetteer.unit(context.argument)
        if not context.capabilities.push:
            await self._cannot_subscribe(context, unit.name)
            return
        await subscribe(self.subscribers, address, unit=UnitCode(unit.code), topics=topics, language=context.language)
        settings = Pick(label=context.t("menu-settings"), action="settings.open")
        await context.show(Screen(text=context.t("subscribed", unit=unit.name), choices=(settings,)))

    async def _cannot_subscribe(self, context: Context, unit: str) -> None:
        """Say that nothing can be sent here later, and where it can."""
        where = ", ".join(context.subscribe_at)
        key = "commune-no-push" if where else "commune-no-push-yet"
        await context.show(Screen(text=context.t(key, unit=unit, where=where), back_to="commune.other"))

    async def leave(self, context: Context) -> None:
        """Go without subscribing."""
        context.notice(context.t("subscribe-left"))
        context.go(MENU)

    def _name(self, context: Context, unit: UnitCode | None) -> str:
        return context.t("whole-province") if unit is None else self.places.gazetteer.unit(unit).name


def _question(context: Context) -> str:
    return _ASK if context.capabilities.location else _ASK_TYPED
