"""Visits of the web chat: what they hold, what they refuse, and when they end. No network, and time is given."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest

from channels.contract import Choice, InvalidRecipient, Link, Outgoing, RecipientGone, ReplyHandle
from channels.web_chat.channel import WEB, Said, WebChatChannel
from channels.web_chat.errors import NoSuchVisit, NotListening, OldButton, TooFast, TooLong, WebChatError
from channels.web_chat.limits import LONGEST_TEXT, Limits, Pace, Paced

SITE = "https://phaodai.example"
_FAST = Pace(rate=1000.0, burst=1000)


@dataclass(slots=True)
class House:
    """A channel whose seconds pass when a test says so."""

    limits: Limits
    seconds: float = 1000.0
    keys: int = 0
    channel: WebChatChannel = field(init=False)

    def __post_init__(self) -> None:
        self.channel = WebChatChannel(site=SITE, now=lambda: self.seconds, limits=self.limits)

    def say(self, chat: str, text: str = "chào", *, seen: int = 0) -> int:
        self.keys += 1
        return self.channel.hear(chat, Said(key=str(self.keys), text=text, seen=seen))

    async def answer(self, chat: str, text: str, *choices: Choice) -> None:
        await self.channel.reply(ReplyHandle(WEB, chat), Outgoing(text=text, choices=choices))

    async def unread(self, chat: str, after: int = 0) -> list[bytes]:
        """Return what a stream would send now, without the opening line."""
        crowded = WebChatChannel.listen(self.channel, chat, after)
        return [frame async for frame in crowded][1:]


def _house(**limits: object) -> House:
    # With no stream allowed to stay open, each ends as soon as everything was told.
    return House(Limits(**{"beginnings": _FAST, "messages": _FAST, "streams": 0, **limits}))  # type: ignore[arg-type]  # a test's own table of limits


def _shown(frame: bytes) -> str:
    data = json.loads(frame.split(b"data: ", 1)[1])
    return "".join(text for text, _ in data["spans"])


def test_ids_are_long_random_and_never_the_same() -> None:
    house = _house()
    ids = {house.channel.begin() for _ in range(100)}
    assert len(ids) == 100
    assert {len(one) for one in ids} == {43}
    assert not any(one in repr(house.channel) for one in ids)


async def test_events_are_replayed_from_where_the_page_was_and_then_forgotten() -> None:
    house = _house()
    chat = house.channel.begin()
    for text in ("một", "hai", "ba"):
        await house.answer(chat, text)
    assert [_shown(frame) for frame in await house.unread(chat)] == ["một", "hai", "ba"]
    assert [_shown(frame) for frame in await house.unread(chat, after=2)] == ["ba"]
    assert [_shown(frame) for frame in await house.unread(chat)] == ["ba"], "what was confirmed is not kept"
    house.say(chat, seen=3)
    assert await house.unread(chat) == []


async def test_what_the_visitor_wrote_is_kept_nowhere() -> None:
    house = _house()
    chat = house.channel.begin()
    house.say(chat, "ông Kềnh bán ma túy")
    await house.answer(chat, "Đã nghe")
    assert not any("Kềnh".encode() in frame for frame in await house.unread(chat))
    visit = house.channel._visits[chat]
    kept = [getattr(visit, name) for name in dir(visit) if name.startswith("_") and not name.startswith("__")]
    assert "Kềnh" not in repr(kept)


async def test_a_visit_ends_after_half_an_hour_without_a_word_although_its_page_listens() -> None:
    house = _house()
    quiet, writing = house.channel.begin(), house.channel.begin()
    house.seconds += 29 * 60
    await house.unread(quiet)
    house.say(writing)
    house.seconds += 60
    with pytest.raises(NoSuchVisit):
        await house.unread(quiet)
    house.say(writing)
    with pytest.raises(RecipientGone):
        await house.answer(quiet, "một")


async def test_a_full_house_ends_the_visit_that_was_quiet_for_longest() -> None:
    house = _house(visits=3)
    first, second, third = (house.channel.begin() for _ in range(3))
    house.say(first)
    newcomer = house.channel.begin()
    with pytest.raises(NoSuchVisit):
        house.say(second)
    for chat in (first, third, newcomer):
        house.say(chat)


async def test_one_network_cannot_push_out_the_visits_of_others() -> None:
    house = _house(visits=6, visits_of_a_network=4)
    neighbours = [house.channel.begin(1), house.channel.begin(2)]
    strangers = [house.channel.begin(3) for _ in range(50)]
    for chat in neighbours:
        house.say(chat)
    newcomers = [house.channel.begin(4), house.channel.begin(5)]
    for chat in (*neighbours, *newcomers, strangers[-1]):
        house.say(chat)
    with pytest.raises(NoSuchVisit):
        house.say(strangers[0])


async def test_in_a_full_house_the_fullest_network_gives_way_though_its_visits_are_not_the_quietest() -> None:
    house = _house(visits=4)
    quiet = house.channel.begin(1)
    busy = [house.channel.begin(2) for _ in range(3)]
    for chat in busy:
        house.say(chat)
    house.channel.begin(3)
    house.say(quiet)
    with pytest.raises(NoSuchVisit):
        house.say(busy[0])


async def test_a_network_that_left_has_its_whole_share_again() -> None:
    house = _house(visits=6, visits_of_a_network=2)
    for _ in range(3):
        house.channel.end(house.channel.begin(1))
    first, second = house.channel.begin(1), house.channel.begin(1)
    for chat in (first, second):
        house.say(chat)


async def test_too_much_unread_in_all_is_taken_from_the_network_that_holds_most() -> None:
    house = _house(unconfirmed_in_all=6000)
    quiet = house.channel.begin(1)
    await house.answer(quiet, "một " * 100)
    reader, hoarders = house.channel.begin(2), [house.channel.begin(2) for _ in range(5)]
    for chat in hoarders:
        await house.answer(chat, "hai " * 400)
    assert len(await house.unread(quiet)) == 1
    house.say(reader)
    with pytest.raises(NoSuchVisit):
        house.say(hoarders[0])


async def test_too_much_unread_in_all_ends_the_quietest() -> None:
    house = _house(unconfirmed_in_all=3000)
    quiet, busy = house.channel.begin(), house.channel.begin()
    await house.answer(quiet, "một " * 400)
    await house.answer(busy, "hai " * 400)
    with pytest.raises(NoSuchVisit):
        house.say(quiet)
    assert len(await house.unread(busy)) == 1


async def test_who_does_not_listen_is_not_heard_until_he_does() -> None:
    house = _house(unconfirmed_bytes=1000)
    chat = house.channel.begin()
    await house.answer(chat, "một " * 400)
    with pytest.raises(NotListening):
        house.say(chat)
    house.say(chat, seen=1)


def _refused(house: House, chat: str, said: Said) -> type[WebChatError]:
    with pytest.raises(WebChatError) as refusal:
        house.channel.hear(chat, said)
    return type(refusal.value)


async def test_refusals() -> None:
    house = _house(waiting=2)
    chat = house.channel.begin()
    await house.answer(chat, "Chọn", Choice(id="yes", label="Đúng"))
    assert _refused(house, chat, Said(key="a", text="a" * (LONGEST_TEXT + 1))) is TooLong
    assert _refused(house, chat, Said(key="b", choice="no", screen=1)) is OldButton
    assert _refused(house, chat, Said(key="c", choice="yes", screen=9)) is OldButton
    assert _refused(house, "x" * 43, Said(key="d", text="a")) is NoSuchVisit
    house.say(chat)
    house.say(chat)
    assert _refused(house, chat, Said(key="e", text="a")) is TooFast, "two wait for their answers"


async def test_the_same_message_sent_again_is_the_same_message() -> None:
    house = _house(waiting=1)
    chat = house.channel.begin()
    said = Said(key="k", text="một")
    assert house.channel.hear(chat, said) == house.channel.hear(chat, said) == 1


async def test_all_visits_together_may_wait_for_so_many_answers() -> None:
    house = _house(waiting_in_all=2)
    chats = [house.channel.begin() for _ in range(3)]
    for chat in chats[:2]:
        house.say(chat)
    assert _refused(house, chats[2], Said(key="a", text="a")) is TooFast


def test_beginnings_and_messages_are_paced() -> None:
    house = _house(beginnings=Pace(rate=1.0, burst=2), messages=Pace(rate=1.0, burst=2), waiting=100)
    chat = house.channel.begin()
    house.channel.begin()
    with pytest.raises(TooFast):
        house.channel.begin()
    house.say(chat)
    house.say(chat)
    with pytest.raises(TooFast) as refusal:
        house.say(chat)
    assert 0 < refusal.value.retry_after <= 1
    house.seconds += refusal.value.retry_after
    house.say(chat)
    house.channel.begin()


def test_a_pace_books_nothing_when_it_refuses() -> None:
    paced = Paced(Pace(rate=2.0, burst=3))
    assert [paced.wait(0.0) for _ in range(5)] == [0, 0, 0, 0.5, 0.5]
    assert paced.wait(0.5) == 0


async def test_an_old_message_can_be_neither_pressed_nor_edited_and_the_page_keeps_it() -> None:
    house = _house()
    chat = house.channel.begin()
    (first,) = await house.channel.reply(
        ReplyHandle(WEB, chat), Outgoing(text="một", choices=(Choice(id="yes", label="Đúng"),))
    )
    for _ in range(200):
        await house.answer(chat, "thêm")
    assert _refused(house, chat, Said(key="a", choice="yes", screen=1, seen=201)) is OldButton
    (anew,) = await house.channel.edit(ReplyHandle(WEB, chat), first, Outgoing(text="hai"))
    assert anew != first


async def test_links_to_our_own_site_are_paths_and_others_stay() -> None:
    house = _house()
    chat = house.channel.begin()
    urls = (f"{SITE}/bao-tin", "https://phaodai.example.evil/x", "https://chinhphu.vn/")
    links = tuple(Link(label="Mở", url=url) for url in urls)
    await house.channel.reply(ReplyHandle(WEB, chat), Outgoing(text="Đọc", links=links))
    (frame,) = await house.unread(chat)
    told = [url for _, url in json.loads(frame.split(b"data: ", 1)[1])["links"]]
    assert told == ["/bao-tin", *urls[1:]]


async def test_whoever_left_is_gone_and_a_made_up_chat_never_was() -> None:
    house = _house()
    chat = house.channel.begin()
    house.channel.end(chat)
    house.channel.end(chat)
    with pytest.raises(RecipientGone):
        await house.answer(chat, "một")
    with pytest.raises(InvalidRecipient):
        await house.answer("12345", "một")
    assert house.channel._room.held == 0
