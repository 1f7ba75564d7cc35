"""The demo, as a newcomer walks through it in a browser: what is done on one phone really arrives elsewhere."""

from __future__ import annotations

import asyncio
import re
import secrets
from pathlib import Path

import aiohttp
from playwright.async_api import Browser, Page, expect

from tests.journeys.browser import chromium, looker
from tests.journeys.demo import desk, goes_in_as, goes_on, is_done, press, type_in, waits_for
from tests.journeys.photographs import assert_rebuilt, photograph
from tests.journeys.program import ProgramUnderTest

_WORDS = ("bãi", "cầu", "đò", "ghe", "kho", "lán", "ngầm", "quán", "rẫy", "suối", "thùng", "xe")
_RECEIPT = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{2}")


def _random_sentence() -> str:
    """Return words nobody prepared an answer for, with a number that occurs nowhere else."""
    chosen = " ".join(secrets.choice(_WORDS) for _ in range(7))
    return f"Hôm qua ở Lao Bảo thấy {chosen} số {secrets.randbelow(10**9)} có người bán ma túy"


async def test_the_demo_is_real(folder: Path) -> None:
    program = ProgramUnderTest(folder, {})
    starting = asyncio.create_task(program.start("--demo"))
    try:
        async with chromium() as browser:
            await starting
            _says_three_lines(program)
            await _only_the_console_may_be_framed(program)
            await _first_look_on_a_phone(program, browser)
            await _the_whole_path(program, browser)
            await _looks_good(program, browser)
    finally:
        code = await program.stop()
    assert code == 0, program.log.read_text()
    assert not (folder / "data").exists(), "the demo touched the real data folder"


def _says_three_lines(program: ProgramUnderTest) -> None:
    said = [line for line in program.log.read_text().splitlines() if not line.startswith("{")]
    assert len(said) == 3, said
    assert f"{program.address}/demo" in said[0]
    assert "Ctrl-C" in said[2]


async def _only_the_console_may_be_framed(program: ProgramUnderTest) -> None:
    """By our own pages alone; where somebody reports, nothing is framed on the demo either."""
    async with aiohttp.ClientSession(program.address) as session:
        for path, policy, option in (
            ("/console", "frame-ancestors 'self'", "SAMEORIGIN"),
            ("/demo", "frame-ancestors 'self'; frame-src 'self'", "SAMEORIGIN"),
            ("/bao-tin", "frame-ancestors 'none'", "DENY"),
            ("/hop-thu", "frame-ancestors 'none'", "DENY"),
            ("/", "frame-ancestors 'none'", "DENY"),
        ):
            async with session.get(path) as answer:
                assert answer.headers["Content-Security-Policy"].endswith(policy), path
                assert answer.headers["X-Frame-Options"] == option, path


async def _first_look_on_a_phone(program: ProgramUnderTest, browser: Browser) -> None:
    """At 360 px one phone is shown at a time; the path names it, can be left, and is found again after a reload."""
    context = await browser.new_context(viewport={"width": 360, "height": 740})
    page = await context.new_page()
    await page.goto(f"{program.address}/demo")
    await expect(page.locator("h1")).to_contain_text("Chatbot phòng, chống ma túy của Quảng Trị")
    await expect(page.locator(".panel:visible")).to_have_count(1)
    await page.click("[data-testid=step-2]")
    await expect(page.locator("[data-testid=step-title]")).to_contain_text("2/7")
    await page.click(".there")
    await expect(page.locator("[data-testid=phone-numbers]")).to_be_visible()
    await expect(page.locator("[data-testid=phone-villager]")).to_be_hidden()
    await page.click("[data-testid=leave]")
    await page.reload()
    await expect(page.locator("[data-testid=step-title]")).to_have_count(0)
    await page.click("[data-testid=resume]")
    await expect(page.locator("[data-testid=step-title]")).to_contain_text("2/7")
    await page.click("[data-testid=step-1]")
    await expect(page.locator("[data-testid=step-title]")).to_contain_text("1/7")
    await page.click("[data-testid=tab-desk]")
    await expect(page.locator("iframe")).to_be_visible()
    await context.close()


async def _the_whole_path(program: ProgramUnderTest, browser: Browser) -> None:
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    await page.goto(f"{program.address}/demo")
    await _learns_asks_and_subscribes(page)
    receipt = await _reports(page, program)
    await _is_asked_and_answers(page, receipt)
    await _an_organizer_reaches_both(page, program)
    await page.click("[data-testid=next]")
    await page.click("[data-testid=again]")
    await expect(page.locator("[data-testid=step-title]")).to_contain_text("1/7")
    await expect(page.locator("[data-testid=task]")).to_have_attribute("data-done", "no")
    await context.close()


async def _learns_asks_and_subscribes(page: Page) -> None:
    await expect(page.locator("[data-testid=phone-villager].wanted button.wanted")).to_have_text("Học bài")
    await press(page, "villager", "Học bài")
    await press(page, "villager", "1. ")
    await is_done(page, "lesson")
    await _goes_on_from_the_phone(page)
    await type_in(page, "numbers", "pod chill la gi")
    await is_done(page, "question")
    await goes_on(page, 3)
    await press(page, "villager", "Quay lại")
    await expect(page.locator("[data-testid=phone-villager] button.press", has_text="1. ")).to_be_visible()
    await press(page, "villager", "Quay lại")
    await press(page, "villager", "Xã, phường")
    await type_in(page, "villager", "lao bao")
    await press(page, "villager", "Đúng")
    await press(page, "villager", "Nhận tin")
    await is_done(page, "subscribed")
    for typed, then in (("/xa", "Gõ tên xã"), ("lao bao", "1. Đúng"), ("1", "1. Nhận tin"), ("1", "Bạn sẽ nhận tin")):
        await type_in(page, "numbers", typed)
        await waits_for(page, "numbers", then)
    await is_done(page, "subscribed-by-numbers")
    await goes_on(page, 4)


async def _goes_on_from_the_phone(page: Page) -> None:
    """At 360 px the path is out of sight while one is at a phone: the line above it says all, and leads on."""
    await page.set_viewport_size({"width": 360, "height": 740})
    line = page.locator(".now-line")
    await line.click()
    await expect(page.locator("[data-testid=step-title]")).to_contain_text("2/7")
    await expect(line).to_have_text(await page.locator(".now .say").inner_text())
    assert await line.evaluate("one => one.scrollWidth <= one.clientWidth && one.scrollHeight <= one.clientHeight")
    await page.set_viewport_size({"width": 1440, "height": 900})


async def _reports(page: Page, program: ProgramUnderTest) -> str:
    """Tell and send; the officer reads exactly that, and the disk holds no word of it. Returns the code."""
    sentence, photo = _random_sentence(), photograph()
    await press(page, "villager", "Quay lại")
    await expect(page.locator("[data-testid=phone-villager] button.wanted")).to_have_text("Báo tin")
    await press(page, "villager", "Báo tin")
    await press(page, "villager", "Tiếp tục ở đây")
    await waits_for(page, "villager", "Xong")
    await type_in(page, "villager", sentence)
    await waits_for(page, "villager", sentence)
    await page.set_input_files(
        "[data-testid=photo-villager]", {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": photo}
    )
    await page.click("[data-testid=send-villager]")
    await waits_for(page, "villager", "1 ảnh")
    await is_done(page, "photo")
    for label in ("Xong", "Đúng", "Đã xảy ra", "Không liên quan", "Gửi tin"):
        await press(page, "villager", label)
    await is_done(page, "sent")
    await page.click("[data-testid=copy-code]")
    receipt = await page.input_value("[data-testid=paper]")
    assert _RECEIPT.fullmatch(receipt), receipt
    await press(page, "villager", "Tôi đã ghi lại")
    await is_done(page, "noted")
    await goes_on(page, 5)
    await press(page, "officer", "Mở")
    await _case_holds(page, sentence, photo)
    await is_done(page, "opened")
    content = b"".join(path.read_bytes() for path in (program.folder / "demo-data" / "data").glob("tips.db*"))
    assert content
    assert sentence.encode() not in content
    assert sentence.encode("utf-16-le") not in content
    return receipt


async def _case_holds(page: Page, sentence: str, photo: bytes) -> None:
    console = page.frame_locator("iframe")
    await expect(console.locator("[data-testid=case-text]")).to_have_text(sentence, timeout=30_000)
    source = await console.locator("[data-testid=case-photo]").get_attribute("src")
    answer = await page.context.request.get(f"{(await desk(page)).url.partition('/console')[0]}{source}")
    assert_rebuilt(await answer.body(), photo)


async def _is_asked_and_answers(page: Page, receipt: str) -> None:
    """The officer asks at the desk; the code opens the mailbox on another phone than the one that reported."""
    question, answer = f"Xe màu gì, số {secrets.randbelow(10**9)}?", f"Màu đỏ, {secrets.randbelow(10**9)}."
    console = page.frame_locator("iframe")
    await console.locator("[value=take]").click()
    await is_done(page, "taken")
    await console.locator("summary", has_text="Hỏi người báo").click()
    await console.locator("[name=question]").fill(question)
    await console.locator("[value=ask]").click()
    await is_done(page, "asked")
    await goes_on(page, 6)
    await type_in(page, "numbers", "/hopthu")
    await waits_for(page, "numbers", "Gõ mã 18 chữ số")
    assert await page.input_value("[data-testid=paper]") == receipt
    await page.click("[data-testid=type-code]")
    await page.click("[data-testid=send-numbers]")
    await waits_for(page, "numbers", question)
    await type_in(page, "numbers", "1")
    await waits_for(page, "numbers", "Viết câu trả lời")
    await type_in(page, "numbers", answer)
    await is_done(page, "answered")
    await press(page, "officer", "Mở")
    await expect(console.locator("[data-testid=case-answer]")).to_have_text(answer, timeout=30_000)
    await goes_on(page, 7)


async def _an_organizer_reaches_both(page: Page, program: ProgramUnderTest) -> None:
    text = f"Mời bà con xem phim về {secrets.choice(_WORDS)} tối mai, chỗ ngồi số {secrets.randbelow(10**9)}"
    console = await goes_in_as(page, "organizer")
    await console.goto(f"{program.address}/console/campaigns/new")
    await console.fill("[name=title]", "Chiếu phim")
    await console.fill("[name=text]", text)
    await console.check("[name=unit][value=ALL]")
    await console.click("[value=save]")
    await console.click("[value=submit]")
    await is_done(page, "written")
    address = console.url
    console = await goes_in_as(page, "approver")
    await console.goto(address)
    await console.click("[value=approve]")
    await is_done(page, "approved", "arrived")
    for phone in ("villager", "numbers"):
        await waits_for(page, phone, text)
    await expect(page.frame_locator("iframe").locator("[data-testid=count-sent]")).to_have_text("2", timeout=30_000)


async def _looks_good(program: ProgramUnderTest, browser: Browser) -> None:
    """With all the messages of the path on its phones, and at a step with the slip of paper and its helps."""
    async with looker(browser) as window:
        await window.page.goto(f"{program.address}/demo")
        await window.page.click("[data-testid=step-4]")
        await expect(window.page.locator("[data-testid=paper]")).to_be_visible()
        await window.looks("demo")
        assert not window.complaints, "\n".join(window.complaints)
