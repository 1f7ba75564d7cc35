"""Help: what can be done here, what we never ask for, our addresses, the numbers to call."""

from __future__ import annotations

from channels.markup import literal
from handlers.conversation import Context, Conversation, Screen
from handlers.hotlines import Hotlines, hotlines_text


def conversation(hotlines: Hotlines, web_address: str) -> Conversation:
    """Return the help. `web_address` is the public site, empty when there is none: an address that only this
    machine can open is no official one."""

    async def show_help(context: Context) -> None:
        key = "help-addresses" if web_address else "help-address-chat"
        paragraphs = (
            context.t("help"),
            context.t("help-never"),
            context.t(key, address=literal(web_address)),
            hotlines_text(hotlines, context.t),
        )
        await context.show(Screen(text="\n\n".join(paragraphs)))

    return Conversation(name="help", commands=("trogiup",), open=show_help)
