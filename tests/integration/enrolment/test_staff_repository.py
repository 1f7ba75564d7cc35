"""Staff in the app database, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.staff.invitations import INVITATION_SECONDS
from storage.staff.repository import StaffRepository
from storage.staff.types import Passphrase, Role, StaffState
from storage.types import PC04, Instant, StaffId, UnitCode

NOW = Instant(1_764_000_000)
WORDS = Passphrase(salt=b"s" * 16, verifier=b"v" * 32)


async def _active(staff: StaffRepository, unit: UnitCode = PC04, at: int = NOW) -> StaffId:
    invitation = await staff.invite(role=Role.OFFICER, unit=unit, name="Lê Thị B", now=NOW)
    assert await staff.enrol(invitation.link_token, WORDS, Instant(at))
    assert await staff.move(invitation.staff, StaffState.INVITED, StaffState.PENDING)
    assert await staff.activate(invitation.staff)
    return invitation.staff


async def test_an_invitation_has_two_secrets_and_each_works_once(staff: StaffRepository) -> None:
    invitation = await staff.invite(role=Role.OFFICER, unit=PC04, name="Lê Thị B", now=NOW)
    by_link, by_code = await staff.by_link(invitation.link_token), await staff.by_code(invitation.code)
    assert by_link is not None and by_code is not None
    assert by_link.member.staff == by_code.member.staff == invitation.staff
    assert by_link.expires == NOW + INVITATION_SECONDS
    assert await staff.by_link(invitation.code) is None
    assert await staff.by_code(invitation.link_token) is None

    assert await staff.enrol(invitation.link_token, WORDS, NOW)
    assert not await staff.enrol(invitation.link_token, WORDS, NOW)
    tied = await staff.use_code(f" {invitation.code.lower()} ", channel="telegram", value="77", now=NOW)
    assert tied is not None and tied.has_chat
    assert await staff.use_code(invitation.code, channel="telegram", value="78", now=NOW) is None


async def test_an_invitation_runs_out(staff: StaffRepository) -> None:
    invitation = await staff.invite(role=Role.OFFICER, unit=PC04, name="Lê Thị B", now=NOW)
    late = Instant(NOW + INVITATION_SECONDS + 1)
    assert not await staff.enrol(invitation.link_token, WORDS, late)
    assert await staff.use_code(invitation.code, channel="telegram", value="77", now=late) is None


async def test_one_link_used_by_two_at_once_enrols_once(staff: StaffRepository) -> None:
    invitation = await staff.invite(role=Role.OFFICER, unit=PC04, name="Lê Thị B", now=NOW)
    results = await asyncio.gather(*(staff.enrol(invitation.link_token, WORDS, NOW) for _ in range(5)))
    assert sorted(results) == [False, False, False, False, True]


async def test_states_move_only_from_where_they_are(staff: StaffRepository) -> None:
    invitation = await staff.invite(role=Role.LEADER, unit=PC04, name="Lê Thị B", now=NOW)
    # Without a passphrase nobody becomes active.
    assert not await staff.move(invitation.staff, StaffState.INVITED, StaffState.ACTIVE)
    assert not await staff.activate(invitation.staff)
    assert await staff.enrol(invitation.link_token, WORDS, NOW)
    assert await staff.move(invitation.staff, StaffState.INVITED, StaffState.ACTIVE)
    assert not await staff.move(invitation.staff, StaffState.INVITED, StaffState.ACTIVE)


async def test_members_stand_in_order_of_service(staff: StaffRepository) -> None:
    late, early = await _active(staff, at=NOW + 500), await _active(staff, at=NOW + 100)
    await staff.invite(role=Role.OFFICER, unit=PC04, name="Mới", now=NOW)
    assert [member.staff for member in await staff.members(PC04)] == [early, late]
    assert await staff.members(PC04, role=Role.LEADER) == []
    assert len(await staff.members(PC04, state=None)) == 3
    assert await staff.members(UnitCode("19360")) == []


async def test_a_chat_belongs_to_the_last_who_tied_it(staff: StaffRepository) -> None:
    one, two = await _active(staff), await _active(staff)
    await staff.tie_chat(one, "telegram", "100200300")
    assert await staff.chats_of(PC04) == [(one, "telegram", "100200300")]
    assert await staff.count_without_chat(PC04) == 1
    await staff.tie_chat(two, "telegram", "100200300")
    assert await staff.chat_of(one) is None
    assert await staff.chat_of(two) == (two, "telegram", "100200300")
    found = await staff.staff_of_chat("telegram", "100200300")
    assert found is not None and found.staff == two
    assert await staff.staff_of_chat("local", "100200300") is None
    assert await staff.untie("telegram", "100200300")
    assert not await staff.untie("telegram", "100200300")
    assert repr(await staff.chats_of(PC04)) == "[]"


async def test_disabling_forgets_passphrase_chat_and_duty(staff: StaffRepository) -> None:
    member = await _active(staff)
    await staff.tie_chat(member, "telegram", "100200300")
    await staff.set_duty(PC04, date(2026, 11, 25), member)
    assert await staff.disable(member)
    assert await staff.passphrase(member) is None
    assert await staff.staff_of_chat("telegram", "100200300") is None
    assert await staff.duty(PC04, date(2026, 11, 25)) is None
    kept = await staff.get(member)
    assert kept is not None and kept.state is StaffState.DISABLED
    assert not await staff.disable(StaffId("S-NOBODY"))


async def test_reset_makes_a_new_invitation_and_kills_the_old(staff: StaffRepository) -> None:
    invitation = await staff.invite(role=Role.OFFICER, unit=PC04, name="Lê Thị B", now=NOW)
    again = await staff.reset(invitation.staff, NOW)
    assert again is not None and again.staff == invitation.staff
    assert await staff.by_link(invitation.link_token) is None
    assert await staff.by_link(again.link_token) is not None
    assert await staff.reset(StaffId("S-NOBODY"), NOW) is None


async def test_colleagues_who_set_the_duty_at_once_all_get_through(staff: StaffRepository) -> None:
    one, two = await _active(staff), await _active(staff)
    today = date(2026, 11, 25)
    await asyncio.gather(*(staff.set_duty(PC04, today, member) for member in (one, two) * 4))
    assert await staff.duty(PC04, today) in {one, two}


async def test_duty_is_one_person_a_unit_and_day(staff: StaffRepository) -> None:
    one, two = await _active(staff), await _active(staff)
    today, tomorrow = date(2026, 11, 25), date(2026, 11, 26)
    await staff.set_duty(PC04, today, one)
    await staff.set_duty(PC04, today, two)
    await staff.set_duty(PC04, tomorrow, one)
    assert await staff.duty(PC04, tomorrow) == one
    assert await staff.duty(PC04, today) is None, "past days are forgotten"
    assert await staff.duty(UnitCode("19360"), tomorrow) is None


async def test_chat_ids_and_secrets_are_not_in_the_database(staff: StaffRepository, database: Database) -> None:
    invitation = await staff.invite(role=Role.OFFICER, unit=PC04, name="Lê Thị B", now=NOW)
    await staff.tie_chat(invitation.staff, "telegram", "100200300")
    async with database.read() as connection:
        rows = [tuple(row) for row in await connection.execute(text("SELECT * FROM staff"))]
        rows += [tuple(row) for row in await connection.execute(text("SELECT * FROM invitation"))]
    everything = b"\n".join(value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)
    assert b"Th\xe1\xbb\x8b B" in everything
    for secret in ("100200300", invitation.link_token, invitation.code, invitation.code.replace("-", "")):
        assert secret.encode() not in everything


async def test_an_active_person_without_passphrase_is_refused_by_the_database(
    staff: StaffRepository, database: Database
) -> None:
    invitation = await staff.invite(role=Role.OFFICER, unit=PC04, name="Lê Thị B", now=NOW)
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.execute(
                text("UPDATE staff SET state = 'active' WHERE staff = :staff"), {"staff": invitation.staff}
            )
