"""What an officer does: the envelope in the chat, the case in the console, and what he must not see."""

from __future__ import annotations

from collections.abc import Collection

from tests.emulators.telegram import Shown
from tests.journeys.chat import has_label
from tests.journeys.forms import Node, Page
from tests.journeys.photographs import assert_rebuilt
from tests.journeys.town import CASE_NUMBER, Account


async def receives_envelope(officer: Account, known: Collection[str]) -> str:
    """Return the number of a case that is not `known`, from an envelope with its button in his chat."""

    def is_new(shown: Shown) -> bool:
        number = CASE_NUMBER.search(shown.text)
        return number is not None and number.group() not in known and has_label(shown, "Nhận việc")

    shown = await officer.phone.finds(is_new)
    number = CASE_NUMBER.search(shown.text)
    assert number is not None
    return number.group()


async def case_numbers(officer: Account) -> set[str]:
    """Return the open cases he sees, each with its link."""
    page = await officer.browser.get("/console/cases")
    numbers = {mark.attributes["data-case"] for mark in page.marks("case")}
    links = {link.attributes.get("href", "") for mark in page.marks("case") for link in mark.tags("a")}
    assert {f"/console/cases/{number}" for number in numbers} <= links
    return numbers


async def opens_case(officer: Account, number: str) -> Page:
    """Open a case in the console."""
    page = await officer.browser.get(f"/console/cases/{number}")
    assert page.status == 200, page.body
    return page


async def reads(officer: Account, number: str, *, story: str, photo: bytes | None) -> None:
    """Fail unless the case holds exactly what was told."""
    page = await opens_case(officer, number)
    assert page.mark("case-text").text.strip() == story
    assert page.mark("case-due").text.strip()
    pictures = page.marks("case-photo")
    assert len(pictures) == (photo is not None)
    for picture in pictures:
        status, content = await officer.browser.get_bytes(picture.attributes["src"])
        assert status == 200
        assert photo is not None
        assert_rebuilt(content, photo)


async def does(officer: Account, number: str, go: str, **values: str) -> Page:
    """Press a button of a case; returns the case as it is then."""
    page = await opens_case(officer, number)
    answer = await officer.browser.submit(page, go=go, values=values)
    return await officer.browser.follow(answer)


async def is_shut_out(stranger: Account, number: str, *, picture: str) -> None:
    """Fail unless everything of the case is 404 for an officer of another unit."""
    own = await stranger.browser.get("/console/cases")
    assert number not in own.body
    address = f"/console/cases/{number}"
    assert (await stranger.browser.get(address)).status == 404
    assert (await stranger.browser.get_bytes(picture))[0] == 404
    token = next(field.attributes["value"] for field in own.root.find(name="csrf"))
    for go, values in _ACTIONS.items():
        form = Node("form", {"action": address})
        answer = await stranger.browser.submit(own, go=go, values=values | {"csrf": token}, form=form)
        assert answer.status == 404, f"{go}: {answer.status}"


_ACTIONS = {
    "take": {},
    "ask": {"question": "Ở đâu?"},
    "note": {"note": "Đã xem."},
    "close": {"result": "confirmed", "reader_text": "Cảm ơn bạn."},
}
