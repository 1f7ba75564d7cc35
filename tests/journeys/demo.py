"""The demo's page in a browser: typing, pressing and reading on its phones, and going into the console."""

from __future__ import annotations

from playwright.async_api import Page, expect

_PATIENCE = 30_000


async def type_in(page: Page, phone: str, text: str) -> None:
    """Write something on a phone and see it on its screen."""
    mine = page.locator(f"[data-testid=phone-{phone}] [data-testid=message][data-side=me]")
    count = await mine.count()
    await page.fill(f"[data-testid=type-{phone}]", text)
    await page.click(f"[data-testid=send-{phone}]")
    await expect(mine).to_have_count(count + 1, timeout=_PATIENCE)


async def press(page: Page, phone: str, keyword: str) -> None:
    """Press the newest button with this keyword, as soon as there is one."""
    await page.locator(f"[data-testid=phone-{phone}] button.press", has_text=keyword).last.click(timeout=_PATIENCE)


async def waits_for(page: Page, phone: str, text: str) -> None:
    """Return when a phone shows this text, on a button or in a message."""
    found = page.locator(f"[data-testid=phone-{phone}] .screen").get_by_text(text).last
    await expect(found).to_be_visible(timeout=_PATIENCE)


async def goes_in_as(page: Page, person: str) -> Page:
    """Go into the console as a person of the demo; returns the new page."""
    async with page.expect_popup() as opened:
        await page.click(f"[data-testid=as-{person}]")
    console = await opened.value
    await console.wait_for_load_state()
    return console
