"""A campaign survives ten power cuts: it ends by itself, nobody has it twice, and every gap is accounted for."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Mapping
from pathlib import Path

from tests.emulators.telegram import Misbehaviour, TelegramEmulator
from tests.journeys import organizer as organizers
from tests.journeys.beside import beside
from tests.journeys.town import Account, Town, town

_RECIPIENTS = 330
_BLOCKING = 6
_KILLS = 10
_LOST_PER_KILL = 25
_CUT_IN_ANSWER = 0.3
"""How often the answer to one more message is cut off as well."""
_ACCOUNTED = frozenset({"unknown", "blocked", "invalid", "skipped", "expired"})


async def test_ten_power_cuts(folder: Path, database_settings: Mapping[str, str]) -> None:
    seed = secrets.randbits(32)
    print(f"seed {seed}")
    async with town(folder, database_settings) as place:
        author = await place.enrols("organizer", "PROVINCE", "Đỗ Thị Hạnh")
        approver = await place.enrols("approver", "PROVINCE", "Bùi Văn Khoa")
        people = [place.chat(f"Người {number}") for number in range(_RECIPIENTS)]
        await place.program.stop()
        async with beside(folder, database_settings) as database:
            await database.subscribes(person.person.chat_id for person in people)
        await place.program.start()
        for person in people[:_BLOCKING]:
            person.person.blocks()
        campaign = await _approved_campaign(author, approver)
        await _cut_the_power(place, random.Random(seed))
        numbers = await organizers.ends(place, campaign, within=120)
        await place.program.stop()
        async with beside(folder, database_settings) as database:
            _compare(numbers, await database.states(), place.emulator.accepted)


async def _approved_campaign(author: Account, approver: Account) -> str:
    for person in (author, approver):
        await person.signs_in()
    campaign = await organizers.writes(author, title="Nhắc nhở", text="Mỗi gia đình là một pháo đài.")
    await organizers.approved(author, approver, campaign)
    return campaign


async def _cut_the_power(place: Town, chance: random.Random) -> None:
    """Kill the program whenever so many messages more have arrived, and start it again.

    A cut costs at most 25 messages, so the last mark is always reached before the audience runs out.
    """
    reachable = _RECIPIENTS - _BLOCKING - _KILLS * _LOST_PER_KILL
    for mark in sorted(chance.randrange(reachable) for _ in range(_KILLS)):
        await asyncio.wait_for(_arrived(place.emulator, mark), 60)
        if chance.random() < _CUT_IN_ANSWER:
            place.emulator.misbehave("sendmessage", Misbehaviour.CUT_AFTER)
        await place.program.kill()
        await place.program.start()


async def _arrived(emulator: TelegramEmulator, wanted: int) -> None:
    while sum(emulator.accepted.values()) < wanted:
        await emulator.answers("sendmessage")


def _compare(numbers: Mapping[str, int], states: Mapping[int, str], got: Mapping[int, int]) -> None:
    """The Bot API server knows who has it; the ledger must say the same of everybody."""
    print({name: number for name, number in numbers.items() if number})
    twice = [chat for chat, count in got.items() if count > 1]
    assert not twice, f"{len(twice)} people have it twice"
    assert numbers["total"] == len(states) == _RECIPIENTS
    for state in organizers.DELIVERY_STATES:
        assert numbers[state] == sum(said == state for said in states.values()), state
    for chat, state in states.items():
        if chat in got:
            assert state in {"sent", "unknown"}, f"has it, but its row says {state}"
        else:
            assert state in _ACCOUNTED, f"has nothing, but its row says {state}"
    assert numbers["unknown"] <= _LOST_PER_KILL * _KILLS
    assert numbers["blocked"] <= _BLOCKING
    assert numbers["sent"] >= _RECIPIENTS - _BLOCKING - _LOST_PER_KILL * _KILLS
