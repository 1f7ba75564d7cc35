"""Start the demo in an empty folder, play one short scene and photograph what a reader should see first."""

from __future__ import annotations

import asyncio
import io
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.async_api import Browser, Page

from tests.journeys.browser import chromium
from tests.journeys.demo import goes_in_as, press, type_in, waits_for
from tests.journeys.program import ProgramUnderTest

_PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_STORY = (
    "Tối qua, khoảng 11 giờ, sau nhà văn hóa cũ ở Lao Bảo, hai người đi xe máy đưa gói nhỏ cho mấy em học sinh. "
    "Tôi đi làm về ngang qua, tuần này thấy hai lần."
)
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
    context = await browser.new_context(viewport={"width": 1280, "height": 790}, locale="vi-VN")
    page = await context.new_page()
    await page.goto(f"{address}/demo")
    await type_in(page, "villager", "bao tin")
    await press(page, "villager", "Tiếp tục ở đây")
    await waits_for(page, "villager", "Xong")
    await type_in(page, "villager", _STORY)
    await waits_for(page, "villager", "Lao Bảo")
    await page.set_input_files(
        "[data-testid=photo-villager]", {"name": "anh.png", "mimeType": "image/png", "buffer": _drawing()}
    )
    await page.click("[data-testid=send-villager]")
    await waits_for(page, "villager", "1 ảnh")
    for label in ("Xong", "Đúng", "Đã xảy ra", "Không liên quan", "Gửi tin"):
        await press(page, "villager", label)
    await waits_for(page, "villager", "Tôi đã ghi lại")
    await page.locator("[data-testid=phone-officer] button.press", has_text="Nhận việc").nth(1).wait_for()
    await page.screenshot(path=_PICTURES / "demo.png")
    console = await goes_in_as(page, "officer")
    await _photograph_case(console, address)
    await context.close()


async def _photograph_case(console: Page, address: str) -> None:
    await console.goto(f"{address}/console/cases")
    for link in await console.locator("[data-testid=case] a").evaluate_all("all => all.map(one => one.href)"):
        await console.goto(link)
        if _STORY in await console.inner_text("[data-testid=case-text]"):
            break
    await console.click("[value=take]")
    await console.click("summary:has-text('Hỏi người báo')")
    await console.fill("[name=question]", _QUESTION)
    await console.click("[value=ask]")
    await console.wait_for_load_state()
    await console.evaluate("Promise.all([...document.images].map(one => one.decode()))")
    await console.set_viewport_size({"width": 1000, "height": 1480})
    await console.screenshot(path=_PICTURES / "case.png")


def _drawing() -> bytes:
    """Return a picture of a street at night, drawn, so that nobody real is shown."""
    street = Image.new("RGB", (900, 600), (18, 24, 44))
    pen = ImageDraw.Draw(street)
    pen.rectangle((0, 430, 900, 600), fill=(48, 48, 56))
    pen.rectangle((90, 210, 470, 440), fill=(92, 78, 66))
    pen.polygon([(70, 215), (490, 215), (280, 110)], fill=(122, 54, 44))
    pen.rectangle((240, 320, 320, 440), fill=(46, 36, 30))
    for left in (130, 370):
        pen.rectangle((left, 270, left + 60, 330), fill=(250, 214, 120))
    pen.ellipse((700, 60, 770, 130), fill=(240, 240, 214))
    for left in (560, 660):
        pen.ellipse((left, 440, left + 62, 502), outline=(200, 200, 200), width=8)
    pen.polygon([(590, 430), (640, 390), (700, 430), (660, 462)], fill=(180, 30, 34))
    made = io.BytesIO()
    street.resize((480, 320), Image.Resampling.LANCZOS).save(made, "PNG")
    return made.getvalue()


if __name__ == "__main__":
    asyncio.run(_main())
