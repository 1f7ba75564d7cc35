"""The menu: eight things, in the same order in every language and on every platform."""

from __future__ import annotations

from handlers.conversation import Context, Conversation, Pick, Screen
from storage.residents.types import Language

_ENTRIES = ("tip", "mailbox", "learn", "ask", "family", "commune", "settings", "help")


def conversation() -> Conversation:
    """Return the menu."""
    # It is shown more than any other screen and is the same for all with one language, so it is made once for each.
    made: dict[tuple[Language, bool], Screen] = {}

    async def show_menu(context: Context) -> None:
        kind = context.language, context.capabilities.buttons
        if kind not in made:
            made[kind] = _screen(context)
        await context.show(made[kind])

    return Conversation(name="menu", open=show_menu)


def _screen(context: Context) -> Screen:
    picks = tuple(Pick(label=context.t(f"menu-{entry}"), action=f"{entry}.open") for entry in _ENTRIES)
    text = context.t("menu") if context.capabilities.buttons else f"{context.t('menu')}\n{context.t('menu-by-number')}"
    return Screen(text=text, choices=picks, columns=2, back=False)
