"""The two gentle looks at a tip: what is missing, and what names the sender."""

from __future__ import annotations

import pytest

from handlers.understanding import Missing, SelfNamingKind, missing_in_tip, names_the_sender


def test_a_bare_hint_misses_everything_else() -> None:
    assert missing_in_tip("bán ma túy") == (Missing.WHERE, Missing.WHEN, Missing.HOW_KNOWN)


def test_a_full_tip_misses_nothing() -> None:
    text = "Tối qua tôi tận mắt thấy hai người giao ma túy ở quán karaoke đầu thôn 3"
    assert missing_in_tip(text) == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("toi qua toi thay ho o gan cho", Missing.WHAT),
        ("tối nào cũng thấy họ bán ma túy", Missing.WHERE),
        ("có người bán ma túy ở quán X", Missing.WHEN),
        ("tối nào quán X ở thôn 3 cũng bán ma túy", Missing.HOW_KNOWN),
    ],
)
def test_one_missing_part_is_named(text: str, missing: Missing) -> None:
    assert missing in missing_in_tip(text)


def test_an_empty_text_misses_all() -> None:
    assert missing_in_tip("") == tuple(Missing)


@pytest.mark.parametrize(
    ("text", "kind", "snippet"),
    [
        ("cháu tôi bị rủ hút", SelfNamingKind.KINSHIP, "cháu tôi"),
        ("Nhà em ở cạnh đó", SelfNamingKind.KINSHIP, "Nhà em"),
        ("chồng tôi giao hàng", SelfNamingKind.KINSHIP, "chồng tôi"),
        ("con trai của tôi mua ở đó", SelfNamingKind.KINSHIP, "con trai của tôi"),
        ("chong toi ban ma tuy", SelfNamingKind.KINSHIP, "chong toi"),
        ("gọi tôi số 0905 123 456", SelfNamingKind.PHONE, "0905 123 456"),
        ("sđt +84905123456", SelfNamingKind.PHONE, "+84905123456"),
        ("Tôi tên là Nguyễn Văn An, ở thôn 3", SelfNamingKind.NAME, "Tôi tên là Nguyễn Văn An"),
        ("em là Lan hàng xóm", SelfNamingKind.NAME, "em là Lan hàng xóm"),
    ],
)
def test_what_names_the_sender_is_shown_as_typed(text: str, kind: SelfNamingKind, snippet: str) -> None:
    assert (kind, snippet) in [(found.kind, found.snippet) for found in names_the_sender(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Quán X bán ma túy mỗi tối",
        "Thằng A, cháu ông B, giao hàng lúc 22h",
        "Xe 74A-123.45 chở hàng",
        "Bán 500000 một gói",
        "",
    ],
)
def test_a_text_about_others_names_nobody(text: str) -> None:
    assert names_the_sender(text) == ()
