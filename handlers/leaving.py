"""Stop and erase: `/dung` stops at once, a bare "dung" asks first, erasing asks once."""

from __future__ import annotations

from handlers.conversation import Context, Conversation, Pick, Screen
from handlers.subscribers import Subscribers

BARE = "bare"
"""The argument of the order when it was the bare word: dừng, đúng, đừng or dùng."""


def stop_conversation(subscribers: Subscribers) -> Conversation:
    """Return `/dung`."""

    async def open_stop(context: Context) -> None:
        if context.argument == BARE:
            await ask(context)
        else:
            await stop(context)

    async def ask(context: Context) -> None:
        picks = (
            Pick(label=context.t("stop-yes"), action="stop"),
            Pick(label=context.t("stop-no"), action="menu.open"),
        )
        await context.show(Screen(text=context.t("stop-ask"), choices=picks, back=False))

    async def stop(context: Context) -> None:
        address = context.address()
        was_subscribed = await subscribers.stop(address.channel, address.reveal())
        text, label = ("stopped", "stop-again") if was_subscribed else ("stopped-nothing", "settings-commune")
        onward = Pick(label=context.t(label), action="commune.open")
        await context.show(Screen(text=context.t(text), choices=(onward,)))

    return Conversation(name="stop", commands=("dung",), open=open_stop, choices={"ask": ask, "stop": stop})


def erase_conversation(subscribers: Subscribers) -> Conversation:
    """Return `/xoa`."""

    async def ask(context: Context) -> None:
        picks = (
            Pick(label=context.t("erase-yes"), action="erase"),
            Pick(label=context.t("erase-no"), action="menu.open"),
        )
        await context.show(Screen(text=context.t("erase-ask"), choices=picks, back=False))

    async def erase(context: Context) -> None:
        address = context.address()
        had_something = await subscribers.erase(address.channel, address.reveal())
        context.session.forget_all()
        await context.show(Screen(text=context.t("erased" if had_something else "erased-nothing")))

    return Conversation(name="erase", commands=("xoa",), open=ask, choices={"erase": erase})
