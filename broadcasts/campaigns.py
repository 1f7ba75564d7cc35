"""A campaign's life from draft to end: who may move it, and what it shows on the way.

Two persons, always: approved by another than the author, bound to a hash of content, audience and schedule;
every edit makes it a draft again.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from broadcasts.allowance import Allowance
from broadcasts.audience import SMALLEST_COUNT, AudienceCount, told
from broadcasts.content import clean, cleaned
from broadcasts.digest import digested, told_of
from broadcasts.errors import (
    AuthorMayNotApprove,
    CampaignUnknown,
    DigestChanged,
    EditedMeanwhile,
    NoChatTied,
    StartPassed,
    WrongCampaignState,
)
from broadcasts.estimate import Estimate
from broadcasts.forecast import forecast
from broadcasts.held_back import Allowances, held_back
from broadcasts.rendering import CampaignRenderer
from broadcasts.report import CampaignReport, answers_told
from broadcasts.returns import Returns
from broadcasts.review import Announce, Review, TellAuthor, changed
from broadcasts.states import Step, next_state, states_before
from channels.contract import Address, Capabilities, Channel, ChannelName, Lane, Outgoing
from channels.render import render
from storage.campaigns.answers import AnswerRepository
from storage.campaigns.repository import CampaignRepository
from storage.campaigns.runs import RunRepository
from storage.campaigns.types import (
    AnswerResult,
    Approval,
    AudienceRule,
    Campaign,
    CampaignId,
    CampaignKind,
    CampaignState,
    Content,
    Decision,
    DeliveryState,
    RunId,
)
from storage.residents.types import Language
from storage.types import Clock, Instant, StaffId, instant

__all__ = [
    "SMALLEST_COUNT",
    "AudienceCount",
    "CampaignRenderer",
    "CampaignReport",
    "CampaignUnknown",
    "Campaigns",
    "Estimate",
    "Review",
    "StaffChats",
    "WrongCampaignState",
]

_MAX_LATE = 6 * 3600
"""A start missed by more is not made up for: what was said for the morning is wrong at night."""
_GRACE_SECONDS = 60
"""A start in the present minute is not past."""
_ID_BYTES = 5
_ANSWERED_WITHIN = 14 * 24 * 3600
"""After two weeks a typed answer is none any more; buttons go on counting."""


class StaffChats(Protocol):
    """Where a member of staff can be written to."""

    async def chat_of(self, staff: StaffId, /) -> tuple[str, str] | None:
        """Return (channel, chat id), or None when no chat is tied."""


class Campaigns:
    """What organizers and approvers do with campaigns, and what a resident's press on an answer does.

    `channels` are those that residents are reached on, `rate` bulk messages a second.
    """

    def __init__(
        self,
        *,
        campaigns: CampaignRepository,
        runs: RunRepository,
        answers: AnswerRepository,
        renderer: CampaignRenderer,
        channels: Mapping[str, Channel],
        chats: StaffChats,
        clock: Clock,
        rate: float,
        rehearsal: bool,
        announce: Announce | None = None,
        allowances: Allowances | None = None,
        tell_author: TellAuthor | None = None,
    ) -> None:
        self._announce = announce
        self._allowances = allowances
        self._tell_author = _tell_nobody if tell_author is None else tell_author
        self.returns = Returns(tell=self._tell_author, clock=clock)
        self._campaigns = campaigns
        self._runs = runs
        self._answers = answers
        self._renderer = renderer
        self._channels = channels
        self._chats = chats
        self._clock = clock
        self._rate = rate
        self._rehearsal = rehearsal

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
        unnamed = digested(
            Campaign(
                campaign=CampaignId(""),
                kind=kind,
                state=CampaignState.DRAFT,
                author=author,
                content=cleaned(content),
                audience=audience,
                starts=starts,
                max_late=_MAX_LATE,
                digest="",
                revision=1,
                editors=frozenset({author}),
            )
        )
        new = replace(unnamed, campaign=_new_id(unnamed, idempotency_key))
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
        edited = digested(
            replace(
                before,
                kind=before.kind if kind is None else kind,
                state=CampaignState.DRAFT,
                author=by,
                content=cleaned(content),
                audience=audience,
                starts=starts,
                revision=1 + (before.revision if revision is None else revision),
                editors=before.editors | {by},
            )
        )
        if await self._campaigns.replace(edited, allowed=states_before(Step.EDIT)):
            return edited
        now = await self.get(campaign)
        if _is_saved(edited, now):
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
            count=await self.count(one.audience),
            estimate=await self.estimate(campaign),
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
        if not await self._runs.pause(campaign):
            raise WrongCampaignState((await self.get(campaign)).state)

    async def resume(self, campaign: CampaignId) -> None:
        """Go on with a paused or halted campaign; its failures so far are accepted. Raises `WrongCampaignState`."""
        if not await self._runs.resume(campaign):
            raise WrongCampaignState((await self.get(campaign)).state)

    async def cancel(self, campaign: CampaignId) -> None:
        """End a campaign for good; what was not handed to the platform is not sent. Raises `WrongCampaignState`."""
        if not await self._runs.cancel(campaign):
            raise WrongCampaignState((await self.get(campaign)).state)
        await self._runs.close_rows(self._now())

    async def count(self, rule: AudienceRule) -> AudienceCount:
        """Return how many people a rule means, as far as it may be told."""
        return told(await self._campaigns.count(rule), rehearsal=self._rehearsal)

    async def estimate(self, campaign: CampaignId) -> Estimate:
        """Return how long sending takes within the hours, behind whatever is queued already, and who is left out."""
        return forecast(
            one := await self.get(campaign),
            meant=await self._campaigns.count_by_channel(one.audience),
            waiting=await self._runs.waiting_by_channel(),
            allowances=await self._months(),
            parts=lambda channel: self._parts(one.content, channel),
            rate=self._rate,
            now=self._clock.now(),
            rehearsal=self._rehearsal,
        )

    async def show(self, campaign: CampaignId) -> CampaignReport:
        """Return the campaign with its run's numbers, all zero before it runs. Raises `CampaignUnknown`."""
        one = await self.get(campaign)
        run = await self._campaigns.last_run(campaign)
        decision = await self._campaigns.last_decision(campaign)
        allowances = await self._months()
        counts: Mapping[DeliveryState, int] = dict.fromkeys(DeliveryState, 0)
        answers: Mapping[int, int] = {}
        if run is not None:
            counts = await self._runs.counts(run.run)
            answers = await self._answers.by_option(run.run)
        return CampaignReport(
            campaign=one,
            run=run,
            counts=counts,
            answers=answers_told(answers, rehearsal=self._rehearsal),
            note="" if decision is None else decision.note,
            allowances=allowances,
            held_back=()
            if run is None
            else await held_back(run.run, allowances, ledger=self._runs, parts=self._parts(one.content)),
            is_returned=decision is not None and decision.decision is Decision.REJECTED,
        )

    def preview(self, content: Content) -> dict[ChannelName, Outgoing]:
        """Return what each channel would show."""
        return {channel.name: self._message(content, channel.capabilities) for channel in self._channels.values()}

    async def test(self, campaign: CampaignId, to: StaffId) -> None:
        """Send it to the person's own tied chat. Raises `NoChatTied`, `ChannelError`."""
        one = await self.get(campaign)
        chat = await self._chats.chat_of(to)
        channel = None if chat is None else self._channels.get(chat[0])
        if chat is None or channel is None:
            raise NoChatTied
        message = self._message(one.content, channel.capabilities, is_test=True)
        await channel.push(Address(channel.name, chat[1]), message, Lane.REPLY)

    async def answer(self, run: RunId, channel: str, value: str, option: int) -> AnswerResult:
        """Count a press on the option at `option` (from 0), once a person; `run` comes from the button."""
        return await self._answers.count_answer(run, channel, value, option)

    async def latest_question(self, channel: str, value: str, *, within: int = _ANSWERED_WITHIN) -> RunId | None:
        """Return the run whose question a typed answer from this address means: the newest of `within` seconds."""
        since = Instant(self._now() - within)
        return await self._answers.latest_question(channel, value, since=since)

    async def options_of(self, run: RunId) -> tuple[str, ...]:
        """Return the options of a run's question, for the line that thanks for an answer."""
        _, options = await self.question_of(run)
        return options

    async def question_of(self, run: RunId) -> tuple[str, tuple[str, ...]]:
        """Return what a run asks, and its options."""
        found = await self._campaigns.of_run(run)
        return ("", ()) if found is None else (found.content.question, found.content.options)

    def _message(self, content: Content, capabilities: Capabilities, *, is_test: bool = False) -> Outgoing:
        return self._renderer(content, run="", language=Language.VIETNAMESE, capabilities=capabilities, is_test=is_test)

    async def _months(self) -> tuple[Allowance, ...]:
        return () if self._allowances is None else await self._allowances.allowances()

    def _parts(self, content: Content, channel: str = "") -> int:
        """Messages that one person gets, on `channel` or on the one that needs most."""
        known = self._channels.get(channel)
        channels = self._channels.values() if known is None else (known,)
        return max(
            (len(render(self._message(content, one.capabilities), one.capabilities)) for one in channels), default=1
        )

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


def _new_id(new: Campaign, idempotency_key: str) -> CampaignId:
    """Return a random id, or the one that this draft always has under its key."""
    if not idempotency_key:
        return CampaignId(f"c{secrets.token_hex(_ID_BYTES)}")
    draft = "\n".join((idempotency_key, new.author, new.digest))
    return CampaignId(f"c{hashlib.sha256(draft.encode()).hexdigest()[: 2 * _ID_BYTES]}")


def _is_saved(edited: Campaign, now: Campaign) -> bool:
    """Tell whether what stands is this very change, saved a moment ago by the same person."""
    return (now.revision, now.author, now.digest) == (edited.revision, edited.author, edited.digest)


async def _tell_nobody(campaign: Campaign, decision: Approval, *, is_known: bool = False) -> None:
    """Where no author can be written to, the console tells him."""
