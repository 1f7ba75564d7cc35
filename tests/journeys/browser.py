"""The system's Chromium: nothing leaves the machine, and every page is looked at as people see it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

_CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
_RUN_AXE = """
async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.map(one => one.id + ": " + one.nodes.map(node => node.html).join(" | "));
}
"""
_TOO_WIDE = """
() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > wide + 0.5)
    .map(one => one.outerHTML.slice(0, 120)).slice(0, 5).concat("scrolls");
}
"""
WIDTHS = (360, 390, 1280)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Yield a running browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()


@dataclass(slots=True)
class Looker:
    """A browser window that notices what a page must not do; `complaints` collects it."""

    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    async def looks(self, name: str) -> None:
        """Examine the page that is open: each width, light and dark."""
        await self.page.evaluate(_AXE)
        for width in WIDTHS:
            await self.page.set_viewport_size({"width": width, "height": 800})
            self.complaints += [f"{name} at {width}: too wide: {one}" for one in await self._ask(_TOO_WIDE)]
            for scheme in ("light", "dark"):
                await self.page.emulate_media(color_scheme=scheme)
                self.complaints += [f"{name} at {width}, {scheme}: {one}" for one in await self._ask(_RUN_AXE)]

    async def _ask(self, script: str) -> list[str]:
        answer: Any = await self.page.evaluate(script)
        return list(answer)

    async def opens(self, address: str, name: str = "") -> None:
        """Go to an address and examine it."""
        await self.page.goto(address)
        await self.looks(name or address)


@asynccontextmanager
async def looker(browser: Browser) -> AsyncIterator[Looker]:
    """Yield a window of its own. The pages' own policy stays in force, and what it blocks is a complaint."""
    context = await browser.new_context(reduced_motion="reduce", locale="vi-VN")
    page = await context.new_page()
    made = Looker(context, page)

    documents: set[str] = set()

    def heard(message: ConsoleMessage) -> None:
        is_the_page_itself = message.location["url"] in documents and "Failed to load resource" in message.text
        if message.type in {"error", "warning"} and not is_the_page_itself:  # a page may answer 404 or 422
            made.complaints.append(f"{page.url}: console: {message.text} ({message.location['url']})")

    page.on("request", lambda request: documents.add(request.url) if request.is_navigation_request() else None)
    page.on("console", heard)
    page.on("pageerror", lambda error: made.complaints.append(f"{page.url}: script: {error}"))
    try:
        yield made
    finally:
        await context.close()
