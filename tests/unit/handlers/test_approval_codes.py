"""The three digits under a call for approval: each means one version for as long as anybody may read it."""

from __future__ import annotations

from handlers.approval_codes import ApprovalCodes, Order, read_order


def test_a_version_keeps_its_code_and_no_two_share_one() -> None:
    codes = ApprovalCodes()
    given = {codes.code_of(f"c/{number}"): f"c/{number}" for number in range(200)}
    assert len(given) == 200
    assert all(len(code) == 3 and code.isdecimal() and code[0] != "0" for code in given)
    assert codes.code_of("c/7") == next(code for code, argument in given.items() if argument == "c/7")
    assert all(codes.argument_of(code) == argument for code, argument in given.items())
    assert repr(codes) == "ApprovalCodes()"


def test_the_oldest_code_is_forgotten_and_not_handed_on_while_it_may_be_read() -> None:
    codes = ApprovalCodes(most=3)
    first = codes.code_of("a")
    later = [codes.code_of(argument) for argument in "bcd"]
    assert codes.argument_of(first) is None
    assert [codes.argument_of(code) for code in later] == ["b", "c", "d"]


def test_orders_are_read_with_and_without_marks_and_nothing_else_is_one() -> None:
    for text in ("duyệt 482", "Duyet 482", "DUYỆT  482.", "duyệt482", "dạ duyệt 482 nhé"):
        assert read_order(text) == Order(action="approve", code="482", rest=""), text
    assert read_order("trả lại 482: Sửa giờ, 7 giờ tối") == Order(
        action="reject", code="482", rest="Sửa giờ, 7 giờ tối"
    )
    assert read_order("tra lai") == Order(action="reject", code="", rest="")
    assert read_order("duyệt 482 nhưng đổi giờ") == Order(action="approve", code="482", rest="nhưng đổi giờ")
    for text in ("", "482", "ai duyệt 482", "duyệt binh ở đâu", "trả lại xe cho tôi", "duyệt 4821", "tra ma tuy o dau"):
        assert read_order(text) is None, text
