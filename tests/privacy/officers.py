"""What an officer does in the console, and everything a unit can see there."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from tests.journeys.forms import Node, Page, Visitor


async def case_numbers(visitor: Visitor, *, everything: bool = False) -> list[str]:
    """Return the cases on the list."""
    page = await visitor.get("/console/cases" + ("?all=yes" if everything else ""))
    return [mark.attributes["data-case"] for mark in page.marks("case")]


async def do(visitor: Visitor, case: str, go: str, **values: str) -> Page:
    """Press one button of a case; returns the case as it then is, or what refused."""
    page = await visitor.get(f"/console/cases/{case}")
    answer = await visitor.submit(page, go=go, values=values)
    return await visitor.follow(answer) if answer.status == 303 else answer


async def send(visitor: Visitor, page: Page, path: str, **values: str) -> Page:
    """Send values to any address, as somebody with tools could; `page` is where he stands."""
    return await visitor.submit(page, values=values, form=Node("form", {"action": path}))


async def crawl(visitor: Visitor, starts: Sequence[str]) -> dict[str, tuple[int, bytes]]:
    """Fetch every page and file that can be reached by links from `starts`, staying in the console."""
    seen: dict[str, tuple[int, bytes]] = {}
    waiting = list(starts)
    while waiting:
        path = waiting.pop()
        if path in seen or "sign-out" in path:
            continue
        status, content = await visitor.get_bytes(path)
        seen[path] = (status, content)
        if content.lstrip().lower().startswith(b"<!doctype"):
            waiting += [found for found in _links(await visitor.get(path)) if found.startswith("/console")]
    return seen


def _links(page: Page) -> list[str]:
    found = [node.attributes.get("href", "") for node in page.root.tags("a")]
    found += [node.attributes.get("src", "") for node in page.root.tags("img")]
    return [_path(urljoin(page.url, link)) for link in found if link]


def _path(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")
