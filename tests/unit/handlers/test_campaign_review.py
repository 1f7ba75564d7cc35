"""What an approver reads in the chat of a long change: what differs, not how it begins."""

from __future__ import annotations

import pytest

from handlers.campaign_review import shortened

LONG = "Kính mời toàn thể bà con trong thôn cùng các cháu học sinh và ông bà cao tuổi đến nhà văn hóa " * 3


def test_what_is_short_stays_whole() -> None:
    assert shortened("Tối thứ sáu họp.", "Tối thứ bảy họp.") == "Tối thứ sáu họp."


@pytest.mark.parametrize("after", ["", f" {LONG}"])
def test_two_long_sentences_show_where_they_differ(after: str) -> None:
    old, new = (f"{LONG}lúc {hour} giờ tối{after}" for hour in (19, 20))
    told = [shortened(old, new), shortened(new, old)]
    assert ["lúc 19 giờ" in told[0], "lúc 20 giờ" in told[1]] == [True, True]
    assert all(one.startswith("…") and len(one) <= 162 for one in told)


def test_a_sentence_that_goes_on_where_the_other_ended_shows_its_end() -> None:
    assert shortened(f"{LONG}Nhớ mang ghế.", LONG).endswith("Nhớ mang ghế.")


def test_without_another_it_is_told_from_its_beginning() -> None:
    told = shortened(LONG, "")
    assert told == f"{LONG[:160]}…"
