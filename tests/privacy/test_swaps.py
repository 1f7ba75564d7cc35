"""I-9: what lies sealed in the database opens in its own place only, tried on real rows and by a thief with a pen."""

from __future__ import annotations

import itertools
import sqlite3
from contextlib import closing

import pytest

from storage.tips.types import PartKind, SealedPart, TipId, Wrap
from storage.types import OVERSIGHT, PC04, Instant, UnitCode
from tests.privacy import databases, needles, residents
from tests.privacy.databases import Value
from tests.privacy.living import living
from tests.privacy.officers import case_numbers
from tests.privacy.residents import ANSWER, STORY
from tests.privacy.running import Running
from tests.privacy.scanner import scan_bytes
from tests.privacy.scenario import LEAD, Ready, sign_in
from tips.errors import SealBroken
from tips.seal import open_part
from tips.unlocked import Unlocked

_HOLDERS = {UnitCode(LEAD), PC04, OVERSIGHT}
_SECOND = "Chuyện khác hẳn: quán karaoke bên suối mở tới sáng, khách lạ để xe trong vườn"


async def _two_tips(house: Running) -> None:
    for story in (STORY, _SECOND):
        receipt = await residents.tell_by_web(await house.visitor(), story=story)
        await residents.answer_by_web(await house.visitor(), receipt, ANSWER)


async def test_i09_a_piece_opens_as_itself_and_as_nothing_else(house: Running, ready: Ready) -> None:
    """Every piece with every wrap, claimed to be of every tip, number, kind, unit and key version there is."""
    await _two_tips(house)
    keys = await _unit_keys(house, ready)
    told = {row["tip"] for row in databases.rows(house.settings.data_dir / "tips.db", "tip") if not row["is_test"]}
    parts = [row for row in databases.rows(house.settings.data_dir / "tips.db", "part") if row["tip"] in told]
    wraps = [row for row in databases.rows(house.settings.data_dir / "tips.db", "wrap") if row["tip"] in told]
    assert len(parts) == 4
    assert len(wraps) == 12
    opened = 0
    for part, wrap in itertools.product(parts, wraps):
        for tip, number, kind, unit, version in itertools.product(
            sorted(told, key=_bytes), (0, 1), (PartKind.CONTENT, PartKind.ADDITION), keys, (1, 2)
        ):
            at_home = _place(part) == (tip, number, kind) and _home(wrap) == (tip, number, unit, version)
            claimed = SealedPart(number=number, kind=kind, hour=Instant(0), ciphertext=_bytes(part["ciphertext"]))
            key = Wrap(unit=unit, key_version=version, number=number, blob=_bytes(wrap["blob"]))
            assert _opens(keys[UnitCode(str(wrap["unit"]))], TipId(_bytes(tip)), key, claimed) == at_home
            opened += at_home
    assert opened == len(wraps)


def _place(row: dict[str, Value]) -> tuple[Value, Value, Value]:
    return row["tip"], row["number"], row["kind"]


def _home(row: dict[str, Value]) -> tuple[Value, Value, Value, Value]:
    return row["tip"], row["number"], row["unit"], row["key_version"]


def _opens(private_key: bytes, tip: TipId, wrap: Wrap, part: SealedPart) -> bool:
    try:
        open_part(private_key=private_key, tip=tip, wrap=wrap, part=part)
    except SealBroken:
        return False
    return True


async def _unit_keys(house: Running, ready: Ready) -> dict[UnitCode, bytes]:
    """The attacker's best case: he has the private keys of all units that hold these tips."""
    before = living(Unlocked)
    for name in ("pc04-a", "lead-a", "oversight"):
        await sign_in(house, ready.accounts[name])
    held = [one for one in living(Unlocked, besides=before) if one.alive]
    keys = {one.unit: key for one in held if one.unit in _HOLDERS and (key := one.unit_key(1))}
    assert len(keys) == len(_HOLDERS)
    return keys


def _bytes(value: Value) -> bytes:
    assert isinstance(value, bytes)
    return value


_SWAPS = {
    "the texts of two tips": [("part", "ciphertext")],
    "the keys of two tips": [("wrap", "blob")],
    "texts and keys of two tips": [("part", "ciphertext"), ("wrap", "blob")],
    "the keys of two units": [],
}


@pytest.mark.parametrize("what", _SWAPS)
async def test_i09_rows_swapped_in_the_database_show_no_word_in_the_wrong_case(
    house: Running, ready: Ready, what: str
) -> None:
    """Somebody with the disk exchanges rows; the case then opens as broken, never as the other one."""
    await _two_tips(house)
    officer = await sign_in(house, ready.accounts["lead-a"])
    cases = await case_numbers(officer)
    assert len(cases) == 2
    shown = {case: (await officer.get(f"/console/cases/{case}")).body for case in cases}
    assert sorted(STORY in body for body in shown.values()) == [False, True]
    _swap(house, what)
    for case in cases:
        page = await officer.get(f"/console/cases/{case}")
        assert not scan_bytes(case, page.body.encode(), [*needles.story("1", STORY), *needles.story("2", _SECOND)])


def _swap(house: Running, what: str) -> None:
    path = house.settings.data_dir / "tips.db"
    one, other = sorted(_bytes(row["tip"]) for row in databases.rows(path, "tip") if not row["is_test"])
    with closing(sqlite3.connect(path, timeout=20)) as database, database:
        for table, column in _SWAPS[what]:
            for row in databases.rows(path, table):
                if row["tip"] in {one, other}:
                    elsewhere = other if row["tip"] == one else one
                    place, values = "tip = ? AND number = ?", [row[column], elsewhere, row["number"]]
                    if table == "wrap":
                        place, values = f"{place} AND unit = ?", [*values, row["unit"]]
                    database.execute(f"UPDATE {table} SET {column} = ? WHERE {place}", values)
        if not _SWAPS[what]:
            database.execute(
                "UPDATE wrap SET blob = (SELECT given.blob FROM wrap AS given WHERE given.tip = wrap.tip"
                " AND given.number = wrap.number AND given.unit = 'PC04') WHERE unit = ?",
                (LEAD,),
            )
