"""Whatever nobody asked for: danger first, then an offer, an answer or the menu, and the words are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from awareness.library import Library
from channels.contract import IncomingKind
from handlers.ask import show_finding
from handlers.asking_place import Places, read_place
from handlers.conversation import Context, Conversation, Pick, Screen
from handlers.hotlines import Hotlines, hotlines_text
from handlers.relative import HELPING, is_call_for_help
from handlers.screens import MENU
from handlers.tip.services import KEPT, TIP, TipMemory
from handlers.understanding import Intent
from tips.errors import ReceiptTypo
from tips.receipt import parse_receipt

_KEPT_SIGNS = 20_000
_FEWEST_DIGITS, _MOST_DIGITS = 16, 20
_LONG = 1_000
"""Signs; nobody asks a question that long, but people report like that."""


def conversation(library: Library, places: Places, hotlines: Hotlines) -> Conversation:
    """Return the answers to everything unasked."""
    steps = _Steps(library, places, hotlines)
    return Conversation(name="free", open=steps.read, text=steps.read, photo=steps.media, location=steps.pin)


@dataclass(frozen=True, slots=True)
class _Steps:
    library: Library
    places: Places
    hotlines: Hotlines

    async def read(self, context: Context) -> None:
        """Answer a free text by what it wants."""
        if context.danger is not None:
            await self._danger(context)
            return
        if _is_code(context.text) or (not context.capabilities.tip_chat and _looks_like_code(context.text)):
            await self._to_mailbox(context)
            return
        match context.understood.intent:
            case Intent.TIP if not (context.heard.asks_how_to_help and is_call_for_help(self.library, context)):
                await self._offer_tip(context, "free-tip")
            case Intent.TIP | Intent.QUESTION | Intent.OTHER if is_call_for_help(self.library, context):
                context.notice(context.t("relative-heard"))
                context.go(HELPING)
            case Intent.GREETING:
                context.notice(context.t("free-greeting"))
                context.go(MENU)
            case Intent.THANKS:
                await context.show(Screen(text=context.t("free-thanks")))
            case _:
                await self._answer(context)

    async def media(self, context: Context) -> None:
        """Offer the tip for a photo; say what to do with what we cannot take."""
        kind = context.incoming.kind
        match kind:
            case IncomingKind.PHOTO if context.capabilities.tip_chat:
                memory = context.recall(TipMemory)
                memory.kept_photo = context.incoming
                await self._offer_tip(context, "free-photo")
            case IncomingKind.PHOTO:
                context.go("tip.open")
            case IncomingKind.WITHHELD:
                # Nothing of it can be read, whatever is tried: a child perhaps. Whom to call is all we can say.
                numbers = hotlines_text(self.hotlines, context.t)
                await context.show(Screen(text=f"{context.t('unreadable-withheld')}\n\n{numbers}"))
            case _ if not context.capabilities.tip_chat:
                context.notice(context.t("free-no-media-here"))
                context.go("tip.open")
            case _:
                await context.show(_offering(context, context.t(f"unreadable-{_key(kind)}")))

    async def pin(self, context: Context) -> None:
        """Read a pin as the question for a commune."""
        answer = read_place(self.places, context.incoming, "")
        if not answer.units:
            await context.show(Screen(text=context.t("free-pin-elsewhere")))
        elif len(answer.units) == 1:
            context.notice(context.t("free-pin", unit=answer.units[0].name))
            context.go("commune.place", answer.units[0].code)
        else:
            context.notice(context.t("free-pin-several"))
            context.go("commune.pin")

    async def _danger(self, context: Context) -> None:
        """The numbers lead (put above by `show`); reporting comes after, with the words kept where they may be."""
        numbers = hotlines_text(self.hotlines, context.t)
        if not context.capabilities.tip_chat:
            report = Pick(label=context.t("menu-tip"), action="tip.open")
            text = f"{context.t('danger-then-elsewhere')}\n\n{numbers}"
            await context.show(Screen(text=text, choices=(report,)))
            return
        self._keep(context)
        await context.show(_offering(context, f"{context.t('danger-then')}\n\n{numbers}"))

    async def _to_mailbox(self, context: Context) -> None:
        if context.capabilities.tip_chat:
            context.session.trails.setdefault("mailbox", [])
            if context.incoming.message is not None:
                context.session.track("mailbox", context.incoming.message)
        context.go("mailbox.code")

    async def _offer_tip(self, context: Context, key: str) -> None:
        is_of_family = bool(self.library.paths) and context.heard.speaks_of_own_relative
        if not context.capabilities.tip_chat:
            # Nothing of it is kept: a tip does not belong into this chat, and the next screen says where it does.
            context.go(HELPING if is_of_family else "tip.open")
            return
        self._keep(context)
        helping = (Pick(label=context.t("family-helping"), action=HELPING),) if is_of_family else ()
        await context.show(_offering(context, context.t(key), *helping))

    async def _answer(self, context: Context) -> None:
        found = context.found_in(self.library)
        if found.sure is not None or found.near:
            context.conversation = "ask"
            await show_finding(context, self.library, found)
        elif len(context.text) > _LONG:
            await self._offer_tip(context, "free-long")
        else:
            context.notice(context.t("free-unknown"))
            context.go(MENU)

    def _keep(self, context: Context) -> None:
        """Keep the words for a tip, and their message among those that the tip deletes."""
        memory = context.recall(TipMemory)
        memory.kept_text = context.text[:_KEPT_SIGNS]
        context.session.trails.setdefault(TIP, [])
        if context.incoming.message is not None:
            context.session.track(TIP, context.incoming.message)


def _offering(context: Context, text: str, *others: Pick) -> Screen:
    picks = (
        *others,
        Pick(label=context.t("offer-tip"), action="tip.open", argument=KEPT),
        Pick(label=context.t("offer-menu"), action="menu.open"),
    )
    return Screen(text=text, choices=picks, back=False)


def _is_code(text: str) -> bool:
    try:
        parse_receipt(text)
    except ReceiptTypo:
        return False
    return True


def _looks_like_code(text: str) -> bool:
    """Tell whether this is meant as a code, slips included: where codes are not typed, a slip is warned of as well."""
    bare = re.sub(r"[\s.\-]", "", text)
    return bare.isdecimal() and _FEWEST_DIGITS <= len(bare) <= _MOST_DIGITS


def _key(kind: IncomingKind) -> str:
    return kind.value.replace("_", "-")
