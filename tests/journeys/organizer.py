"""What organizers do: write a campaign, look at it, have it approved by another, watch it arrive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from tests.journeys.forms import Page
from tests.journeys.town import LAO_BAO, Account, Town, until

DELIVERY_STATES = (
    "queued", "claimed", "sending", "retry_wait", "sent", "blocked", "invalid", "skipped", "expired", "unknown",
)  # fmt: skip
_PAUSE = 0.5
"""Seconds between two questions on the command line, each of which starts a process."""


async def writes(
    author: Account, *, title: str, text: str, question: str = "", options: Sequence[str] = (), unit: str = LAO_BAO
) -> str:
    """Save a new campaign; returns its id."""
    page = await author.browser.get("/console/campaigns/new")
    values = {"title": title, "text": text, "question": question, "option": list(options), "unit": [unit]}
    saved = await author.browser.submit(page, go="save", values=values)
    assert saved.status == 303, saved.body
    shown = await author.browser.follow(saved)
    assert shown.status == 200, shown.body
    return urlsplit(shown.url).path.rsplit("/", 1)[1]


async def opens(person: Account, campaign: str) -> Page:
    """Open a campaign's page."""
    page = await person.browser.get(f"/console/campaigns/{campaign}")
    assert page.status == 200, page.body
    return page


async def does(person: Account, campaign: str, go: str) -> Page:
    """Press a button of a campaign; returns the page after it."""
    answer = await person.browser.submit(await opens(person, campaign), go=go)
    return await person.browser.follow(answer)


async def approved(author: Account, other: Account, campaign: str) -> None:
    """Ask for approval, be refused one's own, and have it approved by another person."""
    await does(author, campaign, "submit")
    own = await author.browser.submit(await opens(author, campaign), go="approve")
    assert own.status == 403, own.body
    await does(other, campaign, "approve")


async def ends(town: Town, campaign: str, *, within: float = 60.0) -> dict[str, int]:
    """Wait until a campaign's run is over; returns the numbers that the command line shows."""

    async def ask() -> Any:
        return await town.program.ask("campaign", "show", campaign)

    shown = await until(ask, lambda shown: shown["state"] == "finished", within=within, pause=_PAUSE)
    assert shown["id"] == campaign
    assert shown["hash"]
    numbers: dict[str, int] = shown["run"]
    assert set(numbers) == {"total", *DELIVERY_STATES}
    assert sum(numbers[state] for state in DELIVERY_STATES) == numbers["total"]
    return numbers
