"""`/chiendich`: what is being sent, and the approver's two buttons. Writing is done in the console.

A returned campaign is a draft again at once; the note for its author is asked for after that, so that nothing
hangs on an approver who is called away. Where there are no buttons one typed line decides ("duyệt 482"); whatever
is not such a line to the letter shows the campaign again and decides nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from broadcasts.errors import AuthorMayNotApprove, CampaignUnknown, DigestChanged, StartPassed, WrongCampaignState
from broadcasts.review import Review
from channels.markup import literal, plain
from handlers.approval_codes import Order, read_order
from handlers.campaign_review import ORGANIZER, ApprovalRenderer, decision_argument
from handlers.conversation import Context, Conversation, Expect, NotAnAnswer, Pick, Screen
from handlers.officer import StaffChats, member_at
from storage.campaigns.types import Campaign, CampaignId, CampaignState, DeliveryState
from storage.staff.types import Role, StaffMember
from storage.types import StaffId

_SHOWN = frozenset({CampaignState.IN_REVIEW, CampaignState.APPROVED, CampaignState.RUNNING, CampaignState.PAUSED})
_MOST_SHOWN = 8
_DECIDERS = frozenset({Role.APPROVER, Role.ORGANIZER, Role.LEADER})
_LONGEST_NOTE = 1000


class Report(Protocol):
    """How far a campaign is."""

    @property
    def counts(self) -> Mapping[DeliveryState, int]: ...
    @property
    def total(self) -> int: ...


class Returns(Protocol):
    """Returned campaigns whose author has not been told yet (`broadcasts.returns`)."""

    async def tell_now(self, campaign: CampaignId) -> None:
        """Tell the author: no note is coming."""


class Campaigns(Protocol):
    """What staff may do with campaigns from a chat (`broadcasts.campaigns`)."""

    @property
    def returns(self) -> Returns: ...

    async def get(self, campaign: CampaignId) -> Campaign:
        """Return a campaign. Raises `CampaignUnknown`."""

    async def list_all(self) -> list[Campaign]:
        """Return every campaign."""

    async def show(self, campaign: CampaignId) -> Report:
        """Return how far it is."""

    async def review(self, campaign: CampaignId) -> Review:
        """Return what an approver is shown."""

    async def approve(self, campaign: CampaignId, by: StaffId, digest: str) -> None:
        """Approve what has this digest."""

    async def reject(
        self, campaign: CampaignId, by: StaffId, digest: str, note: str, *, is_note_coming: bool = False
    ) -> None:
        """Return what has this digest to its author, who is told of it with the note when one is coming."""

    async def add_note(self, campaign: CampaignId, by: StaffId, note: str) -> bool:
        """Add a note to what `by` has returned without one; False when that is over."""


@dataclass(slots=True)
class Returned:
    """The campaign that an approver has just returned, while its author waits for a note."""

    campaign: CampaignId | None = None


def conversation(campaigns: Campaigns, staff: StaffChats, renderer: ApprovalRenderer) -> Conversation:
    """Return the organizers' and approvers' conversation."""
    steps = _Steps(campaigns, staff, renderer)
    decisions = {"approve": steps.approve, "reject": steps.reject}
    return Conversation(
        name=ORGANIZER,
        commands=("chiendich",),
        open=steps.open,
        choices={"campaign": steps.campaign, **decisions},
        text=steps.note,
        standing=decisions,
        unasked=steps.typed,
    )


@dataclass(frozen=True, slots=True)
class _Steps:
    campaigns: Campaigns
    staff: StaffChats
    renderer: ApprovalRenderer

    async def open(self, context: Context) -> None:
        """List what is under way. Whoever comes here from a return has no note for its author."""
        if await self._member(context) is None:
            return
        if (returned := context.recall(Returned).campaign) is not None:
            context.session.forget(Returned)
            await self.campaigns.returns.tell_now(returned)
        under_way = [one for one in await self.campaigns.list_all() if one.state in _SHOWN][:_MOST_SHOWN]
        if not under_way:
            await context.show(Screen(text=context.t("campaigns-none")))
            return
        lines = [f"{number}. {_line(context, one)}" for number, one in enumerate(under_way, start=1)]
        labels = [f"{number}. {one.content.title}" for number, one in enumerate(under_way, start=1)]
        if not context.capabilities.buttons:
            # The menu is lines itself there: each campaign stands once, with its state.
            lines, labels = [], [plain(line) for line in lines]
        picks = tuple(
            Pick(label=label, action="campaign", argument=one.campaign)
            for label, one in zip(labels, under_way, strict=True)
        )
        text = "\n".join((context.t("campaigns"), *lines))
        await context.show(Screen(text=text, choices=picks))

    async def campaign(self, context: Context) -> None:
        """Show one: how far it is, or what is to be approved."""
        member = await self._member(context)
        if member is None:
            return
        try:
            one = await self.campaigns.get(CampaignId(context.argument))
        except CampaignUnknown:
            await self._refuse(context, context.t("campaign-unknown"))
            return
        if one.state is CampaignState.IN_REVIEW:
            await self._show_review(context, one, member)
            return
        if one.state is CampaignState.APPROVED:
            more = self.renderer.plan(await self.campaigns.review(one.campaign), context.language)
        else:
            report = await self.campaigns.show(one.campaign)
            more = context.t("campaign-sent", sent=report.counts.get(DeliveryState.SENT, 0), total=report.total)
        links = self.renderer.links(one, context.language)
        text = f"{_line(context, one)}\n{more}"
        await context.show(Screen(text=text, links=links, back_to="organizer.open"))

    async def approve(self, context: Context) -> None:
        """Approve what was read."""

        async def act(one: Campaign, by: StaffId) -> None:
            await self.campaigns.approve(one.campaign, by, one.digest)
            context.notice(context.t("campaign-approved", title=literal(one.content.title)))
            await self.open(context)

        await self._decide(context, act)

    async def reject(self, context: Context) -> None:
        """Return what was read, then ask for a note to its author."""

        async def act(one: Campaign, by: StaffId) -> None:
            await self.campaigns.reject(one.campaign, by, one.digest, "", is_note_coming=True)
            context.recall(Returned).campaign = one.campaign
            text = context.t("campaign-rejected", title=literal(one.content.title))
            # A story: whatever is written is the note, be it a word that elsewhere is an order.
            await context.show(Screen(text=text, expects=Expect.STORY, back_to="organizer.open"))

        await self._decide(context, act)

    async def typed(self, context: Context) -> None:
        """Decide by the line that stands under a notice; show what waits when the line is not quite that."""
        order = read_order(context.text)
        if order is None:
            raise NotAnAnswer
        member = await member_at(self.staff, context.address())
        if member is None or member.role not in _DECIDERS:
            raise NotAnAnswer
        argument = self.renderer.codes.argument_of(order.code)
        is_clear = not order.rest or order.action == "reject"
        if argument is None or not is_clear or len(order.rest) > _LONGEST_NOTE:
            await self._show_waiting(context, member)
            return
        context.argument = argument
        await self._obey(context, order)

    async def _obey(self, context: Context, order: Order) -> None:
        async def return_with_note(one: Campaign, by: StaffId) -> None:
            await self.campaigns.reject(one.campaign, by, one.digest, order.rest)
            context.notice(context.t("campaign-noted"))
            await self.open(context)

        if order.action == "approve":
            await self.approve(context)
        elif order.rest:
            await self._decide(context, return_with_note)
        else:
            await self.reject(context)

    async def _show_waiting(self, context: Context, member: StaffMember) -> None:
        """Show the one campaign that waits for this member, or the list."""
        waiting = [
            one
            for one in await self.campaigns.list_all()
            if one.state is CampaignState.IN_REVIEW and member.staff not in one.editors
        ]
        if len(waiting) != 1:
            await self.open(context)
            return
        context.notice(context.t("campaign-read-first"))
        await self._show_review(context, waiting[0], member)

    async def note(self, context: Context) -> None:
        """Pass the note on to the author."""
        returned = context.recall(Returned).campaign
        if returned is None:
            raise NotAnAnswer
        member = await self._member(context)
        if member is None:
            return
        if len(context.text) > _LONGEST_NOTE:
            context.notice(context.t("campaign-note-long", most=_LONGEST_NOTE))
            await context.show(Screen(text=context.t("campaign-note"), expects=Expect.STORY, back_to="organizer.open"))
            return
        context.session.forget(Returned)
        is_kept = await self.campaigns.add_note(returned, member.staff, context.text)
        context.notice(context.t("campaign-noted" if is_kept else "campaign-note-late"))
        await self.open(context)

    async def _decide(self, context: Context, act: Callable[[Campaign, StaffId], Awaitable[None]]) -> None:
        """Decide only about the very text that was shown, and explain whatever stands in the way."""
        member = await self._member(context)
        if member is None:
            return
        context.session.forget(Returned)
        name, _, read = context.argument.partition("/")
        try:
            one = await self.campaigns.get(CampaignId(name))
        except CampaignUnknown:
            await self._refuse(context, context.t("campaign-unknown"))
            return
        try:
            if not one.digest.startswith(read):
                raise DigestChanged
            await act(one, member.staff)
        except DigestChanged:
            one = await self.campaigns.get(one.campaign)
            is_waiting = one.state is CampaignState.IN_REVIEW
            context.notice(context.t("campaign-changed" if is_waiting else "campaign-changed-draft"))
            await self._show_review(context, one, member)
        except AuthorMayNotApprove:
            await self._refuse(context, context.t("campaign-author"))
        except StartPassed:
            await self._refuse(context, context.t("campaign-too-late"))
        except WrongCampaignState:
            await self._refuse(context, context.t("campaign-not-now", title=literal(one.content.title)))

    async def _refuse(self, context: Context, sentence: str) -> None:
        context.notice(sentence)
        await self.open(context)

    async def _member(self, context: Context) -> StaffMember | None:
        member = await member_at(self.staff, context.address())
        if member is None or member.role not in _DECIDERS:
            await context.show(Screen(text=context.t("staff-only" if member is None else "campaign-not-allowed")))
            return None
        return member

    async def _show_review(self, context: Context, one: Campaign, member: StaffMember) -> None:
        """Show today's version; with the two buttons when it waits and the reader wrote none of it."""
        review = await self.campaigns.review(one.campaign)
        one = review.campaign
        argument = decision_argument(one)
        may_decide = one.state is CampaignState.IN_REVIEW and member.role in _DECIDERS
        is_own = member.staff in one.editors
        picks = tuple(
            Pick(label=context.t(f"campaign-{action}"), action=action, argument=argument)
            for action in (("approve", "reject") if may_decide and not is_own else ())
        )
        await context.show(
            Screen(
                text=self.renderer.text(review, context.language),
                choices=picks,
                picture=one.content.picture,
                links=self.renderer.links(one, context.language),
                back_to="organizer.open",
            )
        )


def _line(context: Context, one: Campaign) -> str:
    state = context.t(f"campaign-state-{one.state.value.replace('_', '-')}")
    return context.t("campaign-line", title=literal(one.content.title), state=state)
