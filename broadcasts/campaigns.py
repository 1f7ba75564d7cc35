"""A campaign's life from draft to end: who may move it, and who hears of it.

Two persons, always: approved by another than the author, bound to a hash of content, audience and schedule;
every edit makes it a draft again.
"""

from __future__ import annotations

import secrets
from dataclasses import replace

from broadcasts.content import clean
from broadcasts.digest import told_of
from broadcasts.draft import drafted, is_saved, redrafted
from broadcasts.errors import (
    AuthorMayNotApprove,
    CampaignUnknown,
    DigestChanged,
    EditedMeanwhile,
    StartPassed,
    WrongCampaignState,
)
from broadcasts.estimate import Estimate
from broadcasts.figures import Figures
from broadcasts.previews import Previews
from broadcasts.report import CampaignReport
from broadcasts.returns import Returns
from broadcasts.review import Announce, Review, TellAuthor, changed
from broadcasts.states import Step, next_state, states_before
from storage.campaigns.control import RunControl
from storage.campaigns.repository import CampaignRepository
from storage.campaigns.sweep import LedgerSweep
from storage.campaigns.types import (
    Approval,
    AudienceRule,
    Campaign,
    CampaignId,
    CampaignKind,
    CampaignState,
    Content,
    Decision,
)
from storage.types import Clock, Instant, StaffId, instant

_GRACE_SECONDS = 60
"""A start in the present minute is not past."""
_ID_BYTES = 5


class Campaigns:
    """What organizers and approvers do with campaigns."""

    def __init__(
        self,
        *,
        campaigns: CampaignRepository,
        control: RunControl,
        sweep: LedgerSweep,
        previews: Previews,
        figures: Figures,
        clock: Clock,
        announce: Announce | None = None,
        tell_author: TellAuthor | None = None,
    ) -> None:
        self._announce = announce
        self._tell_author = _tell_nobody if tell_author is None else tell_author
        self.returns = Returns(tell=self._tell_author, clock=clock)
        self.previews = previews
        self.figures = figures
        self._campaigns = campaigns
        self._control = control
        self._sweep = sweep
        self._clock = clock

    async def create(
        self,
        author: StaffId,
        content: Content,
        audience: AudienceRule,
        starts: Instant | None,
        kind: CampaignKind = CampaignKind.AWARENESS,
        *,
        idempotency_key: str = "",
    ) -> Campaign:
        """Write a new draft down. Raises `CampaignUnfit`, `StartPassed`.

        The same draft of the same author under the same key is written once, however often and at what time it is
        asked for: the one that stands is returned. Without a key every call is a draft of its own.
        """
        self._check_start(starts)
        new = drafted(
            author,
            content=content,
            audience=audience,
            starts=starts,
            kind=kind,
            idempotency_key=idempotency_key,
        )
        return new if await self._campaigns.create(new, self._now()) else await self.get(new.campaign)

    async def edit(
        self,
        campaign: CampaignId,
        by: StaffId,
        content: Content,
        audience: AudienceRule,
        starts: Instant | None,
        *,
        kind: CampaignKind | None = None,
        revision: int | None = None,
    ) -> Campaign:
        """Change a campaign that was not fired yet: a draft again, approved by nobody, its author is who edited.

        Whoever edited, however long ago, never approves it. `kind` None leaves it; `revision` is the one that was
        being edited; the same change of it saved twice is one change. Raises `CampaignUnfit`, `CampaignUnknown`,
        `EditedMeanwhile`, `StartPassed`, `WrongCampaignState`.
        """
        before = await self.get(campaign)
        self._check(before, Step.EDIT)
        if starts != before.starts:
            self._check_start(starts)
        edited = redrafted(
            before,
            by,
            content=content,
            audience=audience,
            starts=starts,
            kind=before.kind if kind is None else kind,
            revision=before.revision if revision is None else revision,
        )
        if await self._campaigns.replace(edited, allowed=states_before(Step.EDIT)):
            return edited
        now = await self.get(campaign)
        if is_saved(edited, now):
            return now
        raise EditedMeanwhile if now.revision != edited.revision - 1 else WrongCampaignState(now.state)

    async def get(self, campaign: CampaignId) -> Campaign:
        """Return a campaign. Raises `CampaignUnknown`."""
        found = await self._campaigns.get(campaign)
        if found is None:
            raise CampaignUnknown
        return found

    async def list_all(self) -> list[Campaign]:
        """Return all campaigns, newest first, without their pictures."""
        return await self._campaigns.list_all()

    async def submit(self, campaign: CampaignId) -> None:
        """Ask for approval, and tell the approvers. Raises `StartPassed`, `WrongCampaignState`."""
        one = await self.get(campaign)
        self._check(one, Step.SUBMIT)
        self._check_start(one.starts)
        if not await self._campaigns.submit(one, told=told_of(one)):
            raise WrongCampaignState((await self.get(campaign)).state)
        self.returns.forget(campaign)
        if self._announce is not None:
            await self._announce(await self.review(campaign))

    async def review(self, campaign: CampaignId) -> Review:
        """Return what an approver is shown. Raises `CampaignUnknown`."""
        one = await self.get(campaign)
        return Review(
            campaign=one,
            count=await self.figures.count(one.audience),
            estimate=await self.figures.estimate(one),
            changes=changed(one, await self._campaigns.shown(campaign)),
        )

    async def approve(self, campaign: CampaignId, by: StaffId, digest: str) -> None:
        """Approve exactly what was read.

        Nobody approves what he wrote any part of. Raises `AuthorMayNotApprove`, `DigestChanged`, `StartPassed`
        when the planner would let it expire at once, `WrongCampaignState`.
        """
        one, decision = await self._decide(campaign, by, digest, Step.APPROVE, "")
        await self._tell_author(one, decision)

    async def reject(
        self, campaign: CampaignId, by: StaffId, digest: str, note: str, *, is_note_coming: bool = False
    ) -> None:
        """Give it back with a note, which may be coming: then its author hears of both together (`returns`).

        Raises as `approve` does.
        """
        one, decision = await self._decide(campaign, by, digest, Step.REJECT, clean(note))
        if is_note_coming:
            self.returns.wait(one, decision)
        else:
            await self._tell_author(one, decision)

    async def add_note(self, campaign: CampaignId, by: StaffId, note: str) -> bool:
        """Add a note to what `by` returned last without one, and tell the author; False when that is over."""
        decision = await self._campaigns.last_decision(campaign)
        if decision is None or decision.approver != by or decision.decision is not Decision.REJECTED:
            return False
        kept = clean(note)
        if not await self._campaigns.add_note(decision.approval, kept):
            return False
        is_known = not self.returns.forget(campaign)
        await self._tell_author(await self.get(campaign), replace(decision, note=kept), is_known=is_known)
        return True

    async def pause(self, campaign: CampaignId) -> None:
        """Stop sending within one micro-batch. Raises `WrongCampaignState`."""
        if not await self._control.pause(campaign):
            raise WrongCampaignState((await self.get(campaign)).state)

    async def resume(self, campaign: CampaignId) -> None:
        """Go on with a paused or halted campaign; its failures so far are accepted. Raises `WrongCampaignState`."""
        if not await self._control.resume(campaign):
            raise WrongCampaignState((await self.get(campaign)).state)

    async def cancel(self, campaign: CampaignId) -> None:
        """End a campaign for good; what was not handed to the platform is not sent. Raises `WrongCampaignState`."""
        if not await self._control.cancel(campaign):
            raise WrongCampaignState((await self.get(campaign)).state)
        await self._sweep.close_rows(self._now())

    async def estimate(self, campaign: CampaignId) -> Estimate:
        """Return how long sending takes, and who is left out. Raises `CampaignUnknown`."""
        return await self.figures.estimate(await self.get(campaign))

    async def show(self, campaign: CampaignId) -> CampaignReport:
        """Return the campaign with its run's numbers. Raises `CampaignUnknown`."""
        return await self.figures.report(await self.get(campaign))

    async def test(self, campaign: CampaignId, to: StaffId) -> None:
        """Send it to the person's own tied chat. Raises `CampaignUnknown`, `NoChatTied`, `ChannelError`."""
        await self.previews.send_test((await self.get(campaign)).content, to)

    def _check(self, campaign: Campaign, step: Step) -> CampaignState:
        after = next_state(campaign.state, step)
        if after is None:
            raise WrongCampaignState(campaign.state)
        return after

    async def _decide(
        self, campaign: CampaignId, by: StaffId, digest: str, step: Step, note: str
    ) -> tuple[Campaign, Approval]:
        one = await self.get(campaign)
        after = self._check(one, step)
        if by in one.editors:
            raise AuthorMayNotApprove
        if one.digest != digest:
            raise DigestChanged
        if step is Step.APPROVE and one.starts is not None and self._now() - one.starts > one.max_late:
            raise StartPassed
        decision = Approval(
            approval=secrets.token_hex(_ID_BYTES),
            campaign=campaign,
            digest=digest,
            approver=by,
            decision=Decision.APPROVED if step is Step.APPROVE else Decision.REJECTED,
            note=note,
            at=self._now(),
        )
        if not await self._campaigns.decide(decision, after=after):
            raise WrongCampaignState((await self.get(campaign)).state)
        return one, decision

    def _check_start(self, starts: Instant | None) -> None:
        if starts is not None and starts < self._now() - _GRACE_SECONDS:
            raise StartPassed

    def _now(self) -> Instant:
        return instant(self._clock.now())


async def _tell_nobody(campaign: Campaign, decision: Approval, *, is_known: bool = False) -> None:
    """Where no author can be written to, the console tells him."""
