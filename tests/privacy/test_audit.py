"""Every step of a case is an event of a chain that breaks on edit or removal; an open case lacks nothing of 6 rõ."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from storage.database import Database, tips_database
from storage.tips import audit
from storage.tips.case_repository import CaseRepository
from storage.tips.repository import TipRepository
from storage.tips.types import Event, TipId
from tests.privacy import databases, needles, residents
from tests.privacy.officers import case_numbers, do
from tests.privacy.residents import ANSWER, STORY, photo
from tests.privacy.running import Running, running
from tests.privacy.scanner import scan_bytes
from tests.privacy.scenario import Ready, sign_in
from tips.chain import anchor_of_day


async def _worked(house: Running, ready: Ready) -> None:
    """One case from telling to closing, by two officers of the unit."""
    receipt = await residents.tell_by_web(await house.visitor(), photos=[photo()])
    officer = await sign_in(house, ready.accounts["lead-a"])
    case = next(iter(await case_numbers(officer)))
    await officer.get(f"/console/cases/{case}")
    await do(officer, case, "take")
    await do(officer, case, "ask", question="Xe đi hướng nào?")
    await residents.answer_by_web(await house.visitor(), receipt, ANSWER)
    colleague = await sign_in(house, ready.accounts["lead-b"])
    await colleague.get(f"/console/cases/{case}")
    await do(officer, case, "close", result="partly", reader_text="Đã xem xét, cảm ơn bà con.")


def _worked_tip(path: Path) -> TipId:
    found = [row["tip"] for row in databases.rows(path, "tip") if not row["is_test"]]
    assert len(found) == 1
    assert isinstance(found[0], bytes)
    return TipId(found[0])


async def _events(path: Path) -> tuple[TipId, list[Event]]:
    database = tips_database(path)
    try:
        tip = _worked_tip(path)
        return tip, await TipRepository(database).events(tip)
    finally:
        await database.close()


async def test_i39_every_step_of_a_case_is_an_event(house: Running, ready: Ready) -> None:
    await _worked(house, ready)
    tip, events = await _events(house.settings.data_dir / "tips.db")
    kinds = [event.kind.value for event in events]
    assert kinds[0] == "routed"
    assert {"opened", "accepted", "asked", "answered", "closed"} <= set(kinds)
    openers = {event.staff for event in events if event.kind.value == "opened"}
    assert {ready.accounts["lead-a"].staff, ready.accounts["lead-b"].staff} <= openers
    assert audit.first_break(tip, events) is None


async def test_i39_no_event_holds_a_word_of_the_case(house: Running, ready: Ready) -> None:
    await _worked(house, ready)
    path = house.settings.data_dir / "tips.db"
    told = (
        needles.story("story", STORY) + needles.story("answer", ANSWER) + needles.story("question", "Xe đi hướng nào?")
    )
    for row in databases.rows(path, "event"):
        assert not scan_bytes("event", repr(row).encode(), told)
    assert {row["staff"] for row in databases.rows(path, "event") if row["kind"] in {"routed", "answered"}} == {None}


_EDITS = {
    "kind": "UPDATE event SET kind = 'exported' WHERE sequence = 3 AND tip = ?",
    "unit": "UPDATE event SET unit = 'PC04' WHERE sequence = 2 AND tip = ?",
    "person": "UPDATE event SET staff = 'S-222222' WHERE sequence = 2 AND tip = ?",
    "nobody": "UPDATE event SET staff = NULL WHERE sequence = 2 AND tip = ?",
    "time": "UPDATE event SET at = at + 60 WHERE sequence = 3 AND tip = ?",
    "removal in the middle": "DELETE FROM event WHERE sequence = 3 AND tip = ?",
    "removal of the start": "DELETE FROM event WHERE sequence = 1 AND tip = ?",
    "moved from another case": "UPDATE event SET digest = (SELECT digest FROM event AS other "
    "WHERE other.tip <> event.tip LIMIT 1) WHERE sequence = 2 AND tip = ?",
}


@pytest.fixture(scope="module")
def worked(prepared: Ready, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tips.db of a house in which one case was worked through."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    ready = prepared.copy(tmp_path_factory.mktemp("worked") / "house")

    async def work() -> None:
        async with running(ready.folder) as house:
            await _worked(house, ready)

    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, work()).result()
    return ready.data_dir / "tips.db"


@pytest.fixture
def copied(worked: Path, tmp_path: Path) -> Path:
    target = tmp_path / "tips.db"
    with sqlite3.connect(worked) as source, sqlite3.connect(target) as copy:
        source.backup(copy)
    source.close()
    copy.close()
    return target


async def test_i39_the_untouched_chain_is_whole(copied: Path) -> None:
    tip, events = await _events(copied)
    assert len(events) >= 6
    assert audit.first_break(tip, events) is None


@pytest.mark.parametrize("edit", _EDITS)
async def test_i39_an_edited_or_shortened_chain_breaks(copied: Path, edit: str) -> None:
    databases.execute(copied, _EDITS[edit], _worked_tip(copied))
    tip, events = await _events(copied)
    assert audit.first_break(tip, events) is not None


async def _anchor(database: Database) -> bytes:
    """Return the anchor of a day after all that was done."""
    chains = await CaseRepository(database).chains()
    return anchor_of_day(date(2100, 1, 1), [events for _, _, events in chains])


async def test_i39_a_cut_tail_or_a_vanished_case_shows_in_the_anchor(copied: Path) -> None:
    database = tips_database(copied)
    try:
        before = await _anchor(database)
        databases.execute(copied, "DELETE FROM event WHERE sequence = (SELECT max(sequence) FROM event) ")
        cut = await _anchor(database)
        databases.execute(copied, "DELETE FROM event WHERE tip = ?", _worked_tip(copied))
        gone = await _anchor(database)
    finally:
        await database.close()
    assert len({before, cut, gone}) == 3


_OPEN = "UPDATE tip SET state = 'accepted', result = NULL, closed = NULL"
_BREACHES = {
    "open without a person": f"{_OPEN}, owner = NULL, next_action = 'verify'",
    "open without a task": f"{_OPEN}, next_action = 'none'",
    "open without a unit": f"{_OPEN}, next_action = 'verify', lead_unit = ''",
    "no unit at all": "UPDATE tip SET lead_unit = NULL",
    "no authority": "UPDATE tip SET authority = NULL",
    "an unknown authority": "UPDATE tip SET authority = 'mayor'",
    "no time to accept": "UPDATE tip SET due_accept = NULL",
    "no time to act": "UPDATE tip SET due_action = NULL",
    "no time to resolve": "UPDATE tip SET due_resolve = NULL",
    "closed without a result": "UPDATE tip SET result = NULL WHERE state = 'closed'",
    "closed without a time": "UPDATE tip SET closed = NULL WHERE state = 'closed'",
    "a result while open": "UPDATE tip SET state = 'accepted', next_action = 'verify'",
    "an unknown result": "UPDATE tip SET result = 'forgotten' WHERE state = 'closed'",
    "an unknown state": "UPDATE tip SET state = 'lost'",
}


@pytest.mark.parametrize("breach", _BREACHES)
def test_i40_no_case_can_lack_person_task_unit_authority_time_or_result(copied: Path, breach: str) -> None:
    tip = _worked_tip(copied)
    assert [row["owner"] for row in databases.rows(copied, "tip") if row["tip"] == tip] != [None]
    with pytest.raises(sqlite3.IntegrityError):
        databases.execute(
            copied, f"{_BREACHES[breach]} {'AND' if 'WHERE' in _BREACHES[breach] else 'WHERE'} tip = ?", tip
        )


async def test_i40_a_fresh_case_has_its_person_task_authority_and_times(house: Running, ready: Ready) -> None:
    await residents.tell_by_web(await house.visitor())
    await residents.tell_by_web(await house.visitor(), conflict="commune")
    active = {account.staff: account.unit for account in ready.accounts.values()}
    fresh = [row for row in databases.rows(house.settings.data_dir / "tips.db", "tip") if not row["is_test"]]
    assert len(fresh) == 2
    for row in fresh:
        assert active[str(row["owner"])] == row["lead_unit"]
        assert row["next_action"] == "accept"
        assert row["authority"] in {"commune", "pc04"}
        assert all(isinstance(row[due], int) for due in ("due_accept", "due_action", "due_resolve"))
        assert row["result"] is None
