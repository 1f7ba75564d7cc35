"""What waits for a member of staff today: the numbers of the start page, each with a link to the work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from broadcasts.campaigns import Campaigns
from console.staff.cases import due_now, is_late
from storage.campaigns.types import CampaignState
from storage.tips.types import TipState
from storage.types import PC04, Clock, instant
from tips.casework import Casework
from tips.enrolment import Enrolment
from tips.unlocked import Unlocked
from tips.unlocking import StaffSession


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWork:
    """An officer's day. `fingerprint` is shown to PC04 only, who reads it out to the operator."""

    untaken: int
    open: int
    late: int
    pending: int
    fingerprint: str | None
    pinned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignWork:
    """An organizer's day: campaigns by state."""

    by_state: Mapping[CampaignState, int]
    to_approve: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One of the two, by role."""

    cases: CaseWork | None = None
    campaigns: CampaignWork | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Counts what is to be done."""

    enrolment: Enrolment
    casework: Casework
    campaigns: Campaigns
    clock: Clock

    async def work_of(self, session: StaffSession) -> Work:
        """Return the day of whoever is signed in."""
        if session.unlocked is not None:
            return Work(cases=await self._cases(session.unlocked))
        return Work(campaigns=await self._campaigns(session))

    async def _cases(self, unlocked: Unlocked) -> CaseWork:
        rows = await self.casework.cases(unlocked)
        now = instant(self.clock.now())
        fingerprint, pinned = await self.enrolment.fingerprint() if unlocked.unit == PC04 else (None, False)
        return CaseWork(
            # What a flood put aside rang nobody's phone, so it must be seen here.
            untaken=sum(row.state in {TipState.ROUTED, TipState.QUARANTINED} for row in rows),
            open=len(rows),
            late=sum(is_late(row, due_now(row), now) for row in rows),
            pending=len(await self.enrolment.pending(unlocked)),
            fingerprint=fingerprint,
            pinned=pinned,
        )

    async def _campaigns(self, session: StaffSession) -> CampaignWork:
        every = await self.campaigns.list_all()
        return CampaignWork(
            by_state=Counter(campaign.state for campaign in every),
            to_approve=sum(
                campaign.state is CampaignState.IN_REVIEW and session.staff not in campaign.editors
                for campaign in every
            ),
        )
