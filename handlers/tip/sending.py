"""Screen 4: one gentle look at what names the sender, the preview, sending, and the code shown once."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import structlog

from channels.contract import ChannelError
from channels.markup import inert, literal
from handlers.conversation import Context, Pick, Screen
from handlers.screens import MENU
from handlers.tip.questions import outside_screen
from handlers.tip.services import TipMemory, TipServices, draft_of
from handlers.tip.writing import closed_text, missing_text
from handlers.understanding import names_the_sender
from storage.tips.types import Conflict
from storage.types import moment
from tips.drafts import Draft
from tips.errors import IntakeClosed, OutsideOnly, SealFailed, TipEmpty, TipTooLong
from tips.intake import SentTip

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
_PREVIEW_SIGNS = 1500
_SHOWN_SNIPPETS = 3


@dataclass(frozen=True, slots=True)
class Sending:
    """The last screen, and the receipt."""

    services: TipServices

    async def preview(self, context: Context) -> None:
        """Show what will be sent, and what in it may tell who wrote it."""
        found = draft_of(self.services, context)
        if found is None:
            context.go("tip.write")
            return
        context.recall(TipMemory).place_asked = False
        await context.show(self._preview(context, found[1]))

    async def send(self, context: Context) -> None:
        """Seal and store the tip, and show the code. Whatever fails, the draft stays."""
        found = draft_of(self.services, context)
        if found is None:
            context.notice(context.t("stale-sent"))
            context.go(MENU)
            return
        key, draft = found
        context.apology = "tip-perhaps-arrived"
        await context.working()
        try:
            sent = await self.services.intake.send(draft)
        except IntakeClosed:
            context.notice(closed_text(self.services, context))
            await context.show(self._preview(context, draft))
        except OutsideOnly:
            await context.show(outside_screen(self.services, context))
        except (TipEmpty, TipTooLong):
            context.notice(context.t("tip-empty"))
            context.go("tip.write")
        except SealFailed as problem:
            structlog.get_logger().error("seal_failed", cause=problem.cause)
            context.notice(context.t("tip-not-sent"))
            await context.show(self._preview(context, draft))
        else:
            self.services.drafts.drop(key)
            context.session.forget(TipMemory)
            await self._show_code(context, sent)

    async def noted(self, context: Context) -> None:
        """Delete everything about the tip where the platform can; leave one thank-you."""
        is_gone = context.capabilities.delete and context.conversation in context.session.trails
        if context.incoming.screen is not None:
            # After a restart the rest is out of reach, but the code at least can go.
            context.start_trail()
            context.session.track(context.conversation, context.incoming.screen)
        is_gone = await context.delete_trail() and is_gone
        key = "tip-thanks" if is_gone else "tip-thanks-delete-yourself"
        await context.show(Screen(text=context.t(key)), anew=True)

    async def _show_code(self, context: Context, sent: SentTip) -> None:
        """Show the code; a second time when the first got lost, for nobody can ever show it again.

        Lost twice, it stands in the session and is shown at the person's next message (`handlers/switchboard.py`).
        """
        screen, anew = _receipt(context, sent), not context.capabilities.edit
        try:
            await context.show(screen, anew=anew)
        except ChannelError as error:
            if error.recipient_gone or not context.session.may_be_unseen:
                raise
            await context.show(screen, anew=anew)

    def _preview(self, context: Context, draft: Draft) -> Screen:
        unit = self.services.places.gazetteer.unit(draft.unit).name if draft.unit else context.t("place-not-known")
        happening = context.t(f"happening-{draft.happening.value}") if draft.happening else ""
        concerned = draft.conflict or Conflict.UNSURE
        conflict = context.t(f"conflict-{concerned.value}")
        facts = " · ".join(filter(None, (unit, happening, conflict, context.t("photos", count=len(draft.photos)))))
        parts = (
            context.t("tip-preview"),
            _shortened(draft.text),
            facts,
            context.t("tip-readers" if concerned is Conflict.NONE else "tip-readers-not-there"),
            _naming(context, draft.text),
            missing_text(context, draft.text),
            context.t("tip-is-not"),
        )
        picks = (
            Pick(label=context.t("tip-send"), action="send"),
            Pick(label=context.t("tip-rewrite"), action="rewrite"),
            Pick(label=context.t("tip-cancel"), action="cancel"),
        )
        return Screen(text="\n\n".join(filter(None, parts)), choices=picks, back_to="tip.whom")


def _receipt(context: Context, sent: SentTip) -> Screen:
    local = moment(sent.look_by).astimezone(LOCAL)
    text = context.t(
        "tip-receipt", code=sent.receipt, time=f"{local:%H:%M}", date=f"{local.day}/{local.month}/{local.year}"
    )
    picks = (Pick(label=context.t("tip-code-noted"), action="noted", lasting=True),)
    return Screen(text=text, choices=picks, back=False, once=True)


def _naming(context: Context, text: str) -> str:
    snippets = dict.fromkeys(naming.snippet for naming in names_the_sender(text))
    if not snippets:
        return ""
    shown = ", ".join(f"“{literal(inert(snippet[:60]))}”" for snippet in list(snippets)[:_SHOWN_SNIPPETS])
    return context.t("tip-naming", snippets=shown)


def _shortened(text: str) -> str:
    """Return what was written as officers will read it; a long story by its beginning."""
    shown = literal(inert(text[:_PREVIEW_SIGNS]))
    return shown if len(text) <= _PREVIEW_SIGNS else f"{shown}…"
