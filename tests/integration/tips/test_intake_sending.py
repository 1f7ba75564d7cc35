"""A tip is sealed to the right keys and stored whole, or refused and nothing is stored."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from storage.tips import audit
from storage.tips.changes import CaseChange
from storage.tips.types import (
    Conflict,
    EventKind,
    Happening,
    NewEvent,
    NextAction,
    NoticeKind,
    PartKind,
    TipState,
    Urgency,
)
from storage.types import OVERSIGHT, PC04, UnitCode, instant
from tests.integration.tips.world import KHE_SANH, LAO_BAO, TEXT, Police, World, draft, new_world, some_photo
from tips.clocks_table import DAY, HOUR, QUARTER
from tips.drafts import Draft
from tips.errors import IntakeClosed, OutsideOnly, SealBroken, SealFailed, TipEmpty, TipRefused, TipTooLong
from tips.flood import SAME_AT_LEAST, FloodWatch
from tips.intake import Gate, Intake, UnitKeys
from tips.receipt import parse_receipt
from tips.seal import open_part

_ALL = (LAO_BAO, KHE_SANH, PC04, OVERSIGHT)


async def test_a_tip_reaches_the_active_commune_with_all_that_was_told(world: World) -> None:
    photos = (some_photo(), some_photo(90_000))
    sent = await world.intake.send(draft(photos=photos))
    assert parse_receipt(sent.receipt)
    (row,) = await world.repository.cases_for(LAO_BAO, open_only=True)
    assert (row.state, row.lead_unit, row.next_action) == (TipState.ROUTED, LAO_BAO, NextAction.ACCEPT)
    assert row.owner is not None
    assert row.received == -(-instant(world.clock.now()) // HOUR) * HOUR
    assert sent.look_by == row.due_accept == row.received + DAY
    content = await world.content(row.tip, LAO_BAO)
    assert (content.text, content.unit, content.happening) == (TEXT, LAO_BAO, Happening.NO)
    assert (content.received, content.photos) == (instant(world.clock.now()), 2)
    pieces = await world.repository.pieces(row.tip, PC04, [PartKind.PHOTO])
    private = bytes(world.police.key(PC04))
    opened = [open_part(private_key=private, tip=row.tip, wrap=wrap, part=part) for part, wrap in pieces]
    assert opened == list(photos)
    assert audit.first_break(row.tip, await world.repository.events(row.tip)) is None
    assert await world.repository.totals(row.received) == [(row.received, "tips", 1)]


@pytest.mark.parametrize(
    ("unit", "conflict", "holders"),
    [
        (LAO_BAO, Conflict.NONE, {LAO_BAO, PC04, OVERSIGHT}),
        (KHE_SANH, Conflict.NONE, {PC04, OVERSIGHT}),
        (None, Conflict.NONE, {PC04, OVERSIGHT}),
        (LAO_BAO, Conflict.COMMUNE, {PC04, OVERSIGHT}),
        (LAO_BAO, Conflict.UNSURE, {PC04, OVERSIGHT}),
        (LAO_BAO, None, {PC04, OVERSIGHT}),
    ],
)
async def test_only_the_units_meant_can_open_it(
    world: World, unit: UnitCode | None, conflict: Conflict | None, holders: set[UnitCode]
) -> None:
    await world.intake.send(draft(unit=unit, conflict=conflict, photos=(some_photo(),)))
    (row,) = await world.repository.cases_for(PC04, open_only=True)
    assert await world.repository.holders(row.tip) == holders
    for reader in _ALL:
        seen = await world.repository.case_for(reader, row.case)
        assert (seen is not None) == (reader in holders)
        numbers = [wrap.number for _, wrap in await world.repository.pieces(row.tip, reader)]
        assert numbers == ([0, 1] if reader in holders else [])
    for (part, wrap), reader in product(await world.repository.pieces(row.tip, PC04), set(_ALL) - {PC04}):
        with pytest.raises(SealBroken):
            open_part(private_key=bytes(world.police.key(reader)), tip=row.tip, wrap=wrap, part=part)


async def test_without_an_oversight_key_the_tip_still_goes(world: World) -> None:
    world.police.with_keys -= {OVERSIGHT}
    await world.intake.send(draft())
    (row,) = await world.repository.cases_for(PC04, open_only=True)
    assert await world.repository.holders(row.tip) == {LAO_BAO, PC04}


async def test_a_commune_whose_last_officer_left_does_not_hold_a_tip_up(world: World) -> None:
    world.police.without_officers = frozenset({LAO_BAO})
    await world.intake.send(draft())
    (row,) = await world.repository.cases_for(PC04, open_only=True)
    assert row.lead_unit == PC04
    assert await world.repository.holders(row.tip) == {PC04, OVERSIGHT}


async def test_what_is_refused_leaves_no_row(world: World) -> None:
    refusals: list[tuple[type[TipRefused], Draft]] = [
        (TipEmpty, draft("  \n ")),
        (TipTooLong, draft("x" * 20_001)),
        (OutsideOnly, draft(conflict=Conflict.PROVINCE)),
    ]
    for error, refused in refusals:
        with pytest.raises(error):
            await world.intake.send(refused)
    world.police.is_open_now = False
    with pytest.raises(IntakeClosed):
        await world.intake.send(draft())
    world.police.is_open_now = True
    world.police.without_officers = frozenset({PC04, LAO_BAO})
    with pytest.raises(IntakeClosed):
        await world.intake.send(draft())
    assert await world.row_count() == 0


async def test_a_photo_alone_is_a_tip(world: World) -> None:
    await world.intake.send(draft("", photos=(some_photo(),)))
    assert len(await world.repository.cases_for(PC04, open_only=True)) == 1


async def test_the_outside_body_is_named_when_there_is_one(world: World) -> None:
    with pytest.raises(OutsideOnly) as refused:
        await world.intake.send(draft(conflict=Conflict.PROVINCE))
    assert refused.value.body is None
    configured = Intake(
        repository=world.repository,
        gate=world.police,
        keys=world.police,
        argon2=world.argon2,
        flood=FloodWatch(clock=world.clock),
        pepper=lambda: bytes(32),
        clock=world.clock,
        outside_body="Viện kiểm sát",
    )
    with pytest.raises(OutsideOnly) as named:
        await configured.send(draft(conflict=Conflict.PROVINCE))
    assert named.value.body == "Viện kiểm sát"


@pytest.mark.parametrize(
    "call",
    [
        "tips.seal.random",
        "tips.seal.Aead",
        "tips.seal.SealedBox",
        "tips.seal.PublicKey",
        "nacl.bindings.sodium_pad",
        "tips.mailbox_seal.Aead",
        "nacl.public.PrivateKey.generate",
        "tips.receipt.hash_secret_raw",
        "secrets.token_bytes",
    ],
)
async def test_when_any_crypto_call_fails_nothing_is_stored(
    world: World, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError(TEXT)

    monkeypatch.setattr(call, fails)
    with pytest.raises(SealFailed) as refused:
        await world.intake.send(draft(photos=(some_photo(),)))
    monkeypatch.undo()
    assert TEXT not in repr(refused.value)
    assert refused.value.__cause__ is None
    assert await world.row_count() == 0
    assert [file.name for file in world.path.parent.iterdir() if not file.name.startswith("tips.db")] == []


async def test_an_unsigned_key_or_a_missing_one_stops_the_tip(world: World) -> None:
    world.police.tampered = True
    with pytest.raises(SealFailed):
        await world.intake.send(draft())
    world.police.tampered = False
    world.police.with_keys = frozenset({LAO_BAO, OVERSIGHT})
    with pytest.raises(SealFailed):
        await world.intake.send(draft())
    world.police.with_keys = frozenset({PC04, OVERSIGHT})
    with pytest.raises(SealFailed):
        await world.intake.send(draft())
    assert await world.row_count() == 0


async def test_a_failing_database_is_the_same_answer_and_stores_nothing(world: World) -> None:
    async with world.database.write() as connection:
        await connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON notice BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises(SealFailed) as refused:
        await world.intake.send(draft())
    assert refused.value.cause == "NotStored"
    assert await world.row_count() == 0


async def _break(world: World) -> None:
    async with world.database.write() as connection:
        await connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON tip BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )


async def _mend(world: World) -> None:
    async with world.database.write() as connection:
        await connection.exec_driver_sql("DROP TRIGGER full")


async def test_pressing_send_again_and_again_while_nothing_can_be_stored_is_no_flood(world: World) -> None:
    await _break(world)
    for _ in range(SAME_AT_LEAST + 2):
        with pytest.raises(SealFailed):
            await world.intake.send(draft())
    await _mend(world)
    await world.intake.send(draft())
    (row,) = await world.repository.cases_for(LAO_BAO, open_only=True)
    assert row.state is TipState.ROUTED
    assert [notice["kind"] for notice in await world.rows("notice")] == [NoticeKind.NEW_CASE]


async def test_whoever_could_not_be_sealed_for_is_no_flood_when_it_goes_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("tips.seal.SealedBox", fails)
    for _ in range(2 * SAME_AT_LEAST):
        with pytest.raises(SealFailed):
            await world.intake.send(draft())
    monkeypatch.undo()
    await world.intake.send(draft())
    (row,) = await world.repository.cases_for(LAO_BAO, open_only=True)
    assert row.state is TipState.ROUTED


async def test_a_digest_that_could_not_be_stored_comes_with_the_next_tip(world: World) -> None:
    for _ in range(SAME_AT_LEAST):
        await world.intake.send(draft())
    await _break(world)
    with pytest.raises(SealFailed):
        await world.intake.send(draft())
    await _mend(world)
    await world.intake.send(draft())
    assert [notice["kind"] for notice in await world.rows("notice")].count(NoticeKind.DIGEST) == 1


async def test_a_staff_database_out_of_reach_is_the_same_answer(world: World) -> None:
    world.police.out_of_reach = True
    assert not await world.intake.is_open()
    with pytest.raises(SealFailed) as refused:
        await world.intake.send(draft())
    assert refused.value.cause == "OSError"
    assert await world.row_count() == 0


async def test_urgent_tips_ring_at_once_and_calm_ones_wait(world: World) -> None:
    now = instant(world.clock.now())
    await world.intake.send(draft(happening=Happening.YES))
    (urgent,) = await world.outbox.due(now, 10)
    assert (urgent.kind, urgent.unit, urgent.urgency) == (NoticeKind.NEW_CASE, LAO_BAO, Urgency.URGENT)
    await world.intake.send(draft("một chuyện khác hẳn ở chỗ khác hẳn", happening=Happening.NO))
    assert await world.outbox.due(now, 10) == [urgent]
    world.clock.forward(minutes=31)
    assert len(await world.outbox.due(instant(world.clock.now()), 10)) == 2


async def test_in_a_rehearsal_a_calm_notice_leaves_at_once(tmp_path: Path) -> None:
    world = await new_world(tmp_path, rehearsal=True)
    await world.intake.send(draft())
    assert len(await world.outbox.due(instant(world.clock.now()), 10)) == 1
    await world.database.close()


async def test_a_flood_is_kept_sealed_and_rings_once(world: World) -> None:
    for _ in range(9):
        await world.intake.send(draft())
    cases = await world.repository.cases_for(LAO_BAO, open_only=True)
    assert sum(case.state is TipState.QUARANTINED for case in cases) == 4
    world.clock.forward(hours=2)
    notices = await world.outbox.due(instant(world.clock.now()), 100)
    assert [notice.kind for notice in notices].count(NoticeKind.DIGEST) == 1
    assert [notice.kind for notice in notices].count(NoticeKind.NEW_CASE) == 5
    assert len(await world.repository.open_cases()) == 9, "the clocks see what was put aside, too"


async def test_a_drill_goes_to_a_unit_that_is_not_active_yet_while_intake_is_closed(world: World) -> None:
    world.police.is_open_now = False
    case = await world.intake.drill(KHE_SANH, "diễn tập")
    row = await world.repository.case_for(KHE_SANH, case)
    assert row is not None
    assert row.is_test
    assert (await world.content(row.tip, KHE_SANH)).text == "diễn tập"
    assert await world.repository.totals(row.received) == []
    world.police.without_officers = frozenset({KHE_SANH})
    with pytest.raises(SealFailed):
        await world.intake.drill(KHE_SANH, "diễn tập")


async def test_fifty_at_once_are_fifty_and_never_more_than_two_argon2(world: World) -> None:
    busiest = 0

    async def watch() -> None:
        nonlocal busiest
        while world.argon2.done < 50:
            busiest = max(busiest, world.argon2.busy)
            await asyncio.sleep(0)

    watching = asyncio.create_task(watch())
    await asyncio.gather(*(world.intake.send(draft(f"{number} " * 30)) for number in range(50)))
    await watching
    assert busiest == 2
    assert len(await world.rows("tip")) == 50


async def test_the_columns_hold_six_ro(world: World) -> None:
    await world.intake.send(draft())
    (row,) = await world.repository.cases_for(PC04, open_only=True)
    broken = [
        "owner = NULL",
        "next_action = 'none'",
        "lead_unit = NULL",
        "lead_unit = ''",
        "authority = NULL",
        "authority = 'nobody'",
        "due_accept = NULL",
        "due_action = NULL",
        "due_resolve = NULL",
        "state = 'closed'",
        "state = 'closed', closed = 1",
        "result = 'confirmed'",
        "state = 'waiting_reporter'",
        "state = 'somewhere'",
    ]
    for values in broken:
        with pytest.raises(IntegrityError):
            async with world.database.write() as connection:
                await connection.exec_driver_sql(f"UPDATE tip SET {values}")
    assert await world.repository.case(row.tip) == row


async def test_a_step_made_on_an_old_row_is_refused(world: World) -> None:
    await world.intake.send(draft())
    (row,) = await world.repository.cases_for(PC04, open_only=True)
    taken = replace(row, state=TipState.ACCEPTED, next_action=NextAction.VERIFY)
    event = NewEvent(kind=EventKind.ACCEPTED, unit=PC04, staff=row.owner, at=row.received)
    step = CaseChange(before=row, after=taken, event=event)
    assert await world.repository.change(step)
    assert not await world.repository.change(step)
    assert [event.kind for event in await world.repository.events(row.tip)] == [EventKind.ROUTED, EventKind.ACCEPTED]


async def test_urgent_arrival_is_rounded_to_the_quarter(world: World) -> None:
    await world.intake.send(draft(happening=Happening.YES))
    (row,) = await world.repository.cases_for(PC04, open_only=True)
    assert row.received % QUARTER == 0
    assert row.due_accept == row.received + QUARTER


def test_the_police_of_these_tests_are_what_intake_asks_for() -> None:
    gate: Gate = Police()
    keys: UnitKeys = Police()
    assert isinstance(gate, Police)
    assert isinstance(keys, Police)
