"""One timer for many blocks: what takes too long ends with `TimeoutError`, and nothing else does."""

from __future__ import annotations

import asyncio

import pytest

from channels.deadlines import Deadlines

_SOON = 0.02


async def _never(deadlines: Deadlines) -> None:
    with deadlines.one():
        await asyncio.Event().wait()


async def test_what_takes_too_long_ends() -> None:
    with pytest.raises(TimeoutError):
        await _never(Deadlines(_SOON))


async def test_every_block_has_its_own_end() -> None:
    deadlines = Deadlines(_SOON)
    ended: list[str] = []

    async def one(name: str) -> None:
        try:
            await _never(deadlines)
        except TimeoutError:
            ended.append(name)

    async with asyncio.TaskGroup() as group:
        for name in "abc":
            group.create_task(one(name))
    with pytest.raises(TimeoutError):
        await _never(deadlines)
    assert ended == ["a", "b", "c"]


async def test_what_ends_in_time_is_left_alone() -> None:
    deadlines = Deadlines(_SOON)
    with deadlines.one():
        pass
    with pytest.raises(TimeoutError):
        await _never(deadlines)


async def test_a_cancellation_from_outside_stays_one() -> None:
    task = asyncio.create_task(_never(Deadlines(60)))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_an_error_goes_through() -> None:
    with pytest.raises(LookupError), Deadlines(60).one():
        raise LookupError


async def test_the_inner_of_two_blocks_ends_alone() -> None:
    inner, outer = Deadlines(_SOON), Deadlines(60)
    with outer.one():
        with pytest.raises(TimeoutError):
            await _never(inner)
        assert not asyncio.current_task().cancelling()  # type: ignore[union-attr]  # a test runs in a task
