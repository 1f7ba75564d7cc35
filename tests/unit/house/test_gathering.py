"""Requests that come together share a transaction, and none pays for another's mistake or impatience."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from storage.gathering import Gathering


class Book:
    """Takes groups while its door is open; refuses a group that holds a negative number."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.door = asyncio.Event()
        self.reached = asyncio.Event()

    async def write(self, numbers: Sequence[int]) -> list[int]:
        self.reached.set()
        await self.door.wait()
        if min(numbers) < 0:
            raise ValueError(min(numbers))
        self.groups.append(list(numbers))
        return [number * 10 for number in numbers]


async def test_who_comes_meanwhile_goes_together_next_and_gets_his_own_result() -> None:
    book = Book()
    gathering = Gathering(book.write)
    first = asyncio.create_task(gathering.ask(1))
    await book.reached.wait()
    others = [asyncio.create_task(gathering.ask(number)) for number in (4, 2, 3)]
    await asyncio.sleep(0)
    book.door.set()
    assert await asyncio.gather(first, *others) == [10, 40, 20, 30]
    assert book.groups == [[1], [4, 2, 3]]
    assert await gathering.ask(5) == 50


async def test_one_that_cannot_be_written_fails_alone() -> None:
    book = Book()
    gathering = Gathering(book.write)
    asked = [asyncio.create_task(gathering.ask(number)) for number in (1, 2, -3, 4)]
    await asyncio.sleep(0)
    book.door.set()
    results = await asyncio.gather(*asked, return_exceptions=True)
    assert [results[0], results[1], results[3]] == [10, 20, 40]
    assert isinstance(results[2], ValueError)
    assert sorted(number for group in book.groups for number in group) == [1, 2, 4]


async def test_who_gives_up_does_not_take_the_others_with_him() -> None:
    book = Book()
    gathering = Gathering(book.write)
    impatient, patient = asyncio.create_task(gathering.ask(1)), asyncio.create_task(gathering.ask(2))
    await book.reached.wait()
    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    book.door.set()
    assert await patient == 20
    assert sum(len(group) for group in book.groups) == 2
