"""Drafts: in memory, for half an hour, within 256 MB; text always finds a place (I-25)."""

from __future__ import annotations

import asyncio
import copy
import pickle

import pytest

from storage.tips.types import Conflict, Happening
from storage.types import UnitCode
from tests.unit.tips.clock import HandClock
from tips.drafts import LONGEST_TEXT, MOST_PHOTOS, Draft, DraftKey, Drafts
from tips.errors import DraftsFull, PhotoReason, PhotoRefused, TipTooLong


class _Halving:
    """Stands for the rebuilder: makes half of the bytes, or refuses what starts with `bad`."""

    async def rebuild(self, data: bytes) -> bytes:
        if data.startswith(b"bad"):
            raise PhotoRefused(PhotoReason.BROKEN)
        return data[: len(data) // 2]


class _Slow:
    """Finishes each picture when it is told to."""

    def __init__(self) -> None:
        self.go = asyncio.Event()

    async def rebuild(self, data: bytes) -> bytes:
        await self.go.wait()
        return data


def _drafts(clock: HandClock | None = None, photo_bytes: int = 1000) -> Drafts:
    return Drafts(rebuilder=_Halving(), clock=clock or HandClock(), photo_bytes=photo_bytes)


def _kept(drafts: Drafts, key: DraftKey) -> Draft:
    draft = drafts.get(key)
    assert draft is not None
    return draft


async def test_everything_set_is_kept_together() -> None:
    drafts = _drafts()
    key = drafts.new()
    assert drafts.set_text(key, "ở quán X")
    assert await drafts.add_photo(key, b"0123456789") == 1
    assert await drafts.add_photo(key, b"abcd") == 2
    assert not _kept(drafts, key).unit_known
    assert drafts.set_unit(key, None)
    assert _kept(drafts, key).unit_known
    drafts.set_unit(key, UnitCode("19496"))
    drafts.set_happening(key, Happening.NO)
    drafts.set_conflict(key, Conflict.NONE)
    assert drafts.remove_photo(key, 0)
    assert not drafts.remove_photo(key, 5)
    draft = _kept(drafts, key)
    assert (draft.text, draft.photos, draft.unit) == ("ở quán X", (b"ab",), UnitCode("19496"))
    assert (draft.happening, draft.conflict) == (Happening.NO, Conflict.NONE)


def test_half_an_idle_hour_ends_a_draft_and_a_touch_prolongs_it() -> None:
    clock = HandClock()
    drafts = _drafts(clock)
    touched, left = drafts.new(), drafts.new()
    clock.forward(minutes=29)
    assert drafts.get(touched) is not None
    clock.forward(minutes=1)
    assert drafts.get(left) is None
    assert not drafts.set_text(left, "x")
    assert drafts.get(touched) is not None
    clock.forward(minutes=31)
    drafts.forget_idle()
    assert drafts.count() == 0


async def test_when_memory_is_full_photos_wait_and_text_does_not() -> None:
    drafts = _drafts(photo_bytes=100)
    first, second = drafts.new(), drafts.new()
    await drafts.add_photo(first, bytes(100))
    with pytest.raises(DraftsFull):
        await drafts.add_photo(second, bytes(60))
    assert drafts.set_text(second, "chữ" * 5000)
    assert await drafts.add_photo(second, bytes(50)) == 1
    drafts.drop(first)
    assert await drafts.add_photo(second, bytes(60)) == 2
    assert drafts.held_bytes() == 55


async def test_what_is_being_rebuilt_counts_too() -> None:
    slow = _Slow()
    drafts = Drafts(rebuilder=slow, clock=HandClock(), photo_bytes=100)
    key = drafts.new()
    waiting = asyncio.create_task(drafts.add_photo(key, bytes(60)))
    await asyncio.sleep(0)
    with pytest.raises(DraftsFull):
        await drafts.add_photo(key, bytes(60))
    slow.go.set()
    assert await waiting == 1
    assert drafts.held_bytes() == 60


async def test_a_refused_photo_leaves_the_rest() -> None:
    drafts = _drafts()
    key = drafts.new()
    drafts.set_text(key, "text")
    await drafts.add_photo(key, b"good")
    with pytest.raises(PhotoRefused):
        await drafts.add_photo(key, b"bad picture")
    assert (_kept(drafts, key).text, len(_kept(drafts, key).photos)) == ("text", 1)
    assert drafts.held_bytes() == 2


async def test_ten_photos_and_no_more() -> None:
    drafts = _drafts()
    key = drafts.new()
    for number in range(MOST_PHOTOS):
        await drafts.add_photo(key, b"%d-" % number)
    with pytest.raises(PhotoRefused) as refused:
        await drafts.add_photo(key, b"ab")
    assert refused.value.reason is PhotoReason.TOO_MANY


async def test_a_photo_that_comes_again_is_kept_once() -> None:
    drafts = _drafts()
    key = drafts.new()
    assert [await drafts.add_photo(key, photo) for photo in (b"ab", b"cd", b"ab")] == [1, 2, 2]


def test_a_sent_draft_is_told_from_a_lost_one_for_half_an_hour() -> None:
    clock = HandClock()
    drafts = _drafts(clock)
    sent, given_up = drafts.new(), drafts.new()
    drafts.drop_sent(sent)
    drafts.drop(given_up)
    assert [drafts.was_sent(key) for key in (sent, given_up)] == [True, False]
    clock.forward(minutes=30)
    assert not drafts.was_sent(sent)


def test_a_pasted_file_is_no_text_and_the_old_text_stays() -> None:
    drafts = _drafts()
    key = drafts.new()
    drafts.set_text(key, "first")
    with pytest.raises(TipTooLong):
        drafts.set_text(key, "x" * (LONGEST_TEXT + 1))
    assert _kept(drafts, key).text == "first"


def test_drafts_say_nothing_and_cannot_be_written_down() -> None:
    drafts = _drafts()
    key = drafts.new()
    drafts.set_text(key, "canary")
    draft = _kept(drafts, key)
    assert repr(draft) == "Draft()"
    assert "canary" not in repr(drafts)
    with pytest.raises(TypeError):
        pickle.dumps(draft)
    with pytest.raises(TypeError):
        copy.copy(draft)


def test_opening_the_form_all_day_fills_no_memory_and_drops_no_word() -> None:
    drafts = Drafts(rebuilder=_Halving(), clock=HandClock(), most=3)
    written = drafts.new()
    drafts.set_text(written, "ở chợ")
    for _ in range(100):
        drafts.new()
    assert drafts.count() == 3
    assert _kept(drafts, written).text == "ở chợ"


def test_when_all_hold_words_the_longest_unused_gives_way() -> None:
    drafts = Drafts(rebuilder=_Halving(), clock=HandClock(), most=2)
    first, second = drafts.new(), drafts.new()
    for key in (second, first):
        drafts.set_text(key, "ở chợ")
    drafts.new()
    assert drafts.get(second) is None
    assert _kept(drafts, first).text == "ở chợ"
