"""What a typed answer picks, and what travels in a button."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.contract import ChoiceStyle
from handlers.screens import (
    Pick,
    Pressed,
    TypedText,
    choices_of,
    labelled,
    picked_by_text,
    read_choice,
    standing,
)

UNITS = ("1. Xã Hải Lăng", "2. Xã Nam Hải Lăng", "3. Phường Đông Hà", "Xã khác", "Tôi không biết", "Quay lại")
PICKS = tuple(Pick(label=label, action="place", argument=str(place)) for place, label in enumerate(UNITS))


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("1", 0),
        (" 2 ", 1),
        ("２", 1),
        ("6", 5),
        ("7", None),
        ("0", None),
        ("99", None),
        ("3 ạ", 2),
        ("em chọn số 3 nhé", 2),
        ("3 đứa", None),
        ("so 3 nguyen hue", None),
        ("ngay 3 thang 2", None),
        ("xa hai lang", 0),
        ("Xã Nam Hải Lăng", 1),
        ("nam hai lang", 1),
        ("hai lang", None),
        ("dong ha", 2),
        ("ĐÔNG HÀ", 2),
        ("xa khac", 3),
        ("toi khong biet", 4),
        ("quay lai", 5),
        ("số 2", 1),
        ("bai 3.", 2),
        ("Chọn 1", 0),
        ("so 9", None),
        ("so 2 lan", None),
        ("toi khong biet no o dau ca dau", None),
        ("", None),
        ("a", None),
    ],
)
def test_digits_labels_and_words_of_one_label_pick(typed: str, place: int | None) -> None:
    picked = picked_by_text(TypedText(typed), PICKS, ChoiceStyle.DIGITS)
    assert picked == (None if place is None else PICKS[place])


@pytest.mark.parametrize(("typed", "place"), [("a", 0), ("B", 1), ("c)", 2), ("g", None), ("1", 0)])
def test_polls_take_letters(typed: str, place: int | None) -> None:
    picked = picked_by_text(TypedText(typed), PICKS, ChoiceStyle.LETTERS)
    assert picked == (None if place is None else PICKS[place])


def test_inside_a_story_only_a_whole_label_is_a_choice() -> None:
    picks = (Pick(label="Xong", action="done"), Pick(label="Hủy", action="cancel"), Pick(label="Quay lại", action="b"))
    assert labelled(TypedText("XONG"), picks) == picks[0]
    assert labelled(TypedText("huy"), picks) == picks[1]
    assert labelled(TypedText("xong việc họ về"), picks) is None
    assert labelled(TypedText("quay"), picks) is None


def test_ids_say_where_they_belong_and_are_read_back() -> None:
    picks = (
        Pick(label="", action="send"),
        Pick(label="", action="menu.open", argument="x:y"),
        Pick(label="", action="vote", argument="1", lasting=True),
    )
    own, other, lasting = (choice.id for choice in choices_of(picks, "abcd", "tip"))
    sent = standing("officer", "take", "T-ABC234", "Nhận việc").id
    assert read_choice(own) == Pressed(nonce="abcd", conversation="tip", action="send", argument="")
    assert read_choice(other) == Pressed(nonce="abcd", conversation="menu", action="open", argument="x:y")
    assert read_choice(lasting) == Pressed(nonce="", conversation="tip", action="vote", argument="1")
    assert read_choice(sent) == Pressed(nonce="", conversation="officer", action="take", argument="T-ABC234")


@given(st.text(max_size=80))
def test_any_id_is_read_or_refused(value: str) -> None:
    pressed = read_choice(value)
    assert pressed is None or (pressed.conversation and pressed.action)


@given(st.text(max_size=300))
def test_any_text_picks_one_or_nothing(text: str) -> None:
    assert picked_by_text(TypedText(text), PICKS, ChoiceStyle.DIGITS) in (None, *PICKS)
