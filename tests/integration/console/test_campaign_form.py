"""What the campaign form means, and what it says when something is wrong."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from console.forms import Form
from console.staff.campaign_form import ALL, Faulty, Plan, Typed, read
from places import gazetteer
from places.gazetteer import Gazetteer
from storage.campaigns.types import CampaignKind
from storage.residents.types import Topic
from storage.types import Instant, UnitCode, instant

NOW = instant(datetime(2026, 11, 25, 3, 0, 30, tzinfo=UTC))


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer.load()


def _form(**changes: list[str]) -> Form:
    return Form(values={"title": ["Đợt một"], "text": ["Chào bà con"], "unit": [ALL], **changes})


def _read(form: Form, places: Gazetteer) -> Plan | Faulty:
    return read(Typed.posted(form, has_picture=False), picture=None, gazetteer=places, now=NOW)


def test_the_smallest_form_is_for_everybody_at_once(places: Gazetteer) -> None:
    plan = _read(_form(), places)
    assert isinstance(plan, Plan)
    assert plan.audience.units == frozenset() and plan.audience.topics == frozenset()
    assert plan.starts is None and plan.kind is CampaignKind.AWARENESS
    assert (plan.content.title, plan.content.text) == ("Đợt một", "Chào bà con")


def test_units_topics_options_and_hour_are_read(places: Gazetteer) -> None:
    first, second = places.units[0].code, places.units[1].code
    plan = _read(
        _form(
            unit=[first, second],
            topic=["alerts", "family"],
            question=["Nhà mình đã nói chuyện chưa?"],
            option=["Rồi", "", "Chưa", "", "", ""],
            starts=["2026-11-25T10:05"],
            kind=["alert"],
        ),
        places,
    )
    assert isinstance(plan, Plan)
    assert plan.audience.units == {UnitCode(first), UnitCode(second)}
    assert plan.audience.topics == {Topic.ALERTS, Topic.FAMILY}
    assert plan.content.options == ("Rồi", "Chưa")
    assert plan.starts == instant(datetime(2026, 11, 25, 3, 5, tzinfo=UTC)), "the field is local time"
    assert plan.kind is CampaignKind.ALERT


def test_the_present_minute_is_not_past(places: Gazetteer) -> None:
    plan = _read(_form(starts=["2026-11-25T10:00"]), places)
    assert isinstance(plan, Plan)
    assert plan.starts == Instant(NOW - 30)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"title": [" "]}, "tên"),
        ({"text": ["\n"]}, "nội dung"),
        ({"text": ["x" * 4000]}, "3.000"),
        ({"question": ["Đã học chưa?"], "option": ["Rồi"]}, "từ 2 đến 6"),
        ({"question": ["Đã học chưa?"], "option": list("abcdefg")}, "từ 2 đến 6"),
        ({"option": ["Rồi", "Chưa"]}, "chưa có câu hỏi"),
        ({"question": ["Đã học chưa?"], "option": ["Rồi", "rồi"]}, "giống hoặc nằm trong"),
        ({"question": ["Đã học chưa?"], "option": ["a" * 41, "b"]}, "quá 40"),
        ({"unit": []}, "nơi nhận"),
        ({"unit": [ALL, "19360"]}, "bỏ một bên"),
        ({"unit": ["00000"]}, "không nằm trong danh sách"),
        ({"topic": ["gossip"]}, "chủ đề"),
        ({"kind": ["rumour"]}, "Loại tin"),
        ({"starts": ["25/11/2026"]}, "chưa đúng"),
        ({"starts": ["2026-11-25T09:58"]}, "đã qua"),
    ],
)
def test_a_mistake_is_named(places: Gazetteer, changes: dict[str, list[str]], word: str) -> None:
    faulty = _read(_form(**changes), places)
    assert isinstance(faulty, Faulty)
    assert len(faulty.errors) == 1
    assert word in faulty.errors[0]


def test_mistakes_of_content_place_and_hour_are_named_together(places: Gazetteer) -> None:
    faulty = _read(Form(values={"starts": ["mai"]}), places)
    assert isinstance(faulty, Faulty)
    assert len(faulty.errors) == 3
