"""I-8, I-45, I-47: what is over goes and leaves no bytes behind; a backup holds no key."""

from __future__ import annotations

import asyncio
import base64
import tarfile
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from storage.database import tips_database
from storage.tips.keeping import TipKeeper
from storage.types import instant
from tests.privacy import databases, residents
from tests.privacy.needles import Needle
from tests.privacy.officers import case_numbers, do
from tests.privacy.residents import ANSWER, STORY, photo
from tests.privacy.running import Running, running
from tests.privacy.scanner import Search, World
from tests.privacy.scenario import Ready, sign_in, switch_on_phones
from tests.privacy.test_sender import subscribe
from tips.nightly import LIVES

_BEGIN = datetime(2027, 3, 9, 1, 0, 2, tzinfo=UTC)
_PIECE = 24
"""Bytes of a ciphertext or a key that chance does not repeat."""


@pytest.fixture(scope="module")
def at_rest(prepared: Ready, tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """A house with a duplicate and a partly confirmed tip, both closed, and one still open."""
    ready = prepared.copy(tmp_path_factory.mktemp("gone") / "house")
    with ThreadPoolExecutor(1) as apart:  # a loop of its own, which ends before the tests begin
        apart.submit(asyncio.run, _work(ready)).result()
    return ready


@pytest.fixture
async def worked(at_rest: Ready, tmp_path: Path) -> AsyncIterator[Running]:
    """The program running over a copy of it."""
    ready = at_rest.copy(tmp_path / "worked")
    with time_machine.travel(_BEGIN, tick=True):
        async with running(ready.folder) as house:
            switch_on_phones(house, ready)
            yield house


async def _work(ready: Ready) -> None:
    with time_machine.travel(_BEGIN, tick=True):
        async with running(ready.folder) as house:
            switch_on_phones(house, ready)
            officer = await sign_in(house, ready.accounts["lead-a"])
            for result in ("duplicate", "partly", None):
                receipt = await residents.tell_by_web(
                    await house.visitor(), story=f"{STORY} {result}", photos=[photo()]
                )
                case = next(iter(await case_numbers(officer)))
                await do(officer, case, "take")
                await do(officer, case, "ask", question="Mấy giờ thì thấy xe?")
                await residents.answer_by_web(await house.visitor(), receipt, ANSWER)
                if result is not None:
                    closed = await do(officer, case, "close", result=result, reader_text="Cảm ơn bà con.")
                    assert case not in await case_numbers(officer), closed.body


def _rows(house: Running, table: str, result: str | None) -> list[dict[str, databases.Value]]:
    """Return the rows of the one tip with this result."""
    path = house.settings.data_dir / "tips.db"
    (tip,) = [row for row in databases.rows(path, "tip") if row["result"] == result and not row["is_test"]]
    boxes = {row["lookup"] for row in databases.rows(path, "mailbox") if row["tip"] == tip["tip"]}
    found = databases.rows(path, table)
    return [row for row in found if row.get("tip") == tip["tip"] or row.get("lookup") in boxes]


_CONTENT = ("part", "wrap", "mailbox", "mailbox_item")


async def _night(house: Running) -> None:
    for tick in house.program.ticks:
        if tick.name in {"night", "ledgers", "clocks", "notices"}:
            await tick.run()


def _pieces(rows: Iterable[dict[str, databases.Value]]) -> list[Needle]:
    """Return the middle of everything that lay in these rows as bytes."""
    blobs = [(name, value) for row in rows for name, value in row.items() if isinstance(value, bytes)]
    return [
        Needle(name, "bytes", value[len(value) // 2 :][:_PIECE]) for name, value in blobs if len(value) >= 2 * _PIECE
    ]


def _found_on_disk(house: Running, wanted: Iterable[Needle], database: str = "tips.db") -> set[str]:
    search = Search(wanted)
    files = databases.file_bytes(house.settings.data_dir, database)
    return {needle.canary for content in files.values() for needle in search.found_in(content)}


async def test_i08_what_was_deleted_leaves_no_bytes_in_the_file_or_its_log(worked: Running) -> None:
    """Text, photo, wrapped keys, mailbox and its questions, byte by byte, before and after its ninety days."""
    gone = [needle for table in _CONTENT for needle in _pieces(_rows(worked, table, "duplicate"))]
    kept = [needle for table in _CONTENT for needle in _pieces(_rows(worked, table, None))]
    assert len(gone) > 10
    # As after a day's work: the pages lie in the log, too.
    databases.execute(worked.settings.data_dir / "tips.db", "UPDATE part SET hour = hour + 3600")
    assert Search(gone).found_in((worked.settings.data_dir / "tips.db-wal").read_bytes())
    assert _found_on_disk(worked, gone) == {needle.canary for needle in gone}, "the scan finds what is there"
    with time_machine.travel(_BEGIN + timedelta(days=91), tick=True):
        await _night(worked)
        assert _found_on_disk(worked, gone) == set()
        assert _found_on_disk(worked, kept) == {needle.canary for needle in kept}


async def test_i08_a_deleted_row_is_overwritten_before_any_night(worked: Running) -> None:
    """The sweep alone and an emptied log, without the nightly rewriting of the file."""
    path = worked.settings.data_dir / "tips.db"
    gone = [needle for table in _CONTENT for needle in _pieces(_rows(worked, table, "duplicate"))]
    database = tips_database(path)
    try:
        await TipKeeper(database).sweep(instant(_BEGIN + timedelta(days=91)), LIVES)
    finally:
        await database.close()
    assert _rows(worked, "part", "duplicate") == []
    databases.execute(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    assert _found_on_disk(worked, gone) == set()


async def test_i08_who_left_leaves_no_bytes_in_the_app_database(house: Running) -> None:
    """The encrypted address and the lookup hash of a subscriber, once he said erase and the quarter hour is over."""
    person, data = residents.sender(house), house.settings.data_dir
    await subscribe(person)
    (row,) = databases.rows(data / "app.db", "resident")
    wanted = [Needle(name, "bytes", value) for name, value in row.items() if isinstance(value, bytes)]
    names = {"resident", "address_ciphertext", "lookup"}
    assert _found_on_disk(house, wanted, "app.db") == {needle.canary for needle in wanted} == names
    await person.types("/xoa")
    await residents.press(person, "Xóa")
    await house.emulator.settled()
    assert databases.rows(data / "app.db", "resident") == []
    for tick in house.program.ticks:
        if tick.name.endswith("-log"):
            await tick.run()
    assert _found_on_disk(house, wanted, "app.db") == set()


async def test_i47_after_four_hundred_days_only_what_may_be_left_is_there(worked: Running) -> None:
    """Closed tips and every mailbox but the open tip's are over; the chain, without a word, and the open tip stay.

    A confirmed tip's pieces stay too: its time is the law's on records, which the customer has not set.
    """
    before = {result: len(_rows(worked, "event", result)) for result in ("duplicate", "partly")}
    for day in (30, 91, 180, 400):
        with time_machine.travel(_BEGIN + timedelta(days=day), tick=True):
            await _night(worked)
    for table in _CONTENT:
        assert _rows(worked, table, "duplicate") == [], table
    assert _rows(worked, "mailbox", "partly") == []
    assert len(_rows(worked, "part", "partly")) == 4
    assert len(_rows(worked, "mailbox", None)) == 1
    assert {result: len(_rows(worked, "event", result)) for result in before} == before
    numbers = {row["case_number"] for result in before for row in _rows(worked, "tip", result)}
    left = databases.rows(worked.settings.data_dir / "tips.db", "notice")
    assert not numbers & {row["case_number"] for row in left}


async def test_i45_a_backup_holds_no_key(house: Running, ready: Ready) -> None:
    """Neither of the key folder's two keys, in no shape. (The pinned fingerprint is public, and printed.)"""
    await residents.tell_by_web(await house.visitor())
    made = Path((await house.operate("backup"))["file"])
    keys = [(ready.key_dir / name).read_bytes() for name in ("pepper", "address.key")]
    shapes = [shape for key in keys for shape in _shapes(key.strip())]
    assert len(shapes) >= 6
    held = World(folders=[made.parent])
    assert not held.scan(shapes)
    with tarfile.open(made) as archive:
        assert sorted(archive.getnames()) == ["app.jsonl", "manifest.json", "tips.jsonl"]
    beside = World(folders=[ready.key_dir])
    assert beside.scan(shapes), "the same scan finds the keys where they are"


def _shapes(key: bytes) -> list[Needle]:
    ways = (bytes, bytes.hex, base64.b64encode, base64.urlsafe_b64encode)
    texts = [made if isinstance(made := way(key), bytes) else made.encode() for way in ways]
    return [Needle("key", "whole", text[:_PIECE]) for text in dict.fromkeys(texts)]
