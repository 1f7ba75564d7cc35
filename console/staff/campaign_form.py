"""The campaign form: what was typed, as typed, and what it means or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from broadcasts.content import cleaned
from broadcasts.errors import CampaignUnfit
from console.forms import Form
from console.staff.local_times import from_field, to_field
from console.staff.sentences import START_PASSED, campaign_unfit
from places.gazetteer import Gazetteer
from storage.campaigns.types import AudienceRule, Campaign, CampaignKind, Content
from storage.residents.types import Topic
from storage.types import Instant, UnitCode

ALL = "ALL"
PICTURE_BYTES = 10 * 1024 * 1024
TITLE_LIMIT = 120
_GRACE_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The form's fields as strings, so that a mistake shows again exactly what was typed."""

    title: str = ""
    text: str = ""
    question: str = ""
    options: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    starts: str = ""
    kind: str = CampaignKind.AWARENESS.value
    has_picture: bool = False

    @classmethod
    def posted(cls, form: Form, *, has_picture: bool) -> Self:
        """Read a posted form."""
        return cls(
            title=form.first("title").strip(),
            text=form.first("text").replace("\r\n", "\n").strip(),
            question=form.first("question").strip(),
            options=tuple(option.strip() for option in form.every("option") if option.strip()),
            units=tuple(dict.fromkeys(unit for unit in form.every("unit") if unit)),
            topics=tuple(dict.fromkeys(topic for topic in form.every("topic") if topic)),
            starts=form.first("starts").strip(),
            kind=form.first("kind", CampaignKind.AWARENESS),
            has_picture=has_picture,
        )

    @classmethod
    def stored(cls, campaign: Campaign) -> Self:
        """Show a campaign again to be edited."""
        content, audience = campaign.content, campaign.audience
        return cls(
            title=content.title,
            text=content.text,
            question=content.question,
            options=content.options,
            units=tuple(sorted(audience.units)) or (ALL,),
            topics=tuple(sorted(audience.topics)),
            starts=to_field(campaign.starts),
            kind=campaign.kind.value,
            has_picture=content.picture is not None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a faultless form means."""

    content: Content
    audience: AudienceRule
    starts: Instant | None
    kind: CampaignKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """What is wrong, in sentences a person can act on."""

    errors: tuple[str, ...] = field(repr=False)


def read(
    typed: Typed, *, picture: bytes | None, gazetteer: Gazetteer, now: Instant, old_starts: Instant | None = None
) -> Plan | Faulty:
    """Return what the form means. A start in the past is a mistake, except the one the campaign already had."""
    content, content_errors = _content(typed, picture)
    starts, start_errors = _starts(typed.starts, now, old_starts)
    errors = (
        *content_errors,
        *_audience_errors(typed, gazetteer),
        *start_errors,
        *(("Loại tin không đúng. Hãy chọn lại.",) if typed.kind not in set(CampaignKind) else ()),
        *((f"Tên dài quá {TITLE_LIMIT} chữ cái. Hãy viết ngắn lại.",) if len(typed.title) > TITLE_LIMIT else ()),
    )
    if errors:
        return Faulty(errors=errors)
    return Plan(
        content=content,
        audience=AudienceRule(
            units=frozenset(UnitCode(unit) for unit in typed.units if unit != ALL),
            topics=frozenset(Topic(topic) for topic in typed.topics),
        ),
        starts=starts,
        kind=CampaignKind(typed.kind),
    )


def _content(typed: Typed, picture: bytes | None) -> tuple[Content, tuple[str, ...]]:
    content = Content(
        title=typed.title, text=typed.text, question=typed.question, options=typed.options, picture=picture
    )
    try:
        return cleaned(content), ()
    except CampaignUnfit as problem:
        return content, (campaign_unfit(problem.reason),)


def _audience_errors(typed: Typed, gazetteer: Gazetteer) -> Iterable[str]:
    if not typed.units:
        yield "Hãy chọn nơi nhận: toàn tỉnh, hoặc một số xã."
    elif ALL in typed.units and len(typed.units) > 1:
        yield "Đã chọn cả “Toàn tỉnh” lẫn từng xã. Hãy bỏ một bên."
    if any(unit != ALL and not gazetteer.has(unit) for unit in typed.units):
        yield "Có xã không nằm trong danh sách. Hãy chọn lại."
    if any(topic not in set(Topic) for topic in typed.topics):
        yield "Có chủ đề không nằm trong danh sách. Hãy chọn lại."


def _starts(text: str, now: Instant, old: Instant | None) -> tuple[Instant | None, tuple[str, ...]]:
    if not text:
        return None, ()
    try:
        starts = from_field(text)
    except ValueError:
        return None, ("Giờ gửi chưa đúng. Hãy chọn ngày và giờ, hoặc để trống để gửi ngay khi được duyệt.",)
    if starts < now - _GRACE_SECONDS and starts != old:
        return None, (START_PASSED,)
    return starts, ()
