"""`/console/campaigns/new` and `…/edit`: write a campaign; what was typed stays when something is wrong."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from broadcasts.campaigns import Campaigns
from broadcasts.content import MOST_OPTIONS
from broadcasts.errors import CampaignUnknown, EditedMeanwhile, StartPassed, WrongCampaignState
from broadcasts.states import Step, next_state
from console.access import Access, Route
from console.forms import Form
from console.public.photos import ADVICE
from console.staff.campaign_form import PICTURE_BYTES, Faulty, Plan, Typed, read
from console.staff.desk import Asked, Desk
from console.staff.sentences import START_PASSED
from storage.campaigns.types import Campaign, CampaignId
from storage.staff.types import Role
from storage.types import Clock, instant
from tips.errors import PhotoRefused
from tips.unlocking import StaffSession

WRITERS = frozenset({Role.ORGANIZER, Role.APPROVER})
_NOT_A_WRITER = "Lãnh đạo xem và duyệt, không soạn. Hãy nhờ người soạn tin."
_EDITED_MEANWHILE = (
    "Có người vừa lưu bản khác trong lúc bạn sửa. Chữ bạn gõ vẫn còn ở dưới. Hãy mở bản ấy xem trước; "
    "vẫn muốn thay thì bấm “Lưu” lần nữa."
)
_TOO_LATE = "Đợt tin đã bắt đầu gửi hoặc đã xong, không sửa được nữa. Cần thì soạn đợt mới."
_TOO_LARGE = "Ảnh lớn quá 10 MB. Hãy chọn ảnh nhỏ hơn."

_CHOOSE_AGAIN = "Ảnh vừa chọn không giữ được khi có chỗ phải sửa. Hãy chọn lại ảnh rồi lưu."

_KEY_BYTES = 8

RebuildPicture = Callable[[bytes], Awaitable[bytes]]
"""Return the picture rebuilt from its pixels. Raises `PhotoRefused`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignWritingPages:
    """The form for new campaigns and for changes by any writer; who changed one never approves it."""

    desk: Desk
    campaigns: Campaigns
    rebuild_picture: RebuildPicture
    clock: Clock

    def routes(self) -> tuple[Route, ...]:
        """Return the routes; `new` stands before the page of one campaign."""
        new, edit = "/console/campaigns/new", "/console/campaigns/{campaign}/edit"
        return (
            self.desk.page(new, self.open_new, Access.ORGANIZER),
            self.desk.action(new, self.save_new, Access.ORGANIZER, file_bytes=PICTURE_BYTES, files=1),
            self.desk.page(edit, self.open_edit, Access.ORGANIZER),
            self.desk.action(edit, self.save_edit, Access.ORGANIZER, file_bytes=PICTURE_BYTES, files=1),
        )

    async def open_new(self, asked: Asked) -> web.Response:
        """Show the empty form."""
        if asked.session.role not in WRITERS:
            return self.desk.refuse(asked, _NOT_A_WRITER)
        return self._form(asked, Typed())

    async def save_new(self, asked: Asked) -> web.Response:
        """Keep a new campaign as a draft."""
        if asked.session.role not in WRITERS:
            return self.desk.refuse(asked, _NOT_A_WRITER)
        plan = await self._read(asked, None)
        if isinstance(plan, web.Response):
            return plan
        made = await self.campaigns.create(
            asked.session.staff,
            plan.content,
            plan.audience,
            plan.starts,
            plan.kind,
            idempotency_key=asked.form.first("key"),
        )
        raise web.HTTPSeeOther(f"/console/campaigns/{made.campaign}")

    async def open_edit(self, asked: Asked) -> web.Response:
        """Show the form with what stands."""
        campaign = await self._campaign(asked)
        if refusal := why_not_editable(campaign, asked.session):
            return self.desk.refuse(asked, refusal)
        return self._form(asked, Typed.stored(campaign), campaign)

    async def save_edit(self, asked: Asked) -> web.Response:
        """Keep the changes; whatever was approved has to be approved again."""
        campaign = await self._campaign(asked)
        if refusal := why_not_editable(campaign, asked.session):
            return self.desk.refuse(asked, refusal)
        plan = await self._read(asked, campaign)
        if isinstance(plan, web.Response):
            return plan
        try:
            await self.campaigns.edit(
                campaign.campaign,
                asked.session.staff,
                plan.content,
                plan.audience,
                plan.starts,
                kind=plan.kind,
                revision=_revision(asked.form),
            )
        except WrongCampaignState:
            return self.desk.refuse(asked, _TOO_LATE)
        except EditedMeanwhile:
            return self._again(asked, await self._campaign(asked), _EDITED_MEANWHILE)
        except StartPassed:
            return self._again(asked, campaign, START_PASSED)
        raise web.HTTPSeeOther(f"/console/campaigns/{campaign.campaign}")

    async def _campaign(self, asked: Asked) -> Campaign:
        try:
            return await self.campaigns.get(CampaignId(asked.named("campaign")))
        except CampaignUnknown:
            raise web.HTTPNotFound from None

    async def _read(self, asked: Asked, campaign: Campaign | None) -> Plan | web.Response:
        """Return what the form means, or the page that says what is wrong with it."""
        picture, problem = await self._picture(asked.form, campaign)
        typed = Typed.posted(asked.form, has_picture=campaign is not None and campaign.content.picture is not None)
        meant = read(
            typed,
            picture=picture,
            gazetteer=self.desk.gazetteer,
            now=instant(self.clock.now()),
            old_starts=None if campaign is None else campaign.starts,
        )
        errors = (*(meant.errors if isinstance(meant, Faulty) else ()), *((problem,) if problem else ()))
        if isinstance(meant, Faulty) or errors:
            if asked.form.files("picture") and not problem:
                errors = (*errors, _CHOOSE_AGAIN)
            return self._form(asked, typed, campaign, errors=errors)
        return meant

    async def _picture(self, form: Form, campaign: Campaign | None) -> tuple[bytes | None, str]:
        """Return the picture to send, old or new, and what is wrong with a new one."""
        old = None if campaign is None or form.first("remove_picture") == "yes" else campaign.content.picture
        uploads = form.files("picture")
        if not uploads:
            return old, ""
        if uploads[0].content is None:
            return old, _TOO_LARGE
        try:
            return await self.rebuild_picture(uploads[0].content), ""
        except PhotoRefused as refusal:
            return old, ADVICE[refusal.reason]

    def _again(self, asked: Asked, campaign: Campaign, error: str) -> web.Response:
        """Show the form with what was typed, over the campaign as it stands now."""
        typed = Typed.posted(asked.form, has_picture=campaign.content.picture is not None)
        errors = (error, *((_CHOOSE_AGAIN,) if asked.form.files("picture") else ()))
        return self._form(asked, typed, campaign, errors=errors)

    def _form(
        self, asked: Asked, typed: Typed, campaign: Campaign | None = None, *, errors: tuple[str, ...] = ()
    ) -> web.Response:
        districts = self.desk.gazetteer.by_district()
        chosen = set(typed.units)
        return self.desk.render(
            asked,
            "staff/campaign_form.html",
            status=422 if errors else 200,
            errors=errors,
            typed=typed,
            editing=campaign is not None,
            revision=None if campaign is None else campaign.revision,
            key=asked.form.first("key") or secrets.token_hex(_KEY_BYTES),
            page="" if campaign is None else f"/console/campaigns/{campaign.campaign}",
            others=campaign is not None and asked.session.staff not in campaign.editors,
            action=asked.request.rel_url.path,
            most_options=MOST_OPTIONS,
            districts=districts,
            chosen_districts={
                district: sum(unit.code in chosen for unit in units) for district, units in districts.items()
            },
        )


def why_not_editable(campaign: Campaign, session: StaffSession) -> str:
    """Return why this person cannot edit the campaign now; "" when he can."""
    if session.role not in WRITERS:
        return _NOT_A_WRITER
    return "" if next_state(campaign.state, Step.EDIT) is not None else _TOO_LATE


def _revision(form: Form) -> int | None:
    """Return the revision that stood in the form, None where it carried none."""
    typed = form.first("revision")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None
