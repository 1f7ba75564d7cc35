"""The menu: eight things, in the same order in every language and on every platform."""

from __future__ import annotations

from handlers.conversation import Context, Conversation, Pick, Screen

_ENTRIES = ("tip", "mailbox", "learn", "ask", "family", "commune", "settings", "help")


def conversation() -> Conversation:
    """Return the menu."""
    return Conversation(name="menu", open=show_menu)


async def show_menu(context: Context) -> None:
    """Show the menu."""
    picks = tuple(Pick(label=context.t(f"menu-{entry}"), action=f"{entry}.open") for entry in _ENTRIES)
    text = context.t("menu") if context.capabilities.buttons else f"{context.t('menu')}\n{context.t('menu-by-number')}"
    await context.show(Screen(text=text, choices=picks, columns=2, back=False))
