"""A house ready for tips, made once a test run by the real path and copied for each test.

PC04 has two officers, Lao Bảo two, Khe Sanh one, oversight one; each unit drilled, the fingerprint pinned,
chats tied; one organizer and one approver. What they know (passphrases) is kept beside, as people do.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from tests.journeys.forms import Page, Visitor
from tests.privacy.officers import case_numbers, do
from tests.privacy.running import Running, running

LEAD = "19432"
"""Xã Lao Bảo: an active commune, the one tips are about."""

OTHER = "19429"
"""Xã Khe Sanh: another active commune."""

_PEOPLE = (
    ("pc04-a", "officer", "PC04", "Nguyễn Thị An"),
    ("pc04-b", "officer", "PC04", "Trần Văn Bình"),
    ("lead-a", "officer", LEAD, "Hồ Thị Cúc"),
    ("lead-b", "officer", LEAD, "Lê Văn Dũng"),
    ("other-a", "officer", OTHER, "Phan Thị Én"),
    ("oversight", "oversight", "OVERSIGHT", "Võ Văn Giàu"),
    ("organizer", "organizer", "PROVINCE", "Đỗ Thị Hạnh"),
    ("approver", "approver", "PROVINCE", "Bùi Văn Khoa"),
)
_FIRST_CHAT = 5_400_000_000
_NOTES = "notes.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one member of staff knows."""

    staff: str
    unit: str
    passphrase: str
    chat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The prepared folder and its people."""

    folder: Path
    accounts: Mapping[str, Account]
    fingerprint: str
    recovery_words: str

    @property
    def data_dir(self) -> Path:
        return self.folder / "data"

    @property
    def key_dir(self) -> Path:
        return self.folder / "keys"

    def copy(self, target: Path) -> Ready:
        """Return the same house in a folder of its own."""
        shutil.copytree(self.folder, target, ignore=shutil.ignore_patterns("door.sock"))
        return replace(self, folder=target)


def prepare_house(folder: Path) -> Ready:
    """Enrol everybody by the pages, pin, drill, and leave the folder at rest.

    `make mutants` names a shelf (HOUSE_SHELF) from which a house of the unbroken program is taken instead.
    """
    shelf = os.environ.get("HOUSE_SHELF")
    if shelf is None:
        return _prepare_apart(folder)
    if not (Path(shelf) / _NOTES).exists():
        made = _prepare_apart(Path(shelf) / "house")
        told = {name: asdict(account) for name, account in made.accounts.items()}
        notes = {"accounts": told, "fingerprint": made.fingerprint, "recovery_words": made.recovery_words}
        (Path(shelf) / _NOTES).write_text(json.dumps(notes), encoding="utf-8")
    notes = json.loads((Path(shelf) / _NOTES).read_text(encoding="utf-8"))
    accounts = {name: Account(**account) for name, account in notes.pop("accounts").items()}
    return Ready(folder=Path(shelf) / "house", accounts=accounts, **notes)


def _prepare_apart(folder: Path) -> Ready:
    with ThreadPoolExecutor(1) as apart:  # a loop of its own, whatever loop the tests run in
        return apart.submit(asyncio.run, _prepare(folder)).result()


async def _prepare(folder: Path) -> Ready:
    accounts: dict[str, Account] = {}
    fingerprint = words = ""
    async with running(folder) as house:
        for place, (name, role, unit, spoken) in enumerate(_PEOPLE):
            invited = await house.operate("staff.invite", role=role, unit=unit, name=spoken)
            page = await enrol(house, invited["link"])
            if not accounts:
                fingerprint, words = said(page, "fingerprint"), said(page, "recovery-words")
                await house.operate("keys.pin", fingerprint=fingerprint)
            account = Account(
                staff=said(page, "staff-id"),
                unit=unit,
                passphrase=said(page, "passphrase"),
                chat=_FIRST_CHAT + place,
            )
            accounts[name] = account
            await _let_in(house, accounts, account)
            phone = house.emulator.person(spoken, account.chat)
            await phone.types(f"/start {invited['code']}")
            await phone.hears()
        await _drill(house, accounts["pc04-a"], accounts["pc04-b"])
        await _drill(house, accounts["lead-a"], accounts["lead-b"])
        await _drill(house, accounts["other-a"])
        await house.emulator.settled()
        status = await house.operate("unit.status", unit=LEAD)
        assert status["intake"] == "open", status
        assert status["active"], status
    return Ready(folder=folder, accounts=accounts, fingerprint=fingerprint, recovery_words=words)


async def enrol(house: Running, link: str) -> Page:
    """Use an invitation link and confirm the passphrase; returns the page that showed it."""
    visitor = await house.visitor()
    page = await visitor.get(urlsplit(link).path)
    shown = await visitor.submit(page, go="enrol")
    assert shown.has("passphrase"), shown.body
    confirmed = await visitor.submit(shown, values={"passphrase": said(shown, "passphrase")}, field_name="passphrase")
    assert confirmed.status == 303, confirmed.body
    return shown


async def join(house: Running, ready: Ready, unit: str, name: str, *, role: str = "officer") -> tuple[Account, str]:
    """Let somebody new into a running house; returns what he knows, and the code that ties his chat."""
    invited = await house.operate("staff.invite", role=role, unit=unit, name=name)
    page = await enrol(house, invited["link"])
    account = Account(staff=said(page, "staff-id"), unit=unit, passphrase=said(page, "passphrase"), chat=0)
    await _let_in(house, ready.accounts, account)
    return account, invited["code"]


async def sign_in(house: Running, account: Account) -> Visitor:
    """Return the browser of somebody signed in."""
    visitor = await house.visitor()
    page = await visitor.get("/console")
    answer = await visitor.submit(
        page, values={"staff": account.staff, "passphrase": account.passphrase}, field_name="passphrase"
    )
    assert answer.status == 303, answer.body
    return visitor


async def _let_in(house: Running, accounts: Mapping[str, Account], account: Account) -> None:
    states = {one["staff"]: one["state"] for one in await house.operate("staff.list")}
    if states[account.staff] == "active":
        return
    colleague = next(
        (one for one in accounts.values() if one.unit == account.unit and one is not account), accounts["pc04-a"]
    )
    visitor = await sign_in(house, colleague)
    page = await visitor.get("/console/people")
    assert account.staff in [mark.attributes["data-staff"] for mark in page.marks("pending")], page.body
    form = next(
        form
        for form in page.root.tags("form")
        if form.find(name="go", value="admit") and form.find(name="staff", value=account.staff)
    )
    answer = await visitor.submit(page, go="admit", form=form)
    assert answer.status == 303, answer.body


async def _drill(house: Running, first: Account, *others: Account) -> None:
    """Send a test tip to a unit; every officer opens it, the first one takes and closes it."""
    made = await house.operate("keys.drill", unit=first.unit)
    visitors = [await sign_in(house, account) for account in (first, *others)]
    for visitor in visitors:
        page = await visitor.get(f"/console/cases/{made['case']}")
        assert page.has("case-text"), page.body
    await do(visitors[0], made["case"], "take")
    closed = await do(visitors[0], made["case"], "close", result="test", reader_text="Tin thử, đã xong.")
    assert made["case"] not in await case_numbers(visitors[0]), closed.body


def switch_on_phones(house: Running, ready: Ready) -> None:
    """Let the platform know the staff's chats: to a chat it does not know nothing can be sent."""
    for name, account in ready.accounts.items():
        house.emulator.person(name, account.chat)


def said(page: Page, mark: str) -> str:
    """Return the text of a mark, spaces made single."""
    return " ".join(page.mark(mark).text.split())


def receipt_in(text: str) -> str:
    """Return the receipt that stands in a text."""
    found = re.search(r"\d{4} \d{4} \d{4} \d{4} \d{2}", text)
    assert found, text
    return found.group()
