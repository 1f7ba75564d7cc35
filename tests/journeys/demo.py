"""The demo's page in a browser: typing, pressing and reading on its phones, sitting down at its desk, its path."""

from __future__ import annotations

from playwright.async_api import Frame, Page, expect

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


async def goes_in_as(page: Page, person: str) -> Frame:
    """Let a person of the demo sit down at the desk; returns the console in its frame."""
    async with page.expect_event("framenavigated", lambda frame: frame.name == "desk"):
        await page.click(f"[data-testid=as-{person}]")
    return await desk(page)


async def desk(page: Page) -> Frame:
    """Return the frame of the desk, loaded."""
    frame = page.frame(name="desk")
    assert frame is not None
    await frame.wait_for_load_state()
    return frame


async def is_done(page: Page, *tasks: str) -> None:
    """Return when the path has seen by itself that these tasks of its present step are done."""
    for task in tasks:
        shown = page.locator(f"[data-testid=task][data-task={task}]")
        await expect(shown).to_have_attribute("data-done", "yes", timeout=_PATIENCE)


async def goes_on(page: Page, step: int) -> None:
    """Take the next step, which the path offers now, and read its title."""
    await expect(page.locator("[data-testid=step-done]")).to_be_visible(timeout=_PATIENCE)
    await page.click("[data-testid=next]")
    await expect(page.locator("[data-testid=step-title]")).to_contain_text(f"{step}/7", timeout=_PATIENCE)
