"""Invitation, passphrase, letting in, pin, sign-in and the session's end, over real databases and key files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.staff.types import Role, StaffState
from storage.types import OVERSIGHT, PC04, PROVINCE, StaffId
from tests.integration.enrolment.people import COMMUNE, NEIGHBOUR, Office, Person
from tips import keyring
from tips.argon2_gate import AT_ONCE
from tips.staff_errors import (
    FingerprintDiffers,
    KeyDamaged,
    LastKeyHolder,
    LinkExpired,
    LinkUnknown,
    NotAllowed,
    NothingToPin,
    RoleDoesNotFit,
    SignInNeeded,
    SignInRefused,
    StaffUnknown,
    TooManyTries,
    WrongState,
)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Yield an office where nobody has enrolled."""
    made = Office(tmp_path)
    await made.open()
    yield made
    await made.close()


async def _state(office: Office, staff: StaffId) -> StaffState:
    member = await office.staff.get(staff)
    assert member is not None
    return member.state


async def test_the_first_of_pc04_makes_its_keys_and_is_active(office: Office) -> None:
    first = await office.enrol(PC04)
    assert first.recovery_words is not None and len(first.recovery_words.split()) == 12
    assert await _state(office, first.staff) is StaffState.ACTIVE
    assert await office.enrolment.fingerprint() == (first.fingerprint, False)
    second = await office.enrol(PC04)
    assert second.recovery_words is None and second.fingerprint is None
    assert await _state(office, second.staff) is StaffState.PENDING


async def test_a_link_is_for_one_person_once(office: Office) -> None:
    invitation = await office.staffing.invite(role=Role.LEADER, unit=PROVINCE, name=" Trần C ")
    offer = await office.enrolment.begin(invitation.link_token)
    assert (offer.staff, offer.role, offer.unit, offer.name) == (invitation.staff, Role.LEADER, PROVINCE, "Trần C")
    results = await asyncio.gather(
        *(office.enrolment.enrol(invitation.link_token) for _ in range(3)), return_exceptions=True
    )
    assert sum(not isinstance(result, BaseException) for result in results) == 1
    assert sum(isinstance(result, LinkUnknown) for result in results) == 2
    with pytest.raises(LinkUnknown):
        await office.enrolment.begin(invitation.link_token)
    with pytest.raises(LinkUnknown):
        await office.enrolment.begin(invitation.code)


async def test_a_link_lives_seven_days(office: Office) -> None:
    invitation = await office.staffing.invite(role=Role.LEADER, unit=PROVINCE, name="Trần C")
    office.clock.pass_by(days=7)
    await office.enrolment.begin(invitation.link_token)
    office.clock.pass_by(seconds=1)
    with pytest.raises(LinkExpired):
        await office.enrolment.enrol(invitation.link_token)


async def test_a_passphrase_is_typed_once_before_it_counts(office: Office) -> None:
    person = await office.enrol(PROVINCE, Role.ORGANIZER, confirm=False)
    with pytest.raises(SignInRefused):
        await office.sign_in(person)
    with pytest.raises(SignInRefused):
        await office.enrolment.confirm(person.staff, f"{person.passphrase} ba")
    # As it is copied from paper: small id, capitals, dashes.
    await office.enrolment.confirm(StaffId(person.staff.lower()), person.passphrase.upper().replace(" ", "-"))
    assert await _state(office, person.staff) is StaffState.ACTIVE
    session = (await office.sign_in(person))[1]
    assert (session.role, session.unit, session.unlocked) == (Role.ORGANIZER, PROVINCE, None)


async def test_roles_belong_to_units(office: Office) -> None:
    for role, unit in (
        (Role.OFFICER, PROVINCE),
        (Role.OFFICER, OVERSIGHT),
        (Role.OVERSIGHT, PC04),
        (Role.ORGANIZER, COMMUNE),
        (Role.APPROVER, PC04),
    ):
        with pytest.raises(RoleDoesNotFit):
            await office.staffing.invite(role=role, unit=unit, name="Ai")


async def test_who_may_let_whom_in(office: Office) -> None:
    first = await office.enrol(PC04)
    commune, other = await office.enrol(COMMUNE), await office.enrol(NEIGHBOUR)
    overseer = await office.enrol(OVERSIGHT, Role.OVERSIGHT)
    pc04 = await office.unlock(first)
    assert {member.staff for member in await office.enrolment.pending(pc04)} == {
        commune.staff,
        other.staff,
        overseer.staff,
    }
    for person in (commune, overseer):
        await office.enrolment.admit(pc04, person.staff)
    colleague = await office.enrol(COMMUNE)
    keys = await office.unlock(commune)
    assert [member.staff for member in await office.enrolment.pending(keys)] == [colleague.staff]
    for unlocked, person in ((keys, other), (pc04, colleague), (await office.unlock(overseer), other)):
        with pytest.raises(NotAllowed):
            await office.enrolment.admit(unlocked, person.staff)
    await office.enrolment.admit(keys, colleague.staff)
    with pytest.raises(WrongState):
        await office.enrolment.admit(keys, colleague.staff)
    with pytest.raises(StaffUnknown):
        await office.enrolment.admit(keys, StaffId("S-NOBODY"))
    shared = await office.unlock(colleague)
    assert shared.unit_key(1) == keys.unit_key(1)
    assert shared.signing_key() is None


async def test_pc04_signs_for_a_commune_and_cannot_open_what_is_its(office: Office) -> None:
    first = await office.enrol(PC04)
    commune = await office.admitted(COMMUNE, first)
    key, signing = await office.keys.newest_unit_key(COMMUNE), await office.keys.signing_key()
    assert key is not None and signing is not None
    assert keyring.is_signed(signing.public_key, key.signature, COMMUNE, 1, key.public_key)
    assert await office.keys.holders(COMMUNE) == {commune.staff}
    pc04 = await office.unlock(first)
    assert pc04.unit_key(1) != (await office.unlock(commune)).unit_key(1)


async def test_a_commune_that_lost_all_keys_gets_a_new_version(office: Office) -> None:
    first = await office.enrol(PC04)
    commune = await office.admitted(COMMUNE, first)
    invitation = await office.staffing.reset(commune.staff)
    enrolled = await office.enrolment.enrol(invitation.link_token)
    await office.enrolment.confirm(enrolled.staff, enrolled.passphrase)
    await office.enrolment.admit(await office.unlock(first), commune.staff)
    key = await office.keys.newest_unit_key(COMMUNE)
    assert key is not None and key.version == 2
    token = await office.sign_ins.sign_in(enrolled.staff, enrolled.passphrase)
    session = office.sign_ins.session(token)
    assert session is not None and session.unlocked is not None
    assert session.unlocked.versions == {2}


async def test_pin_compares_with_what_pc04_has(office: Office) -> None:
    with pytest.raises(NothingToPin):
        await office.enrolment.pin("AAAA-BBBB")
    first = await office.enrol(PC04)
    assert first.fingerprint is not None
    with pytest.raises(FingerprintDiffers):
        await office.enrolment.pin(keyring.fingerprint(keyring.new_signing_pair().public))
    await office.enrolment.pin(f"  {first.fingerprint.lower().replace('-', '  ')} ")
    assert await office.enrolment.fingerprint() == (first.fingerprint, True)


async def test_an_unconfirmed_founder_is_reset_and_the_next_founds_anew(office: Office) -> None:
    lost = await office.enrol(PC04, confirm=False)
    invitation = await office.staffing.reset(lost.staff)
    assert await office.enrolment.fingerprint() == (None, False)
    enrolled = await office.enrolment.enrol(invitation.link_token)
    assert enrolled.recovery_words is not None and enrolled.fingerprint != lost.fingerprint
    with pytest.raises(SignInRefused):
        await office.enrolment.confirm(lost.staff, lost.passphrase)
    await office.enrolment.confirm(enrolled.staff, enrolled.passphrase)
    assert await _state(office, enrolled.staff) is StaffState.ACTIVE


async def test_the_twelve_words_bring_pc04_back(office: Office) -> None:
    first = await office.enrol(PC04)
    assert first.recovery_words is not None
    before = (await office.unlock(first)).unit_key(1)
    with pytest.raises(LastKeyHolder):
        await office.staffing.reset(first.staff)
    with pytest.raises(LastKeyHolder):
        await office.staffing.disable(first.staff)
    invitation = await office.staffing.reset(first.staff, recovery_words_at_hand=True)
    enrolled = await office.enrolment.enrol(invitation.link_token)
    assert enrolled.recovery_words is None
    await office.enrolment.confirm(enrolled.staff, enrolled.passphrase)
    assert await _state(office, first.staff) is StaffState.PENDING
    with pytest.raises(SignInRefused):
        await office.enrolment.recover(first.staff, "ba " * 12)
    await office.enrolment.recover(first.staff, first.recovery_words.upper())
    token = await office.sign_ins.sign_in(enrolled.staff, enrolled.passphrase)
    session = office.sign_ins.session(token)
    assert session is not None and session.unlocked is not None
    assert session.unlocked.unit_key(1) == before
    assert session.unlocked.signing_key() is not None


async def test_unknown_id_wrong_words_and_wrong_state_answer_alike(office: Office) -> None:
    first = await office.enrol(PC04)
    pending = await office.enrol(COMMUNE)
    gone = await office.admitted(NEIGHBOUR, first)
    await office.staffing.disable(gone.staff)
    for staff, words in (
        (StaffId("S-NOBODY"), first.passphrase),
        (first.staff, pending.passphrase),
        (pending.staff, pending.passphrase),
        (gone.staff, gone.passphrase),
    ):
        before = office.gate.done
        with pytest.raises(SignInRefused) as refused:
            await office.sign_ins.sign_in(staff, words)
        assert office.gate.done == before + 1, "each costs one Argon2"
        assert str(refused.value) == ""


async def test_wrong_tries_are_limited_without_argon2(office: Office) -> None:
    first = await office.enrol(PC04)
    for _ in range(5):
        with pytest.raises(SignInRefused):
            await office.sign_ins.sign_in(first.staff, "ba ba ba ba ba ba")
    before = office.gate.done
    with pytest.raises(TooManyTries):
        await office.sign_in(first)
    assert office.gate.done == before
    office.clock.pass_by(minutes=15)
    await office.sign_in(first)


async def test_many_sign_ins_share_two_places_at_the_gate(office: Office) -> None:
    first = await office.enrol(PC04)
    most = 0

    async def sign_in() -> None:
        nonlocal most
        token = await office.sign_ins.sign_in(first.staff, first.passphrase)
        most = max(most, office.gate.busy)
        assert office.sign_ins.session(token) is not None

    await asyncio.gather(*(sign_in() for _ in range(5)))
    assert most <= AT_ONCE


async def test_a_session_ends_after_fifteen_idle_minutes_and_forgets_its_keys(office: Office) -> None:
    first = await office.enrol(PC04)
    token, session = await office.sign_in(first)
    office.clock.pass_by(minutes=14, seconds=59)
    assert office.sign_ins.session(token) is session
    office.clock.pass_by(minutes=14, seconds=59)
    assert office.sign_ins.session(token) is session
    office.clock.pass_by(minutes=15)
    assert office.sign_ins.session(token) is None
    assert session.unlocked is not None and not session.unlocked.alive
    assert session.unlocked.unit_key(1) is None
    with pytest.raises(SignInNeeded):
        await office.enrolment.pending(session.unlocked)
    with pytest.raises(SignInNeeded):
        await office.enrolment.admit(session.unlocked, first.staff)


async def test_sign_out_reset_and_disable_end_sessions(office: Office) -> None:
    first = await office.enrol(PC04)
    commune, other = await office.admitted(COMMUNE, first), await office.admitted(NEIGHBOUR, first)
    own, one, two = [(await office.sign_in(person))[0] for person in (first, commune, other)]
    office.sign_ins.sign_out(own)
    await office.staffing.reset(commune.staff)
    await office.staffing.disable(other.staff)
    assert [office.sign_ins.session(token) for token in (own, one, two)] == [None, None, None]
    assert [office.sign_ins.session(token) for token in ("", "x", f"{own}x")] == [None, None, None]
    # `first` signed in more often, to let others in: those sessions stay.
    assert office.sign_ins.count() > 0


async def test_sessions_say_nothing_about_themselves(office: Office) -> None:
    first = await office.enrol(PC04)
    token, session = await office.sign_in(first)
    shown = repr(session) + repr(office.sign_ins) + repr(session.unlocked) + repr(office.folder)
    assert token not in shown and session.csrf not in shown
    assert first.passphrase not in shown
    another = (await office.sign_in(first))[1]
    assert another.csrf != session.csrf


async def test_keys_moved_between_officers_do_not_open(office: Office) -> None:
    """I-9 for keys: whoever writes tips.db cannot hand one officer's share or key to another."""
    first = await office.enrol(PC04)
    commune, other = await office.admitted(COMMUNE, first), await office.admitted(NEIGHBOUR, first)
    async with office.tips.write() as connection:
        await connection.exec_driver_sql(
            "UPDATE unit_key_share SET sealed = (SELECT sealed FROM unit_key_share WHERE staff = ?) WHERE staff = ?",
            (commune.staff, other.staff),
        )
    with pytest.raises(KeyDamaged):
        await office.sign_in(other)


async def test_a_thief_with_both_databases_and_the_keys_finds_no_secret(office: Office, tmp_path: Path) -> None:
    """I-4 for keys: neither a passphrase, nor a private key, nor the recovery words lie on the disk."""
    first = await office.enrol(PC04)
    commune: Person = await office.admitted(COMMUNE, first)
    unlocked = await office.unlock(first)
    disk = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert first.staff.encode() in disk
    secrets = [unlocked.unit_key(1), unlocked.signing_key(), (await office.unlock(commune)).unit_key(1)]
    words = [first.passphrase, commune.passphrase, first.recovery_words]
    for secret in [*secrets, *(word.encode() for word in words if word is not None)]:
        assert secret is not None
        assert secret not in disk
