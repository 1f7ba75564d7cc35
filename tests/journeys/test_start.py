"""Starting, refusing to start, stopping, and coming back from a backup: as the operator lives it."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

import aiohttp
import pytest

from tests.emulators.telegram import Misbehaviour, TelegramEmulator
from tests.journeys import villager as villagers
from tests.journeys.forms import Visitor
from tests.journeys.program import CommandFailed, ProgramUnderTest
from tests.journeys.town import LAO_BAO, Account, telegram_settings, town, until, words

_STORY = "Kho cũ sau chợ có xe lạ chở hàng lúc hai giờ sáng, nghe nói là ma túy."


async def _refused(program: ProgramUnderTest) -> str:
    """Start a program that must not start; returns its one line."""
    code, printed, errors = await program.command("run")
    assert code == 3, (code, printed, errors)
    lines = [line for line in errors.splitlines() if line.startswith("phaodai: ")]
    assert "Traceback" not in errors
    assert len(lines) == 1, errors
    return lines[0]


async def test_first_start_makes_everything_once(folder: Path) -> None:
    program = ProgramUnderTest(folder, {})
    assert await program.ask("keys", "init") == {"made": True}
    assert await program.ask("keys", "init") == {"made": False}
    for made in (folder / "data", folder / "keys"):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700
    keys = {path.name: path.read_bytes() for path in (folder / "keys").iterdir() if path.is_file()}
    await program.start()
    assert stat.S_IMODE((folder / "data" / "door.sock").stat().st_mode) == 0o600
    assert await program.stop() == 0
    assert not (folder / "data" / "door.sock").exists()
    assert {path.name: path.read_bytes() for path in (folder / "keys").iterdir() if path.is_file()} == keys


async def test_a_second_program_and_commands_beside_the_first(folder: Path) -> None:
    """Nobody else gets its port or its folder; commands ask it, and answer the same when it is gone."""
    first = ProgramUnderTest(folder, {})
    await first.start()
    elsewhere = {"DATA_DIR": str(folder / "data2"), "KEY_DIR": str(folder / "keys2"), "PORT": str(first.port)}
    assert "PORT" in await _refused(ProgramUnderTest(folder, elsewhere))
    assert "another phaodai" in await _refused(ProgramUnderTest(folder, {}))
    commands = [("unit", "status", "PC04"), ("unit", "list"), ("keys", "show")]
    running = [await first.ask(*command) for command in commands]
    assert len(running[1]) == 81
    assert await first.terminate() == 0
    assert [await first.ask(*command) for command in commands] == running


async def test_keys_missing_over_data(folder: Path) -> None:
    program = ProgramUnderTest(folder, {})
    await program.ask("keys", "init")
    (folder / "keys").rename(folder / "elsewhere")
    assert "KEY_DIR" in await _refused(program)
    assert not list((folder / "keys").glob("*"))


@pytest.mark.parametrize("database", ["app.db", "tips.db"])
async def test_database_of_a_newer_program(folder: Path, database: str) -> None:
    program = ProgramUnderTest(folder, {})
    await program.ask("keys", "init")
    with sqlite3.connect(folder / "data" / database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'made_later'")
    connection.close()
    assert "newer" in await _refused(program)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"PORT": "viet nam"}, "PORT"),
        ({"TELEGRAM_TOKN": "1:a"}, "TELEGRAM_TOKN"),
        ({"TELEGRAM_MODE": "webhook"}, "TELEGRAM_TOKEN"),
        ({"PUBLIC_URL": "http://example.vn"}, "PUBLIC_URL"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"TELEGRAM_TOKEN": "1:a", "REHEARSAL": "true"}, "REHEARSAL"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
async def test_wrong_settings(folder: Path, settings: Mapping[str, str], told: str) -> None:
    program = ProgramUnderTest(folder, settings)
    assert told in await _refused(program)
    assert not (folder / "data").exists(), "a refused start left something behind"


async def _channel_reported(program: ProgramUnderTest) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"{program.address}/readyz") as answer:
        assert answer.status == 200
        return await answer.text()


async def test_platform_down_then_up(folder: Path) -> None:
    async with TelegramEmulator() as emulator:
        emulator.misbehave("getupdates", Misbehaviour.SERVER_ERROR, 2)
        emulator.misbehave("getme", Misbehaviour.SERVER_ERROR, 1)
        program = ProgramUnderTest(folder, telegram_settings(emulator))
        await program.start()
        person = emulator.person()
        await person.types("/start")
        await person.hears("Pháo Đài")
        assert "down" not in await until(lambda: _channel_reported(program), lambda told: "down" not in told)
        assert await program.stop() == 0


async def test_wrong_token_leaves_the_rest_up(folder: Path) -> None:
    async with TelegramEmulator() as emulator:
        program = ProgramUnderTest(folder, telegram_settings(emulator) | {"TELEGRAM_TOKEN": "99:wrong-token"})
        await program.start()
        assert "down" in await until(lambda: _channel_reported(program), lambda told: "down" in told)
        findings = (await program.ask("doctor"))["findings"]
        assert any("token" in one["message"] for one in findings if one["level"] == "bad"), findings
        assert await program.stop() == 0
        assert "wrong-token" not in program.log.read_text()


async def test_doctor_says_what_to_do(folder: Path) -> None:
    program = ProgramUnderTest(folder, {})
    await program.ask("keys", "init")
    findings = (await program.ask("doctor"))["findings"]
    assert {one["level"] for one in findings} <= {"well", "warn", "bad"}
    assert any("intake is closed" in one["message"] for one in findings)
    assert any("backup" in one["message"] for one in findings)


async def test_backup_into_empty_folders(folder: Path, fresh_database: Callable[[], Mapping[str, str]]) -> None:
    """What a backup of the data and one of the keys give back: the same units, people and tips, for the same people."""
    used, empty = fresh_database(), fresh_database()
    async with town(folder / "old", used) as place:
        pc04, _second = await place.opens_intake()
        receipt = await villagers.tells_by_page(await place.visitor(), _STORY, unit=LAO_BAO)
        case = await _case_of_the_story(pc04)
        before = await place.program.ask("unit", "status", "PC04")
        archive = Path((await place.program.ask("backup"))["file"])
        keys = Path((await place.program.ask("keys", "backup", str(folder / "keys.backup")))["file"])
    assert {stat.S_IMODE(made.stat().st_mode) for made in (archive, keys)} == {0o600}
    with pytest.raises(CommandFailed) as refused:
        await ProgramUnderTest(folder / "old", used).ask("restore", str(archive), "--keys", str(keys))
    assert refused.value.code == 3
    (folder / "new").mkdir()
    restored = ProgramUnderTest(folder / "new", empty)
    await restored.ask("restore", str(archive), "--keys", str(keys))
    assert await restored.ask("unit", "status", "PC04") == before
    await restored.start()
    async with Visitor(restored.address) as visitor:
        page = await visitor.get("/console")
        await visitor.submit(page, values={"staff": pc04.staff, "passphrase": pc04.passphrase})
        assert words(await visitor.get(f"/console/cases/{case}"), "case-text") == _STORY
        assert words(await villagers.opens_mailbox(visitor, receipt), "mailbox-status") == "Đã nhận"
    assert await restored.stop() == 0


async def _case_of_the_story(officer: Account) -> str:
    page = await officer.browser.get("/console/cases")
    for mark in page.marks("case"):
        number = mark.attributes["data-case"]
        if _STORY in (await officer.browser.get(f"/console/cases/{number}")).body:
            return number
    raise AssertionError("the tip never reached PC04")
