"""Pushes about a campaign to the people who work on it: approvers when it waits, its author when it was decided.

A chat that cannot be reached is passed over: the console shows the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from broadcasts.review import Review
from channels.contract import Address, Channel, ChannelError, ChannelName, Lane, Outgoing
from handlers.campaign_review import ApprovalRenderer
from storage.campaigns.types import Approval, Campaign
from storage.residents.types import Language
from storage.staff.repository import StaffRepository
from storage.staff.types import Role
from storage.types import PROVINCE, StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproversBell:
    """Shows a campaign that waits for approval to the approvers' tied chats, never to anybody who wrote it."""

    staff: StaffRepository
    channels: Mapping[ChannelName, Channel]
    renderer: ApprovalRenderer

    async def __call__(self, review: Review) -> None:
        """Push to every approver."""
        for member in await self.staff.members(PROVINCE, Role.APPROVER):
            if member.staff in review.campaign.editors:
                continue
            chat = await _chat(self.staff, self.channels, member.staff)
            if chat is not None:
                await _push(*chat, self.renderer(review, Language.VIETNAMESE, chat[0].capabilities))


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorsBell:
    """Tells the author what was decided, with the approver's note."""

    staff: StaffRepository
    channels: Mapping[ChannelName, Channel]
    renderer: ApprovalRenderer

    async def __call__(self, campaign: Campaign, decision: Approval, *, is_known: bool = False) -> None:
        """Push to who wrote last."""
        chat = await _chat(self.staff, self.channels, campaign.author)
        if chat is not None:
            await _push(*chat, self.renderer.decided(campaign, decision, Language.VIETNAMESE, is_known=is_known))

    async def expired(self, campaign: Campaign) -> None:
        """Push that the time was missed."""
        chat = await _chat(self.staff, self.channels, campaign.author)
        if chat is not None:
            await _push(*chat, self.renderer.expired(campaign, Language.VIETNAMESE))


async def _chat(
    staff: StaffRepository, channels: Mapping[ChannelName, Channel], member: StaffId
) -> tuple[Channel, Address] | None:
    found = await staff.chat_of(member)
    channel = channels.get(ChannelName(found.channel)) if found is not None else None
    return (channel, Address(channel.name, found.value)) if found is not None and channel is not None else None


async def _push(channel: Channel, address: Address, message: Outgoing) -> None:
    try:
        await channel.push(address, message, Lane.REPLY)
    except ChannelError as error:
        structlog.get_logger().warning("staff.not_reached", error_class=type(error).__name__)
