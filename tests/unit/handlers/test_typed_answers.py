"""How surely typed words mean an option: tables of what counts, what is asked about and what is something else."""

from __future__ import annotations

import pytest

from handlers.typed_answers import Certainty, is_answer_sized, typed_answer, typed_letter
from handlers.understanding import Heard, Intent

YES_NO = ("Bà con có đi họp không?", ("Có", "Không"))
COMING = ("Bà con đến chứ?", ("Tôi sẽ đến", "Bận rồi"))
TRUE_FALSE = ("Đúng hay sai?", ("Đúng", "Sai"))


def read(asked: tuple[str, tuple[str, ...]], text: str) -> tuple[int, Certainty] | None:
    """Return what a text answers, as the conversation asks."""
    found = typed_answer(text, *asked, Heard(text).understanding.intent)
    return None if found is None else (found.place, found.certainty)


@pytest.mark.parametrize(
    ("text", "place"),
    [("b", 1), ("B.", 1), ("(a)", 0), ("câu c nhé", 2), ("em chon b a", 1), ("đáp án f", 5), ("chọn đ", None)]
    + [(text, None) for text in ("", "ab", "đ", "ê", "ạ", "em a", "ba", "b c", "g", "a ơi")],
)
def test_letters(text: str, place: int | None) -> None:
    assert typed_letter(text) == place


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        (YES_NO, "Có", (0, Certainty.LIKELY)),
        (YES_NO, "vâng có ạ", (0, Certainty.LIKELY)),
        (YES_NO, "không", (1, Certainty.LIKELY)),
        (YES_NO, "em khong di hop nhe", (1, Certainty.LIKELY)),
        (YES_NO, "1", (0, Certainty.NUMBER)),
        (YES_NO, "số 2 ạ", (1, Certainty.NUMBER)),
        (COMING, "sẽ đến", (0, Certainty.SURE)),
        (COMING, "toi se den", (0, Certainty.SURE)),
        (COMING, "bận", (1, Certainty.NEAR)),
        (TRUE_FALSE, "đúng", (0, Certainty.LIKELY)),
        (TRUE_FALSE, "dung", (0, Certainty.DOUBTFUL)),
        (("Sao?", ("Hỏi đáp", "Học")), "hoc", (1, Certainty.DOUBTFUL)),
        (("Ở đâu?", ("Có người bán ma túy", "Không")), "co nguoi ban ma tuy", (0, Certainty.DOUBTFUL)),
        (("Sao?", ("Ma túy là gì", "Bỏ qua")), "ma túy là gì", (0, Certainty.DOUBTFUL)),
    ],
)
def test_what_answers(asked: tuple[str, tuple[str, ...]], text: str, expected: tuple[int, Certainty]) -> None:
    assert read(asked, text) == expected


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (YES_NO, "cỏ"),
        (YES_NO, "có đi không"),
        (YES_NO, "có hay không"),
        (YES_NO, "có người nghiện gần nhà"),
        (YES_NO, "3"),
        (YES_NO, "0"),
        (YES_NO, "không biết gọi cho ai"),
        (YES_NO, ""),
        (COMING, "bán"),
        (COMING, "sẽ đến lúc bọn buôn ma túy bị bắt"),
        (TRUE_FALSE, "dừng"),
        (TRUE_FALSE, "đừng gửi nữa"),
    ],
)
def test_what_is_no_answer(asked: tuple[str, tuple[str, ...]], text: str) -> None:
    assert read(asked, text) is None


def test_every_intent_is_weighed() -> None:
    sure = {
        intent for intent in Intent if (one := typed_answer("Bận rồi", *COMING, intent)) and one.certainty == "sure"
    }
    assert sure == {Intent.OTHER, Intent.GREETING, Intent.THANKS}


def test_long_texts_are_not_looked_at() -> None:
    assert is_answer_sized("Bận rồi")
    assert not is_answer_sized("!?")
    assert not is_answer_sized("một " * 13)
