"""Start the demo in an empty folder, play one short scene and photograph what a reader should see first."""

from __future__ import annotations

import asyncio
import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Frame, Page, expect

from tests.journeys.browser import chromium
from tests.journeys.demo import desk, is_done, press, type_in, waits_for
from tests.journeys.program import ProgramUnderTest

_PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_QUESTION = "Xe màu gì, hay đến vào tối nào?"


async def _main() -> None:
    _PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        program = ProgramUnderTest(Path(folder), {})
        await program.start("--demo")
        try:
            async with chromium() as browser:
                await _play(browser, program.address)
        finally:
            await program.stop()


async def _play(browser: Browser, address: str) -> None:
    context = await browser.new_context(viewport={"width": 1400, "height": 900}, locale="vi-VN")
    page = await context.new_page()
    await page.goto(f"{address}/demo")
    await type_in(page, "numbers", "pod chill la gi")
    await type_in(page, "villager", "bao tin")
    await press(page, "villager", "Tiếp tục ở đây")
    await waits_for(page, "villager", "Xong")
    await page.click("[data-testid=step-4]")
    await page.click("button.fill[data-photo]")
    await expect(page.locator(".attach.chosen")).to_be_visible()
    await page.click("[data-testid=send-villager]")
    await waits_for(page, "villager", "1 ảnh")
    for label in ("Xong", "Đúng", "Đã xảy ra", "Không liên quan", "Gửi tin"):
        await press(page, "villager", label)
    await is_done(page, "sent")
    await press(page, "officer", "Mở")
    case = page.frame_locator("iframe").locator("[data-testid=case-text]")
    await expect(case).to_be_visible()
    await expect(page.locator("button.wanted")).to_be_in_viewport(ratio=1)
    await page.evaluate("scrollTo(0, 0)")
    _keep("demo.png", await page.screenshot())
    await _photograph_case(await desk(page), page)
    await context.close()


async def _photograph_case(console: Frame, page: Page) -> None:
    """The case as the officer has it after asking back, in a window of its own."""
    await console.click("[value=take]")
    await console.click("summary:has-text('Hỏi người báo')")
    await console.fill("[name=question]", _QUESTION)
    await console.click("[value=ask]")
    await console.wait_for_selector("[data-state=waiting_reporter]")
    window = await page.context.new_page()
    await window.set_viewport_size({"width": 960, "height": 1480})
    await window.goto(console.url)
    await window.evaluate("Promise.all([...document.images].map(one => one.decode()))")
    _keep("case.png", await window.screenshot())


def _keep(name: str, picture: bytes) -> None:
    """Save a picture with a palette of its own: a third of the bytes, and no eye sees it."""
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(256).save(_PICTURES / name, optimize=True)


if __name__ == "__main__":
    asyncio.run(_main())
