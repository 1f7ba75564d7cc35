"""What a second person decided, as it is kept, and the rule that he wrote none of what he decides about."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Exists, Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.campaigns.tables import approval, campaign_editor
from storage.campaigns.types import Approval, CampaignId, Decision
from storage.types import Instant, StaffId


def wrote_any_of_it(decision: Approval) -> Exists:
    """Say that whoever decides is among those who wrote the campaign."""
    return (
        select(campaign_editor.c.staff)
        .where(campaign_editor.c.campaign == decision.campaign, campaign_editor.c.staff == decision.approver)
        .exists()
    )


async def keep_decision(connection: AsyncConnection, decision: Approval) -> None:
    """Write a decision down."""
    await connection.execute(
        insert(approval).values(
            approval=decision.approval,
            campaign=decision.campaign,
            digest=decision.digest,
            approver=decision.approver,
            decision=decision.decision,
            note=decision.note,
            at=decision.at,
        )
    )


def decision_of(row: Row[Any]) -> Approval:
    """Return a row of `approval` as a record."""
    return Approval(
        approval=row.approval,
        campaign=CampaignId(row.campaign),
        digest=row.digest,
        approver=StaffId(row.approver),
        decision=Decision(row.decision),
        note=row.note,
        at=Instant(row.at),
    )
