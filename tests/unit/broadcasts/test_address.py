"""Addresses at rest: equal in length, unlike each time, found again by hash, useless without the key."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.residents.address import AddressCipher, AddressTooLong, AddressUnreadable

_CIPHER = AddressCipher(bytes(range(32)))
_VALUES = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30)


@given(st.sampled_from(["telegram", "zalo-bot", "web"]), _VALUES)
def test_what_is_sealed_opens_again(channel: str, value: str) -> None:
    assert _CIPHER.open(_CIPHER.seal(channel, value)) == (channel, value)


@given(_VALUES)
def test_all_sealed_addresses_look_alike(value: str) -> None:
    assert len(_CIPHER.seal("telegram", value)) == len(_CIPHER.seal("web", "1"))


def test_the_same_address_seals_differently_each_time() -> None:
    assert _CIPHER.seal("telegram", "1") != _CIPHER.seal("telegram", "1")


def test_lookup_tells_channel_value_and_context_apart() -> None:
    hashes = {
        _CIPHER.lookup("telegram", "12"),
        _CIPHER.lookup("telegram", "1"),
        _CIPHER.lookup("web", "12"),
        _CIPHER.lookup("telegram", "12", context="staff"),
        AddressCipher(secrets.token_bytes(32)).lookup("telegram", "12"),
    }
    assert len(hashes) == 5
    assert all(len(one) == 32 for one in hashes)


@given(st.integers(0, 150))
def test_a_changed_byte_is_noticed(place: int) -> None:
    blob = bytearray(_CIPHER.seal("telegram", "12345"))
    blob[place] ^= 1
    with pytest.raises(AddressUnreadable):
        _CIPHER.open(bytes(blob))


@pytest.mark.parametrize("blob", [b"", b"short", bytes(24), bytes(200)])
def test_what_is_no_sealed_address_does_not_open(blob: bytes) -> None:
    with pytest.raises(AddressUnreadable):
        _CIPHER.open(blob)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(AddressUnreadable):
        AddressCipher(secrets.token_bytes(32)).open(_CIPHER.seal("telegram", "1"))


def test_too_long_an_address_and_a_wrong_key_are_refused() -> None:
    with pytest.raises(AddressTooLong):
        _CIPHER.seal("telegram", "x" * 160)
    with pytest.raises(ValueError, match="32 bytes"):
        AddressCipher(b"short")
