"""Logs at DEBUG, reprs and errors hold no id, no text, no code, no token, whatever goes wrong."""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from channels.contract import ReplyHandle
from tests.emulators.telegram import Misbehaviour
from tests.privacy import needles, residents
from tests.privacy.living import living
from tests.privacy.needles import Needle
from tests.privacy.officers import case_numbers, do
from tests.privacy.residents import ANSWER, CHAT, NAME, STORY, photo, sender
from tests.privacy.running import Running
from tests.privacy.scanner import Search, check_clean, scan_bytes
from tests.privacy.scenario import Ready, sign_in

_ROOT = Path(__file__).parents[2]
_ROOMS = ("bot", "console", "handlers", "tips", "broadcasts", "awareness", "channels", "places", "storage")

_PEOPLES_ROOMS = frozenset(_ROOMS) - {"places", "awareness"}
"""The rest holds tens of thousands of objects of data that we ship; nothing of a person is ever in them."""


def _secrets(house: Running, ready: Ready) -> list[Needle]:
    found = [*residents.who_told(), *residents.what_was_told(), *needles.word("token", house.emulator.token)]
    for account in ready.accounts.values():
        found += needles.word("passphrase", account.passphrase) + needles.number("officer's chat", account.chat)
    return found + needles.word("recovery words", ready.recovery_words)


@pytest.mark.parametrize("kind", list(Misbehaviour))
async def test_i31_when_the_platform_misbehaves_the_log_names_nobody(
    house: Running, ready: Ready, kind: Misbehaviour
) -> None:
    person = sender(house)
    hanging = kind in {Misbehaviour.HANG, Misbehaviour.HANG_AFTER}
    method = "sendChatAction" if hanging else "sendMessage"
    house.emulator.misbehave(method, kind, times=1, retry_after=0.01)
    if not hanging:
        house.emulator.misbehave("file", kind, times=1)
    await person.types(STORY)
    await person.sends_photo(photo(), caption=STORY)
    await person.types("/baotin")
    await person.presses_data(1, "abcd|tip.send:")
    if not hanging:
        await house.emulator.settled()
    check_clean(house.world(), _secrets(house, ready))


async def test_i31_a_whole_day_of_work_logs_no_secret(house: Running, ready: Ready) -> None:
    person = sender(house)
    receipt = await residents.tell_by_chat(person, photos=[photo()])
    await residents.answer_by_web(await house.visitor(), receipt, ANSWER, [photo()])
    await residents.open_mailbox(await house.visitor(), "1234 1234 1234 1234 12")
    officer = await sign_in(house, ready.accounts["lead-a"])
    case = next(iter(await case_numbers(officer)))
    await do(officer, case, "take")
    await do(officer, case, "ask", question="Xe màu gì?")
    await do(officer, case, "note", note=STORY)
    wrong = await house.visitor()
    page = await wrong.get("/console")
    await wrong.submit(
        page, values={"staff": ready.accounts["lead-a"].staff, "passphrase": STORY}, field_name="passphrase"
    )
    await house.tick()
    streams = house.world()
    check_clean(streams, _secrets(house, ready), needles.receipt("receipt", receipt))
    assert case not in house.log.getvalue()


async def test_i31_broken_webhooks_and_forms_log_nothing_of_what_was_sent(house: Running, ready: Ready) -> None:
    import aiohttp

    async with aiohttp.ClientSession() as session:
        for path in ("/hooks/telegram", "/bao-tin", "/hop-thu", "/console", "/console/cases/T-222222", f"/{STORY}"):
            for body in (STORY.encode(), b'{"text": "' + STORY.encode() + b'"}', b"\xff\xfe" + bytes(50)):
                for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain"):
                    async with session.post(house.address + path, data=body, headers={"Content-Type": kind}) as answer:
                        assert answer.status < 600
    check_clean(house.world(), _secrets(house, ready))


async def test_i31_the_log_can_say_nothing_that_is_not_on_its_list(house: Running) -> None:
    """Whoever writes the log line: structlog with fields, or a library with a message and a traceback."""
    structlog.get_logger().error("page.failed", chat=CHAT, text=STORY, user=NAME, count=3)
    for name in ("telegram.ext", "aiosqlite", "sqlalchemy.engine", "apscheduler.executors", "asyncio", "new.library"):
        try:
            int(f"{STORY} from chat {CHAT}")
        except ValueError:
            logging.getLogger(name).exception("failed for %s: %s", CHAT, STORY)
    log = house.log.getvalue()
    assert "page.failed" in log
    assert '"count": 3' in log
    assert "ValueError" in log
    assert not scan_bytes("log", log.encode(), residents.who_told() + residents.what_was_told())


def _log_calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of the program's own logger, with where it stands."""
    for room in _ROOMS:
        for path in sorted((_ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    logger = node.func.value
                    if isinstance(logger, ast.Call) and ast.unparse(logger.func).endswith("get_logger"):
                        yield f"{path.relative_to(_ROOT)}:{node.lineno}", node


def test_i31_event_names_are_fixed_and_errors_are_told_by_their_class() -> None:
    calls = list(_log_calls())
    assert len(calls) > 10
    for where, call in calls:
        assert len(call.args) == 1, where
        assert isinstance(call.args[0], ast.Constant), f"{where}: an event's name is put together"
        for keyword in call.keywords:
            if keyword.arg in {"error", "error_class"}:
                told = ast.unparse(keyword.value)
                assert told.startswith("type(") and told.endswith(").__name__"), f"{where}: {told}"


def _ours() -> Iterator[Any]:
    """Every live object of a class of ours."""
    for one in living(object):
        module = getattr(type(one), "__module__", "")
        if isinstance(module, str) and module.partition(".")[0] in _PEOPLES_ROOMS and not isinstance(one, type):
            yield one


async def test_i32_no_live_object_of_ours_shows_a_secret(house: Running, ready: Ready) -> None:
    """In the middle of everything: a draft, an open mailbox, an unlocked officer, clients, settings."""
    person = sender(house)
    receipt = await residents.tell_by_chat(person, photos=[photo()])
    await residents.write_in_chat(person, photos=[photo()])
    visitor = await house.visitor()
    await residents.fill_web_form(visitor, photos=[photo()])
    await residents.open_mailbox(visitor, receipt)
    officer = await sign_in(house, ready.accounts["lead-a"])
    case = next(iter(await case_numbers(officer)))
    await officer.get(f"/console/cases/{case}")
    wanted = _secrets(house, ready) + needles.receipt("receipt", receipt)
    plain = [
        needle for needle in wanted if needle.shape in {"UTF-8", "hex", "UTF-8, marks apart", "escaped as in JSON"}
    ]
    search, checked, told = Search(plain), set(), []
    for one in _ours():
        shown = f"{one!r} {one!s}".encode(errors="replace")
        checked.add(type(one).__name__)
        told += [f"{type(one).__module__}.{type(one).__name__}: {needle}" for needle in search.found_in(shown)]
    assert {"Settings", "ReplyHandle", "Draft", "OpenMailbox", "Unlocked", "StaffSession"} <= checked
    assert sorted(set(told)) == []


async def test_i32_errors_of_ours_carry_no_words(house: Running) -> None:
    handle = ReplyHandle(house.program.channels[0].name, str(CHAT))
    assert not scan_bytes("", f"{handle!r} {handle!s}".encode(), needles.number("chat", CHAT))
