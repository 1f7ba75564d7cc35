"""A province in small: the program, a Bot API server, and everybody who works with it, enrolled by the pages.

Nothing here knows more than docs/ACCEPTANCE.md: commands, links, forms, keywords.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.emulators.telegram import TelegramEmulator
from tests.journeys.chat import Chat
from tests.journeys.forms import Page, Visitor
from tests.journeys.program import ProgramUnderTest

LAO_BAO = "19432"
KHE_SANH = "19429"
CASE_NUMBER = re.compile(r"T-[2-9A-HJ-NP-Z]{6}")
_PATIENCE = 60.0
_PAUSE = 0.1
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Account:
    """A member of staff: what he noted down when he enrolled, his browser and his phone."""

    staff: str
    passphrase: str
    code: str
    browser: Visitor
    phone: Chat
    enrolled: Page
    """The page that showed the passphrase."""

    async def signs_in(self) -> None:
        """Sign in to the console."""
        page = await self.browser.get("/console")
        answer = await self.browser.submit(page, values={"staff": self.staff, "passphrase": self.passphrase})
        assert answer.status == 303, answer.body

    async def ties_chat(self) -> None:
        """Tie his chat by the code of the invitation."""
        await self.phone.say(f"/start {self.code}")


@dataclass(slots=True)
class Town:
    """The running program with its people."""

    program: ProgramUnderTest
    emulator: TelegramEmulator
    opened: AsyncExitStack = field(repr=False)

    async def visitor(self) -> Visitor:
        """Return a browser of its own."""
        return await self.opened.enter_async_context(Visitor(self.program.address))

    def chat(self, name: str = "Người dân") -> Chat:
        """Return somebody new with a phone."""
        return Chat(self.emulator.person(name))

    async def enrols(self, role: str, unit: str, name: str) -> Account:
        """Invite somebody, who then opens the link, notes everything down and types the passphrase once."""
        invited = await self.program.ask("staff", "invite", "--role", role, "--unit", unit, "--name", name)
        browser = await self.visitor()
        page = await browser.submit(await browser.get(invited["link"]), go="enrol")
        passphrase = words(page, "passphrase")
        confirmed = await browser.submit(page, values={"passphrase": passphrase})
        assert confirmed.status == 303, confirmed.body
        assert words(page, "staff-id") == invited["staff"]
        return Account(
            staff=invited["staff"], passphrase=passphrase, code=invited["code"],
            browser=browser, phone=self.chat(name), enrolled=page,
        )  # fmt: skip

    async def lets_in(self, officer: Account, newcomer: Account) -> None:
        """An active officer admits a pending one."""
        page = await officer.browser.get("/console/people")
        waiting = [mark for mark in page.marks("pending") if mark.attributes["data-staff"] == newcomer.staff]
        assert len(waiting) == 1, page.body
        answer = await officer.browser.submit(page, go="admit", form=waiting[0].tags("form")[0])
        assert answer.status == 303, answer.body

    async def drills(self, unit: str, *officers: Account) -> str:
        """Send a test tip to a unit and let these officers open it; returns the case number."""
        made = await self.program.ask("keys", "drill", "--unit", unit)
        for officer in officers:
            page = await officer.browser.get(f"/console/cases/{made['case']}")
            assert page.status == 200, page.body
            assert page.mark("case-text").text.strip()
        return str(made["case"])

    async def opens_intake(self) -> tuple[Account, Account]:
        """PC04's two officers enrol, the fingerprint is pinned, both open a drill: tips can come."""
        first = await self.enrols("officer", "PC04", "Nguyễn Thị An")
        await self.program.ask("keys", "pin", words(first.enrolled, "fingerprint"))
        await first.signs_in()
        second = await self.enrols("officer", "PC04", "Trần Văn Bình")
        await self.lets_in(first, second)
        await second.signs_in()
        await self.drills("PC04", first, second)
        status = await self.program.ask("unit", "status", "PC04")
        assert status["intake"] == "open", status
        return first, second

    async def opens_commune(self, unit: str, name: str, admitted_by: Account) -> Account:
        """A commune's first officer enrols, is let in by PC04 and opens a drill: the commune is active."""
        officer = await self.enrols("officer", unit, name)
        await self.lets_in(admitted_by, officer)
        await officer.signs_in()
        await self.drills(unit, officer)
        status = await self.program.ask("unit", "status", unit)
        assert status["active"], status
        return officer


@asynccontextmanager
async def town(folder: Path, settings: Mapping[str, str]) -> AsyncIterator[Town]:
    """Start the program, with a Bot API server of its own, in an empty folder."""
    async with AsyncExitStack() as opened:
        emulator = await opened.enter_async_context(TelegramEmulator())
        folder.mkdir(parents=True, exist_ok=True)
        program = ProgramUnderTest(folder, telegram_settings(emulator) | dict(settings))
        opened.push_async_callback(program.stop)
        await program.start()
        yield Town(program, emulator, opened)


def telegram_settings(emulator: TelegramEmulator) -> dict[str, str]:
    """Return the settings that point the program at the emulator, in rehearsal."""
    return {"TELEGRAM_TOKEN": emulator.token, "TELEGRAM_API_URL": emulator.url, "REHEARSAL": "true"}


def words(page: Page, mark: str) -> str:
    """Return what stands at a mark, with single spaces."""
    return " ".join(page.mark(mark).text.split())


async def until(
    ask: Callable[[], Awaitable[T]], fits: Callable[[T], bool], *, within: float = _PATIENCE, pause: float = _PAUSE
) -> T:
    """Ask the program again and again until its answer fits: a foreign process offers no event to wait for."""
    answer = await ask()
    try:
        async with asyncio.timeout(within):
            while not fits(answer):
                await asyncio.sleep(pause)
                answer = await ask()
    except TimeoutError:
        raise AssertionError(f"never came; at last: {answer!r}") from None
    return answer
