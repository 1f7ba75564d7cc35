"""Screens 1 and 2: who sees what; then the story, in as many messages and photos as it takes."""

from __future__ import annotations

from dataclasses import dataclass

from channels.contract import ChannelError, Incoming, Link, MediaTooLarge
from handlers.conversation import Context, Expect, NotAnAnswer, Pick, Screen
from handlers.hotlines import hotlines_text
from handlers.our_pages import page_links
from handlers.screens import MENU
from handlers.tip.services import KEPT, PHOTO_BYTES, TIP, TipMemory, TipServices, draft_of
from handlers.understanding import Missing, missing_in_tip
from tips.drafts import Draft, DraftKey
from tips.errors import DraftsFull, PhotoRefused, TipTooLong


@dataclass(frozen=True, slots=True)
class Writing:
    """The first two screens."""

    services: TipServices

    async def open(self, context: Context) -> None:
        """Say who sees what, before a word is written."""
        link = self._form_link(context)
        if not context.capabilities.tip_chat:
            await context.show(Screen(text=self._elsewhere(context, has_page=bool(link)), links=link))
            return
        context.start_trail()
        memory = context.recall(TipMemory)
        if context.argument != KEPT:
            memory.kept_text, memory.kept_photo = "", None
        memory.place_asked = False
        if not await self.services.intake.is_open():
            context.notice(closed_text(self.services, context))
        kept = memory.kept_text or memory.kept_photo or draft_of(self.services, context)
        parts = (
            context.t("tip-who-sees", platform=context.platform or context.t("this-app")),
            context.t("tip-always"),
            context.t("tip-kept") if kept else "",
            context.t("tip-web") if link else "",
        )
        go_on = Pick(label=context.t("tip-here"), action="write")
        await context.show(Screen(text="\n\n".join(filter(None, parts)), choices=(go_on,), links=link))

    async def write(self, context: Context) -> None:
        """Ask for the story; what was written before is still there."""
        key, memory = self._draft(context), context.recall(TipMemory)
        text, photo = memory.kept_text, memory.kept_photo
        memory.kept_text, memory.kept_photo = "", None
        if text:
            self._add_text(context, key, text)
        if photo is not None:
            await self._add_photo(context, key, photo)
        await self._show(context, key)

    async def rewrite(self, context: Context) -> None:
        """Begin the text anew; photos stay."""
        key = self._draft(context)
        self.services.drafts.set_text(key, "")
        await self._show(context, key)

    async def read(self, context: Context) -> None:
        """Take one message of the story, or a typed place while the place is asked."""
        if context.recall(TipMemory).place_asked:
            context.go("tip.where", context.text)
            return
        key = self._draft(context)
        self._add_text(context, key, context.text)
        await self._show(context, key)

    async def photo(self, context: Context) -> None:
        """Take one photo and its caption."""
        found = draft_of(self.services, context)
        screen = context.session.screen
        if found is None or screen is None or screen.once:
            raise NotAnAnswer
        key = found[0]
        await context.working()
        await self._add_photo(context, key, context.incoming)
        if context.text:
            self._add_text(context, key, context.text)
        await self._show(context, key)

    async def done(self, context: Context) -> None:
        """Go on when there is something to send."""
        found = draft_of(self.services, context)
        if found is None:
            await self.lost(context)
        elif not found[1].text.strip() and not found[1].photos:
            context.notice(context.t("tip-empty"))
            await self._show(context, found[0])
        else:
            context.go("tip.where")

    async def cancel(self, context: Context) -> None:
        """Throw the draft away and delete its messages."""
        found = draft_of(self.services, context)
        if found is not None:
            self.services.drafts.drop(found[0])
        context.session.forget(TipMemory)
        if not await context.delete_trail():
            context.notice(context.t("delete-yourself"))
        context.notice(context.t("tip-cancelled"))
        context.go(MENU)

    async def lost(self, context: Context) -> None:
        """Say that the draft is gone, and begin a new one."""
        context.notice(context.t("tip-lost"))
        await self.write(context)

    def _draft(self, context: Context) -> DraftKey:
        """Return the chat's draft, a new one when there is none."""
        context.start_trail()
        memory = context.recall(TipMemory)
        memory.place_asked = False
        if memory.key is None or self.services.drafts.get(memory.key) is None:
            memory.key = self.services.drafts.new()
        return memory.key

    def _add_text(self, context: Context, key: DraftKey, text: str) -> None:
        before = (self.services.drafts.get(key) or Draft()).text
        try:
            self.services.drafts.set_text(key, f"{before}\n{text}".strip())
        except TipTooLong as problem:
            context.notice(context.t("tip-too-long", limit=f"{problem.limit:,}".replace(",", ".")))

    async def _add_photo(self, context: Context, key: DraftKey, incoming: Incoming) -> None:
        if incoming.media is None:
            context.notice(context.t("photo-broken"))
            return
        try:
            await self.services.drafts.add_photo(key, await incoming.media.read(PHOTO_BYTES))
        except MediaTooLarge:
            context.notice(context.t("photo-too-large"))
        except ChannelError:
            # The platform did not hand the picture over: the words are kept, the picture can be sent again.
            context.notice(context.t("photo-broken"))
        except PhotoRefused as problem:
            context.notice(context.t(f"photo-{problem.reason.value.replace('_', '-')}"))
        except DraftsFull:
            context.notice(context.t("photo-drafts-full"))

    async def _show(self, context: Context, key: DraftKey) -> None:
        draft = self.services.drafts.get(key) or Draft()
        text = _so_far(context, draft) if draft.text or draft.photos else context.t("tip-write")
        picks = (
            Pick(label=context.t("tip-done"), action="done"),
            Pick(label=context.t("tip-cancel"), action="cancel"),
        )
        await context.show(Screen(text=text, choices=picks, expects=Expect.STORY, back_to=f"{TIP}.open"))

    def _elsewhere(self, context: Context, *, has_page: bool) -> str:
        """Say where a tip belongs from a chat that takes none; on our own page the numbers stand one link away."""
        if has_page and context.capabilities.own_page:
            return context.t("tip-own-page")
        key = "tip-form-only" if has_page else "tip-hotlines-only"
        told = context.t(key, platform=context.platform or context.t("this-app"))
        return f"{told}\n\n{hotlines_text(self.services.hotlines, context.t)}"

    def _form_link(self, context: Context) -> tuple[Link, ...]:
        return page_links(
            self.services.form_address,
            label=context.t("tip-form-link" if context.capabilities.tip_chat else "tip-page-link"),
            is_public=self.services.is_public,
            capabilities=context.capabilities,
        )


def closed_text(services: TipServices, context: Context) -> str:
    """Return the plain sentence of a closed intake, with the numbers to call."""
    return f"{context.t('tip-closed')}\n\n{hotlines_text(services.hotlines, context.t)}"


def missing_text(context: Context, text: str) -> str:
    """Return one kind line about what would make the tip checkable; empty when nothing is missing."""
    missing = missing_in_tip(text)
    if not missing:
        return ""
    wanted = ", ".join(context.t(f"missing-{one.value.replace('_', '-')}") for one in Missing if one in missing)
    return context.t("tip-missing", wanted=wanted)


def _so_far(context: Context, draft: Draft) -> str:
    noted = context.t("tip-noted", photos=len(draft.photos)) if draft.photos else context.t("tip-noted-text")
    photo = context.t("photo-warning") if draft.photos else ""
    return "\n\n".join(filter(None, (noted, missing_text(context, draft.text), photo, context.t("tip-more"))))
