"""How many messages may be between the ledger and the platform at once."""

from __future__ import annotations

import pytest

from broadcasts.sender import MOST_IN_FLIGHT, most_in_flight


@pytest.mark.parametrize("rate", [1.0, 5.0, 25.0, 30.0, 100.0])
def test_at_every_ordinary_rate_a_kill_leaves_no_more_than_the_promised_number(rate: float) -> None:
    assert most_in_flight(rate) == MOST_IN_FLIGHT


def test_a_faster_account_has_a_quarter_of_a_second_under_way_and_two_hundred_at_most() -> None:
    assert most_in_flight(400.0) == 100
    assert most_in_flight(1_000.0) == 200
    assert most_in_flight(100_000.0) == 200
