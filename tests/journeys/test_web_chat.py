"""The web chat in Chromium on a narrow phone: by keys alone, over a breaking line, after a restart, without script."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser, Page, Route, expect

from tests.journeys.browser import chromium, looker
from tests.journeys.lines import Line, line_to
from tests.journeys.program import ProgramUnderTest

_STORY = "ong Kenh ban ma tuy o nha hoang thon Tan Hoa toi qua"


async def test_the_web_chat_on_a_phone(folder: Path) -> None:
    program = ProgramUnderTest(folder, {})
    await program.start()
    try:
        async with chromium() as browser, line_to(program.port) as line:
            await _by_keys_alone(program, browser)
            await _over_a_line_that_breaks(program, line, browser)
            await _without_script(program, browser)
    finally:
        code = await program.stop()
    assert code == 0, program.log.read_text()


async def _by_keys_alone(program: ProgramUnderTest, browser: Browser) -> None:
    async with looker(browser) as window:
        page = window.page
        await page.set_viewport_size({"width": 360, "height": 640})
        await page.goto(f"{program.address}/chat")
        await expect(page.get_by_role("log")).to_contain_text("Bạn cần gì?")
        await _tab_to(page, "Xã, phường")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("log")).to_contain_text("Gõ tên xã")
        await expect(page.locator(".theirs:focus")).to_contain_text("Gõ tên xã")
        await _tab_to(page, "Viết cho Pháo Đài")
        await page.keyboard.type("lao bao")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("log")).to_contain_text("Có phải Xã Lao Bảo không?")
        await expect(page.get_by_role("button", name="Quay lại").first).to_be_disabled()
        await _tab_to(page, "Đúng", backwards=True)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("log")).to_contain_text("không gửi tin cho bạn về sau được")
        assert await page.evaluate("document.cookie + localStorage.length + sessionStorage.length") == "00"
        await window.looks("web chat")
        await page.set_viewport_size({"width": 360, "height": 640})
        await _carries_the_story(page)
        assert not window.complaints, "\n".join(window.complaints)


async def _tab_to(page: Page, name: str, *, backwards: bool = False) -> None:
    """Press Tab until the focus is on what a screen reader calls this."""
    said = ""
    for _ in range(25):
        await page.keyboard.press("Shift+Tab" if backwards else "Tab")
        said = await page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
        if said == name:
            return
    raise AssertionError(f"Tab never came to {name}; at last: {said}")


async def _carries_the_story(page: Page) -> None:
    """What looks like a tip goes along to the form, and is gone from the chat."""
    await page.fill("#text", _STORY)
    await page.keyboard.press("Enter")
    carry = page.get_by_role("button", name="Mang lời tôi vừa viết sang đó")
    await expect(carry).to_be_visible()
    async with page.context.expect_page() as opened:
        await carry.click()
    form = await opened.value
    await expect(form.locator("[name=text]")).to_have_value(_STORY)
    await expect(form.locator("[data-testid=error]")).to_have_count(0)
    await form.close()
    await expect(page.get_by_role("log")).not_to_contain_text("ong Kenh")


async def _over_a_line_that_breaks(program: ProgramUnderTest, line: Line, browser: Browser) -> None:
    context = await browser.new_context(viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    page = await context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    await page.goto(f"{line.address}/chat")
    log, state = page.get_by_role("log"), page.get_by_role("status")
    await expect(log).to_contain_text("Bạn cần gì?")
    await line.cut()
    await page.fill("#text", "/xa")
    await page.keyboard.press("Enter")
    await expect(state).to_contain_text("Mất kết nối")
    await expect(page.locator(".mine")).to_contain_text("Chưa gửi")
    await page.fill("#text", "/trogiup")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine").last).to_contain_text("Chưa gửi")
    await line.mend()
    await page.evaluate("window.dispatchEvent(new Event('online'))")
    await expect(log).to_contain_text("Gõ tên xã")
    await expect(page.locator(".theirs")).to_have_count(3)
    await expect(page.locator(".mine .unsent")).to_have_count(0)
    await expect(page.locator(".mine")).to_have_count(2)
    await page.fill("#text", "điều đang viết dở")
    assert await program.stop() == 0
    await program.start()
    await page.evaluate("window.dispatchEvent(new Event('online'))")
    await expect(page.locator(".notice")).to_contain_text("Ta bắt đầu lại")
    await expect(page.locator(".theirs")).to_have_count(4)
    await expect(page.locator("#text")).to_have_value("điều đang viết dở")
    await page.get_by_role("button", name="Học bài").last.click()
    await expect(log).to_contain_text("Bạn chọn bài nào?")
    await _the_picture_comes_at_last(page)
    await page.get_by_role("button", name="Xóa hết").click()
    await expect(log).to_contain_text("Đã xóa.")
    await expect(log).not_to_contain_text("Bạn chọn bài nào?")
    await page.get_by_role("button", name="Trò chuyện lại").click()
    await expect(log).to_contain_text("Bạn cần gì?")
    assert mistakes == []
    await context.close()


async def _the_picture_comes_at_last(page: Page) -> None:
    """The line breaks once and the server stumbles once before a lesson's drawing is there."""
    stumbles = ["no line", "no picture"]

    async def stumbling(asked: Route) -> None:
        match stumbles.pop(0) if stumbles else "":
            case "no line":
                await asked.abort()
            case "no picture":
                await asked.fulfill(status=502)
            case _:
                await asked.continue_()

    await page.route("**/chat/media/*", stumbling)
    await page.locator(".choices button:not(:disabled)").first.click()
    await expect(page.locator(".theirs img")).to_have_count(1)
    assert not stumbles
    await page.unroute("**/chat/media/*")


async def _without_script(program: ProgramUnderTest, browser: Browser) -> None:
    async with looker(browser) as window:
        # The same as a browser whose script never arrives: the page must not look as if it worked.
        await window.page.route("**/chat.js", _nothing)
        await window.opens(f"{program.address}/chat", "web chat without its script")
        await expect(window.page.get_by_role("link", name="Báo tin")).to_be_visible()
        await expect(window.page.get_by_role("link", name="Mở hộp thư")).to_be_visible()
        await expect(window.page.locator("#chat")).to_be_hidden()
        await window.page.goto(f"{program.address}/")
        await window.page.unroute("**/chat.js")
        await window.page.get_by_role("link", name="Trò chuyện").click()
        await expect(window.page.get_by_role("log")).to_contain_text("Bạn cần gì?")
        assert not window.complaints, "\n".join(window.complaints)


async def _nothing(route: Route) -> None:
    await route.fulfill(body="", content_type="text/javascript")
