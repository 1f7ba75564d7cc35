"""Records of keys at rest: public parts in clear, private parts only as somebody's ciphertext."""

from __future__ import annotations

from dataclasses import dataclass, field

from storage.types import StaffId, UnitCode


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerKey:
    """An officer's X25519 key pair; the private part under the key half of his passphrase."""

    staff: StaffId
    public_key: bytes
    private_ciphertext: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKey:
    """A unit's public X25519 key of one version, signed by PC04; `signer` is PC04's fingerprint."""

    unit: UnitCode
    version: int
    public_key: bytes
    signature: bytes = field(repr=False)
    signer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKeyShare:
    """A unit's private key of one version, sealed to one officer."""

    unit: UnitCode
    version: int
    staff: StaffId
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """PC04's public Ed25519 key, by which units' keys are believed once its fingerprint is pinned."""

    fingerprint: str
    public_key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningShare:
    """The private part of PC04's signing key, sealed to one officer of PC04."""

    fingerprint: str
    staff: StaffId
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """PC04's private keys under the key of the twelve recovery words."""

    unit: UnitCode
    version: int
    salt: bytes = field(repr=False)
    blob: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """All that the enrolment of PC04's first officer writes, in one transaction."""

    officer: OfficerKey
    signing: SigningKey
    signing_share: SigningShare
    unit_key: UnitKey
    unit_share: UnitKeyShare
    recovery: Recovery
