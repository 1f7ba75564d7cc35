"""Keys at rest: a ciphertext opens for its own key at its own place, and nowhere else (I-9, I-12)."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.staff.types import Role
from storage.types import PC04, StaffId, UnitCode
from tips import keyring
from tips.staff_errors import KeyDamaged
from tips.unlocked import Unlocked

KEY = bytes(range(32))


@given(secret=st.binary(max_size=64), other=st.text(max_size=20), position=st.integers(min_value=0))
def test_what_was_locked_opens_only_here(secret: bytes, other: str, position: int) -> None:
    blob = keyring.lock(secret, KEY, "here")
    assert keyring.unlock(blob, KEY, "here") == secret
    with pytest.raises(KeyDamaged):
        keyring.unlock(blob, KEY, f"there{other}")
    with pytest.raises(KeyDamaged):
        keyring.unlock(blob, KEY[::-1], "here")
    place = position % len(blob)
    with pytest.raises(KeyDamaged):
        keyring.unlock(blob[:place] + bytes([blob[place] ^ 1]) + blob[place + 1 :], KEY, "here")


def test_what_was_sealed_opens_only_for_its_officer_at_its_place() -> None:
    officer, stranger = keyring.new_key_pair(), keyring.new_key_pair()
    context = keyring.unit_context(UnitCode("19360"), 1, StaffId("S-AAAAAA"))
    blob = keyring.seal_to(officer.public, KEY, context)
    assert keyring.open_sealed(officer.private, blob, context) == KEY
    with pytest.raises(KeyDamaged):
        keyring.open_sealed(stranger.private, blob, context)
    for moved in (
        keyring.unit_context(UnitCode("19360"), 2, StaffId("S-AAAAAA")),
        keyring.unit_context(UnitCode("19363"), 1, StaffId("S-AAAAAA")),
        keyring.unit_context(UnitCode("19360"), 1, StaffId("S-BBBBBB")),
    ):
        with pytest.raises(KeyDamaged):
            keyring.open_sealed(officer.private, blob, moved)
    with pytest.raises(KeyDamaged):
        keyring.open_sealed(officer.private, b"short", context)


def test_a_signature_holds_for_one_unit_version_and_key() -> None:
    pc04, impostor = keyring.new_signing_pair(), keyring.new_signing_pair()
    unit, key = UnitCode("19360"), keyring.new_key_pair().public
    signature = keyring.sign_unit_key(pc04.private, unit, 1, key)
    assert keyring.is_signed(pc04.public, signature, unit, 1, key)
    assert not keyring.is_signed(impostor.public, signature, unit, 1, key)
    assert not keyring.is_signed(pc04.public, signature, unit, 2, key)
    assert not keyring.is_signed(pc04.public, signature, UnitCode("19363"), 1, key)
    assert not keyring.is_signed(pc04.public, signature, unit, 1, keyring.new_key_pair().public)
    assert not keyring.is_signed(pc04.public, b"", unit, 1, key)


def test_fingerprint_is_typed_as_people_type() -> None:
    name = keyring.fingerprint(keyring.new_signing_pair().public)
    assert len(name.split("-")) == 6
    assert {len(group) for group in name.split("-")} == {4}
    assert keyring.same_fingerprint(name.lower().replace("-", " "), name)
    assert keyring.same_fingerprint(name.replace("-", ""), name)
    assert not keyring.same_fingerprint(name[:-1], name)
    assert name != keyring.fingerprint(keyring.new_signing_pair().public)


def test_opened_keys_stay_in_memory_and_say_nothing() -> None:
    unlocked = Unlocked(staff=StaffId("S-AAAAAA"), role=Role.OFFICER, unit=PC04, unit_keys={1: KEY}, signing=KEY)
    assert repr(unlocked) == str(unlocked) == "Unlocked()"
    for leak in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            leak(unlocked)
    unlocked.forget()
    assert not unlocked.alive
    assert unlocked.unit_key(1) is None
    assert unlocked.signing_key() is None
    assert unlocked.versions == frozenset()
