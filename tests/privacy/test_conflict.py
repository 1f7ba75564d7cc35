"""A unit that a tip may concern sees no difference at all between a day with that tip and a day without."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from tests.emulators.telegram import Shown
from tests.privacy import residents
from tests.privacy.officers import case_numbers, crawl, do, send
from tests.privacy.residents import photo
from tests.privacy.running import Running, running
from tests.privacy.scenario import LEAD, OTHER, Ready, sign_in, switch_on_phones

_MORNING = datetime(2027, 3, 9, 1, 0, 2, tzinfo=UTC)
_NOON = datetime(2027, 3, 9, 5, 0, 2, tzinfo=UTC)
_EVENING = datetime(2027, 3, 10, 11, 0, 2, tzinfo=UTC)
_STARTS = ("/console", "/console/cases", "/console/cases?all=yes", "/console/people", "/console/duty")
_SECOND_STORY = "Có người trong ủy ban báo trước cho nhà ông Nghè mỗi lần kiểm tra"

Seen = dict[str, object]


async def _day(ready: Ready, *, conflict: str | None, by_chat: bool) -> Seen:
    """One day of the house; returns everything that Lao Bảo's officers could see of it."""
    with time_machine.travel(_MORNING, tick=True):
        async with running(ready.folder) as house:
            switch_on_phones(house, ready)
            await residents.tell_by_web(await house.visitor(), unit=LEAD, photos=[photo()])
            await residents.tell_by_web(await house.visitor(), unit=OTHER)
            await house.tick()
            with time_machine.travel(_NOON, tick=True):
                if conflict is not None:
                    await _tell_against(house, conflict, by_chat=by_chat)
                await house.tick()
            with time_machine.travel(_EVENING, tick=True):
                await _tick_through(house)
                return await _everything_seen(house, ready)


async def _tell_against(house: Running, conflict: str, *, by_chat: bool) -> None:
    if by_chat:
        labels = {"commune": "Cán bộ xã", "unsure": "Không chắc"}
        await residents.tell_by_chat(
            residents.sender(house), story=_SECOND_STORY, photos=[photo()], conflict=labels[conflict]
        )
    else:
        await residents.tell_by_web(
            await house.visitor(), story=_SECOND_STORY, unit=LEAD, conflict=conflict, photos=[photo()], happening="yes"
        )


async def _tick_through(house: Running) -> None:
    for _ in range(3):
        await house.tick()


async def _everything_seen(house: Running, ready: Ready) -> Seen:
    seen: Seen = {}
    for name in ("lead-a", "lead-b"):
        person = house.emulator.person(name, ready.accounts[name].chat)
        person.catches_up()
        await person.types("/vuviec")
        await person.hears()
        await house.emulator.settled()
        assert any(re.search(r"T-[2-9A-HJ-NP-Z]{6}", shown.text) for shown in person.shown()), "no envelope came"
        seen[f"{name}: chat"] = [_told(shown) for shown in person.shown()]
        seen[f"{name}: number of messages"] = house.emulator.accepted.get(person.chat_id, 0)
        visitor = await sign_in(house, ready.accounts[name])
        pages = await crawl(visitor, _STARTS)
        assert any(re.search(r"/console/cases/T-", path) for path in pages), "the day had no case to see"
        seen[f"{name}: pages"] = {path: (status, content) for path, (status, content) in pages.items()}
        for case in [f"T-{'23456789'[at]}22222" for at in range(4)]:
            missing = await visitor.get(f"/console/cases/{case}")
            seen[f"{name}: {case}"] = missing.status
    seen["unit status"] = await house.operate("unit.status", unit=LEAD)
    return _without_chance(seen)


def _told(shown: Shown) -> tuple[object, ...]:
    return (shown.from_bot, shown.text, shown.labels, shown.photo, shown.edited, shown.deleted)


def _without_chance(seen: Seen) -> Seen:
    """Take out what is random by itself: the port, form tokens, and case numbers in their order."""
    numbers: dict[str, str] = {}
    for match in re.finditer(r"T-[2-9A-HJ-NP-Z]{6}", repr(seen)):
        numbers.setdefault(match.group(), f"T-number-{len(numbers)}")

    def calm(value: object) -> object:
        if isinstance(value, bytes):
            try:
                return calm(value.decode())
            except UnicodeDecodeError:
                return value
        if isinstance(value, str):
            for number, name in numbers.items():
                value = value.replace(number, name)
            value = re.sub(r"127\.0\.0\.1:\d+", "here", value)
            return re.sub(r'(name="csrf" value=")[^"]+', r"\1", value)
        if isinstance(value, dict):
            return {calm(key): calm(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [calm(inner) for inner in value]
        return value

    calmed = calm(seen)
    assert isinstance(calmed, dict)
    return calmed


@pytest.mark.parametrize(("conflict", "by_chat"), [("commune", True), ("commune", False), ("unsure", False)])
async def test_i11_the_commune_sees_the_same_day_with_and_without_the_tip_about_it(
    prepared: Ready, tmp_path: Path, conflict: str, *, by_chat: bool
) -> None:
    without = await _day(prepared.copy(tmp_path / "without"), conflict=None, by_chat=by_chat)
    with_it = await _day(prepared.copy(tmp_path / "with"), conflict=conflict, by_chat=by_chat)
    assert with_it.keys() == without.keys()
    for part in without:
        assert with_it[part] == without[part], part


async def test_i11_the_same_comparison_sees_an_ordinary_tip(prepared: Ready, tmp_path: Path) -> None:
    """It can fail: a tip that the commune may see makes a difference."""
    without = await _day(prepared.copy(tmp_path / "without"), conflict=None, by_chat=False)
    with_it = await _day(prepared.copy(tmp_path / "with"), conflict="none", by_chat=False)
    assert with_it != without


async def test_i11_the_tip_about_the_commune_really_reached_pc04(house: Running, ready: Ready) -> None:
    await residents.tell_by_web(await house.visitor(), story=_SECOND_STORY, unit=LEAD, conflict="commune")
    officer = await sign_in(house, ready.accounts["pc04-a"])
    case = next(iter(await case_numbers(officer)))
    page = await officer.get(f"/console/cases/{case}")
    assert _SECOND_STORY in page.body
    await do(officer, case, "take")
    lead = await sign_in(house, ready.accounts["lead-a"])
    refused = await send(lead, page, f"/console/cases/{case}", go="take")
    assert refused.status in {403, 404}
    assert (await lead.get(f"/console/cases/{case}")).status == 404


def test_the_evening_is_after_every_deadline_of_the_morning() -> None:
    """Otherwise the day would have no reminder or breach in it."""
    assert timedelta(days=1) < _EVENING - _MORNING
