"""A flood rings nobody's phone; a busy evening and two neighbours do."""

from __future__ import annotations

import random

from storage.types import PC04, UnitCode
from tests.unit.tips.clock import HandClock
from tips.flood import FEWEST_IN_WINDOW, FEWEST_OF_A_LEAD, SAME_AT_LEAST, FloodWatch

_TEXT = "Quán karaoke ở ngã ba bán thuốc lắc cho học sinh vào tối thứ bảy"


_HERE = UnitCode("19432")
_THERE = UnitCode("19441")


def _is_flood(watch: FloodWatch, text: str, *, lead: UnitCode = _HERE, place: UnitCode | None = _HERE) -> bool:
    return watch.is_flood(text, lead=lead, place=place)


def _some_text(seed: int) -> str:
    return "".join(random.Random(seed).choices("abcdefghijklmnopqrstuvwxyz ", k=120))


def test_the_same_text_again_and_again_is_a_flood() -> None:
    watch = FloodWatch(clock=HandClock())
    answers = [_is_flood(watch, _TEXT) for _ in range(SAME_AT_LEAST + 1)]
    assert answers == [False] * SAME_AT_LEAST + [True]


def test_small_changes_do_not_hide_it() -> None:
    watch = FloodWatch(clock=HandClock())
    forms = [_TEXT, _TEXT.upper(), _TEXT + "!!!", _TEXT.replace("ngã ba", "nga  ba"), _TEXT + " 1", _TEXT + " 22"]
    assert [_is_flood(watch, form) for form in forms][-1]


def test_the_next_day_is_another_day() -> None:
    clock = HandClock()
    watch = FloodWatch(clock=clock)
    for _ in range(SAME_AT_LEAST):
        _is_flood(watch, _TEXT)
    clock.forward(hours=1)
    assert not _is_flood(watch, _TEXT)


def test_many_times_the_usual_rate_is_a_flood_and_a_busy_evening_is_not() -> None:
    clock = HandClock()
    watch = FloodWatch(clock=clock)
    answers = [_is_flood(watch, _some_text(seed)) for seed in range(FEWEST_IN_WINDOW + 1)]
    assert answers == [False] * FEWEST_IN_WINDOW + [True]
    clock.forward(hours=2)
    assert not _is_flood(watch, _some_text(999))


def test_what_is_usual_grows_with_what_comes() -> None:
    clock = HandClock()
    watch = FloodWatch(clock=clock)
    seeds = iter(range(100_000))
    for _ in range(143):
        for _ in range(20):
            _is_flood(watch, _some_text(next(seeds)))
        clock.forward(minutes=10)
    assert not any(_is_flood(watch, _some_text(next(seeds))) for _ in range(95))
    assert any(_is_flood(watch, _some_text(next(seeds))) for _ in range(20))


def test_photos_without_words_are_not_each_others_copies() -> None:
    watch = FloodWatch(clock=HandClock())
    assert not any(_is_flood(watch, "") for _ in range(20))


def test_each_unit_gets_one_digest_an_hour() -> None:
    clock = HandClock()
    watch = FloodWatch(clock=clock)
    first, second = UnitCode("19496"), UnitCode("PC04")
    assert watch.digest_due(first)
    assert not watch.digest_due(first)
    assert watch.digest_due(second)
    clock.forward(hours=1)
    assert watch.digest_due(first)


def test_a_flood_does_not_silence_what_goes_on_now() -> None:
    clock = HandClock()
    watch, unit = FloodWatch(clock=clock), UnitCode("PC04")
    assert watch.digest_due(unit)
    assert watch.digest_due(unit, urgent=True)
    assert not watch.digest_due(unit, urgent=True)
    clock.forward(minutes=15)
    assert watch.digest_due(unit, urgent=True)
    assert not watch.digest_due(unit)


def test_a_flood_of_one_unit_is_none_of_another() -> None:
    watch = FloodWatch(clock=HandClock())
    for seed in range(3 * FEWEST_OF_A_LEAD):
        _is_flood(watch, _some_text(seed))
    assert _is_flood(watch, _some_text(-1))
    assert not _is_flood(watch, _some_text(-2), lead=_THERE, place=_THERE)


def test_what_came_about_a_unit_for_pc04_leaves_no_trace_where_the_unit_leads() -> None:
    watch = FloodWatch(clock=HandClock())
    for _ in range(3 * SAME_AT_LEAST):
        _is_flood(watch, _TEXT, lead=PC04)
    for seed in range(3 * FEWEST_OF_A_LEAD):
        _is_flood(watch, _some_text(seed), lead=PC04)
    answers = [_is_flood(watch, _TEXT) for _ in range(SAME_AT_LEAST + 1)]
    assert answers == [False] * SAME_AT_LEAST + [True]


def test_a_place_where_much_happens_does_not_silence_the_others_of_the_same_lead() -> None:
    watch = FloodWatch(clock=HandClock())
    answers = [_is_flood(watch, _some_text(seed), lead=PC04) for seed in range(FEWEST_IN_WINDOW + 10)]
    assert answers == [False] * FEWEST_IN_WINDOW + [True] * 10
    assert not _is_flood(watch, _some_text(-1), lead=PC04, place=_THERE)
    assert not _is_flood(watch, _some_text(-2), lead=PC04, place=None)


def test_going_from_place_to_place_is_a_flood_too() -> None:
    watch = FloodWatch(clock=HandClock())
    places = [UnitCode(f"1{number}") for number in range(FEWEST_OF_A_LEAD + 1)]
    answers = [_is_flood(watch, _some_text(seed), lead=PC04, place=place) for seed, place in enumerate(places)]
    assert answers == [False] * FEWEST_OF_A_LEAD + [True]


def test_texts_are_forgotten_after_an_hour_though_nothing_more_comes_there() -> None:
    clock = HandClock()
    watch = FloodWatch(clock=clock)
    _is_flood(watch, _TEXT)
    clock.forward(hours=1)
    _is_flood(watch, _some_text(1), lead=_THERE, place=_THERE)
    assert [len(came.texts) for came in watch._came.values()] == [0, 1]
