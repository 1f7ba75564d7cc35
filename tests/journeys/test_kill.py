"""A campaign survives ten power cuts: it ends by itself, nobody has it twice, and every gap is accounted for."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Mapping
from pathlib import Path

from tests.emulators.telegram import Misbehaviour, TelegramEmulator
from tests.journeys import organizer as organizers
from tests.journeys import villager as villagers
from tests.journeys.chat import Chat
from tests.journeys.town import Account, Town, town

_RECIPIENTS = 400
_BLOCKING = 6
_KILLS = 10
_LOST_PER_KILL = 25
_TALKING_AT_ONCE = 40
_ACCOUNTED = ("unknown", "blocked", "invalid", "skipped", "expired")


async def test_ten_power_cuts(folder: Path, database_settings: Mapping[str, str]) -> None:
    seed = secrets.randbits(32)
    print(f"seed {seed}")
    async with town(folder, database_settings) as place:
        author = await place.enrols("organizer", "PROVINCE", "Đỗ Thị Hạnh")
        approver = await place.enrols("approver", "PROVINCE", "Bùi Văn Khoa")
        people = await _subscribe(place)
        for person in people[:_BLOCKING]:
            person.person.blocks()
        before = _accepted(place.emulator, people)
        campaign = await _approved_campaign(author, approver)
        await _cut_the_power(place, people, sum(before.values()), random.Random(seed))
        numbers = await organizers.ends(place, campaign, within=120)
        after = _accepted(place.emulator, people)
        _compare(numbers, {chat: after[chat] - before[chat] for chat in after})


async def _subscribe(place: Town) -> list[Chat]:
    people = [place.chat(f"Người {number}") for number in range(_RECIPIENTS)]
    free = asyncio.Semaphore(_TALKING_AT_ONCE)

    async def one(person: Chat) -> None:
        async with free:
            await villagers.subscribes(person)

    await asyncio.gather(*(one(person) for person in people))
    return people


async def _approved_campaign(author: Account, approver: Account) -> str:
    for person in (author, approver):
        await person.signs_in()
    campaign = await organizers.writes(author, title="Nhắc nhở", text="Mỗi gia đình là một pháo đài.")
    await organizers.approved(author, approver, campaign)
    return campaign


async def _cut_the_power(place: Town, people: list[Chat], before: int, chance: random.Random) -> None:
    """Kill the program whenever so many messages more have arrived, and start it again.

    A cut costs at most 25 messages, so the last mark is always reached before the audience runs out.
    """
    reachable = _RECIPIENTS - _BLOCKING - _KILLS * _LOST_PER_KILL
    for mark in sorted(chance.randrange(reachable) for _ in range(_KILLS)):
        await asyncio.wait_for(_arrived(place.emulator, people, before + mark), 60)
        if chance.random() < 0.3:
            chat = chance.choice(people[_BLOCKING:]).person.chat_id
            place.emulator.misbehave("sendmessage", Misbehaviour.CUT_AFTER, chat=chat)
        await place.program.kill()
        await place.program.start()


async def _arrived(emulator: TelegramEmulator, people: list[Chat], wanted: int) -> None:
    while sum(_accepted(emulator, people).values()) < wanted:
        await emulator.answers("sendmessage")


def _accepted(emulator: TelegramEmulator, people: list[Chat]) -> dict[int, int]:
    accepted = emulator.accepted
    return {person.person.chat_id: accepted.get(person.person.chat_id, 0) for person in people}


def _compare(numbers: Mapping[str, int], got: Mapping[int, int]) -> None:
    twice = [chat for chat, count in got.items() if count > 1]
    assert not twice, f"{len(twice)} people have it twice"
    reached = sum(got.values())
    missed = len(got) - reached
    assert numbers["total"] == len(got) == _RECIPIENTS
    assert numbers["unknown"] <= _LOST_PER_KILL * _KILLS
    assert numbers["blocked"] <= _BLOCKING
    assert numbers["sent"] <= reached <= numbers["sent"] + numbers["unknown"]
    assert missed <= sum(numbers[state] for state in _ACCOUNTED)
    assert sum(numbers[state] for state in ("sent", *_ACCOUNTED)) == _RECIPIENTS, numbers
