"""The whole contract with an outside driver, in one life of the program, on both kinds of app database."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

from tests.journeys import officer as officers
from tests.journeys import organizer as organizers
from tests.journeys import villager as villagers
from tests.journeys.chat import Chat
from tests.journeys.photographs import photograph
from tests.journeys.program import CommandFailed
from tests.journeys.screens import assert_labels_apart, talk_about_everything
from tests.journeys.town import KHE_SANH, LAO_BAO, Account, Town, town, until, words


async def test_the_whole_of_acceptance(folder: Path, database_settings: Mapping[str, str]) -> None:
    async with town(folder, database_settings) as place:
        pc04 = await _founds(place)
        lao_bao = await place.opens_commune(LAO_BAO, "Hồ Thị Cúc", pc04)
        khe_sanh = await place.opens_commune(KHE_SANH, "Phan Thị Én", pc04)
        author = await place.enrols("organizer", "PROVINCE", "Đỗ Thị Hạnh")
        approver = await place.enrols("approver", "PROVINCE", "Bùi Văn Khoa")
        for person in (lao_bao, khe_sanh, pc04, author, approver):
            await person.ties_chat()
        for person in (author, approver):
            await person.signs_in()
        await _lists_staff(place, {lao_bao, khe_sanh, pc04, author, approver})
        first, second = place.chat("Bà Một"), place.chat("Ông Hai")
        await villagers.subscribes(first)
        await villagers.subscribes(second)
        await _a_tip_by_chat(place, first, lao_bao, khe_sanh)
        await _a_tip_by_page(place, second, lao_bao, khe_sanh)
        await _a_tip_about_the_commune(place, lao_bao, pc04)
        await _a_campaign(place, first, second, author, approver)
        await _after_stopping(place, first, second, author, approver)
        await talk_about_everything(place.chat("Cô Ba"))
        assert_labels_apart(place.emulator)
        place.emulator.check()


async def _founds(place: Town) -> Account:
    """Everything until tips can come, looked at from the command line all the way; returns an officer of PC04."""
    program = place.program
    assert await program.ask("keys", "init") == {"made": False}
    assert await program.ask("keys", "show") == {"pc04_fingerprint": None, "pinned": False}
    closed = await program.ask("unit", "status", "PC04")
    assert closed["intake"] == "closed"
    assert closed["missing"]
    first = await place.enrols("officer", "PC04", "Nguyễn Thị An")
    fingerprint = words(first.enrolled, "fingerprint")
    assert len(words(first.enrolled, "recovery-words").split()) == 12
    assert await program.ask("keys", "show") == {"pc04_fingerprint": fingerprint, "pinned": False}
    assert await program.ask("keys", "pin", fingerprint) == {"pinned": True}
    await first.signs_in()
    second = await place.enrols("officer", "PC04", "Trần Văn Bình")
    assert not second.enrolled.has("recovery-words")
    await place.lets_in(first, second)
    await second.signs_in()
    await place.drills("PC04", first)
    assert (await program.ask("unit", "status", "PC04"))["intake"] == "closed", "one officer is not enough"
    await place.drills("PC04", second)
    status = await program.ask("unit", "status", "PC04")
    assert status | {"missing": []} == {
        "unit": "PC04", "officers": 2, "drilled": 2, "active": True, "intake": "open", "missing": [],
    }  # fmt: skip
    return first


async def _lists_staff(place: Town, known: set[Account]) -> None:
    rows = {row["staff"]: row for row in await place.program.ask("staff", "list")}
    assert {person.staff for person in known} <= set(rows)
    assert all(row["state"] == "active" for row in rows.values())
    _code, printed, _errors = await place.program.command(
        "staff", "invite", "--role", "leader", "--unit", "PROVINCE", "--name", "Lãnh đạo"
    )
    link, start = printed.strip().splitlines()[-2:]
    assert link.startswith(f"{place.program.address}/")
    assert start.startswith("/start ")
    try:
        await place.program.ask("staff", "invite", "--role", "officer", "--unit", "00000", "--name", "Ai")
    except CommandFailed as refused:
        assert refused.code == 3
        assert '"error"' in refused.printed
    else:
        raise AssertionError("a unit that does not exist was accepted")


async def _a_tip_by_chat(place: Town, villager: Chat, lao_bao: Account, khe_sanh: Account) -> None:
    known = await officers.case_numbers(lao_bao)
    story = f"toi qua o lao bao co nguoi ban ma tuy sau cho, toi di ngang thay, ma {secrets.token_hex(4)}"
    photo = photograph()
    receipt = await villagers.tells_by_chat(villager, story, photo)
    number = await officers.receives_envelope(lao_bao, known)
    await lao_bao.phone.press("Nhận việc")
    await officers.reads(lao_bao, number, story=story, photo=photo)
    page = await officers.opens_case(lao_bao, number)
    assert lao_bao.staff in str(page.mark("case-owner").attributes) + page.mark("case-owner").text
    await officers.is_shut_out(khe_sanh, number, picture=page.mark("case-photo").attributes["src"])
    question = "Xe màu gì, mấy người?"
    await officers.does(lao_bao, number, "ask", question=question)
    await villagers.answers_by_chat(villager, receipt, question=question, answer="Xe máy màu đỏ, hai người.")
    page = await officers.opens_case(lao_bao, number)
    assert words(page, "case-answer") == "Xe máy màu đỏ, hai người."


async def _a_tip_by_page(place: Town, villager: Chat, lao_bao: Account, khe_sanh: Account) -> None:
    known = await officers.case_numbers(lao_bao)
    story = f"Nhà hoang cuối xóm hay có người lạ tụ tập lúc nửa đêm, mùi khét. {secrets.token_hex(4)}"
    photo, visitor = photograph(), await place.visitor()
    receipt = await villagers.tells_by_page(visitor, story, [photo], unit=LAO_BAO)
    assert words(await villagers.opens_mailbox(visitor, receipt), "mailbox-status") == "Đã nhận"
    number = await officers.receives_envelope(lao_bao, known)
    await officers.reads(lao_bao, number, story=story, photo=photo)
    page = await officers.does(lao_bao, number, "take")
    await officers.is_shut_out(khe_sanh, number, picture=page.mark("case-photo").attributes["src"])
    assert words(await villagers.opens_mailbox(visitor, receipt), "mailbox-status") == "Đang kiểm tra"
    await officers.does(lao_bao, number, "ask", question="Thường vào tối thứ mấy?")
    assert words(await villagers.opens_mailbox(visitor, receipt), "mailbox-status") == "Cần thêm thông tin"
    await villagers.answers_by_page(
        visitor, receipt, question="Thường vào tối thứ mấy?", answer="Tối thứ Bảy, sau mười giờ."
    )
    page = await officers.opens_case(lao_bao, number)
    assert words(page, "case-answer") == "Tối thứ Bảy, sau mười giờ."
    closed = await officers.does(
        lao_bao, number, "close", result="confirmed", reader_text="Cảm ơn bạn. Việc đã được kiểm tra."
    )
    assert closed.has("case-state")
    mailbox = await villagers.opens_mailbox(visitor, receipt)
    assert words(mailbox, "mailbox-status") == "Đã kết thúc"
    assert "Cảm ơn bạn. Việc đã được kiểm tra." in mailbox.body
    await villager.say("/start", then="Hộp thư")


async def _a_tip_about_the_commune(place: Town, lao_bao: Account, pc04: Account) -> None:
    seen_by_commune, seen_by_pc04 = await officers.case_numbers(lao_bao), await officers.case_numbers(pc04)
    story = f"Cán bộ xã nhận tiền để bỏ qua quán bán ma túy gần bến xe. {secrets.token_hex(4)}"
    await villagers.tells_by_page(await place.visitor(), story, unit=LAO_BAO, conflict="commune")
    number = await officers.receives_envelope(pc04, seen_by_pc04)
    await officers.reads(pc04, number, story=story, photo=None)
    assert await officers.case_numbers(lao_bao) == seen_by_commune
    await officers.is_shut_out(lao_bao, number, picture=f"/console/cases/{number}/photo/0")


async def _a_campaign(place: Town, first: Chat, second: Chat, author: Account, approver: Account) -> None:
    text = f"Tối thứ Sáu mời bà con họp thôn về phòng, chống ma túy. {secrets.token_hex(4)}"
    campaign = await organizers.writes(
        author, title="Họp thôn", text=text, question="Bà con có đến không?", options=["Sẽ đến", "Bận rồi"]
    )
    page = await organizers.opens(author, campaign)
    assert words(page, "campaign-count") == "2"
    previews = {mark.attributes["data-channel"]: mark.text for mark in page.marks("campaign-preview")}
    assert text in previews["telegram"]
    await organizers.does(author, campaign, "test")
    await author.phone.finds(text)
    assert not any(text in said for said in first.texts), "a test is for oneself"
    await organizers.approved(author, approver, campaign)
    arrived = await first.finds(text)
    assert "Sẽ đến" in " ".join(arrived.labels)
    await second.finds(text)
    numbers = await organizers.ends(place, campaign)
    assert (numbers["total"], numbers["sent"]) == (2, 2)
    page = await organizers.opens(author, campaign)
    for state, count in numbers.items():
        if state != "total":
            assert words(page, f"count-{state}") == str(count)
    await first.press("Sẽ đến")

    async def answers() -> str:
        return words(await organizers.opens(author, campaign), "answer-0")

    assert await until(answers, lambda counted: counted == "1")


async def _after_stopping(place: Town, first: Chat, second: Chat, author: Account, approver: Account) -> None:
    await first.say("/dung")
    text = f"Đường dây hỗ trợ cai nghiện có người trực mỗi ngày. {secrets.token_hex(4)}"
    campaign = await organizers.writes(author, title="Hỗ trợ", text=text)
    await organizers.does(author, campaign, "submit")
    await approver.phone.say("/chiendich", then="Hỗ trợ")
    await approver.phone.press("Hỗ trợ", then="Trả lại")
    await approver.phone.press("Duyệt")
    await second.finds(text)
    numbers = await organizers.ends(place, campaign)
    assert (numbers["total"], numbers["sent"]) == (1, 1)
    assert not any(text in said for said in first.texts)
