"""What a stolen tips.db tells: no words, no order, no minute (I-3, I-4, I-17, I-18)."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from storage.metadata import tips as tips_metadata
from storage.tips import key_tables
from storage.tips.types import Conflict, Happening
from storage.types import PC04, Privacy
from tests.integration.tips.world import LAO_BAO, PEPPER, TEXT, World, draft, some_photo
from tips.clocks_table import HOUR, QUARTER
from tips.errors import SealBroken
from tips.seal import open_part

_WINDOW = 8


def _windows(words: str) -> set[bytes]:
    """Return every 8-character window of the words, as they are, small, and without marks, in UTF-8 and UTF-16."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFD", words.replace("đ", "d")) if not unicodedata.combining(sign)
    )
    forms = {words, words.lower(), unicodedata.normalize("NFD", words), bare, bare.lower()}
    windows = {form[start : start + _WINDOW] for form in forms for start in range(len(form) - _WINDOW + 1)}
    return {window.encode(coding) for window in windows for coding in ("utf-8", "utf-16-le")}


def _found(words: str, disk: bytes) -> list[bytes]:
    return [window for window in _windows(words) if window in disk]


async def test_no_window_of_the_words_is_on_the_disk(world: World) -> None:
    photo = some_photo()
    sent = await world.intake.send(draft(photos=(photo,)))
    box = await world.mailboxes.open(sent.receipt)
    addition = "Biển số bảy mươi tư, hay đỗ sau nhà văn hóa thôn vào nửa đêm"
    await world.mailboxes.answer(box, text=addition, photos=())
    disk = world.disk()
    assert _found(TEXT, disk) == []
    assert _found(addition, disk) == []
    assert photo[100:132] not in disk
    digits = sent.receipt.replace(" ", "")
    for secret in (sent.receipt, digits, digits[:16], PEPPER.decode()):
        assert secret.encode() not in disk


async def test_the_scan_finds_what_is_there(world: World) -> None:
    async with world.database.write() as connection:
        await connection.execute(text("CREATE TABLE planted (words TEXT)"))
        await connection.execute(text("INSERT INTO planted VALUES (:words)"), {"words": TEXT})
    assert len(_found(TEXT, world.disk())) > 20


async def test_rows_keep_no_order(world: World) -> None:
    for number in range(20):
        await world.intake.send(draft(f"{number} " * 20))
    for name in tips_metadata.tables:
        with pytest.raises(OperationalError, match="rowid"):
            await _select(world, f"SELECT rowid FROM {name}")
    with pytest.raises(OperationalError, match="sqlite_sequence"):
        await _select(world, "SELECT * FROM sqlite_sequence")


async def _select(world: World, statement: str) -> None:
    async with world.database.read() as connection:
        await connection.execute(text(statement))


async def test_every_table_is_without_rowid_and_every_column_says_what_it_tells() -> None:
    assert key_tables.unit_key.name in tips_metadata.tables
    for table in tips_metadata.tables.values():
        assert table.dialect_options["sqlite"]["with_rowid"] is False
        for column in table.columns:
            assert isinstance(column.info.get("privacy"), Privacy), f"{table.name}.{column.name}"
            assert column.autoincrement is not True


@pytest.mark.parametrize("happening", list(Happening))
async def test_no_time_of_the_sender_is_finer_than_it_may_be(world: World, happening: Happening) -> None:
    sent = await world.intake.send(draft(happening=happening))
    await world.mailboxes.answer(await world.mailboxes.open(sent.receipt), text="thêm", photos=())
    step = QUARTER if happening is Happening.YES else HOUR
    times = {
        "tip": ("received", "due_accept", "due_action", "due_resolve"),
        "part": ("hour",),
        "event": ("at",),
    }
    for table, columns in times.items():
        for row in await world.rows(table):
            assert [row[column] for column in columns if int(str(row[column])) % step] == []
    assert [row for row in await world.rows("counter") if int(str(row["hour"])) % HOUR] == []


async def test_urgent_rows_of_the_outbox_keep_the_quarter_hour_only(world: World) -> None:
    await world.intake.send(draft(happening=Happening.YES))
    (row,) = await world.rows("notice")
    assert int(str(row["not_before"])) % QUARTER == 0
    assert int(str(row["due"])) % QUARTER == 0


async def test_all_keys_but_a_units_private_one_open_nothing(world: World) -> None:
    """A thief with the database, the pepper and every public key still has no key that fits a blob."""
    await world.intake.send(draft())
    (row,) = await world.repository.cases_for(PC04, open_only=True)
    found = await world.repository.piece(row.tip, PC04, 0)
    assert found is not None
    part, wrap = found
    keys = [PEPPER, *(bytes(key.public_key) for key in world.police.private.values())]
    for key in keys:
        with pytest.raises(SealBroken):
            open_part(private_key=key, tip=row.tip, wrap=wrap, part=part)
    with pytest.raises(SealBroken):
        open_part(private_key=PEPPER, tip=row.tip, wrap=replace(wrap, blob=part.ciphertext), part=part)


async def test_the_excluded_communes_bytes_do_not_depend_on_the_tip(world: World) -> None:
    """I-11 as far as storage goes: with and without a tip about it, a commune is shown the same."""
    before = await world.repository.cases_for(LAO_BAO, open_only=False)
    await world.intake.send(draft(conflict=Conflict.COMMUNE))
    assert await world.repository.cases_for(LAO_BAO, open_only=False) == before
    for table in tips_metadata.tables:
        assert LAO_BAO not in str(await world.rows(table))
