"""`/chiendich`: what is being sent, and the approver's two buttons. Writing is done in the console."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from broadcasts.errors import AuthorMayNotApprove, CampaignUnknown, DigestChanged, WrongCampaignState
from channels.markup import literal
from handlers.campaign_messages import ORGANIZER, ApprovalRenderer, decision_argument
from handlers.conversation import Context, Conversation, Pick, Screen
from handlers.officer import StaffChats, member_at
from storage.campaigns.types import Campaign, CampaignId, CampaignState, DeliveryState
from storage.staff.types import Role, StaffMember
from storage.types import StaffId

_SHOWN = frozenset({CampaignState.IN_REVIEW, CampaignState.APPROVED, CampaignState.RUNNING, CampaignState.PAUSED})
_MOST_SHOWN = 8
_DECIDERS = frozenset({Role.APPROVER, Role.ORGANIZER})


class Report(Protocol):
    """How far a campaign is."""

    @property
    def counts(self) -> Mapping[DeliveryState, int]: ...
    @property
    def total(self) -> int: ...


class Campaigns(Protocol):
    """What staff may do with campaigns from a chat (`broadcasts.campaigns`)."""

    async def get(self, campaign: CampaignId) -> Campaign:
        """Return a campaign. Raises `CampaignUnknown`."""

    async def list_all(self) -> list[Campaign]:
        """Return every campaign."""

    async def show(self, campaign: CampaignId) -> Report:
        """Return how far it is."""

    async def approve(self, campaign: CampaignId, by: StaffId, digest: str) -> None:
        """Approve what has this digest."""

    async def reject(self, campaign: CampaignId, by: StaffId, digest: str, note: str) -> None:
        """Return what has this digest to its author."""


def conversation(campaigns: Campaigns, staff: StaffChats, renderer: ApprovalRenderer) -> Conversation:
    """Return the organizers' and approvers' conversation."""
    steps = _Steps(campaigns, staff, renderer)
    decisions = {"approve": steps.approve, "reject": steps.reject}
    return Conversation(
        name=ORGANIZER,
        commands=("chiendich",),
        open=steps.open,
        choices={"campaign": steps.campaign, **decisions},
        standing=decisions,
    )


@dataclass(frozen=True, slots=True)
class _Steps:
    campaigns: Campaigns
    staff: StaffChats
    renderer: ApprovalRenderer

    async def open(self, context: Context) -> None:
        """List what is under way."""
        if await self._member(context) is None:
            return
        under_way = [one for one in await self.campaigns.list_all() if one.state in _SHOWN][:_MOST_SHOWN]
        if not under_way:
            await context.show(Screen(text=context.t("campaigns-none")))
            return
        lines = [f"{number}. {_line(context, one)}" for number, one in enumerate(under_way, start=1)]
        picks = tuple(
            Pick(label=f"{number}. {one.content.title}", action="campaign", argument=one.campaign)
            for number, one in enumerate(under_way, start=1)
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
            context.notice(context.t("campaign-unknown"))
            await self.open(context)
            return
        if one.state is CampaignState.IN_REVIEW:
            await context.show(self._to_decide(context, one, member))
            return
        report = await self.campaigns.show(one.campaign)
        sent = context.t("campaign-sent", sent=report.counts.get(DeliveryState.SENT, 0), total=report.total)
        links = self.renderer.links(one, context.language)
        text = f"{_line(context, one)}\n{sent}"
        await context.show(Screen(text=text, links=links, back_to="organizer.open"))

    async def approve(self, context: Context) -> None:
        """Approve what was read."""

        async def act(one: Campaign, by: StaffId) -> str:
            await self.campaigns.approve(one.campaign, by, one.digest)
            return "campaign-approved"

        await self._decide(context, act)

    async def reject(self, context: Context) -> None:
        """Return what was read; the reason is told in the console or by voice."""

        async def act(one: Campaign, by: StaffId) -> str:
            await self.campaigns.reject(one.campaign, by, one.digest, context.t("campaign-rejected-note"))
            return "campaign-rejected"

        await self._decide(context, act)

    async def _decide(self, context: Context, act: Callable[[Campaign, StaffId], Awaitable[str]]) -> None:
        """Decide only about the very text that was shown, and explain whatever stands in the way."""
        member = await self._member(context)
        if member is None:
            return
        name, _, read = context.argument.partition("/")
        try:
            one = await self.campaigns.get(CampaignId(name))
        except CampaignUnknown:
            context.notice(context.t("campaign-unknown"))
            await self.open(context)
            return
        title = literal(one.content.title)
        try:
            if not one.digest.startswith(read):
                raise DigestChanged
            key = await act(one, member.staff)
        except DigestChanged:
            context.notice(context.t("campaign-changed"))
        except AuthorMayNotApprove:
            context.notice(context.t("campaign-author"))
        except WrongCampaignState:
            context.notice(context.t("campaign-not-now", title=title))
        else:
            context.notice(context.t(key, title=title))
        await self.open(context)

    async def _member(self, context: Context) -> StaffMember | None:
        member = await member_at(self.staff, context.address())
        if member is None or member.role not in (*_DECIDERS, Role.LEADER):
            await context.show(Screen(text=context.t("staff-only" if member is None else "campaign-not-allowed")))
            return None
        return member

    def _to_decide(self, context: Context, one: Campaign, member: StaffMember) -> Screen:
        argument = decision_argument(one)
        may_decide = member.role in _DECIDERS and member.staff != one.author
        picks = tuple(
            Pick(label=context.t(f"campaign-{action}"), action=action, argument=argument)
            for action in (("approve", "reject") if may_decide else ())
        )
        return Screen(
            text=self.renderer.text(one, context.language),
            choices=picks,
            picture=one.content.picture,
            links=self.renderer.links(one, context.language),
            back_to="organizer.open",
        )


def _line(context: Context, one: Campaign) -> str:
    state = context.t(f"campaign-state-{one.state.value.replace('_', '-')}")
    return context.t("campaign-line", title=literal(one.content.title), state=state)
