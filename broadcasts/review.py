"""What an approver is shown of a campaign: the campaign, how many people, until when, and what changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from broadcasts.audience import AudienceCount
from broadcasts.changes import Change, changes
from broadcasts.digest import told_of
from broadcasts.estimate import Estimate
from storage.campaigns.types import Approval, Campaign, Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A campaign to be decided about. `changes` is None when no approver was shown an earlier version."""

    campaign: Campaign
    count: AudienceCount
    estimate: Estimate
    changes: tuple[Change, ...] | None


Announce = Callable[[Review], Awaitable[None]]
"""Tell those who may approve that a campaign waits; must not fail for a platform that is down."""


class TellAuthor(Protocol):
    """Tells the author what was decided, and the note; must not fail for a platform that is down."""

    async def __call__(self, campaign: Campaign, decision: Approval, *, is_known: bool = False) -> None:
        """Tell it. `is_known`: he has heard of the decision itself, so only the note is news."""


def changed(campaign: Campaign, shown: Shown | None) -> tuple[Change, ...] | None:
    """Return what differs between the campaign as it stands and what approvers were told before it.

    In review that is the version submitted before this one; afterwards, while it is edited again, the last one.
    """
    if shown is None:
        return None
    told = told_of(campaign)
    before = shown.before if told == shown.told else shown.told
    return changes(before, told) if before else None
