"""`/console/campaigns`: see, test, submit, approve and watch campaigns.

Two persons, always: who wrote any of a campaign gets 403 when he approves it, whatever his role. What is
approved is the digest that stood on the page, so an edit in between is noticed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from broadcasts.aftermath import Aftermath
from broadcasts.audience import SMALLEST_COUNT
from broadcasts.campaigns import Campaigns
from broadcasts.changes import EVERYBODY
from broadcasts.errors import (
    AuthorMayNotApprove,
    CampaignUnknown,
    DigestChanged,
    NoChatTied,
    StartPassed,
    WrongCampaignState,
)
from broadcasts.report import CampaignReport
from broadcasts.states import Step, next_state
from broadcasts.testers import send_tests
from channels.contract import Capabilities, ChannelError, ChannelName
from channels.render import render
from console.access import Access, Route
from console.staff import live
from console.staff.campaign_testers import NotATester, Testers
from console.staff.campaign_writing import WRITERS, why_not_editable
from console.staff.desk import Asked, Desk
from console.staff.sentences import (
    CAMPAIGN_STATE_MOVED,
    DIGEST_CHANGED,
    NO_CHAT_TIED,
    NOT_A_TESTER,
    OWN_CAMPAIGN,
    START_LONG_PASSED,
    START_PASSED,
    TEST_NOT_SENT,
)
from storage.campaigns.types import Campaign, CampaignId, CampaignState
from storage.staff.repository import StaffRepository
from storage.staff.types import Role
from storage.types import StaffId, UnitCode

_LIVE_SECONDS = 1.0
_STEPS = (Step.SUBMIT, Step.APPROVE, Step.REJECT, Step.PAUSE, Step.RESUME, Step.RESEND, Step.CANCEL)
_FINAL = frozenset({CampaignState.FINISHED, CampaignState.CANCELLED, CampaignState.EXPIRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPages:
    """The pages over campaigns. `capabilities` are those of the channels that people are reached on.

    `exact_counts` (rehearsal) shows numbers below ten too.
    """

    desk: Desk
    campaigns: Campaigns
    aftermath: Aftermath
    staff: StaffRepository
    capabilities: Mapping[ChannelName, Capabilities]
    exact_counts: bool
    live_seconds: float = _LIVE_SECONDS

    def routes(self) -> tuple[Route, ...]:
        """Return the routes."""
        one = "/console/campaigns/{campaign}"
        return (
            self.desk.page("/console/campaigns", self.list_all, Access.ORGANIZER),
            self.desk.page(one, self.show, Access.ORGANIZER),
            self.desk.action(one, self.act, Access.ORGANIZER),
            self.desk.page(f"{one}/picture", self.picture, Access.ORGANIZER),
            self.desk.page(f"{one}/live", self.live, Access.ORGANIZER),
        )

    async def list_all(self, asked: Asked) -> web.Response:
        """Show every campaign, the newest first."""
        names = await self._names()
        return self.desk.render(
            asked,
            "staff/campaigns.html",
            campaigns=[
                (campaign, names.get(campaign.author, campaign.author)) for campaign in await self.campaigns.list_all()
            ],
            may_write=asked.session.role in WRITERS,
        )

    async def show(self, asked: Asked) -> web.Response:
        """Show one campaign."""
        return await self._page(asked)

    async def act(self, asked: Asked) -> web.Response:
        """Do what a button says, then show the campaign as it now is."""
        campaign = await self._campaign(asked)
        go = asked.form.first("go")
        if go in ("approve", "resend") and _is_own(campaign, asked):
            return self.desk.refuse(asked, OWN_CAMPAIGN)
        query = ""
        try:
            if go == "test":
                query = await self._test(campaign, asked)
            elif go == "resend":
                await self.aftermath.resend(campaign.campaign, asked.session.staff, asked.form.first("digest"))
            else:
                await self._do(go, campaign, asked)
        except AuthorMayNotApprove:
            return self.desk.refuse(asked, OWN_CAMPAIGN)
        except DigestChanged:
            return await self._page(asked, error=DIGEST_CHANGED)
        except WrongCampaignState:
            return await self._page(asked, error=CAMPAIGN_STATE_MOVED)
        except StartPassed:
            return await self._page(asked, error=START_PASSED if go == "submit" else START_LONG_PASSED)
        except NotATester:
            return await self._page(asked, error=NOT_A_TESTER)
        except NoChatTied:
            return await self._page(asked, error=NO_CHAT_TIED)
        except ChannelError:
            return await self._page(asked, error=TEST_NOT_SENT)
        raise web.HTTPSeeOther(asked.request.rel_url.path + query)

    async def picture(self, asked: Asked) -> web.Response:
        """Show a campaign's picture."""
        content = (await self._campaign(asked)).content
        if content.picture is None:
            raise web.HTTPNotFound
        kind = "image/png" if content.picture.startswith(b"\x89PNG") else "image/jpeg"
        return web.Response(body=content.picture, content_type=kind)

    async def live(self, asked: Asked) -> web.StreamResponse:
        """Stream state and numbers while they move."""
        seen = await self._campaign(asked)

        async def look() -> live.Look:
            report = await self.campaigns.show(seen.campaign)
            moved = report.campaign.state is not seen.state
            piece = self.desk.pages.render("staff/campaign_counts.html", **self._numbers(report), moved=moved)
            return live.Look(html=piece.text or "", may_change=report.campaign.state not in _FINAL)

        return await live.stream(asked.request, look, pause_seconds=self.live_seconds)

    async def _do(self, go: str, campaign: Campaign, asked: Asked) -> None:
        one, by, read = campaign.campaign, asked.session.staff, asked.form.first("digest")
        steps: Mapping[str, Callable[[], Awaitable[None]]] = {
            "submit": lambda: self.campaigns.submit(one),
            "approve": lambda: self.campaigns.approve(one, by, read),
            "reject": lambda: self.campaigns.reject(one, by, read, asked.form.first("note")),
            "pause": lambda: self.campaigns.pause(one),
            "resume": lambda: self.campaigns.resume(one),
            "cancel": lambda: self.campaigns.cancel(one),
        }
        if go not in steps:
            raise web.HTTPNotFound
        await steps[go]()

    async def _test(self, campaign: Campaign, asked: Asked) -> str:
        """Send it to the colleagues that were chosen, or to who asks; returns the query that tells of it."""
        by, chosen = asked.session.staff, asked.form.every("tester")
        if not chosen:
            await self.campaigns.test(campaign.campaign, by)
            return "?tested=yes"
        colleagues = (await self._testers()).chosen(chosen)
        return Testers.query(await send_tests(self.campaigns, campaign.campaign, colleagues))

    async def _testers(self) -> Testers:
        return Testers.among(await self.staff.list_all())

    async def _page(self, asked: Asked, *, error: str = "") -> web.Response:
        campaign = await self._campaign(asked)
        report = await self.campaigns.show(campaign.campaign)
        review = await self.campaigns.review(campaign.campaign)
        testers = await self._testers()
        own = _is_own(campaign, asked)
        uncertain = await self.aftermath.resendable(campaign.campaign)
        actions = actions_for(campaign, asked.session.role, own=own)
        previews = self.campaigns.previews.of(campaign.content)
        return self.desk.render(
            asked,
            "staff/campaign.html",
            status=422 if error else 200,
            error=error,
            notice="Đã gửi thử vào máy của bạn." if asked.request.query.get("tested") == "yes" else "",
            own=own,
            actions=[step for step in actions if step != "resend" or uncertain],
            wants_resend=own and uncertain > 0,
            may_edit=not why_not_editable(campaign, asked.session),
            typed_note=asked.form.first("note"),
            count=review.count,
            estimate=review.estimate,
            changes=review.changes,
            everybody=EVERYBODY,
            unit_name=lambda code: self.desk.unit_name(UnitCode(code)),
            latest_start=None if campaign.starts is None else campaign.starts + campaign.max_late,
            testers=testers.members,
            tested=testers.told(asked.request.query),
            units=[self.desk.unit_name(unit) for unit in sorted(campaign.audience.units)],
            author=(await self._names()).get(campaign.author, campaign.author),
            previews=[(channel, render(message, self.capabilities[channel])) for channel, message in previews.items()],
            **self._numbers(report),
            moved=False,
        )

    def _numbers(self, report: CampaignReport) -> dict[str, Any]:
        """Return what moves while a campaign runs; no breakdown of fewer than ten people."""
        return {
            "campaign": report.campaign,
            "halted": bool(report.run and report.run.halted_reason),
            "note": report.note,
            "is_returned": report.is_returned,
            "total": report.total,
            "counts": report.counts,
            "answers": report.answers,
            "allowances": report.allowances,
            "held_back": report.held_back,
            "has_run": report.run is not None,
            "advice": report.advice,
            "is_shown": self.exact_counts or report.run is None or report.total >= SMALLEST_COUNT,
        }

    async def _campaign(self, asked: Asked) -> Campaign:
        try:
            return await self.campaigns.get(CampaignId(asked.named("campaign")))
        except CampaignUnknown:
            raise web.HTTPNotFound from None

    async def _names(self) -> dict[StaffId, str]:
        return {member.staff: member.name for member in await self.staff.list_all()}


def _is_own(campaign: Campaign, asked: Asked) -> bool:
    """Tell whether the person who asks wrote any of it."""
    return asked.session.staff in campaign.editors


def actions_for(campaign: Campaign, role: Role, *, own: bool) -> tuple[str, ...]:
    """Return the actions that make sense now, in the order of their buttons."""
    barred = ({"approve", "reject", "resend"} if own else set()) | (set() if role in WRITERS else {"submit"})
    steps = [step for step in _STEPS if next_state(campaign.state, step) is not None and step not in barred]
    return (*(("test",) if next_state(campaign.state, Step.EDIT) is not None else ()), *steps)
