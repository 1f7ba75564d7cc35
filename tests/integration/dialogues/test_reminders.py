"""Reminders in chat: asked for in the family's part, kept as a number, stopped from the message or the settings."""

from __future__ import annotations

from pathlib import Path

from awareness.library import load as load_library
from channels.contract import Address, Lane
from channels.local import full_capabilities, plain_capabilities
from handlers import texts
from handlers.reminders import ReminderRenderer
from storage.residents.types import Language, Topic
from tests.integration.dialogues.house import LOCAL, House, Resident, open_house, talk


async def _subscribe(house: House) -> None:
    await house.residents.subscribe("local", "1", unit=None, topics=[Topic.FAMILY], language=Language.VIETNAMESE)


async def _reminded(house: House, week: int) -> None:
    """Push what the sender pushes."""
    renderer = ReminderRenderer(catalogue=texts.load(), library=load_library())
    message = renderer(week, language=Language.VIETNAMESE, capabilities=house.channel.capabilities)
    assert message is not None
    await house.channel.push(Address(LOCAL, "1"), message, Lane.BULK)


async def test_who_is_no_subscriber_is_shown_the_way_and_nothing_is_kept(house: House, resident: Resident) -> None:
    await talk(resident, [("/giadinh", "Nhắc tôi mỗi tuần"), ("[Nhắc tôi mỗi tuần]", "Nhận tin"), ("[Chọn xã]", "xã")])
    assert await house.residents.total() == 0


async def test_on_in_the_familys_part_and_off_from_the_message(house: House, resident: Resident) -> None:
    await _subscribe(house)
    await talk(resident, [("/giadinh", "Nhắc tôi"), ("[Nhắc tôi]", "Sáng thứ bảy"), ("[Nhắc tôi]", "còn 4 lần nhắc")])
    assert await house.reminders.weeks_left("local", "1") == 4
    await _reminded(house, 2)
    assert "Việc nhỏ tuần 2:" in resident.newest.text
    assert "Ai đã báo tin, hãy mở hộp thư" in resident.newest.text
    await talk(resident, [("[Xem việc tuần này]", "Tuần 2:")])
    await talk(resident, [("[Thôi nhắc]", "Đã tắt lời nhắc")])
    assert await house.reminders.weeks_left("local", "1") == 0
    assert await house.residents.total() == 1, "the subscription stays"


async def test_off_from_the_settings_and_with_everything_else(house: House, resident: Resident) -> None:
    await _subscribe(house)
    await house.reminders.start("local", "1")
    await talk(resident, [("/caidat", "Nhắc việc gia đình"), ("[Nhắc việc]", "còn 4"), ("[Thôi nhắc]", "Đã tắt")])
    assert await house.reminders.weeks_left("local", "1") == 0
    await house.reminders.start("local", "1")
    await talk(resident, [("/dung", "Đã ngừng")])
    await _subscribe(house)
    assert await house.reminders.weeks_left("local", "1") == 0, "who comes back is not reminded unasked"


async def test_without_buttons_the_ways_are_named_and_digits_switch_it(tmp_path: Path) -> None:
    async with open_house(tmp_path, capabilities=plain_capabilities()) as house:
        resident = house.person()
        await _subscribe(house)
        await talk(resident, [("giadinh", "2. Nhắc tôi mỗi tuần"), ("2", "1. Nhắc tôi"), ("1", "còn 4 lần nhắc")])
        await _reminded(house, 1)
        assert "Thôi nhắc: gõ /caidat" in resident.newest.text
        assert "1." not in resident.newest.text, "a digit under a push would be read by the open menu"
        await talk(
            resident, [("/caidat", "Nhắc việc gia đình"), ("nhac viec gia dinh", "1. Thôi nhắc"), ("1", "Đã tắt")]
        )


async def test_the_last_reminder_says_so_and_needs_no_way_out(house: House, resident: Resident) -> None:
    renderer = ReminderRenderer(catalogue=texts.load(), library=load_library())
    for language in Language:
        last = renderer(4, language=language, capabilities=full_capabilities())
        assert last is not None
        assert len(last.choices) == 1
        assert renderer(5, language=language, capabilities=full_capabilities()) is None
        assert renderer(0, language=language, capabilities=full_capabilities()) is None
