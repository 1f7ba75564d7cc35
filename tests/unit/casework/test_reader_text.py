"""What a sender may read: nobody is named, ordinary thanks pass."""

from __future__ import annotations

import unicodedata

import pytest

from tips.reader_text import LONGEST_QUESTION, fit_question, fit_reader_text, names_someone
from tips.staff_errors import TextUnfit, Unfit


@pytest.mark.parametrize(
    "text",
    [
        "Cảm ơn bạn. Việc bạn báo đã được kiểm tra xong.",
        "Cảm ơn anh chị đã báo tin.",
        "Cảm ơn anh. Việc đã xong.",
        "Cảm ơn Bạn đã giúp Công an xã Lao Bảo.",
        "Việc này thuộc Phòng Cảnh sát giao thông tỉnh Quảng Trị. Mời bạn gọi 113.",
        "Chưa đủ thông tin. Nếu biết thêm, bạn viết vào hộp thư này.",
        "Ủy ban nhân dân xã đã nhận việc.",
    ],
)
def test_thanks_name_nobody(text: str) -> None:
    assert not names_someone(text)
    assert fit_reader_text(text, required=True) == text


@pytest.mark.parametrize(
    "text",
    [
        "Đã bắt Nguyễn Văn An hôm qua.",
        "Đã nhắc nhở anh Tám ở chợ.",
        "Ông Hùng đã nhận tội.",
        "Bà Nguyễn Thị Hoa bị xử phạt.",
        "Liên hệ 0912 345 678 nhé.",
        "Gọi +84 912 345 678.",
    ],
)
def test_names_and_numbers_are_noticed(text: str) -> None:
    assert names_someone(text)
    with pytest.raises(TextUnfit) as refused:
        fit_reader_text(text, required=True)
    assert refused.value.reason is Unfit.NAMES_SOMEONE


def test_texts_are_composed_trimmed_and_limited() -> None:
    assert fit_question(unicodedata.normalize("NFD", "  Mấy giờ?\r\nỞ đâu? ")) == "Mấy giờ?\nỞ đâu?"
    assert len(fit_question("a" * LONGEST_QUESTION)) == LONGEST_QUESTION
    for text, reason in (("a" * (LONGEST_QUESTION + 1), Unfit.TOO_LONG), (" \n\t", Unfit.EMPTY)):
        with pytest.raises(TextUnfit) as refused:
            fit_question(text)
        assert refused.value.reason is reason


def test_a_test_closes_without_words() -> None:
    assert fit_reader_text("  ", required=False) == ""
    with pytest.raises(TextUnfit):
        fit_reader_text("  ", required=True)
