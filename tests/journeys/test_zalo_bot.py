"""The running program on Zalo, by webhook behind a public address: villager, campaign with a picture, operator."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from tests.emulators.zalo_bot import ZaloBotEmulator
from tests.journeys.forms import Visitor
from tests.journeys.photographs import photograph
from tests.journeys.program import ProgramUnderTest
from tests.journeys.town import until, words

HOST = "phaodai.example"
SECRET = "webhook-secret_of-the-journey"
NAME = "Trần Thị Tên Thật"


async def test_a_village_on_zalo(folder: Path) -> None:
    async with ZaloBotEmulator() as emulator:
        program = ProgramUnderTest(
            folder,
            {
                "ZALO_BOT_TOKEN": emulator.token,
                "ZALO_BOT_API_URL": emulator.url,
                "ZALO_BOT_WEBHOOK_SECRET": SECRET,
                "PUBLIC_URL": f"https://{HOST}",
                "REHEARSAL": "true",
            },
        )
        emulator.resolves(HOST, program.address)
        await program.start()
        await emulator.has_answered("setWebhook")
        person = emulator.person(NAME)

        async def says(text: str, then: str) -> str:
            await person.types(text)
            return (await person.hears(then)).text

        await says("chào", "1. Báo tin")
        told = await says("1", f"https://{HOST}/bao-tin")
        assert "Zalo và người quản trị trang có thể thấy nội dung bạn gõ ở đây" in told
        await says("ông Kềnh bán ma túy ở ngầm Rà Đuông đêm qua", f"https://{HOST}/bao-tin")
        await says("hop thu", f"https://{HOST}/hop-thu")
        assert f"khung chat này và trang https://{HOST}" in await says("tro giup", "Trợ giúp")
        await says("hoc", "1. ")
        await says("1", "(1/")
        await person.sends_something_withheld()
        assert "111" in (await person.hears("113")).text
        await says("xa", "Gõ tên")
        await says("lao bao", "Xã Lao Bảo")
        await says("1", "1. Nhận tin")
        await says("1", "/dung")

        campaign = await _campaign(program)
        came = await person.hears("Mời bà con")
        assert came.photo is not None, "the picture was fetched from its public address"
        assert "a. Sẽ đến\nb. Bận rồi" in came.text
        await says("b", "đã trả lời: Bận rồi")
        shown = await until(
            lambda: program.ask("campaign", "show", campaign), lambda one: one["state"] == "finished", pause=0.5
        )
        assert (shown["run"]["sent"], shown["held_back"]) == (1, [])

        findings = (await program.ask("doctor"))["findings"]
        assert any("zalo-bot: campaigns used 1 of their 900" in one["message"] for one in findings), findings
        await says("/xoa", "1. Xóa hết")
        await says("1", "Đã xóa")
        assert await _posted_without_secret(program) == 401
        assert set(emulator.state.hook_answers) == {200}
        assert await program.stop() == 0
        log = program.log.read_text()
        for secret in (emulator.token.split(":")[1], SECRET, person.chat_id, NAME, "Kềnh"):
            assert secret not in log
        emulator.check()


async def _campaign(program: ProgramUnderTest) -> str:
    """Have two people enrol, one write a campaign with a picture and a question, the other approve it."""
    async with Visitor(program.address) as author, Visitor(program.address) as approver:
        await _enrols(program, author, "organizer", "Đỗ Thị Hạnh")
        await _enrols(program, approver, "approver", "Bùi Văn Khoa")
        page = await author.get("/console/campaigns/new")
        values = {
            "title": "Họp thôn",
            "text": "Mời bà con họp thôn.",
            "question": "Có đến không?",
            "option": ["Sẽ đến", "Bận rồi"],
            "unit": ["ALL"],
        }
        saved = await author.submit(page, go="save", values=values, files=[("picture", photograph())])
        assert saved.status == 303, saved.body
        path = urlsplit(saved.headers["Location"]).path
        await author.submit(await author.get(path), go="submit")
        approved = await approver.submit(await approver.get(path), go="approve")
        assert approved.status == 303, approved.body
        return path.rpartition("/")[2]


async def _enrols(program: ProgramUnderTest, browser: Visitor, role: str, name: str) -> None:
    """Open the invitation, note the passphrase down, sign in."""
    invited = await program.ask("staff", "invite", "--role", role, "--unit", "PROVINCE", "--name", name)
    assert invited["link"].startswith(f"https://{HOST}/")
    page = await browser.submit(await browser.get(urlsplit(invited["link"]).path), go="enrol")
    passphrase = words(page, "passphrase")
    await browser.submit(page, values={"passphrase": passphrase})
    answer = await browser.submit(
        await browser.get("/console"), values={"staff": invited["staff"], "passphrase": passphrase}
    )
    assert answer.status == 303, answer.body


async def _posted_without_secret(program: ProgramUnderTest) -> int:
    address = f"{program.address}/hooks/zalo-bot"
    async with aiohttp.ClientSession() as session, session.post(address, json={"event_name": "x"}) as answer:
        return answer.status
