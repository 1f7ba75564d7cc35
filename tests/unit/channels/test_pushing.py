"""A pushed message of several parts: what an error in its middle means for the whole."""

from __future__ import annotations

import pytest

from channels.contract import (
    AllowanceUsedUp,
    ChannelError,
    MaybeSent,
    NotSent,
    RecipientGone,
    Refused,
    Throttled,
)
from channels.pushing import push_parts
from channels.render import Part

PARTS = (Part(), Part())


class Wire:
    """Answers calls one after the other: an error is raised, a number is the message's."""

    def __init__(self, *answers: ChannelError | int) -> None:
        self.answers = list(answers)
        self.slept: list[float] = []

    async def send(self, part: Part) -> int:
        answer = self.answers.pop(0)
        if isinstance(answer, ChannelError):
            raise answer
        return answer

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


async def test_the_last_part_is_what_is_returned() -> None:
    wire = Wire(1, 2)
    assert await push_parts(PARTS, wire.send, wire.sleep) == 2


@pytest.mark.parametrize("error", [Throttled(1), NotSent(), RecipientGone(), Refused(), MaybeSent(), AllowanceUsedUp()])
async def test_an_error_of_the_first_part_is_told_as_it_is(error: ChannelError) -> None:
    wire = Wire(error)
    with pytest.raises(type(error)):
        await push_parts(PARTS, wire.send, wire.sleep)
    assert wire.slept == []


@pytest.mark.parametrize(("error", "pause"), [(Throttled(3), 3), (NotSent(), 1)])
async def test_a_later_part_that_was_surely_not_sent_is_tried_once_more(error: ChannelError, pause: float) -> None:
    wire = Wire(1, error, 2)
    assert await push_parts(PARTS, wire.send, wire.sleep) == 2
    assert wire.slept == [pause]


@pytest.mark.parametrize(
    ("answers", "retry_after", "used_up"),
    [
        ((Throttled(60),), 60, False),
        ((Throttled(1), Throttled(2)), 2, False),
        ((NotSent(), NotSent()), None, False),
        ((MaybeSent(),), None, False),
        ((Refused(),), None, False),
        ((RecipientGone(),), None, False),
        ((AllowanceUsedUp(),), None, True),
    ],
)
async def test_a_message_that_has_begun_is_never_surely_not_sent(
    answers: tuple[ChannelError, ...], retry_after: float | None, *, used_up: bool
) -> None:
    wire = Wire(1, *answers)
    with pytest.raises(MaybeSent) as raised:
        await push_parts(PARTS, wire.send, wire.sleep)
    assert raised.value.may_have_been_sent
    assert (raised.value.retry_after, raised.value.allowance_used_up) == (retry_after, used_up)
    assert wire.answers == []
