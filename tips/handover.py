"""Hand keys to an officer who is let in: seal what we hold to his public key, or make a unit's first key."""

from __future__ import annotations

from storage.tips.key_types import OfficerKey, SigningKey, SigningShare, UnitKey, UnitKeyShare
from storage.types import StaffId, UnitCode
from tips import keyring
from tips.staff_errors import Bar, NotAllowed
from tips.unlocked import Unlocked


def shares_of_unit(unlocked: Unlocked, newcomer: OfficerKey) -> list[UnitKeyShare]:
    """Seal every version of our unit's key to him, so that he reads the open cases too."""
    shares = []
    for version in sorted(unlocked.versions):
        private = unlocked.unit_key(version)
        if private is not None:
            shares.append(_share(unlocked.unit, version, newcomer, private))
    return shares


def share_of_signing_key(unlocked: Unlocked, newcomer: OfficerKey, fingerprint: str) -> SigningShare | None:
    """Seal PC04's signing key to him; None when we hold none."""
    signing = unlocked.signing_key()
    if signing is None:
        return None
    return signing_share(newcomer.staff, newcomer.public_key, fingerprint, signing)


def signed_unit_key(
    unlocked: Unlocked, signing: SigningKey, *, unit: UnitCode, version: int, holder: OfficerKey
) -> tuple[UnitKey, UnitKeyShare]:
    """Make a key pair for another unit, signed by PC04, its private part sealed to the unit's first officer.

    The private part is forgotten here: PC04 signs for communes and cannot open what is sealed to them.
    """
    private = unlocked.signing_key()
    if private is None:
        raise NotAllowed(Bar.NOT_YOUR_UNIT)
    pair = keyring.new_key_pair()
    return (
        UnitKey(
            unit=unit,
            version=version,
            public_key=pair.public,
            signature=keyring.sign_unit_key(private, unit, version, pair.public),
            signer=signing.fingerprint,
        ),
        _share(unit, version, holder, pair.private),
    )


def signing_share(staff: StaffId, public_key: bytes, fingerprint: str, private: bytes) -> SigningShare:
    """Seal PC04's private signing key to one officer."""
    sealed = keyring.seal_to(public_key, private, keyring.signing_context(fingerprint, staff))
    return SigningShare(fingerprint=fingerprint, staff=staff, sealed=sealed)


def _share(unit: UnitCode, version: int, holder: OfficerKey, private: bytes) -> UnitKeyShare:
    context = keyring.unit_context(unit, version, holder.staff)
    return UnitKeyShare(
        unit=unit,
        version=version,
        staff=holder.staff,
        sealed=keyring.seal_to(holder.public_key, private, context),
    )
