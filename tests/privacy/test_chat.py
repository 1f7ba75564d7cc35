"""A chat after a tip shows only thanks, and nothing of the platform's is ever passed on."""

from __future__ import annotations

import re

import pytest

from tests.privacy import needles, residents
from tests.privacy.residents import ANSWER, STORY, photo, sender
from tests.privacy.running import FIRST_FILE, Running
from tests.privacy.scanner import scan_bytes
from tests.privacy.scenario import Ready


async def test_i26_after_the_code_is_noted_only_thanks_stand_in_the_chat(house: Running) -> None:
    person = sender(house)
    await residents.write_in_chat(person, photos=[photo()])
    await person.sends_album([photo(), photo()], caption="Thêm hai ảnh ngầm Rà Đuông")
    await person.types("còn nữa: họ có bộ đàm")
    await house.emulator.settled()
    await residents.press(person, "Xong")
    await residents.choose_place(person, "Lao Bảo")
    await residents.press(person, "Đã xảy ra")
    await residents.press(person, "Không liên quan")
    await residents.press(person, "Gửi tin")
    await residents.press(person, "Tôi đã ghi lại")
    await house.emulator.settled()
    left = person.shown()
    told = needles.story("story", STORY) + needles.story("more", "còn nữa: họ có bộ đàm")
    assert [shown.text for shown in left if not shown.from_bot] == []
    for shown in left:
        assert shown.photo is None
        assert not scan_bytes("", shown.text.encode(), told)
        assert not re.search(r"\d{4} \d{4} \d{4} \d{4} \d{2}", shown.text), "the code is still there"
    assert len(left) == 1
    assert "cảm ơn" in left[0].text.casefold()


async def test_i26_leaving_a_tip_half_way_leaves_none_of_it_in_the_chat(house: Running) -> None:
    person = sender(house)
    await residents.write_in_chat(person, photos=[photo()])
    await person.types("huy")
    await person.hears()
    await house.emulator.settled()
    for shown in person.shown():
        assert shown.photo is None
        assert not scan_bytes("", shown.text.encode(), needles.story("story", STORY))


async def test_i27_nothing_is_forwarded_copied_or_sent_by_the_platforms_file_id(house: Running, ready: Ready) -> None:
    """The emulator refuses forwardMessage and copyMessage; a file id in any request would reuse a platform's file."""
    person = sender(house)
    await person.forwards(STORY)
    await person.hears()
    await person.sends_photo(photo(), caption=ANSWER)
    await person.hears()
    receipt = await residents.tell_by_chat(person, photos=[photo(), photo()])
    await person.types("/hopthu")
    await person.hears()
    await person.types(receipt)
    await person.hears()
    await house.tick()
    await house.emulator.settled()
    house.emulator.check()
    asked_for = {"getfile"}
    reused = [
        method
        for method, parameters in house.emulator.requests
        if method not in asked_for and re.search(rf"file-{str(FIRST_FILE)[:5]}", repr(parameters))
    ]
    assert reused == []
    passing_on = {"forwardmessage", "forwardmessages", "copymessage", "copymessages"}
    assert not passing_on & set(house.emulator.state.calls)


@pytest.mark.parametrize("urgent", [False, True])
async def test_i27_officers_get_envelopes_without_a_word_of_the_tip(
    house: Running, ready: Ready, *, urgent: bool
) -> None:
    officers = {name: house.emulator.person(name, account.chat) for name, account in ready.accounts.items()}
    await residents.tell_by_chat(sender(house), photos=[photo()], happening="Đang diễn ra" if urgent else "Đã xảy ra")
    await house.tick()
    lead = officers["lead-a"]
    await lead.hears(lambda shown: re.search(r"T-[2-9A-HJ-NP-Z]{6}", shown.text) is not None)
    told = [*needles.story("story", STORY), *residents.who_told()]
    for officer in officers.values():
        for shown in officer.shown():
            assert not scan_bytes("", shown.text.encode(), told)
            assert shown.photo is None
            assert shown.document is None
