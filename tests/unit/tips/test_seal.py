"""The seal: opens for whom it was made, in the place it was made for, and nowhere else (I-9, I-10)."""

from __future__ import annotations

import secrets
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.public import PrivateKey

from storage.tips.key_types import UnitKey
from storage.tips.types import ItemKind, PartKind, TipId
from storage.types import OVERSIGHT, PC04, Instant, UnitCode
from tips.errors import SealBroken
from tips.mailbox_seal import new_mailbox_keys, open_item, seal_item, unlock_mailbox
from tips.seal import PHOTO_STEP, TEXT_STEP, Sealed, open_part, seal_part

_UNITS = (UnitCode("19496"), PC04, OVERSIGHT)
_PRIVATE = {unit: PrivateKey.generate() for unit in _UNITS}
_HOUR = Instant(1_800_000_000)


def _key(unit: UnitCode, version: int = 1) -> UnitKey:
    public = bytes(_PRIVATE[unit].public_key)
    return UnitKey(unit=unit, version=version, public_key=public, signature=b"", signer="")


def _tip() -> TipId:
    return TipId(secrets.token_bytes(16))


def _sealed(tip: TipId, inside: bytes, number: int = 0, kind: PartKind = PartKind.CONTENT, version: int = 1) -> Sealed:
    recipients = [_key(unit, version) for unit in _UNITS]
    return seal_part(tip=tip, number=number, kind=kind, hour=_HOUR, plaintext=inside, recipients=recipients)


@given(st.binary(max_size=2000), st.sampled_from(list(PartKind)), st.integers(0, 1000))
def test_every_recipient_opens_it_with_his_own_wrap_only(inside: bytes, kind: PartKind, number: int) -> None:
    tip = _tip()
    sealed = _sealed(tip, inside, number, kind)
    for wrap in sealed.wraps:
        for unit in _UNITS:
            private = bytes(_PRIVATE[unit])
            if unit == wrap.unit:
                assert open_part(private_key=private, tip=tip, wrap=wrap, part=sealed.part) == inside
            else:
                with pytest.raises(SealBroken):
                    open_part(private_key=private, tip=tip, wrap=wrap, part=sealed.part)


@settings(max_examples=60)
@given(
    st.sampled_from(["tip", "number", "unit", "key_version", "kind", "other_part", "other_wrap", "wrap_number"]),
    st.sampled_from(_UNITS),
)
def test_what_was_moved_does_not_open(moved: str, unit: UnitCode) -> None:
    tip, inside = _tip(), b"o dau, khi nao"
    sealed = _sealed(tip, inside, number=3, kind=PartKind.NOTE)
    other = _sealed(_tip(), b"another tip", number=3, kind=PartKind.NOTE)
    wrap = next(wrap for wrap in sealed.wraps if wrap.unit == unit)
    part, claimed = sealed.part, tip
    match moved:
        case "tip":
            claimed = _tip()
        case "number":
            part, wrap = replace(part, number=4), replace(wrap, number=4)
        case "wrap_number":
            wrap = replace(wrap, number=4)
        case "unit":
            wrap = replace(wrap, unit=UnitCode("19500"))
        case "key_version":
            wrap = replace(wrap, key_version=2)
        case "kind":
            part = replace(part, kind=PartKind.QUESTION)
        case "other_part":
            part = other.part
        case _:
            wrap = next(wrap for wrap in other.wraps if wrap.unit == unit)
    with pytest.raises(SealBroken):
        open_part(private_key=bytes(_PRIVATE[unit]), tip=claimed, wrap=wrap, part=part)


@settings(max_examples=60)
@given(st.data())
def test_an_altered_byte_does_not_open(data: st.DataObject) -> None:
    tip = _tip()
    sealed = _sealed(tip, b"text")
    wrap, part = sealed.wraps[0], sealed.part
    if data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(part.ciphertext) - 1))
        part = replace(part, ciphertext=_flipped(part.ciphertext, place))
    else:
        wrap = replace(wrap, blob=_flipped(wrap.blob, data.draw(st.integers(0, len(wrap.blob) - 1))))
    with pytest.raises(SealBroken):
        open_part(private_key=bytes(_PRIVATE[wrap.unit]), tip=tip, wrap=wrap, part=part)


def _flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


@given(st.integers(0, TEXT_STEP - 1), st.integers(0, 5))
def test_length_shows_only_in_steps(rest: int, steps: int) -> None:
    tip = _tip()
    short = _sealed(tip, b"x" * (steps * TEXT_STEP)).part.ciphertext
    long = _sealed(tip, b"x" * (steps * TEXT_STEP + rest)).part.ciphertext
    assert len(short) == len(long)


def test_photos_are_padded_to_64_kilobytes() -> None:
    tip = _tip()
    sizes = {len(_sealed(tip, bytes(size), 1, PartKind.PHOTO).part.ciphertext) for size in (1, 5_000, PHOTO_STEP - 1)}
    assert len(sizes) == 1
    assert sizes.pop() >= PHOTO_STEP


def test_two_seals_of_the_same_words_share_nothing() -> None:
    tip = _tip()
    first, second = _sealed(tip, b"same"), _sealed(tip, b"same")
    assert first.part.ciphertext != second.part.ciphertext
    assert {wrap.blob for wrap in first.wraps}.isdisjoint({wrap.blob for wrap in second.wraps})


def test_nobody_to_seal_to_is_an_error() -> None:
    with pytest.raises(ValueError, match="recipient"):
        seal_part(tip=_tip(), number=0, kind=PartKind.CONTENT, hour=_HOUR, plaintext=b"x", recipients=[])


def test_a_mailbox_item_opens_in_its_own_mailbox_and_place_only() -> None:
    lookup, key = secrets.token_bytes(16), secrets.token_bytes(32)
    keys = new_mailbox_keys(lookup, key)
    private = unlock_mailbox(lookup, key, keys.private_ciphertext)
    item = seal_item(
        public_key=keys.public_key, lookup=lookup, number=0, kind=ItemKind.QUESTION, hour=_HOUR, text="Ở đâu ạ?"
    )
    assert open_item(private, lookup, item) == "Ở đâu ạ?"
    for moved in (replace(item, number=1), replace(item, kind=ItemKind.RESULT)):
        with pytest.raises(SealBroken):
            open_item(private, lookup, moved)
    with pytest.raises(SealBroken):
        open_item(private, secrets.token_bytes(16), item)
    with pytest.raises(SealBroken):
        unlock_mailbox(lookup, secrets.token_bytes(32), keys.private_ciphertext)
    with pytest.raises(SealBroken):
        unlock_mailbox(secrets.token_bytes(16), key, keys.private_ciphertext)
