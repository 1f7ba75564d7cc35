"""The channel contract, saying: one suite for every channel, whatever the platform.

Hearing and bad days are in the two files beside this one.
"""

from __future__ import annotations

import unicodedata

import pytest

from channels.contract import (
    Choice,
    ChoiceStyle,
    IncomingKind,
    Lane,
    Link,
    Outgoing,
    Refused,
)
from channels.markup import literal
from tests.contract.rigs import CannotHappen, Rig

PRIVATE_TEXT = "Nhà thứ ba có người bán"
YES_NO = (Choice(id="yes", label="Đúng"), Choice(id="no", label="Xã khác"))


def bold(rig: Rig, *runs: str) -> tuple[str, ...]:
    """Return the runs that are seen bold; none where a platform's texts leave plain."""
    return () if "bold" in rig.channel.capabilities.absent else runs


async def test_plain_text(rig: Rig) -> None:
    (shown,) = await rig.channel.reply(rig.chat, Outgoing(text="Xin chào bà con"))
    assert (await rig.hears()).text == "Xin chào bà con"
    assert rig.is_on_screen(shown)


async def test_bold(rig: Rig) -> None:
    await rig.channel.reply(rig.chat, Outgoing(text="👮 Gọi **113** hoặc **115** ngay"))
    seen = await rig.hears()
    assert (seen.text, seen.bold) == ("👮 Gọi 113 hoặc 115 ngay", bold(rig, "113", "115"))


@pytest.mark.parametrize("typed", ["<b>a</b> & *b* _c_ `d` [e](f)", "**x** \\ **", "&lt;script&gt;", "1 < 2"])
async def test_literal_user_text_is_shown_as_typed(rig: Rig, typed: str) -> None:
    await rig.channel.reply(rig.chat, Outgoing(text=literal(typed)))
    seen = await rig.hears()
    assert (seen.text, seen.bold) == (typed, ())


async def test_long_text_arrives_whole_and_in_order(rig: Rig) -> None:
    text = " ".join(f"Câu số {number}." for number in range(1000))
    shown = await rig.channel.reply(rig.chat, Outgoing(text=text, choices=YES_NO))
    seen = [await rig.hears() for _ in shown]
    assert len(seen) > 1
    assert all(len(part.text) <= rig.channel.capabilities.text_limit for part in seen)
    assert " ".join(part.text for part in seen).startswith(text)
    assert all(part.labels == () for part in seen[:-1])


async def test_nfd_text_leaves_as_nfc(rig: Rig) -> None:
    await rig.channel.reply(rig.chat, Outgoing(text=unicodedata.normalize("NFD", "Hướng Hóa")))
    assert (await rig.hears()).text == "Hướng Hóa"


async def test_choices_are_buttons_or_a_numbered_menu(rig: Rig) -> None:
    await rig.channel.reply(rig.chat, Outgoing(text="Xã Lao Bảo?", choices=YES_NO))
    seen = await rig.hears()
    if rig.channel.capabilities.buttons:
        assert (seen.text, seen.labels) == ("Xã Lao Bảo?", ("Đúng", "Xã khác"))
    else:
        assert (seen.text, seen.labels) == ("Xã Lao Bảo?\n\n1. Đúng\n2. Xã khác", ())


async def test_polls_use_letters_where_there_are_no_buttons(rig: Rig) -> None:
    await rig.channel.reply(rig.chat, Outgoing(text="Câu hỏi", choices=YES_NO, style=ChoiceStyle.LETTERS))
    seen = await rig.hears()
    assert ("a. Đúng\nb. Xã khác" in seen.text) is not rig.channel.capabilities.buttons


async def test_a_pressed_choice_comes_back_with_its_screen(rig: Rig) -> None:
    (shown,) = await rig.channel.reply(rig.chat, Outgoing(text="Xã Lao Bảo?", choices=YES_NO))
    await rig.hears()
    if "buttons" in rig.channel.capabilities.absent:
        with pytest.raises(CannotHappen):
            await rig.presses("Đúng")
        return
    await rig.presses("Đúng")
    incoming = await rig.incoming.get()
    assert (incoming.kind, incoming.choice) == (IncomingKind.CHOICE, "yes")
    assert (incoming.screen, incoming.reply) == (shown, rig.chat)


async def test_a_choice_id_longer_than_64_bytes_is_refused(rig: Rig) -> None:
    message = Outgoing(text="a", choices=(Choice(id="x" * 65, label="x"),))
    if rig.channel.capabilities.buttons:
        with pytest.raises(Refused):
            await rig.channel.reply(rig.chat, message)
        assert rig.accepted() == 0
    else:
        await rig.channel.reply(rig.chat, message)
        assert "1. x" in (await rig.hears()).text


async def test_links_are_buttons_or_lines(rig: Rig) -> None:
    link = Link(label="Mở", url="https://phaodai.example/cam-ket")
    await rig.channel.reply(rig.chat, Outgoing(text="Đọc thêm", links=(link,)))
    seen = await rig.hears()
    if rig.channel.capabilities.buttons:
        assert (seen.text, seen.links) == ("Đọc thêm", (link.url,))
    else:
        assert (seen.text, seen.links) == (f"Đọc thêm\n\nMở: {link.url}", ())


async def test_a_picture_with_a_caption(rig: Rig, jpeg: bytes) -> None:
    await rig.channel.reply(rig.chat, Outgoing(text="Sơ đồ", picture=jpeg))
    seen = await rig.hears()
    assert (seen.picture, seen.text) == (jpeg, "Sơ đồ")


async def test_a_picture_with_a_long_text(rig: Rig, jpeg: bytes) -> None:
    shown = await rig.channel.reply(rig.chat, Outgoing(text="Một câu dài. " * 120, picture=jpeg, choices=YES_NO))
    seen = [await rig.hears() for _ in shown]
    assert [part.picture for part in seen] == [jpeg] + [None] * (len(seen) - 1)
    assert len(seen[0].text) <= rig.channel.capabilities.caption_limit


async def test_protected_content_is_marked(rig: Rig) -> None:
    await rig.channel.reply(rig.chat, Outgoing(text="Vụ việc", protected=True))
    assert (await rig.hears()).protected is ("protected" not in rig.channel.capabilities.absent)


async def test_an_edit_replaces_the_screen_or_is_sent_anew(rig: Rig) -> None:
    (shown,) = await rig.channel.reply(rig.chat, Outgoing(text="Một", choices=YES_NO))
    await rig.hears()
    (now,) = await rig.channel.edit(rig.chat, shown, Outgoing(text="**Hai**"))
    seen = await rig.hears()
    assert (seen.text, seen.bold, seen.labels) == ("Hai", bold(rig, "Hai"), ())
    if rig.channel.capabilities.edit:
        assert now == shown
        assert len(rig.screen()) == 1
    else:
        assert now != shown
        assert len(rig.screen()) == 2


async def test_an_edit_that_changes_nothing_is_fine(rig: Rig) -> None:
    (shown,) = await rig.channel.reply(rig.chat, Outgoing(text="Một"))
    await rig.channel.edit(rig.chat, shown, Outgoing(text="Một"))
    assert {seen.text for seen in rig.screen()} == {"Một"}


async def test_an_edit_of_a_message_that_is_gone_is_sent_anew(rig: Rig) -> None:
    (shown,) = await rig.channel.reply(rig.chat, Outgoing(text="Một"))
    await rig.channel.delete(rig.chat, (shown,))
    (now,) = await rig.channel.edit(rig.chat, shown, Outgoing(text="Hai"))
    assert rig.is_on_screen(now)
    assert rig.screen()[-1].text == "Hai"


async def test_an_edit_with_a_long_text_goes_on_below(rig: Rig) -> None:
    (shown,) = await rig.channel.reply(rig.chat, Outgoing(text="Một"))
    now = await rig.channel.edit(rig.chat, shown, Outgoing(text="Một câu dài. " * 400))
    assert len(now) > 1
    assert all(rig.is_on_screen(message) for message in now)


async def test_messages_of_both_sides_are_deleted(rig: Rig) -> None:
    await rig.types(PRIVATE_TEXT)
    incoming = await rig.incoming.get()
    shown = await rig.channel.reply(rig.chat, Outgoing(text="Đã nhận"))
    assert incoming.message is not None
    await rig.channel.delete(rig.chat, (incoming.message, *shown))
    gone = [not rig.is_on_screen(message) for message in (incoming.message, *shown)]
    assert gone == [rig.channel.capabilities.delete] * 2


async def test_deleting_twice_is_fine(rig: Rig) -> None:
    (shown,) = await rig.channel.reply(rig.chat, Outgoing(text="Một"))
    await rig.channel.delete(rig.chat, (shown,))
    await rig.channel.delete(rig.chat, (shown,))
    await rig.channel.delete(rig.chat, ())


async def test_typing_is_shown(rig: Rig) -> None:
    await rig.channel.typing(rig.chat)
    assert rig.saw_typing()


@pytest.mark.parametrize("lane", Lane)
async def test_a_push_reaches_an_address(rig: Rig, lane: Lane) -> None:
    address = rig.channel.address(rig.chat)
    await rig.channel.push(address, Outgoing(text="**Bản tin**", choices=YES_NO), lane)
    seen = await rig.hears()
    assert seen.text.startswith("Bản tin")
    assert seen.bold == bold(rig, "Bản tin")
    assert rig.channel.handle(address) == rig.chat


@pytest.mark.parametrize("lane", Lane)
async def test_the_same_picture_is_pushed_to_many(rig: Rig, jpeg: bytes, lane: Lane) -> None:
    people = [rig, rig.another_person(), rig.another_person()]
    for person in people:
        address = rig.channel.address(person.chat)
        await rig.channel.push(address, Outgoing(text="**Tranh** cổ động", picture=jpeg, choices=YES_NO), lane)
    for person in people:
        seen = await person.hears()
        assert (seen.picture, seen.bold) == (jpeg, bold(rig, "Tranh"))
