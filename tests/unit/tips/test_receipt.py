"""The code: every slip of one finger is told, everything people type around digits is forgiven."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.keys.passphrase import Cost
from tips.errors import ReceiptTypo
from tips.receipt import DIGITS, format_receipt, new_receipt, parse_receipt, stretch_receipt

_CHEAP = Cost(memory=64, passes=1)


def _is_taken(text: str) -> bool:
    try:
        parse_receipt(text)
    except ReceiptTypo:
        return False
    return True


def test_every_wrong_digit_is_told() -> None:
    for _ in range(40):
        receipt = new_receipt()
        for place in range(DIGITS):
            for digit in set("0123456789") - {receipt[place]}:
                assert not _is_taken(receipt[:place] + digit + receipt[place + 1 :])


def test_every_swap_of_neighbours_is_told() -> None:
    for _ in range(200):
        receipt = new_receipt()
        for place in range(DIGITS - 1):
            first, second = receipt[place], receipt[place + 1]
            if first != second:
                assert not _is_taken(receipt[:place] + second + first + receipt[place + 2 :])


def test_a_new_receipt_is_eighteen_digits_in_groups_and_never_the_same() -> None:
    made = {new_receipt() for _ in range(200)}
    assert len(made) == 200
    for receipt in made:
        assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4} \d{2}", format_receipt(receipt))
        assert parse_receipt(format_receipt(receipt)) == receipt


@given(st.data())
def test_what_people_type_between_digits_is_forgiven(data: st.DataObject) -> None:
    receipt = new_receipt()
    between = st.sampled_from(["", " ", "  ", "-", ".", "–", "\u00a0", "\n", "\u200b", "/"])
    typed = "".join(digit + data.draw(between) for digit in receipt)
    assert parse_receipt(typed) == receipt


@pytest.mark.parametrize("zero", ["０", "٠", "०", "𝟎"])
def test_digits_of_other_shapes_count(zero: str) -> None:
    receipt = new_receipt()
    assert parse_receipt("".join(chr(ord(zero) + int(digit)) for digit in receipt)) == receipt


@pytest.mark.parametrize("text", ["", " ", "1234", "mã của tôi", "1" * 19, "9" * 5000, "4821a0937", "-" * 18])
def test_everything_else_is_a_typo(text: str) -> None:
    with pytest.raises(ReceiptTypo):
        parse_receipt(text)


def test_a_code_stretches_to_the_same_place_only_with_the_same_pepper() -> None:
    receipt, pepper = new_receipt(), bytes(32)
    first = stretch_receipt(receipt, pepper, _CHEAP)
    assert first == stretch_receipt(receipt, pepper, _CHEAP)
    assert (len(first.lookup), len(first.key)) == (16, 32)
    assert first.lookup not in first.key
    assert stretch_receipt(receipt, b"\x01" * 32, _CHEAP).lookup != first.lookup
    assert stretch_receipt(new_receipt(), pepper, _CHEAP).lookup != first.lookup
    assert repr(first) == "Stretch()"


def test_the_real_cost_is_what_the_design_asks_for() -> None:
    assert (Cost().memory, Cost().passes, Cost().lanes) == (64 * 1024, 3, 1)
