"""The bench's table: medians, spread, which way a ratio reads, and aims that a slow run misses."""

from __future__ import annotations

from bench.contenders import Contender
from bench.conversation import CONVERSATION, PEER_LABELS, Kind, Turn
from bench.platform import NoSuchButton, Shown, update_of
from bench.table import Row, aims, rows_in_order, table
from bench.turns import Measured


def test_a_cell_shows_the_median_and_the_spread() -> None:
    row = Row("turns")
    for value in (30.0, 10.0, 20.0):
        row.add(Contender.OURS, value)
    assert "20 (10–30)" in table([row])


def test_a_row_that_nobody_measured_is_not_shown() -> None:
    assert "nothing" not in table([Row("nothing")])


def test_the_ratio_is_above_one_where_we_are_better() -> None:
    rate, delay = Row("rate"), Row("delay", more_is_better=False)
    for row in (rate, delay):
        row.add(Contender.OURS, 30.0)
        row.add(Contender.AIOGRAM, 20.0)
    assert rate.ratio(Contender.AIOGRAM) == 1.5
    assert delay.ratio(Contender.AIOGRAM) == 20 / 30


def test_an_aim_is_missed_by_the_slower_and_reached_by_the_faster() -> None:
    def said(ours: float) -> str:
        rows = rows_in_order()
        rows["turns 8"].add(Contender.AIOGRAM, 100.0)
        rows["turns 8"].add(Contender.OURS, ours)
        return aims(rows).splitlines()[0]

    assert said(149.0).startswith("MISSED")
    assert said(151.0).startswith("reached")


def test_what_was_not_measured_is_no_reached_aim() -> None:
    assert "reached" not in aims(rows_in_order())


def test_percentiles_are_of_single_turns() -> None:
    measured = Measured(milliseconds=[float(value) for value in range(1, 101)], seconds=2.0)
    assert measured.percentile(0.5) == 51.0
    assert measured.percentile(0.99) == 100.0
    assert measured.rate == 50.0


def test_a_press_carries_what_the_button_carries() -> None:
    shown = Shown(7, (("Học bài", "n|learn.open:"), ("Hỏi đáp", "n|ask.open:")), 10)
    update = update_of(1, 5, Turn(Kind.PRESS, "Hỏi"), shown)
    assert update["callback_query"]["data"] == "n|ask.open:"
    assert update["callback_query"]["message"]["message_id"] == 7


def test_a_button_that_is_not_there_is_no_turn() -> None:
    try:
        update_of(1, 5, Turn(Kind.PRESS, "Hỏi"), Shown(7, (("Học bài", "x"),), 10))
    except NoSuchButton:
        return
    raise AssertionError("pressed what is not there")


def test_the_peers_show_every_button_that_is_pressed() -> None:
    for turn in CONVERSATION:
        assert turn.kind is not Kind.PRESS or any(label.startswith(turn.said) for label in PEER_LABELS)
