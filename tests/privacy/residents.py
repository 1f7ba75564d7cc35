"""What a villager does: tell something by chat or by the web form, come back with the code, subscribe.

The story and the names are canaries: rare words that nothing of ours contains.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

import piexif
from PIL import Image

from tests.emulators.telegram import Person
from tests.journeys.forms import Page, Visitor
from tests.privacy import needles
from tests.privacy.needles import Needle
from tests.privacy.running import FIRST_FILE, FIRST_MESSAGE, FIRST_UPDATE, Running
from tests.privacy.scenario import LEAD, receipt_in, said

CHAT = 6_231_548_907
NAME = "Hồ Văn Cà Roòng"
USERNAME = "ten_that"
STORY = "Đêm thứ Bảy ông Kềnh chở bọc xốp trắng qua ngầm Rà Đuông, xe bán tải không biển"
ANSWER = "Chuyến sau họ hẹn gặp ở lò gạch cũ, khoảng chập tối Chủ nhật"
MARKER = "GhiChuTrongAnhKhongDuocConLai"


@cache
def who_told() -> tuple[Needle, ...]:
    """Everything a platform knows of the sender: account, names, numbers of its messages and files."""
    found = needles.number("chat", CHAT)
    found += needles.word("name", NAME) + needles.word("username", USERNAME) + needles.word("phone", "84900000000")
    for nth in range(1, 25):
        found += needles.passing_number("message", FIRST_MESSAGE + nth)
        found += needles.word("file", f"file-{FIRST_FILE + nth}")
        found += needles.passing_number("update", FIRST_UPDATE + nth)
    return tuple(found)


@cache
def what_was_told() -> tuple[Needle, ...]:
    """The story, the answer, and what was hidden in the picture."""
    told = needles.story("story", STORY) + needles.story("answer", ANSWER)
    return tuple(told + needles.word("note in the picture", MARKER))


def photo(marker: str = MARKER) -> bytes:
    """A JPEG as phones make them: with position, maker and a note inside."""
    exif = piexif.dump(
        {
            "0th": {piexif.ImageIFD.Make: marker.encode(), piexif.ImageIFD.ImageDescription: marker.encode()},
            "Exif": {piexif.ExifIFD.UserComment: b"ASCII\0\0\0" + marker.encode()},
            "GPS": {piexif.GPSIFD.GPSLatitudeRef: b"N", piexif.GPSIFD.GPSLatitude: ((16, 1), (37, 1), (1234, 100))},
        }
    )
    made = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").resize((640, 480)).save(
        made, "JPEG", exif=exif, comment=marker.encode(), quality=80
    )
    return made.getvalue()


def sender(house: Running) -> Person:
    """The phone of the one who tells."""
    return house.emulator.person(NAME, CHAT)


async def press(person: Person, label: str) -> None:
    """Press a button as soon as it is shown."""
    await see(person, label)
    await person.presses(label)


async def see(person: Person, label: str) -> None:
    """Wait until a button with this label is on the screen."""
    while not any(label.casefold() in one.casefold() for shown in person.shown() for one in shown.labels):
        await person.hears()


async def tell_by_chat(
    person: Person,
    *,
    story: str = STORY,
    photos: Sequence[bytes] = (),
    place: str = "Lao Bảo",
    happening: str = "Đã xảy ra",
    conflict: str = "Không liên quan",
    keep: bool = False,
) -> str:
    """Tell something in a chat; returns the receipt. `keep` leaves the last button unpressed."""
    await write_in_chat(person, story=story, photos=photos)
    await press(person, "Xong")
    await choose_place(person, place)
    await press(person, happening)
    await press(person, conflict)
    await press(person, "Gửi tin")
    shown = await person.hears(lambda shown: "Tôi đã ghi lại" in " ".join(shown.labels))
    receipt = receipt_in(shown.text)
    if not keep:
        await person.presses("Tôi đã ghi lại")
        await person.hears()
    return receipt


async def write_in_chat(person: Person, *, story: str = STORY, photos: Sequence[bytes] = ()) -> None:
    """Open the tip conversation, write and send pictures; stop before Xong."""
    await person.types("/baotin")
    await press(person, "Tiếp tục ở đây")
    await see(person, "Xong")
    person.catches_up()
    await person.types(story)
    await person.hears()
    for picture in photos:
        await person.sends_photo(picture)
        await person.hears()


async def choose_place(person: Person, place: str) -> None:
    """Say which commune: accept the guess when it is the one, else name it."""
    await see(person, "Tôi không biết")
    if not place:
        await person.presses("Tôi không biết")
        return
    shown = next(one for one in reversed(person.shown()) if any("Tôi không biết" in label for label in one.labels))
    if not any("Đúng" in label for label in shown.labels) or place not in shown.text:
        if any("Xã khác" in label for label in shown.labels):
            await person.presses("Xã khác")
            await person.hears()
        await person.types(place)
    await press(person, "Đúng")


async def fill_web_form(
    visitor: Visitor,
    *,
    story: str = STORY,
    photos: Sequence[bytes] = (),
    unit: str = LEAD,
    happening: str = "no",
    conflict: str = "none",
) -> Page:
    """Fill the tip form up to its preview."""
    page = await visitor.get("/bao-tin")
    page = await visitor.submit(
        page, go="next", values={"text": story}, files=[("photos", picture) for picture in photos]
    )
    page = await visitor.submit(page, go="next", values={"unit": unit, "happening": happening})
    page = await visitor.submit(page, go="next", values={"conflict": conflict})
    assert page.mark("step").attributes["data-step"] == "4", page.body
    return page


async def tell_by_web(
    visitor: Visitor,
    *,
    story: str = STORY,
    photos: Sequence[bytes] = (),
    unit: str = LEAD,
    happening: str = "no",
    conflict: str = "none",
) -> str:
    """Tell something by the web form; returns the receipt."""
    page = await fill_web_form(visitor, story=story, photos=photos, unit=unit, happening=happening, conflict=conflict)
    sent = await visitor.submit(page, go="send")
    return said(sent, "receipt")


async def open_mailbox(visitor: Visitor, receipt: str) -> Page:
    """Open the mailbox on the web page."""
    page = await visitor.get("/hop-thu")
    return await visitor.submit(page, values={"code": receipt}, field_name="code")


async def answer_by_web(visitor: Visitor, receipt: str, text: str = ANSWER, photos: Sequence[bytes] = ()) -> Page:
    """Open the mailbox and answer."""
    page = await open_mailbox(visitor, receipt)
    return await visitor.submit(
        page, go="answer", values={"answer": text}, files=[("photos", picture) for picture in photos]
    )
