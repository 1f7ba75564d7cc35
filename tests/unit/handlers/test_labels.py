"""What our content puts on buttons: no label begins with an order, so that an order is always an order."""

from __future__ import annotations

import pytest

from awareness.library import load
from handlers.screens import Pick, TypedText, is_only_inside
from handlers.understanding import Intent, understand

ORDERS = (Intent.COMMAND, Intent.STOP, Intent.ERASE)


def labels() -> list[str]:
    """Return every label that comes from the content."""
    library = load()
    return [
        *(lesson.title for lesson in library.lessons),
        *(quiz.title for quiz in library.quizzes),
        *(option.text for quiz in library.quizzes for question in quiz.questions for option in question.options),
        *(step.label for path in library.paths for step in path.steps),
    ]


@pytest.mark.parametrize("label", labels())
def test_no_label_begins_with_an_order(label: str) -> None:
    words = label.split()
    beginnings = [" ".join(words[:count]).rstrip(",.?!:") for count in range(1, len(words) + 1)]
    assert [one for one in beginnings if understand(one).intent in ORDERS] == []


@pytest.mark.parametrize(
    ("typed", "label", "only_inside"),
    [
        ("gia dinh", "Mỗi gia đình là một pháo đài", True),
        ("mỗi gia đình", "3. Mỗi gia đình là một pháo đài", False),
        ("hoc", "Học bài", False),
        ("dung", "Đúng, xã Lao Bảo", False),
        ("dun", "Đúng, xã Lao Bảo", True),
        ("2", "1. Mỗi gia đình là một pháo đài", False),
    ],
)
def test_a_beginning_is_told_from_an_inside(typed: str, label: str, only_inside: bool) -> None:
    assert is_only_inside(TypedText(typed), Pick(label=label, action="learn.open")) is only_inside
