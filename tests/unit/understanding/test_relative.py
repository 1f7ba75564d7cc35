"""A relative who uses drugs is a call for help; other people's relatives, trade and questions of law are not."""

from __future__ import annotations

import pytest

from handlers.understanding import asks_how_to_help, speaks_of_own_relative


@pytest.mark.parametrize(
    "text",
    [
        "con tôi hút đá phải làm sao",
        "con toi hut da phai lam sao",
        "chong em nghien ma tuy em phai lam gi",
        "em trai tôi bị nghiện",
        "người nhà tôi sử dụng ma túy",
        "con gai hoc lop 9 hut pod chill bo me lam sao",
        "bố em dùng ma túy em sợ lắm",
        "con nhà tôi dính vào ma túy",
        "răng con tui hút hồng phiến chừ mần răng",
        "nhà tôi có người nghiện",
        "vợ tôi chơi đồ",
    ],
)
def test_a_relative_of_the_writer(text: str) -> None:
    assert speaks_of_own_relative(text)


@pytest.mark.parametrize(
    "text",
    [
        "thằng hàng xóm hút đá phải làm sao",
        "con trai ông Tư hút đá",
        "chồng chị hàng xóm nghiện phải làm gì",
        "con tôi hút đá có bị đi tù không",
        "con tôi bán ma túy",
        "con tôi nghiện game phải làm sao",
        "con tôi chơi đá bóng",
        "tôi muốn giúp người thân",
        "ma túy đá là gì",
        "",
    ],
)
def test_somebody_else_something_else_or_another_question(text: str) -> None:
    assert not speaks_of_own_relative(text)


@pytest.mark.parametrize(
    ("text", "asks"), [("giúp tôi với", True), ("giờ mần răng", True), ("em trai tôi nghiện", False)]
)
def test_asking_what_to_do(text: str, asks: bool) -> None:
    assert asks_how_to_help(text) is asks
