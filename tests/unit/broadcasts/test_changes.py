"""What an approver is told of a new version: only what differs, part by part, in the order of reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadcasts.changes import EVERYBODY, ChangedPart, changes
from broadcasts.digest import told_of
from broadcasts.review import changed
from storage.campaigns.types import AudienceRule, Campaign, CampaignId, CampaignKind, CampaignState, Content, Shown
from storage.residents.types import Topic
from storage.types import Instant, StaffId, UnitCode

CONTENT = Content(
    title="Họp thôn", text="Mời bà con. Tối thứ sáu họp.\nNhớ mang ghế.", question="Đến không?", options=("Có", "Bận")
)
ONE = Campaign(
    campaign=CampaignId("c1"),
    kind=CampaignKind.AWARENESS,
    state=CampaignState.IN_REVIEW,
    author=StaffId("S-A"),
    content=CONTENT,
    audience=AudienceRule(units=frozenset({UnitCode("20194")})),
    starts=None,
    max_late=60,
    digest="",
    revision=1,
)


def _content(**parts: object) -> Campaign:
    return replace(ONE, content=replace(CONTENT, **parts))  # type: ignore[arg-type] # parts of a content, by name


@pytest.mark.parametrize(
    ("after", "part", "gone", "new"),
    [
        (_content(title="Họp xã"), ChangedPart.TITLE, ("Họp thôn",), ("Họp xã",)),
        (
            _content(text="Mời bà con. Tối thứ bảy họp.\nNhớ mang ghế."),
            ChangedPart.TEXT,
            ("Tối thứ sáu họp.",),
            ("Tối thứ bảy họp.",),
        ),
        (_content(text=f"{CONTENT.text} Có nước uống."), ChangedPart.TEXT, (), ("Có nước uống.",)),
        (_content(question="Có đến không?"), ChangedPart.QUESTION, ("Đến không?",), ("Có đến không?",)),
        (_content(options=("Có", "Chưa rõ", "Bận")), ChangedPart.OPTIONS, (), ("Chưa rõ",)),
        (
            replace(ONE, audience=AudienceRule(units=frozenset({UnitCode("20194"), UnitCode("19441")}))),
            ChangedPart.UNITS,
            (),
            ("19441",),
        ),
        (replace(ONE, audience=AudienceRule()), ChangedPart.UNITS, ("20194",), (EVERYBODY,)),
        (
            replace(ONE, audience=replace(ONE.audience, topics=frozenset({Topic.ALERTS}))),
            ChangedPart.TOPICS,
            (EVERYBODY,),
            ("alerts",),
        ),
        (replace(ONE, starts=Instant(7)), ChangedPart.STARTS, ("",), ("7",)),
        (replace(ONE, kind=CampaignKind.ALERT), ChangedPart.KIND, ("awareness",), ("alert",)),
    ],
)
def test_one_part_that_changed(after: Campaign, part: ChangedPart, gone: tuple[str, ...], new: tuple[str, ...]) -> None:
    (change,) = changes(told_of(ONE), told_of(after))
    assert (change.part, change.gone, change.new) == (part, gone, new)


def test_a_picture_is_told_as_new_replaced_or_gone() -> None:
    first, second = _content(picture=b"1"), _content(picture=b"2")
    for before, after, expected in ((ONE, first, (0, 1)), (first, second, (1, 1)), (second, ONE, (1, 0))):
        (change,) = changes(told_of(before), told_of(after))
        assert change.part is ChangedPart.PICTURE
        assert (len(change.gone), len(change.new)) == expected


def test_several_parts_come_in_the_order_of_reading_and_nothing_for_nothing() -> None:
    after = replace(_content(question="", options=(), title="Khác"), starts=Instant(9))
    told = [change.part for change in changes(told_of(ONE), told_of(after))]
    assert told == [ChangedPart.TITLE, ChangedPart.QUESTION, ChangedPart.OPTIONS, ChangedPart.STARTS]
    assert changes(told_of(ONE), told_of(replace(ONE, revision=2, author=StaffId("S-B")))) == ()


def test_compared_is_with_what_approvers_were_told_last() -> None:
    first, second, third = ONE, _content(title="Hai"), _content(title="Ba")
    assert changed(first, None) is None, "nobody was told of any"
    assert changed(first, Shown(before="", told=told_of(first))) is None, "told for the first time"
    shown = Shown(before=told_of(first), told=told_of(second))
    (submitted,) = changed(second, shown) or ()
    assert (submitted.gone, submitted.new) == (("Họp thôn",), ("Hai",))
    (edited_since,) = changed(third, shown) or ()
    assert (edited_since.gone, edited_since.new) == (("Hai",), ("Ba",))
    assert changed(second, Shown(before=told_of(second), told=told_of(second))) == (), "submitted again as it was"
