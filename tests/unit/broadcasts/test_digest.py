"""The digest changes with everything an approver reads, and with nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.digest import digest_of
from storage.campaigns.types import AudienceRule, CampaignKind, Content
from storage.residents.types import Language, Topic
from storage.types import Instant, UnitCode

_CONTENT: dict[str, Any] = {
    "title": "Họp thôn",
    "text": "Tối thứ Sáu",
    "question": "Có đến không?",
    "options": ("Có", "Bận"),
    "picture": b"\x89PNG",
}
_RULE: dict[str, Any] = {
    "units": frozenset({UnitCode("20194"), UnitCode("19441")}),
    "topics": frozenset({Topic.FAMILY, Topic.ALERTS}),
    "language": None,
}
_PLAN: dict[str, Any] = {"starts": Instant(1_800_000_000), "max_late": 3600, "kind": CampaignKind.AWARENESS}


def _digest(**changes: Any) -> str:
    content = Content(**{key: changes.get(key, value) for key, value in _CONTENT.items()})
    rule = AudienceRule(**{key: changes.get(key, value) for key, value in _RULE.items()})
    plan = {key: changes.get(key, value) for key, value in _PLAN.items()}
    return digest_of(content=content, audience=rule, **plan)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Họp xã"),
        ("text", "Tối thứ Bảy"),
        ("question", "Đến không?"),
        ("options", ("Bận", "Có")),
        ("options", ("Có", "Bận", "Chưa rõ")),
        ("picture", b"\x89PNH"),
        ("picture", None),
        ("units", frozenset()),
        ("units", frozenset({UnitCode("20194")})),
        ("topics", frozenset({Topic.FAMILY})),
        ("language", Language.ENGLISH),
        ("starts", None),
        ("starts", Instant(1_800_000_001)),
        ("max_late", 3601),
        ("kind", CampaignKind.ALERT),
    ],
)
def test_a_change_of_what_is_approved_changes_the_digest(field: str, value: object) -> None:
    assert _digest(**{field: value}) != _digest()


def test_the_digest_stays_the_same_over_processes() -> None:
    """Python orders sets differently in every process; the digest must not notice."""
    units = [UnitCode(f"{code:05}") for code in range(19000, 19050)]
    assert _digest(units=frozenset(units)) == _digest(units=frozenset(reversed(units)))
    assert _digest() == _digest()


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_text_can_not_move_from_one_field_to_the_next(title: str, text: str, other: str, more: str) -> None:
    if (title, text) != (other, more):
        assert _digest(title=title, text=text) != _digest(title=other, text=more)
