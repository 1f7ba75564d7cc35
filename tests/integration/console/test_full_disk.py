"""A disk that is full: the officer is told what to do, nothing opens unwritten, and all goes on once there is room."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError

from storage.database import Database
from storage.tips.changes import NotStored
from storage.tips.types import EventKind, NewEvent
from storage.types import Instant
from tests.integration.console.house import COMMUNE, House

TEXT = "Quán ở đầu thôn bán thuốc lắc, chủ quán đi xe màu đỏ, tối nào cũng đông."
_LONG = "Đã đến nơi, ghi lại từng việc. " * 80


@asynccontextmanager
async def _full(database: Database) -> AsyncIterator[None]:
    """Let SQLite itself refuse to let the file grow, on every connection; what is free inside is used up first."""

    def no_room(connection: DBAPIConnection, *_: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA max_page_count = 1")
        cursor.close()

    def room(connection: DBAPIConnection, *_: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA max_page_count = 1000000")
        cursor.close()

    engine = database.engine.sync_engine
    event.listen(engine, "checkout", no_room)
    try:
        yield
    finally:
        event.remove(engine, "checkout", no_room)
        event.listen(engine, "checkout", room)


async def _use_up(house: House, case: str) -> None:
    """Write events of another officer until the disk takes no more."""
    row = next(row for row in await house.tip_store.open_cases() if row.case == case)
    for minute in range(5_000):
        seen = NewEvent(kind=EventKind.OPENED, unit=row.lead_unit, staff=None, at=Instant(row.received + 60 * minute))
        try:
            await house.tip_store.record(row.tip, seen)
        except NotStored as failure:
            assert failure.disk_full
            return
    raise AssertionError("the disk was never full")


async def test_a_full_disk_is_said_with_whom_to_tell_and_nothing_opens_unwritten(house: House) -> None:
    team = await house.commune_at_work()
    case = await house.send_tip(TEXT, unit=COMMUNE)
    visitor = await house.signed_in(team.officer)
    async with _full(house.tips):
        await _use_up(house, case)
        listed = await visitor.get("/console/cases")
        assert (listed.status, [mark.attributes["data-case"] for mark in listed.marks("case")]) == (200, [case])
        page = await visitor.get(f"/console/cases/{case}")
        assert page.status == 507
        assert "Ổ đĩa của máy chủ đã đầy" in page.mark("error").text
        assert "người vận hành" in page.mark("error").text
        assert TEXT not in page.body
        assert (await visitor.get_bytes(f"/console/cases/{case}/photo/0"))[0] == 507
    page = await visitor.get(f"/console/cases/{case}")
    assert (page.status, page.mark("case-text").text) == (200, TEXT)


async def test_a_step_on_a_full_disk_keeps_what_was_typed_and_says_why(house: House) -> None:
    team = await house.commune_at_work()
    case = await house.send_tip(TEXT, unit=COMMUNE)
    visitor = await house.signed_in(team.officer)
    await visitor.submit(await visitor.get(f"/console/cases/{case}"), go="take")
    page = await visitor.get(f"/console/cases/{case}")
    async with _full(house.tips):
        await _use_up(house, case)
        page = await visitor.submit(page, go="note", values={"note": _LONG})
        assert page.status == 422
        assert "Ổ đĩa máy chủ đã đầy" in page.mark("error").text
        assert _LONG.strip() in page.body
        assert TEXT in page.body, "opened today: it can still be read"
    assert (await visitor.submit(page, go="note", values={"note": _LONG})).status == 303


async def test_a_database_that_fails_otherwise_asks_for_patience(house: House) -> None:
    team = await house.commune_at_work()
    case = await house.send_tip(TEXT, unit=COMMUNE)
    visitor = await house.signed_in(team.officer)
    engine = house.tips.engine.sync_engine

    def broken(*_: object) -> None:
        raise OperationalError("", {}, Exception("disk I/O error"))

    event.listen(engine, "commit", broken)
    page = await visitor.get(f"/console/cases/{case}")
    event.remove(engine, "commit", broken)
    assert page.status == 503
    assert "thử lại sau ít phút" in page.mark("error").text
    assert TEXT not in page.body
    assert (await visitor.get(f"/console/cases/{case}")).status == 200
