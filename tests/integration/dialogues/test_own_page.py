"""A chat like the one on our own page: buttons and edits, but nobody to be reached later and no tip in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from channels.web_chat.limits import web_capabilities
from storage.staff.types import Role
from storage.types import PC04, instant
from tests.integration.dialogues.house import House, Resident, open_house, talk
from tests.integration.dialogues.test_subscription import rows

FORM = "http://127.0.0.1:8080/bao-tin"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Yield the conversations as our page carries them, without a public address."""
    async with open_house(
        tmp_path, capabilities=web_capabilities(), form=FORM, is_public=False, subscribe_at=["Zalo", "Telegram", "Zalo"]
    ) as opened:
        yield opened


@pytest.fixture
def visitor(house: House) -> Resident:
    """Return somebody who opened the page."""
    return house.person()


async def test_a_visitor_is_told_where_to_subscribe_and_is_not_written_down(house: House, visitor: Resident) -> None:
    await talk(visitor, [("xa", "Gõ tên xã"), ("lao bao", "Xã Lao Bảo"), ("[Đúng]", "Zalo, Telegram")])
    assert "không nhớ bạn" in visitor.newest.text
    assert visitor.labels == ["Quay lại"]
    assert "ghim" not in "".join(message.text for message in visitor.bot)
    await talk(visitor, [("xa", "Gõ tên xã"), ("qwrtp zzz", "tên xã cũ")])
    assert "ghim" not in visitor.newest.text
    assert await rows(house) == 0


async def test_where_no_platform_sends_news_nothing_is_promised(tmp_path: Path) -> None:
    async with open_house(tmp_path, capabilities=web_capabilities(), form=FORM) as house:
        visitor = house.person()
        await talk(visitor, [("xa", "Gõ tên xã"), ("lao bao", "Xã Lao Bảo"), ("[Đúng]", "lại mở trang này")])


async def test_who_never_subscribed_is_not_offered_to_do_it_again(visitor: Resident) -> None:
    await talk(visitor, [("/dung", "không có gì để ngừng")])
    assert visitor.labels == ["Chọn xã, phường", "Quay lại"]


async def test_help_names_no_address_that_nobody_can_open(visitor: Resident) -> None:
    await talk(visitor, [("tro giup", "chỉ có khung chat này.")])
    assert "http" not in visitor.newest.text


async def test_settings_offer_the_language_only(visitor: Resident) -> None:
    await talk(visitor, [("cai dat", "chỉ chọn được ngôn ngữ")])
    assert visitor.labels == ["Ngôn ngữ (Language)", "Quay lại"]
    await talk(visitor, [("[Ngôn ngữ]", "Which language?"), ("[English]", "Settings")])
    assert visitor.labels[0].startswith("Language")
    assert visitor.newest.text.count("language") >= 1


async def test_a_code_of_staff_is_not_used_up_here(house: House, visitor: Resident) -> None:
    invited = await house.staff.invite(role=Role.OFFICER, unit=PC04, name="An", now=instant(house.clock.now()))
    await talk(visitor, [(f"/start {invited.code}", "Mã chưa bị dùng")])
    assert await house.staff.chat_of(invited.staff) is None
    used = await house.staff.use_code(invited.code, channel="local", value="2", now=instant(house.clock.now()))
    assert used is not None


async def test_the_form_and_the_mailbox_are_one_link_away_without_a_public_address(visitor: Resident) -> None:
    await talk(visitor, [("bao tin", "Đừng gõ tin vào khung chat")])
    assert [(link.label, link.url) for link in visitor.newest.links] == [("Mở trang báo tin", FORM)]
    # The button is all that matters on a narrow phone: nothing about another platform, no list of numbers above it.
    assert "không đến được cán bộ" in visitor.newest.text
    assert "quản trị" not in visitor.newest.text
    assert "0769" not in visitor.newest.text
    await talk(visitor, [("hop thu", "Đừng gõ mã")])
    assert [link.url for link in visitor.newest.links] == [FORM]
