"""PC04's keys: made once, when its first officer enrols, and opened again by twelve words if all else is lost."""

from __future__ import annotations

from storage.staff.types import Role
from storage.tips.key_types import Founding, OfficerKey, Recovery, SigningKey, UnitKey, UnitKeyShare
from storage.types import PC04, StaffId
from tips import keyring
from tips.handover import signing_share
from tips.unlocked import Unlocked

_FIRST = 1
_KEY_BYTES = 32


def found(officer: OfficerKey, *, recovery_key: bytes, recovery_salt: bytes) -> Founding:
    """Make PC04's X25519 and Ed25519 pairs, sealed to its first officer and locked under the words' key."""
    signing, unit = keyring.new_signing_pair(), keyring.new_key_pair()
    name = keyring.fingerprint(signing.public)
    context = keyring.unit_context(PC04, _FIRST, officer.staff)
    return Founding(
        officer=officer,
        signing=SigningKey(fingerprint=name, public_key=signing.public),
        signing_share=signing_share(officer.staff, officer.public_key, name, signing.private),
        unit_key=UnitKey(
            unit=PC04,
            version=_FIRST,
            public_key=unit.public,
            signature=keyring.sign_unit_key(signing.private, PC04, _FIRST, unit.public),
            signer=name,
        ),
        unit_share=UnitKeyShare(
            unit=PC04,
            version=_FIRST,
            staff=officer.staff,
            sealed=keyring.seal_to(officer.public_key, unit.private, context),
        ),
        recovery=Recovery(
            unit=PC04,
            version=_FIRST,
            salt=recovery_salt,
            blob=keyring.lock(unit.private + signing.private, recovery_key, keyring.recovery_context(PC04, _FIRST)),
        ),
    )


def open_recovery(recovery: Recovery, key: bytes, staff: StaffId) -> Unlocked:
    """Return PC04's keys out of the recovery blob. Raises `KeyDamaged` for wrong words."""
    both = keyring.unlock(recovery.blob, key, keyring.recovery_context(recovery.unit, recovery.version))
    return Unlocked(
        staff=staff,
        role=Role.OFFICER,
        unit=recovery.unit,
        unit_keys={recovery.version: both[:_KEY_BYTES]},
        signing=both[_KEY_BYTES:],
    )
