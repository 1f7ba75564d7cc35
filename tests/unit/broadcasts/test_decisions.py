"""The small decisions: when a run halts, what an error means, what may be told of a count, what is fit to send."""

from __future__ import annotations

import pytest

from broadcasts.audience import told
from broadcasts.content import cleaned
from broadcasts.errors import CampaignUnfit, Unfit
from broadcasts.halt import fails_too_much
from broadcasts.outcomes import MOST_ATTEMPTS, outcome_of
from broadcasts.report import answers_told
from channels.contract import (
    ChannelError,
    InvalidRecipient,
    MaybeSent,
    NotSent,
    RecipientGone,
    Refused,
    Throttled,
)
from storage.campaigns.claims import Sendable
from storage.campaigns.control import Failures
from storage.campaigns.types import CampaignKind, Content, DeliveryState
from storage.residents.types import Language, ResidentId
from storage.types import Instant

_NOW = Instant(1_800_000_000)


@pytest.mark.parametrize(
    ("failed", "tried", "forgiven", "expected"),
    [
        (10, 10, 0, False),
        (11, 11, 0, True),
        (11, 110, 0, False),
        (11, 109, 0, True),
        (30, 299, 0, True),
        (30, 300, 0, False),
        (25, 100, 20, False),
        (31, 100, 20, True),
        (0, 0, 0, False),
    ],
)
def test_more_than_ten_and_more_than_ten_percent_halt(
    failed: int, tried: int, forgiven: int, *, expected: bool
) -> None:
    assert fails_too_much(Failures(failed=failed, tried=tried, forgiven=forgiven)) is expected


def _row(attempts: int = 0, *, repeated: bool = False) -> Sendable:
    return Sendable(
        resident=ResidentId(bytes(16)), value="1", language=Language.VIETNAMESE, attempts=attempts, repeated=repeated
    )


@pytest.mark.parametrize(
    ("error", "kind", "row", "state"),
    [
        (MaybeSent(), CampaignKind.AWARENESS, _row(), DeliveryState.UNKNOWN),
        (MaybeSent(), CampaignKind.ALERT, _row(), DeliveryState.RETRY_WAIT),
        (MaybeSent(), CampaignKind.ALERT, _row(repeated=True), DeliveryState.UNKNOWN),
        (Throttled(30), CampaignKind.AWARENESS, _row(), DeliveryState.RETRY_WAIT),
        (Throttled(30), CampaignKind.AWARENESS, _row(MOST_ATTEMPTS * 9), DeliveryState.RETRY_WAIT),
        (RecipientGone(), CampaignKind.AWARENESS, _row(), DeliveryState.BLOCKED),
        (InvalidRecipient(), CampaignKind.AWARENESS, _row(), DeliveryState.INVALID),
        (Refused(), CampaignKind.AWARENESS, _row(), DeliveryState.INVALID),
        (NotSent(), CampaignKind.AWARENESS, _row(), DeliveryState.RETRY_WAIT),
        (NotSent(), CampaignKind.AWARENESS, _row(MOST_ATTEMPTS - 1), DeliveryState.EXPIRED),
    ],
)
def test_what_an_error_makes_of_a_row(
    error: ChannelError, kind: CampaignKind, row: Sendable, state: DeliveryState
) -> None:
    outcome = outcome_of(error, row, kind, _NOW)
    assert outcome.state is state
    if state is DeliveryState.RETRY_WAIT:
        assert outcome.not_before > _NOW


def test_a_throttled_row_waits_as_long_as_the_platform_says() -> None:
    assert outcome_of(Throttled(30.2), _row(), CampaignKind.AWARENESS, _NOW).not_before == _NOW + 31


def test_pauses_grow() -> None:
    pauses = [outcome_of(NotSent(), _row(tries), CampaignKind.AWARENESS, _NOW).not_before for tries in range(8)]
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[4]


@pytest.mark.parametrize(
    ("people", "rehearsal", "exact"), [(9, False, None), (10, False, 10), (0, False, None), (2, True, 2)]
)
def test_small_counts_are_told_in_a_rehearsal_only(people: int, exact: int | None, *, rehearsal: bool) -> None:
    assert told(people, rehearsal=rehearsal).exact == exact


def test_few_answers_are_not_broken_down() -> None:
    assert answers_told({0: 5, 1: 4}, rehearsal=False) is None
    assert answers_told({0: 5, 1: 5}, rehearsal=False) == {0: 5, 1: 5}
    assert answers_told({0: 1}, rehearsal=True) == {0: 1}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (Content(title=" ", text="x"), Unfit.NO_TITLE),
        (Content(title="x", text="\n"), Unfit.NO_TEXT),
        (Content(title="x", text="x" * 3001), Unfit.TEXT_TOO_LONG),
        (Content(title="x", text="x", question="y"), Unfit.ONE_OPTION),
        (Content(title="x", text="x", question="y", options=("a",)), Unfit.ONE_OPTION),
        (Content(title="x", text="x", options=("a", "b")), Unfit.OPTIONS_WITHOUT_QUESTION),
        (Content(title="x", text="x", question="y", options=tuple("abcdefg")), Unfit.TOO_MANY_OPTIONS),
        (Content(title="x", text="x", question="y", options=("a" * 41, "b")), Unfit.OPTION_TOO_LONG),
        (Content(title="x", text="x", question="y", options=("Có", "có")), Unfit.OPTIONS_ALIKE),
        (Content(title="x", text="x", question="y", options=("Có", "Có lẽ")), Unfit.OPTIONS_ALIKE),
    ],
)
def test_what_is_not_fit_is_refused_by_its_reason(content: Content, reason: Unfit) -> None:
    with pytest.raises(CampaignUnfit) as refused:
        cleaned(content)
    assert refused.value.reason is reason


def test_content_is_kept_composed_and_trimmed() -> None:
    made = cleaned(Content(title=" Ho\u0323p ", text="a\r\nb ", question="c", options=("d", " ", "e ")))
    assert (made.title, made.text, made.options) == ("Họp", "a\nb", ("d", "e"))
