"""Tell everybody who may approve that a campaign waits: a message with its text and two buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import structlog

from channels.contract import Address, Channel, ChannelError, ChannelName, Lane
from handlers.campaign_messages import ApprovalRenderer
from storage.campaigns.types import Campaign
from storage.residents.types import Language
from storage.staff.types import Role, StaffChat, StaffMember, StaffState
from storage.types import PROVINCE, StaffId, UnitCode

_DECIDERS = (Role.APPROVER, Role.ORGANIZER)


class Approvers(Protocol):
    """Who may approve, and where they can be reached (`storage.staff`)."""

    async def members(
        self, unit: UnitCode, role: Role | None = None, state: StaffState | None = StaffState.ACTIVE
    ) -> list[StaffMember]: ...

    async def chat_of(self, member: StaffId) -> StaffChat | None: ...


class ApprovalCalls:
    """Calls the approvers. Somebody without a chat sees it in the console."""

    def __init__(
        self, *, staff: Approvers, channels: Mapping[ChannelName, Channel], renderer: ApprovalRenderer
    ) -> None:
        self._staff = staff
        self._channels = channels
        self._renderer = renderer

    async def call(self, campaign: Campaign) -> int:
        """Push `campaign` to every approver and organizer but its author; return how many it reached."""
        message = self._renderer(campaign, Language.VIETNAMESE)
        reached = 0
        for member in await self._staff.members(PROVINCE):
            chat = await self._staff.chat_of(member.staff)
            channel = None if chat is None else self._channels.get(ChannelName(chat.channel))
            if chat is None or channel is None or member.staff == campaign.author or member.role not in _DECIDERS:
                continue
            try:
                await channel.push(Address(channel.name, chat.value), message, Lane.REPLY)
            except ChannelError as error:
                structlog.get_logger().warning("approval_call_failed", error=type(error).__name__)
            else:
                reached += 1
        return reached
