"""A tip by chat: four screens, nothing lost, nothing left behind."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from channels.contract import Incoming, IncomingKind, MaybeSent, MessageRef, Outgoing, ReplyHandle
from channels.local import LocalChannel, full_capabilities, plain_capabilities
from channels.local_phone import LocalMessage
from storage.tips.types import Conflict, Happening
from storage.types import PC04
from tests.integration.dialogues.house import LOCAL, House, Resident, open_house, talk
from tests.integration.tips.pictures import CANARY, jpeg, png_bomb
from tests.integration.tips.world import LAO_BAO

STORY = "tối thứ sáu có nhóm bán hàng trắng sau chợ Lao Bảo"
CLEAR = "ông Năm bán ma túy đá ở chợ Lao Bảo mỗi tối"
CODE = re.compile(r"(?<!\d)\d{4} \d{4} \d{4} \d{4} \d{2}(?!\d)")


async def to_preview(resident: Resident) -> LocalMessage:
    """Write a tip up to its preview."""
    await talk(
        resident,
        [
            ("bao tin", "không biết bạn là ai"),
            ("[Tiếp tục ở đây]", "Bạn biết điều gì"),
            (STORY, "Đã ghi"),
            ("[Xong]", "Xã Lao Bảo"),
            ("[Đúng]", "đang diễn ra không"),
            ("[Đã xảy ra]", "liên quan"),
            ("[Không liên quan]", "Xem lại rồi gửi"),
        ],
    )
    return resident.newest


async def send(resident: Resident) -> str:
    """Send what is in the preview; return the code."""
    shown = await resident.presses("Gửi tin")
    found = CODE.findall(shown.text)
    assert len(found) == 1
    return str(found[0])


async def test_four_screens_a_code_once_and_only_thanks_is_left(house: House, resident: Resident) -> None:
    shown = await to_preview(resident)
    assert STORY in shown.text
    assert "Công an nơi xảy ra cũng mở được, nếu nơi ấy đã tham gia" in shown.text
    await send(resident)
    shown_codes = [code for message in resident.bot for code in CODE.findall(message.text)]
    assert len(shown_codes) == 1
    assert "phải xem tin chậm nhất" in resident.newest.text
    await resident.presses("Tôi đã ghi lại")
    assert [message.text.splitlines()[0] for message in resident.phone.messages] == [
        "Cảm ơn bạn đã đồng hành cùng chương trình."
    ]
    (row,) = await house.world.repository.cases_for(PC04, open_only=False)
    content = await house.world.content(row.tip, LAO_BAO)
    assert content.text == STORY
    assert (content.unit, content.happening, content.conflict) == (LAO_BAO, Happening.NO, Conflict.NONE)
    assert house.drafts.count() == 0


async def test_photos_are_rebuilt_and_sealed_and_the_story_joins_many_messages(
    house: House, resident: Resident
) -> None:
    await talk(resident, [("/baotin", "ai"), ("[Tiếp tục]", "Xong"), ("có nhóm lạ", "Đã ghi"), ("ở lao bảo", "Đã ghi")])
    await resident.sends_photo(jpeg(), "họ đứng đây lúc chập tối")
    assert "1 ảnh" in resident.newest.text
    await resident.sends_photo(jpeg(orientation=6, trailing=CANARY))
    assert "2 ảnh" in resident.newest.text
    await talk(resident, [("xong", "Xã Lao Bảo"), ("đúng", "diễn ra"), ("khong ro", "liên quan"), ("1", "2 ảnh")])
    await send(resident)
    (row,) = await house.world.repository.cases_for(PC04, open_only=False)
    content = await house.world.content(row.tip, PC04)
    assert content.text == "có nhóm lạ\nở lao bảo\nhọ đứng đây lúc chập tối"
    assert content.photos == 2
    assert CANARY not in house.world.disk()


async def test_only_slash_words_huy_and_back_are_orders_inside_the_story(resident: Resident) -> None:
    await talk(resident, [("bao tin", "ai"), ("[Tiếp tục]", "Xong")])
    for words in ("xa", "dung", "hoc bai", "menu", "giup"):
        await talk(resident, [(words, "Đã ghi")])
    await talk(resident, [("quay lai", "vẫn còn đây"), ("[Tiếp tục]", "Đã ghi"), ("/trogiup", "OTP")])
    await talk(resident, [("bao tin", "vẫn còn đây"), ("[Tiếp tục]", "Đã ghi"), ("huy", "Đã hủy")])
    await talk(resident, [("bao tin", "ai"), ("[Tiếp tục]", "Bạn biết điều gì")])


async def test_the_kind_line_says_what_is_missing(resident: Resident) -> None:
    await talk(resident, [("bao tin", "ai"), ("[Tiếp tục]", "Xong"), ("có người bán hàng trắng", "khi nào")])


async def test_what_names_the_sender_is_shown_before_sending(resident: Resident) -> None:
    await talk(
        resident,
        [
            ("bao tin", "ai"),
            ("[Tiếp tục]", "Xong"),
            ("cháu tôi bán hàng ở Lao Bảo, gọi tôi số 0912345678", "Đã ghi"),
            ("xong", "Lao Bảo"),
            ("đúng", "diễn ra"),
            ("đã xảy ra", "liên quan"),
            ("không chắc", "cho biết bạn là ai"),
        ],
    )
    assert "cháu tôi" in resident.newest.text
    await talk(resident, [("[Viết lại]", "Bạn biết điều gì"), ("xong", "Chưa có gì để gửi")])


async def test_the_place_is_asked_typed_pinned_or_unknown(resident: Resident) -> None:
    await talk(resident, [("bao tin", "ai"), ("[Tiếp tục]", "Xong"), ("có nhóm lạ tụ tập ban đêm", "Đã ghi")])
    await talk(resident, [("xong", "ở đâu"), ("khong co dau ca zzz", "chưa tìm ra"), ("huong lap", "Xã Hướng Lập")])
    await talk(resident, [("[Xã khác]", "ở đâu"), ("lao bao", "Xã Lao Bảo"), ("toi khong biet", "diễn ra")])
    await talk(resident, [("quay lai", "ở đâu")])
    shown = await resident.sends_location(16.62, 106.59)
    assert "Xã" in shown.text
    await talk(resident, [("[Tôi không biết]", "diễn ra"), ("9", "Không có mục nào"), ("[Đang diễn ra]", "113 ngay")])


async def test_about_the_province_it_names_the_way_outside_and_keeps_the_words(
    house: House, resident: Resident
) -> None:
    await talk(resident, [("bao tin", "ai"), ("[Tiếp tục]", "Xong"), (STORY, "Đã ghi"), ("xong", "Lao Bảo")])
    await talk(resident, [("đúng", "diễn ra"), ("không rõ", "liên quan"), ("[Cấp tỉnh]", "0769 04 04 04")])
    assert await house.world.repository.cases_for(PC04, open_only=False) == []
    await talk(resident, [("[Quay lại]", "liên quan"), ("[Không liên quan]", STORY)])


async def test_about_the_commune_the_preview_says_that_it_is_not_sent_there(resident: Resident) -> None:
    await to_preview(resident)
    for answer in ("[Cán bộ xã]", "[Không chắc]"):
        await talk(resident, [("[Quay lại]", "liên quan"), (answer, "Tin không gửi đến xã ấy")])
        assert "nơi xảy ra cũng mở được" not in resident.newest.text


async def test_closed_intake_is_one_plain_sentence_with_numbers_and_the_text_stays(
    house: House, resident: Resident
) -> None:
    await to_preview(resident)
    house.world.police.is_open_now = False
    shown = await resident.presses("Gửi tin")
    assert "chưa mở" in shown.text
    assert "113" in shown.text
    assert STORY in shown.text
    house.world.police.is_open_now = True
    await send(resident)


async def test_what_cannot_be_sealed_is_said_and_kept(house: House, resident: Resident) -> None:
    await to_preview(resident)
    house.world.police.tampered = True
    shown = await resident.presses("Gửi tin")
    assert "chưa có gì bị lưu" in shown.text
    assert STORY in shown.text
    assert await house.world.row_count() == 0


def _press(message: LocalMessage, choice: str) -> Incoming:
    """Return a press that was on its way when the screen changed."""
    return Incoming(
        reply=ReplyHandle(LOCAL, "1"), kind=IncomingKind.CHOICE, choice=choice, screen=MessageRef(str(message.id))
    )


async def test_pressing_send_twice_sends_once(house: House, resident: Resident) -> None:
    preview = await to_preview(resident)
    button = next(choice for choice in preview.choices if choice.label == "Gửi tin")
    code = await send(resident)
    await house.dispatcher.handle(house.channel, _press(preview, button.id))
    assert "Tôi không gửi lần thứ hai" in resident.newest.text or "Mã nằm ở tin nhắn" in resident.newest.text
    assert sum(code in message.text for message in resident.bot) == 1
    assert len(await house.world.repository.cases_for(PC04, open_only=False)) == 1


@pytest.mark.parametrize("edit", [True, False])
async def test_a_code_that_got_lost_on_the_way_is_shown_again_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: bool
) -> None:
    async with open_house(tmp_path, capabilities=replace(full_capabilities(), edit=edit)) as house:
        resident = house.person()
        await to_preview(resident)
        verb = "edit" if edit else "reply"
        as_ever, lost = getattr(LocalChannel, verb), [MaybeSent()]

        async def once_lost(channel: LocalChannel, *arguments: object) -> tuple[MessageRef, ...]:
            if lost:
                raise lost.pop()
            shown: tuple[MessageRef, ...] = await as_ever(channel, *arguments)
            return shown

        monkeypatch.setattr(LocalChannel, verb, once_lost)
        await send(resident)
        assert lost == []


def _nothing_arrives(monkeypatch: pytest.MonkeyPatch) -> None:
    async def lost(*_: object) -> None:
        raise MaybeSent

    for verb in ("reply", "edit"):
        monkeypatch.setattr(LocalChannel, verb, lost)


@pytest.mark.parametrize("edit", [True, False])
@pytest.mark.parametrize("next_words", ["alo?", "1", "/start", "Gửi tin", "có mã chưa vậy"])
async def test_a_code_that_got_lost_twice_is_shown_at_the_next_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: bool, next_words: str
) -> None:
    async with open_house(tmp_path, capabilities=replace(full_capabilities(), edit=edit)) as house:
        resident = house.person()
        await to_preview(resident)
        with monkeypatch.context() as line_down:
            _nothing_arrives(line_down)
            shown = await resident.presses("Gửi tin")
            assert not CODE.search(shown.text)
            await resident.types("alo, có ai không")  # lost, too: it waits on
        shown = await resident.types(next_words)
        assert "chưa tới được bạn" in shown.text
        assert len(CODE.findall(shown.text)) == 1
        code = CODE.findall(shown.text)[0]
        assert len(await house.world.repository.cases_for(PC04, open_only=False)) == 1
        await resident.presses("Tôi đã ghi lại")
        left = "".join(message.text for message in resident.phone.messages)
        assert code not in left and STORY not in left
        await talk(resident, [("/start", "Bạn cần gì"), (code, "Đã nhận")])


async def test_danger_leads_a_code_that_comes_late(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    resident = house.person()
    await to_preview(resident)
    with monkeypatch.context() as line_down:
        _nothing_arrives(line_down)
        await resident.presses("Gửi tin")
    shown = await resident.types("cứu tôi với, nó đang cầm dao đánh tôi")
    assert shown.text.index("113") < shown.text.index("chưa tới được bạn")
    assert CODE.search(shown.text)


async def test_a_code_that_was_lost_is_forgotten_with_the_session(
    house: House, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    await to_preview(resident)
    with monkeypatch.context() as line_down:
        _nothing_arrives(line_down)
        await resident.presses("Gửi tin")
    house.clock.forward(minutes=30)
    await talk(resident, [("alo?", "")])
    assert not any(CODE.search(message.text) for message in resident.bot)


async def test_who_presses_that_he_has_noted_the_code_is_not_shown_it_again(
    house: House, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The platform brought the message although it said that it did not."""
    await to_preview(resident)
    as_ever = LocalChannel.edit

    async def arrives_silently(
        channel: LocalChannel, to: ReplyHandle, shown: MessageRef, message: Outgoing
    ) -> tuple[MessageRef, ...]:
        await as_ever(channel, to, shown, message)
        raise MaybeSent

    with monkeypatch.context() as line_down:
        line_down.setattr(LocalChannel, "edit", arrives_silently)
        await resident.presses("Gửi tin")
    await resident.presses("Tôi đã ghi lại")
    assert "Cảm ơn bạn đã đồng hành" in resident.newest.text
    assert not any(CODE.search(message.text) for message in resident.bot)


async def test_what_the_platform_does_not_delete_is_said(resident: Resident, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise MaybeSent

    await talk(resident, [("bao tin", "ai"), ("[Tiếp tục]", "Xong"), (STORY, "Đã ghi")])
    monkeypatch.setattr(LocalChannel, "delete", broken)
    await talk(resident, [("[Hủy]", "hãy tự xóa đoạn chat này")])


async def test_the_code_can_be_put_away_after_talking_of_something_else(house: House, resident: Resident) -> None:
    await to_preview(resident)
    code = await send(resident)
    await talk(resident, [("cảm ơn nhé", "Cần gì cứ nhắn"), ("/start", "Bạn cần gì")])
    await resident.presses("Tôi đã ghi lại")
    left = "".join(message.text for message in resident.phone.messages)
    assert code not in left
    assert STORY not in left
    assert "Cảm ơn bạn đã đồng hành" in resident.newest.text


async def test_after_a_restart_at_least_the_code_goes(house: House, resident: Resident) -> None:
    await to_preview(resident)
    code = await send(resident)
    house.clock.forward(minutes=31)
    shown = await resident.presses("Tôi đã ghi lại")
    assert "tự xóa" in shown.text
    assert code not in "".join(message.text for message in resident.phone.messages)


async def test_a_press_delivered_again_after_a_crash_repeats_nothing(house: House, resident: Resident) -> None:
    preview = await to_preview(resident)
    button = next(choice for choice in preview.choices if choice.label == "Gửi tin")
    house.clock.forward(minutes=31)
    shown = await resident.presses_id(preview.id, button.id)
    assert "có thể tin đã đến; gửi lại cũng không sao" in shown.text
    assert await house.world.repository.cases_for(PC04, open_only=False) == []


async def test_a_draft_that_is_gone_is_said(house: House, resident: Resident) -> None:
    await talk(resident, [("bao tin", "ai"), ("[Tiếp tục]", "Xong"), (STORY, "Đã ghi")])
    house.clock.forward(minutes=31)
    await talk(resident, [("[Xong]", "Bản nháp không còn")])


async def test_a_free_text_that_looks_like_a_tip_is_offered_and_deleted_with_it(
    house: House, resident: Resident
) -> None:
    await talk(resident, [(CLEAR, "báo tin ẩn danh"), ("[Báo tin này]", "vẫn còn"), ("[Tiếp tục]", "Đã ghi")])
    await talk(resident, [("xong", "Lao Bảo"), ("đúng", "ra"), ("không rõ", "liên quan"), ("không liên quan", CLEAR)])
    await send(resident)
    await resident.presses("Tôi đã ghi lại")
    assert len(resident.phone.messages) == 1


async def test_an_unasked_photo_is_offered_as_a_tip(resident: Resident) -> None:
    await resident.sends_photo(jpeg(), "xe lạ ở Lao Bảo")
    assert "Báo tin này" in resident.labels
    await talk(resident, [("[Báo tin này]", "vẫn còn"), ("[Tiếp tục]", "1 ảnh")])


async def test_bad_photos_get_advice_and_the_words_stay(house: House, resident: Resident) -> None:
    await talk(resident, [("bao tin", "ai"), ("[Tiếp tục]", "Xong"), (STORY, "Đã ghi")])
    for content, advice in (
        (png_bomb(), "nét quá cỡ"),
        (b"not a picture", "không đọc được tệp này"),
        (jpeg()[:6000], "hỏng"),
        (b"\xff\xd8\xff" + bytes(21_000_000), "20 MB"),
    ):
        shown = await resident.sends_photo(content)
        assert advice in shown.text
        assert "Xong" in resident.labels
    resident.phone.send_other(IncomingKind.VOICE)
    shown = await resident.answer()
    assert "gõ chữ" in shown.text
    assert "Xong" in resident.labels
    await talk(resident, [("xong", "Lao Bảo")])


async def test_a_story_too_long_keeps_what_was_noted(resident: Resident) -> None:
    await talk(resident, [("bao tin", "ai"), ("[Tiếp tục]", "Xong"), (STORY, "Đã ghi")])
    await talk(resident, [("dài lắm " * 2600, "20.000"), ("xong", "Xã Lao Bảo")])


async def test_danger_inside_a_story_leads_the_answer_and_the_words_are_noted(resident: Resident) -> None:
    await talk(resident, [("bao tin", "ai"), ("[Tiếp tục]", "Xong")])
    shown = await resident.types("thang con toi dap da no cam dao dam nguoi cuu voi")
    assert "113" in shown.text.splitlines()[0]
    assert "Đã ghi" in shown.text


async def test_a_tip_by_numbers_on_a_platform_without_buttons(tmp_path: Path) -> None:
    async with open_house(tmp_path, capabilities=plain_capabilities()) as house:
        resident = house.person()
        await talk(
            resident,
            [
                ("bao tin", "1. Tiếp tục ở đây"),
                ("1", "1. Xong"),
                (STORY, "1. Xong"),
                ("1", "1. Đúng"),
                ("1", "1. Đang diễn ra"),
                ("b", "Tôi chưa hiểu"),
                ("bao tin", "vẫn còn"),
                ("1", "Đã ghi"),
                ("xong", "Xã Lao Bảo"),
                ("dung", "2. Đã xảy ra"),
                ("2", "1. Không liên quan"),
                ("1", "1. Gửi tin"),
                ("gui tin", "1. Tôi đã ghi lại"),
                ("toi da ghi lai", "tự xóa"),
            ],
        )
        assert len(await house.world.repository.cases_for(PC04, open_only=False)) == 1


@pytest.mark.parametrize(("form", "expected"), [("https://example.vn/bao-tin", "example.vn"), ("", "113")])
async def test_where_a_chat_may_hold_no_tip_the_form_is_handed_out(tmp_path: Path, form: str, expected: str) -> None:
    capabilities = replace(plain_capabilities(), tip_chat=False)
    async with open_house(tmp_path, capabilities=capabilities, form=form) as house:
        resident = house.person()
        await talk(resident, [("bao tin", "Đừng gõ tin vào khung chat")])
        assert expected in resident.newest.text
        assert "Tiếp tục" not in resident.newest.text
        await talk(resident, [("hop thu", "Đừng gõ mã"), ("4821 0937 5562 1180 43", "Đừng gõ mã")])
