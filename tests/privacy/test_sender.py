"""After a tip, whoever told it is nowhere: not on the disk, not in a log, not in a backup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.emulators.telegram import Person
from tests.privacy import databases, residents
from tests.privacy.officers import case_numbers, do
from tests.privacy.residents import ANSWER, CHAT, STORY, photo, sender
from tests.privacy.running import Running
from tests.privacy.scanner import World, check_clean
from tests.privacy.scenario import LEAD, OTHER, Ready, sign_in

_KINDS = {
    "ordinary": ("Đã xảy ra", "Không liên quan"),
    "urgent": ("Đang diễn ra", "Không liên quan"),
    "about an official": ("Không rõ", "Cán bộ xã"),
    "not sure": ("Đã xảy ra", "Không chắc"),
}


async def _worked_through(house: Running, ready: Ready, receipt: str) -> None:
    """Take, ask, answer, close and back up: everything that writes after a tip."""
    officer = await sign_in(house, ready.accounts["lead-a"])
    case = next(iter(await case_numbers(officer)))
    await do(officer, case, "take")
    await do(officer, case, "ask", question="Xe đi hướng nào?")
    visitor = await house.visitor()
    await residents.answer_by_web(visitor, receipt, ANSWER, [photo()])
    await house.tick()
    await do(officer, case, "close", result="partly", reader_text="Đã xem xét, cảm ơn bà con.")
    await house.tick()
    await house.operate("backup")


@pytest.mark.parametrize("kind", _KINDS)
async def test_i01_after_a_tip_by_chat_the_sender_is_nowhere(house: Running, ready: Ready, kind: str) -> None:
    happening, conflict = _KINDS[kind]
    person = sender(house)
    await residents.tell_by_chat(person, photos=[photo(), photo()], happening=happening, conflict=conflict)
    await house.tick()
    await house.emulator.settled()
    check_clean(house.world(), residents.who_told())


async def test_i01_i02_after_a_whole_case_neither_sender_nor_names_nor_numbers_are_anywhere(
    house: Running, ready: Ready
) -> None:
    person = sender(house)
    await person.forwards("Chuyển tiếp: " + STORY)
    await person.hears()
    await person.sends_contact()
    await person.hears()
    receipt = await residents.tell_by_chat(person, photos=[photo()])
    await _worked_through(house, ready, receipt)
    check_clean(house.world(), residents.who_told())


async def test_i01_i03_the_backup_holds_no_sender_and_no_story(house: Running, ready: Ready) -> None:
    await residents.tell_by_chat(sender(house), photos=[photo()])
    made = await house.operate("backup")
    backups = World(folders=[house.settings.backup_dir])
    assert any("gzip" in name for name, _ in backups.pieces()), "the archive was not opened"
    assert made["file"]
    check_clean(backups, residents.who_told(), residents.what_was_told())


_BROKEN_TABLES = ("tip", "part", "wrap", "mailbox", "event", "notice")


@pytest.mark.parametrize("table", _BROKEN_TABLES)
async def test_i01_i31_when_storing_fails_the_sender_is_nowhere_either(house: Running, table: str) -> None:
    """A real fault at each write of a tip: the error, its log line and its traceback must name nobody."""
    databases.execute(
        house.settings.data_dir / "tips.db",
        f"CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END",
    )
    person = sender(house)
    await _tell_until_refused(person)
    visitor = await house.visitor()
    preview = await residents.fill_web_form(visitor)
    refused = await visitor.submit(preview, go="send")
    assert refused.has("error"), refused.body
    await house.tick()
    check_clean(house.world(), residents.who_told(), residents.what_was_told())
    assert databases.rows(house.settings.data_dir / "tips.db", "part") == _parts_before(house)


def _parts_before(house: Running) -> list[dict[str, databases.Value]]:
    return [
        row
        for row in databases.rows(house.settings.data_dir / "tips.db", "part")
        if any(
            tip["tip"] == row["tip"] and tip["is_test"]
            for tip in databases.rows(house.settings.data_dir / "tips.db", "tip")
        )
    ]


async def _tell_until_refused(person: Person) -> None:
    await residents.write_in_chat(person, photos=[photo()])
    await residents.press(person, "Xong")
    await residents.choose_place(person, "Lao Bảo")
    await residents.press(person, "Đã xảy ra")
    await residents.press(person, "Không liên quan")
    await residents.see(person, "Gửi tin")
    person.catches_up()
    await person.presses("Gửi tin")
    shown = await person.hears()
    assert not re.search(r"\d{4} \d{4} \d{4} \d{4} \d{2}", shown.text), "a receipt for nothing"


_FAILING = {
    "tips.db": ("tips.db", ("unit_key", "signing_key", "tip", "mailbox")),
    "app.db": ("app.db", ("staff", "duty", "invitation")),
}

_ROUNDS = ("/start", "/baotin", "/hopthu", "/hoc", "/hoi", "/giadinh", "/xa", "/caidat", "/dung", "/xoa", "/trogiup",
           "/vuviec", "/chiendich")  # fmt: skip


@pytest.mark.parametrize("database", _FAILING)
async def test_i01_i31_when_every_table_is_gone_no_handler_names_anybody(house: Running, database: str) -> None:
    """Every conversation over databases that raise at every statement."""
    name, _ = _FAILING[database]
    path = house.settings.data_dir / name
    for table in databases.tables(path):
        databases.execute(path, f'ALTER TABLE "{table}" RENAME TO "{table}_gone"')
    person = sender(house)
    for command in _ROUNDS:
        await person.types(command)
        await person.types(STORY)
        await person.sends_photo(photo(), caption=STORY)
    await house.emulator.settled()
    visitor = await house.visitor()
    page = await visitor.get("/bao-tin")
    if page.status == 200:
        await visitor.submit(page, go="next", values={"text": STORY}, files=[("photos", photo())])
    check_clean(house.world(), residents.who_told(), residents.what_was_told())


async def test_i19_no_value_but_unit_codes_and_staff_ids_stands_in_both_databases(house: Running, ready: Ready) -> None:
    """Also when the sender is a subscriber and a tip is worked on by staff."""
    person = sender(house)
    await subscribe(person)
    receipt = await residents.tell_by_chat(person, photos=[photo()])
    await _worked_through(house, ready, receipt)
    data = house.settings.data_dir
    kept = {str(value) for _, _, value in databases.values(data / "app.db")}
    assert databases.rows(data / "app.db", "resident"), "nobody subscribed"
    both = {value for _, _, value in _telling(data / "tips.db")} & {value for _, _, value in _telling(data / "app.db")}
    allowed = {account.staff for account in ready.accounts.values()}
    allowed |= {LEAD, OTHER, "PC04", "OVERSIGHT", "PROVINCE"}
    assert {value for value in both if value not in allowed} == set()
    assert str(CHAT) not in kept


def _telling(path: Path) -> list[tuple[str, str, databases.Value]]:
    """Values that could tie one row to another: no words of a list, no counts, no hours."""
    from storage.metadata import app, tips
    from storage.types import Privacy

    plain = {Privacy.ENUM, Privacy.COUNTER, Privacy.FLAG, Privacy.HOUR, Privacy.STAFF_TIME, Privacy.PLAN_TIME,
             Privacy.MONTH}  # fmt: skip
    metadata = tips if path.name == "tips.db" else app
    classes = {
        (column.table.name, column.name): column.info["privacy"]
        for table in metadata.sorted_tables
        for column in table.columns
    }
    return [one for one in databases.values(path) if one[2] is not None and classes[one[0], one[1]] not in plain]


async def subscribe(person: Person, place: str = "Lao Bảo") -> None:
    """Choose a commune and press Nhận tin."""
    await person.types("/xa")
    await person.hears()
    await person.types(place)
    await residents.press(person, "Đúng")
    await residents.press(person, "Nhận tin")
    await person.hears()
