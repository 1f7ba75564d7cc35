"""Sessions: in memory, thirty idle minutes, bounded, silent about themselves."""

from __future__ import annotations

from dataclasses import dataclass

from channels.contract import ChannelName, MessageRef, ReplyHandle
from handlers.sessions import Sessions
from storage.residents.types import Language
from tests.unit.tips.clock import HandClock


def chat(number: int) -> ReplyHandle:
    """Return a chat."""
    return ReplyHandle(ChannelName("local"), str(number))


@dataclass(slots=True)
class Note:
    """What a conversation may remember."""

    text: str = ""


def test_a_session_ends_after_thirty_idle_minutes_and_use_keeps_it() -> None:
    clock = HandClock()
    sessions = Sessions(clock)
    sessions.begin(chat(1), Language.VIETNAMESE)
    clock.forward(minutes=29)
    assert sessions.get(chat(1)) is not None
    clock.forward(minutes=29)
    assert sessions.get(chat(1)) is not None
    clock.forward(minutes=30)
    assert sessions.get(chat(1)) is None
    assert len(sessions) == 0


def test_the_longest_unused_gives_way() -> None:
    sessions = Sessions(HandClock(), most=2)
    for number in (1, 2):
        sessions.begin(chat(number), Language.VIETNAMESE)
    assert sessions.get(chat(1)) is not None
    sessions.begin(chat(3), Language.VIETNAMESE)
    assert sessions.get(chat(2)) is None
    assert sessions.get(chat(1)) is not None


def test_memories_are_kept_by_class_and_forgotten() -> None:
    session = Sessions(HandClock()).begin(chat(1), Language.ENGLISH)
    session.recall(Note).text = "a"
    assert session.recall(Note).text == "a"
    session.forget(Note)
    assert session.recall(Note).text == ""
    session.recall(Note).text = "b"
    session.forget_all()
    assert session.recall(Note).text == ""


def test_only_conversations_that_asked_are_tracked_and_each_message_once() -> None:
    session = Sessions(HandClock()).begin(chat(1), Language.VIETNAMESE)
    session.track("tip", MessageRef("1"))
    assert session.trails == {}
    session.trails["tip"] = []
    session.track("tip", MessageRef("1"), MessageRef("1"), MessageRef("2"))
    session.track("menu", MessageRef("3"))
    assert session.trails == {"tip": [MessageRef("1"), MessageRef("2")]}


def test_every_screen_has_a_mark_of_its_own_and_the_repr_is_blank() -> None:
    session = Sessions(HandClock()).begin(chat(1), Language.VIETNAMESE)
    marks = {session.renew() for _ in range(50)}
    assert len(marks) > 45
    assert all(len(mark) == 4 and "|" not in mark for mark in marks)
    assert repr(session) == "Session()"
