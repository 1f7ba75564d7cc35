"""The demo, as a newcomer uses it in a browser: what is typed on one phone really arrives elsewhere."""

from __future__ import annotations

import secrets
from pathlib import Path

from playwright.async_api import Browser, Page

from tests.journeys.browser import chromium, looker
from tests.journeys.demo import goes_in_as, press, type_in, waits_for
from tests.journeys.photographs import assert_rebuilt, photograph
from tests.journeys.program import ProgramUnderTest

_WORDS = ("bãi", "cầu", "đò", "ghe", "kho", "lán", "ngầm", "quán", "rẫy", "suối", "thùng", "xe")


def _random_sentence() -> str:
    """Return words nobody prepared an answer for, with a number that occurs nowhere else."""
    chosen = " ".join(secrets.choice(_WORDS) for _ in range(7))
    return f"Hôm qua ở Lao Bảo thấy {chosen} số {secrets.randbelow(10**9)} có người bán ma túy"


async def test_the_demo_is_real(folder: Path) -> None:
    program = ProgramUnderTest(folder, {})
    await program.start("--demo")
    try:
        _says_three_lines(program)
        async with chromium() as browser:
            await _a_tip_arrives(program, browser)
            await _a_campaign_arrives(program, browser)
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


async def _a_tip_arrives(program: ProgramUnderTest, browser: Browser) -> None:
    sentence, photo = _random_sentence(), photograph()
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(f"{program.address}/demo")
    await type_in(page, "villager", "bao tin")
    await press(page, "villager", "Tiếp tục ở đây")
    await waits_for(page, "villager", "Xong")
    await type_in(page, "villager", sentence)
    await waits_for(page, "villager", sentence)
    await page.set_input_files(
        "[data-testid=photo-villager]", {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": photo}
    )
    await page.click("[data-testid=send-villager]")
    await waits_for(page, "villager", "1 ảnh")
    for label in ("Xong", "Đúng", "Đã xảy ra", "Không liên quan", "Gửi tin", "Tôi đã ghi lại"):
        await press(page, "villager", label)
    await press(page, "officer", "Nhận việc")
    console = await goes_in_as(page, "officer")
    await _case_holds(console, program, sentence, photo)
    await context.close()
    content = b"".join(path.read_bytes() for path in (program.folder / "demo-data" / "data").glob("tips.db*"))
    assert content
    assert sentence.encode() not in content
    assert sentence.encode("utf-16-le") not in content


async def _case_holds(console: Page, program: ProgramUnderTest, sentence: str, photo: bytes) -> None:
    await console.goto(f"{program.address}/console/cases")
    links = [await link.get_attribute("href") for link in await console.query_selector_all("[data-testid=case] a")]
    for link in links:
        await console.goto(f"{program.address}{link}")
        if (await console.inner_text("[data-testid=case-text]")).strip() == sentence:
            break
    else:
        raise AssertionError("no case holds the sentence")
    source = await console.get_attribute("[data-testid=case-photo]", "src")
    answer = await console.request.get(f"{program.address}{source}")
    assert_rebuilt(await answer.body(), photo)


async def _a_campaign_arrives(program: ProgramUnderTest, browser: Browser) -> None:
    text = f"Mời bà con xem phim về {secrets.choice(_WORDS)} tối mai, chỗ ngồi số {secrets.randbelow(10**9)}"
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(f"{program.address}/demo")
    await type_in(page, "villager", "/xa")
    await type_in(page, "villager", "lao bao")
    await press(page, "villager", "Đúng")
    await press(page, "villager", "Nhận tin")
    console = await goes_in_as(page, "organizer")
    await console.goto(f"{program.address}/console/campaigns/new")
    await console.fill("[name=title]", "Chiếu phim")
    await console.fill("[name=text]", text)
    await console.check("[name=unit][value=ALL]")
    await console.click("[value=save]")
    await console.click("[value=submit]")
    address = console.url
    console = await goes_in_as(page, "approver")
    await console.goto(address)
    await console.click("[value=approve]")
    await waits_for(page, "villager", text)
    await context.close()


async def _looks_good(program: ProgramUnderTest, browser: Browser) -> None:
    async with looker(browser) as window:
        await window.opens(f"{program.address}/demo")
        assert not window.complaints, "\n".join(window.complaints)
