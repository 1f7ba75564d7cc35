"""The code is shown once and kept nowhere; a slip costs nothing; what is not there all looks the same."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from tests.privacy import databases, needles, residents
from tests.privacy.living import living
from tests.privacy.officers import case_numbers, do
from tests.privacy.residents import ANSWER, STORY, photo, sender
from tests.privacy.running import Running, works_in
from tests.privacy.scanner import check_clean, scan_bytes
from tests.privacy.scenario import Ready, said, sign_in
from tips.argon2_gate import Argon2Gate
from tips.errors import MailboxUnknown
from tips.mailbox import Mailboxes
from tips.receipt import format_receipt, new_receipt


async def test_i21_a_receipt_is_stored_and_logged_nowhere(house: Running, ready: Ready) -> None:
    by_web = await residents.tell_by_web(await house.visitor(), photos=[photo()])
    by_chat = await residents.tell_by_chat(sender(house))
    await residents.open_mailbox(await house.visitor(), by_web)
    person = sender(house)
    await person.types("/hopthu")
    await person.hears()
    await person.types(by_chat)
    await person.hears()
    await house.tick()
    await house.operate("backup")
    check_clean(house.world(), needles.receipt("web receipt", by_web), needles.receipt("chat receipt", by_chat))


async def test_i21_a_receipt_is_shown_once_in_chat(house: Running) -> None:
    person = sender(house)
    receipt = await residents.tell_by_chat(person)
    await person.types("/start")
    await person.hears()
    looked_for = needles.receipt("receipt", receipt)
    shown = [
        parameters for _, parameters in house.emulator.requests if scan_bytes("", repr(parameters).encode(), looked_for)
    ]
    assert len(shown) == 1


async def test_i21_a_receipt_is_shown_once_on_the_web(house: Running) -> None:
    visitor = await house.visitor()
    preview = await residents.fill_web_form(visitor)
    sent = await visitor.submit(preview, go="send")
    receipt = said(sent, "receipt")
    again = [await visitor.submit(preview, go="send"), await visitor.get("/bao-tin"), await visitor.get("/hop-thu")]
    opened = await residents.open_mailbox(visitor, receipt)
    assert opened.has("mailbox-status")
    for page in [*again, opened]:
        assert not scan_bytes(page.url, page.body.encode(), needles.receipt("receipt", receipt))
        assert not page.has("receipt"), "a second code for the same tip"
    tips = [row for row in databases.rows(house.settings.data_dir / "tips.db", "tip") if not row["is_test"]]
    assert len(tips) == 1


async def test_i21_a_code_opens_the_mailbox_and_never_the_tip(house: Running) -> None:
    receipt = await residents.tell_by_web(await house.visitor())
    visitor = await house.visitor()
    opened = await residents.open_mailbox(visitor, receipt)
    answered = await residents.answer_by_web(visitor, receipt, ANSWER)
    for page in (opened, answered, await residents.open_mailbox(visitor, receipt)):
        assert not scan_bytes(page.url, page.body.encode(), needles.story("story", STORY))


@contextmanager
def _queries() -> Iterator[list[str]]:
    """Hear every statement on tips.db; the sender of campaigns works on the other database all the time."""
    heard: list[str] = []

    def hear(connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if str(connection.engine.url.database).endswith("tips.db"):
            heard.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def _argon2_runs() -> int:
    gates = living(Argon2Gate)
    assert gates, "no gate was found"
    return sum(gate.done for gate in gates)


async def _finished(house: Running, ready: Ready) -> str:
    """Return the receipt of a case that is closed."""
    receipt = await residents.tell_by_web(await house.visitor())
    officer = await sign_in(house, ready.accounts["lead-a"])
    case = next(iter(await case_numbers(officer)))
    await do(officer, case, "take")
    closed = await do(officer, case, "close", result="duplicate", reader_text="Đã xem xét, cảm ơn bà con.")
    assert closed.status == 200, closed.body
    return receipt


async def test_i22_a_slip_is_told_without_a_lookup(house: Running) -> None:
    receipt = await residents.tell_by_web(await house.visitor())
    slip = receipt[:-1] + str((int(receipt[-1]) + 1) % 10)
    visitor = await house.visitor()
    page = await visitor.get("/hop-thu")
    before = _argon2_runs()
    with _queries() as heard:
        answer = await visitor.submit(page, values={"code": slip}, field_name="code")
    assert answer.has("error")
    assert not answer.has("mailbox-status")
    assert heard == []
    assert _argon2_runs() == before


@pytest.mark.parametrize("channel", ["web", "chat"])
async def test_i22_unknown_expired_and_erased_codes_answer_alike(house: Running, ready: Ready, channel: str) -> None:
    """Same words, same status, same statements in the same order, one Argon2 each."""
    expired, erased = await _finished(house, ready), await residents.tell_by_web(await house.visitor())
    tips_db = house.settings.data_dir / "tips.db"
    closed = [row["tip"] for row in databases.rows(tips_db, "tip") if row["state"] == "closed" and not row["is_test"]]
    databases.execute(tips_db, "UPDATE mailbox SET expires = 1000 WHERE tip = ?", closed[0])
    databases.execute(
        tips_db, "DELETE FROM mailbox WHERE tip IN (SELECT tip FROM tip WHERE state <> 'closed' AND NOT is_test)"
    )
    codes = {"unknown": format_receipt(new_receipt()), "expired": expired, "erased": erased}
    found = {which: await _asked(house, channel, code) for which, code in codes.items()}
    assert found["expired"] == found["unknown"]
    assert found["erased"] == found["unknown"]
    assert found["unknown"][3] == 1, "Argon2 must run once, or time tells"


async def _asked(house: Running, channel: str, code: str) -> tuple[int, str, list[str], int]:
    before = _argon2_runs()
    if channel == "web":
        visitor = await house.visitor()
        page = await visitor.get("/hop-thu")
        with _queries() as heard:
            answer = await visitor.submit(page, values={"code": code}, field_name="code")
        return answer.status, answer.body, heard, _argon2_runs() - before
    person = house.emulator.person("Người hỏi", 6_300_000_000 + int(code[:4]))
    await person.types("/hopthu")
    await person.hears()
    with _queries() as heard:
        await person.types(code)
        shown = await person.hears()
        await house.emulator.settled()
    return 0, shown.text, heard, _argon2_runs() - before


async def test_i24_of_many_codes_typed_at_once_two_are_stretched_at_a_time(house: Running) -> None:
    """Each takes 64 MiB, so the others wait in line; nobody is refused for it."""
    mailboxes = next(one for one in living(Mailboxes) if works_in(house, one._repository._database))
    gate = mailboxes._argon2
    before = gate.done
    guesses = [asyncio.create_task(mailboxes.open(format_receipt(new_receipt()))) for _ in range(12)]
    busy = set()
    while not all(guess.done() for guess in guesses):
        busy.add(gate.busy)
        await asyncio.sleep(0)
    refused = await asyncio.gather(*guesses, return_exceptions=True)
    assert {type(one) for one in refused} == {MailboxUnknown}
    assert gate.done - before == len(guesses)
    assert max(busy) == 2
