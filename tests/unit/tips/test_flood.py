"""A flood rings nobody's phone; a busy evening and two neighbours do."""

from __future__ import annotations

import random

from storage.types import UnitCode
from tests.unit.tips.clock import HandClock
from tips.flood import FEWEST_IN_WINDOW, SAME_AT_LEAST, FloodWatch

_TEXT = "Quán karaoke ở ngã ba bán thuốc lắc cho học sinh vào tối thứ bảy"


def _some_text(seed: int) -> str:
    return "".join(random.Random(seed).choices("abcdefghijklmnopqrstuvwxyz ", k=120))


def test_the_same_text_again_and_again_is_a_flood() -> None:
    watch = FloodWatch(clock=HandClock())
    answers = [watch.is_flood(_TEXT) for _ in range(SAME_AT_LEAST + 1)]
    assert answers == [False] * SAME_AT_LEAST + [True]


def test_small_changes_do_not_hide_it() -> None:
    watch = FloodWatch(clock=HandClock())
    forms = [_TEXT, _TEXT.upper(), _TEXT + "!!!", _TEXT.replace("ngã ba", "nga  ba"), _TEXT + " 1", _TEXT + " 22"]
    assert [watch.is_flood(form) for form in forms][-1]


def test_the_next_day_is_another_day() -> None:
    clock = HandClock()
    watch = FloodWatch(clock=clock)
    for _ in range(SAME_AT_LEAST):
        watch.is_flood(_TEXT)
    clock.forward(hours=1)
    assert not watch.is_flood(_TEXT)


def test_many_times_the_usual_rate_is_a_flood_and_a_busy_evening_is_not() -> None:
    clock = HandClock()
    watch = FloodWatch(clock=clock)
    answers = [watch.is_flood(_some_text(seed)) for seed in range(FEWEST_IN_WINDOW + 1)]
    assert answers == [False] * FEWEST_IN_WINDOW + [True]
    clock.forward(hours=2)
    assert not watch.is_flood(_some_text(999))


def test_what_is_usual_grows_with_what_comes() -> None:
    clock = HandClock()
    watch = FloodWatch(clock=clock)
    seeds = iter(range(100_000))
    for _ in range(143):
        for _ in range(20):
            watch.is_flood(_some_text(next(seeds)))
        clock.forward(minutes=10)
    assert not any(watch.is_flood(_some_text(next(seeds))) for _ in range(95))
    assert any(watch.is_flood(_some_text(next(seeds))) for _ in range(20))


def test_photos_without_words_are_not_each_others_copies() -> None:
    watch = FloodWatch(clock=HandClock())
    assert not any(watch.is_flood("") for _ in range(20))


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
