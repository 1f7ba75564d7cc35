"""One suite for every channel: what a conversation may rely on, whatever the platform.

A case that a platform cannot have stands in `Capabilities.absent` with its reason, and here the suite asserts
that it really cannot be made to happen.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
import unicodedata

import pytest

from channels.contract import (
    ChannelError,
    ChannelName,
    Choice,
    ChoiceStyle,
    Incoming,
    IncomingKind,
    InvalidRecipient,
    Lane,
    Link,
    MaybeSent,
    MediaTooLarge,
    NotSent,
    Outgoing,
    Point,
    RecipientGone,
    Refused,
    ReplyHandle,
    Throttled,
)
from channels.markup import literal
from tests.contract.rigs import TOKEN, CannotHappen, Fault, LocalRig, Rig, TelegramRig

PRIVATE_TEXT = "Nhà thứ ba có người bán"
YES_NO = (Choice(id="yes", label="Đúng"), Choice(id="no", label="Xã khác"))
FAULTS: list[tuple[Fault, type[ChannelError], int]] = [
    # What happens, what the caller is told, how many messages the person really got.
    (Fault.THROTTLED, Throttled, 0),
    (Fault.NOT_CONNECTED, NotSent, 0),
    (Fault.DROPPED_BEFORE, MaybeSent, 0),
    (Fault.DROPPED_AFTER, MaybeSent, 1),
    (Fault.HANG, MaybeSent, 0),
    (Fault.SERVER_ERROR, MaybeSent, 0),
    (Fault.WRONG_TOKEN, Refused, 0),
]


def test_absent_cases_are_exactly_these(rig: Rig) -> None:
    everything_outside = {str(fault) for fault, _, _ in FAULTS} | {"redelivered"}
    capabilities = rig.channel.capabilities
    expected = set() if isinstance(rig, TelegramRig) else everything_outside
    for name in ("buttons", "edit", "delete"):
        if not getattr(capabilities, name):
            expected.add(name)
    assert set(capabilities.absent) == expected
    assert all(capabilities.absent.values())


# Saying


async def test_plain_text(rig: Rig) -> None:
    (shown,) = await rig.channel.reply(rig.chat, Outgoing(text="Xin chào bà con"))
    assert (await rig.hears()).text == "Xin chào bà con"
    assert rig.is_on_screen(shown)


async def test_bold(rig: Rig) -> None:
    await rig.channel.reply(rig.chat, Outgoing(text="👮 Gọi **113** hoặc **115** ngay"))
    seen = await rig.hears()
    assert (seen.text, seen.bold) == ("👮 Gọi 113 hoặc 115 ngay", ("113", "115"))


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
    assert (await rig.hears()).protected


async def test_an_edit_replaces_the_screen_or_is_sent_anew(rig: Rig) -> None:
    (shown,) = await rig.channel.reply(rig.chat, Outgoing(text="Một", choices=YES_NO))
    await rig.hears()
    (now,) = await rig.channel.edit(rig.chat, shown, Outgoing(text="**Hai**"))
    seen = await rig.hears()
    assert (seen.text, seen.bold, seen.labels) == ("Hai", ("Hai",), ())
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
    assert seen.bold == ("Bản tin",)
    assert rig.channel.handle(address) == rig.chat


@pytest.mark.parametrize("lane", Lane)
async def test_the_same_picture_is_pushed_to_many(rig: Rig, jpeg: bytes, lane: Lane) -> None:
    people = [rig, rig.another_person(), rig.another_person()]
    for person in people:
        address = rig.channel.address(person.chat)
        await rig.channel.push(address, Outgoing(text="**Tranh** cổ động", picture=jpeg, choices=YES_NO), lane)
    for person in people:
        seen = await person.hears()
        assert (seen.picture, seen.bold) == (jpeg, ("Tranh",))


# Hearing


async def test_text_comes_in_as_nfc_and_names_nobody(rig: Rig) -> None:
    await rig.types(unicodedata.normalize("NFD", "Hướng Hóa"))
    incoming = await rig.incoming.get()
    assert (incoming.kind, incoming.text) == (IncomingKind.TEXT, "Hướng Hóa")
    assert incoming.reply == rig.chat
    assert "Hướng" not in repr(incoming)


async def test_a_photo_with_its_caption(rig: Rig, jpeg: bytes) -> None:
    await rig.sends_photo(jpeg, "Cổng sau")
    incoming = await rig.incoming.get()
    assert (incoming.kind, incoming.text) == (IncomingKind.PHOTO, "Cổng sau")
    assert incoming.media is not None
    assert await incoming.media.read(len(jpeg)) == jpeg


@pytest.mark.parametrize("announced", [True, False])
async def test_a_photo_larger_than_asked_for_is_not_read(rig: Rig, announced: bool) -> None:
    await rig.sends_photo(b"x" * 200_000, announced=announced)
    media = (await rig.incoming.get()).media
    assert media is not None
    with pytest.raises(MediaTooLarge):
        await media.read(199_999)


@pytest.mark.parametrize("announced", [True, False])
async def test_a_photo_larger_than_the_platform_gives_is_too_large(rig: Rig, announced: bool) -> None:
    await rig.sends_photo(b"x" * 20_000_001, announced=announced)
    media = (await rig.incoming.get()).media
    assert media is not None
    with pytest.raises(MediaTooLarge):
        await media.read(20_000_000)


async def test_a_broken_photo_is_read_as_it_is(rig: Rig) -> None:
    await rig.sends_photo(b"this is no picture")
    media = (await rig.incoming.get()).media
    assert media is not None
    assert await media.read(1000) == b"this is no picture"


async def test_a_location(rig: Rig) -> None:
    await rig.sends_location(16.6163, 106.5958)
    incoming = await rig.incoming.get()
    assert (incoming.kind, incoming.point) == (IncomingKind.LOCATION, Point(latitude=16.6163, longitude=106.5958))


@pytest.mark.parametrize("kind", [IncomingKind.STICKER, IncomingKind.VOICE, IncomingKind.VIDEO, IncomingKind.CONTACT])
async def test_what_has_no_text(rig: Rig, kind: IncomingKind) -> None:
    await rig.sends_other(kind)
    incoming = await rig.incoming.get()
    assert (incoming.kind, incoming.text, incoming.media) == (kind, "", None)


async def test_messages_of_a_chat_are_handled_in_order_one_at_a_time(rig: Rig) -> None:
    at_once = most = 0
    heard: list[str] = []
    finished = asyncio.Event()

    async def handle(incoming: Incoming) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await rig.channel.reply(incoming.reply, Outgoing(text=incoming.text))
        heard.append(incoming.text)
        at_once -= 1
        if len(heard) == 8:
            finished.set()

    rig.handler = handle
    for number in range(8):
        await rig.types(str(number))
    await finished.wait()
    assert heard == [str(number) for number in range(8)]
    assert most == 1


async def test_a_slow_chat_does_not_hold_up_another(rig: Rig) -> None:
    other_was_heard = asyncio.Event()
    slow_ended = asyncio.Event()

    async def handle(incoming: Incoming) -> None:
        if incoming.text == "chậm":
            await other_was_heard.wait()
            slow_ended.set()
        else:
            other_was_heard.set()

    rig.handler = handle
    await rig.types("chậm")
    await rig.another_person().types("nhanh")
    await slow_ended.wait()


async def test_a_failing_handler_does_not_stop_the_channel(rig: Rig) -> None:
    async def fail_once(incoming: Incoming) -> None:
        rig.handler = rig.incoming.put
        raise RuntimeError(incoming.text)

    rig.handler = fail_once
    await rig.types("một")
    await rig.types("hai")
    assert (await rig.incoming.get()).text == "hai"


async def test_a_redelivered_message_is_handled_once(rig: Rig) -> None:
    await rig.types("một")
    assert (await rig.incoming.get()).text == "một"
    if "redelivered" in rig.channel.capabilities.absent:
        with pytest.raises(CannotHappen):
            await rig.sends_the_last_again()
        return
    await rig.sends_the_last_again()
    await rig.types("hai")
    assert (await rig.incoming.get()).text == "hai"


# When things go wrong


@pytest.mark.parametrize(("fault", "error", "accepted"), FAULTS)
async def test_faults_become_the_closed_list(rig: Rig, fault: Fault, error: type[ChannelError], accepted: int) -> None:
    if fault in rig.channel.capabilities.absent:
        with pytest.raises(CannotHappen):
            await rig.prepare(fault)
        return
    await rig.prepare(fault)
    with pytest.raises(ChannelError) as caught:
        await rig.channel.reply(rig.chat, Outgoing(text="một"))
    assert type(caught.value) is error
    assert rig.accepted() == accepted
    if fault is Fault.THROTTLED:
        assert caught.value.retry_after == 7


@pytest.mark.parametrize("lane", Lane)
async def test_who_blocked_us_is_gone(rig: Rig, lane: Lane) -> None:
    rig.blocks()
    with pytest.raises(RecipientGone):
        await rig.channel.push(rig.channel.address(rig.chat), Outgoing(text="một"), lane)
    with pytest.raises(RecipientGone):
        await rig.channel.reply(rig.chat, Outgoing(text="một"))


@pytest.mark.parametrize("lane", Lane)
@pytest.mark.parametrize("chat", ["404", "no number"])
async def test_a_chat_that_does_not_exist(rig: Rig, lane: Lane, chat: str) -> None:
    nobody = ReplyHandle(rig.channel.name, chat)
    with pytest.raises(InvalidRecipient):
        await rig.channel.push(rig.channel.address(nobody), Outgoing(text="một"), lane)
    with pytest.raises(InvalidRecipient):
        await rig.channel.reply(nobody, Outgoing(text="một"))


async def test_an_empty_text_is_refused(rig: Rig) -> None:
    with pytest.raises(Refused):
        await rig.channel.reply(rig.chat, Outgoing(text=" "))


@pytest.mark.parametrize("fault", Fault)
async def test_no_secret_in_log_repr_or_traceback(
    rig: Rig, fault: Fault, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    await rig.types(PRIVATE_TEXT)
    incoming = await rig.incoming.get()
    said: list[str] = [repr(rig.channel), str(incoming), repr(rig.channel.address(rig.chat))]
    await rig.channel.reply(rig.chat, Outgoing(text=literal(PRIVATE_TEXT)))
    if fault not in rig.channel.capabilities.absent:
        await rig.prepare(fault)
        with pytest.raises(ChannelError) as caught:
            await rig.channel.reply(rig.chat, Outgoing(text=literal(PRIVATE_TEXT)))
        assert caught.value.__context__ is None
        said += traceback.format_exception(caught.value)
        said += [repr(caught.value), str(caught.value)]
    said += [record.getMessage() + str(record.exc_info) for record in caplog.records]
    said += capfd.readouterr()
    everything = "\n".join(said)
    for secret in _secrets(rig):
        assert secret not in everything


def _secrets(rig: Rig) -> tuple[str, ...]:
    match rig:
        case TelegramRig():
            return TOKEN, TOKEN.split(":")[1], PRIVATE_TEXT, rig.chat.reveal()
        case LocalRig():
            return (PRIVATE_TEXT,)
        case _:
            raise AssertionError("name the secrets of this rig")


def test_a_channel_says_its_name(rig: Rig) -> None:
    assert rig.channel.name in (ChannelName("telegram"), ChannelName("local"))
