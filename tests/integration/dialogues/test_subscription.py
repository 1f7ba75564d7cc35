"""Choosing a commune stores nothing; "Nhận tin" does; "/dung" undoes it at once."""

from __future__ import annotations

from sqlalchemy import func, select

from storage.metadata import app as app_metadata
from storage.residents.types import Language, Topic
from storage.types import UnitCode
from tests.integration.dialogues.house import House, Resident, talk

ADDRESS = ("local", "1")


async def rows(house: House) -> int:
    """Return how many rows all tables of the app database hold."""
    async with house.app.read() as connection:
        counts = [
            (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in app_metadata.sorted_tables
        ]
    return sum(counts)


async def test_one_unit_is_confirmed_and_only_nhan_tin_writes(house: House, resident: Resident) -> None:
    await talk(resident, [("xa", "Gõ tên xã"), ("lao bao", "Xã Lao Bảo"), ("dung", "Nhận tin")])
    for kept in ("chỉ giữ", "địa chỉ", "chủ đề", "ngôn ngữ", "tháng đăng ký", "tin nào đã gửi cho bạn, trong 90 ngày"):
        assert kept in resident.newest.text
    assert await rows(house) == 0
    await talk(resident, [("[Thôi]", "không giữ gì")])
    assert await rows(house) == 0
    await talk(resident, [("/xa", "Gõ tên"), ("Lao Bảo", "Đúng"), ("[Đúng]", "Nhận tin"), ("[Nhận tin]", "/dung")])
    found = await house.residents.get(*ADDRESS)
    assert found is not None
    assert (found.unit, found.topics, found.language) == (UnitCode("19432"), frozenset(Topic), Language.VIETNAMESE)


async def test_several_units_are_numbered_and_never_guessed(resident: Resident) -> None:
    await talk(resident, [("xa", "Gõ tên"), ("gio linh", "1. ")])
    numbered = [label for label in resident.labels if label[0].isdigit()]
    assert 2 <= len(numbered) <= 8
    await talk(resident, [("2", numbered[1][3:])])
    await talk(resident, [("/xa", "Gõ tên"), ("gio linh", "1. "), ("[Xã khác]", "Gõ tên")])


async def test_a_pin_names_the_commune_and_one_outside_is_said(resident: Resident) -> None:
    await talk(resident, [("xa", "Gõ tên")])
    shown = await resident.sends_location(21.03, 105.85)
    assert "ngoài tỉnh" in shown.text
    await resident.types("/start")
    shown = await resident.sends_location(21.03, 105.85)
    assert "ngoài tỉnh" in shown.text
    shown = await resident.sends_location(16.6248, 106.5975)
    assert "Xã" in shown.text


async def test_an_order_instead_of_a_place_is_an_order(resident: Resident) -> None:
    await talk(resident, [("xa", "Gõ tên"), ("tro giup", "OTP"), ("xa", "Gõ tên"), ("khong co dau zzz", "chưa tìm ra")])


async def test_settings_change_topics_and_language_of_a_subscriber(house: House, resident: Resident) -> None:
    await talk(resident, [("cai dat", "chưa đăng ký"), ("[Chủ đề]", "Nhận tin")])
    await talk(resident, [("[Chọn xã]", "Gõ tên"), ("khe sanh", "Đúng"), ("1", "Nhận tin"), ("nhan tin", "Xong")])
    await talk(resident, [("cai dat", "Xã Khe Sanh"), ("[Chủ đề]", "✓ Cảnh báo"), ("[Cảnh báo]", "○ Cảnh báo")])
    await talk(resident, [("cai dat", "Mẹo"), ("[Language]", "English"), ("[English]", "English from now on")])
    found = await house.residents.get(*ADDRESS)
    assert found is not None
    assert Topic.ALERTS not in found.topics
    assert found.language is Language.ENGLISH
    house.clock.forward(minutes=31)
    await talk(resident, [("/start", "What do you need")])


async def test_the_bare_word_asks_and_the_slash_stops_at_once(house: House, resident: Resident) -> None:
    await house.residents.subscribe(*ADDRESS, unit=None, topics=Topic, language=Language.VIETNAMESE)
    await talk(resident, [("dung", "phải không")])
    assert len(resident.labels) == 2
    assert await house.residents.get(*ADDRESS) is not None
    await talk(resident, [("[Không phải]", "Bạn cần gì"), ("/dung", "Đã ngừng")])
    assert await house.residents.get(*ADDRESS) is None
    assert await rows(house) == 0
    await talk(resident, [("/dung", "không có gì để ngừng")])


async def test_erasing_asks_once(house: House, resident: Resident) -> None:
    await house.residents.subscribe(*ADDRESS, unit=None, topics=Topic, language=Language.VIETNAMESE)
    await talk(resident, [("xoa", "Xóa mọi thứ"), ("[Giữ lại]", "Bạn cần gì")])
    assert await rows(house) > 0
    await talk(resident, [("/xoa", "Xóa mọi thứ"), ("[Xóa hết]", "Đã xóa")])
    assert await rows(house) == 0


async def test_nobody_is_written_down_by_talking(house: House, resident: Resident) -> None:
    for words in ("/start", "hoc", "hoi", "pod chill la gi", "gia dinh", "xa", "lao bao", "cai dat", "bao tin"):
        await resident.types(words)
    await talk(resident, [("[Tiếp tục]", "Xong"), ("có người bán ma túy", "Đã ghi"), ("huy", "Đã hủy")])
    assert await rows(house) == 0
    assert await house.world.row_count() == 0


async def test_a_subscribers_tip_changes_no_byte_outside_tips_db(house: House, resident: Resident) -> None:
    await house.residents.subscribe(*ADDRESS, unit=None, topics=Topic, language=Language.VIETNAMESE)
    before = await contents(house)
    await talk(resident, [("bao tin", "ai"), ("[Tiếp tục]", "Xong"), ("ông Năm bán ma túy ở Lao Bảo", "Đã ghi")])
    await talk(resident, [("xong", "Lao Bảo"), ("đúng", "ra"), ("không rõ", "liên quan"), ("[Không liên quan]", "Gửi")])
    await talk(resident, [("[Gửi tin]", "Mã hộp thư"), ("[Tôi đã ghi lại]", "Cảm ơn"), ("hop thu", "18 chữ số")])
    assert await contents(house) == before
    assert await house.world.row_count() > 0


async def contents(house: House) -> list[tuple[object, ...]]:
    """Return every row of the app database."""
    async with house.app.read() as connection:
        return [tuple(row) for table in app_metadata.sorted_tables for row in await connection.execute(select(table))]
