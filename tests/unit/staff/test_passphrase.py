"""Passphrases: the list follows its rule, typing is forgiving, and each part of the secret counts."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.keys import passphrase, syllables
from storage.keys.passphrase import Cost

CHEAP = Cost(memory=8, passes=1)
PEPPER = bytes(range(32))
SALT = bytes(16)


def test_the_committed_list_is_what_the_rule_makes() -> None:
    assert syllables.load() == syllables.by_rule()
    assert len(set(syllables.load())) == syllables.COUNT


def test_syllables_survive_a_telex_keyboard() -> None:
    doubled = ("aa", "ee", "oo", "dd", "w", "z", "j")
    for word in syllables.load():
        assert word.isascii() and word.islower()
        assert not any(pair in word for pair in doubled), word
        # Tone keys act at the end of a syllable.
        assert word[-1] not in "sfrxj", word


def test_six_and_twelve_words_of_the_list() -> None:
    known = set(syllables.load())
    for words, drawn in ((6, passphrase.new_passphrase()), (12, passphrase.new_recovery_words())):
        assert len(drawn.split()) == words
        assert set(drawn.split()) <= known
    assert passphrase.new_passphrase() != passphrase.new_passphrase()


@pytest.mark.parametrize(
    "typed",
    ["toan binh hoc", " Toan  BINH hoc\n", "toan-binh-hoc", "toàn bình học", "Toan. binh, hoc", "toan\u00a0binh hoc"],
)
def test_spelling_that_does_not_count(typed: str) -> None:
    assert passphrase.normalise(typed) == "toan binh hoc"


@given(words=st.lists(st.sampled_from(syllables.load()), min_size=6, max_size=6))
def test_two_passphrases_never_become_one(words: list[str]) -> None:
    assert passphrase.normalise(" ".join(words)).split() == words


def test_secret_salt_and_pepper_each_matter() -> None:
    seen = {
        passphrase.stretch(secret, salt, pepper, CHEAP).key
        for secret, salt, pepper in itertools.product(
            ("toan binh", "toan binm"), (SALT, b"1" * 16), (PEPPER, b"2" * 32)
        )
    }
    assert len(seen) == 8


@settings(max_examples=20, deadline=None)
@given(secret=st.text(max_size=60))
def test_only_the_same_secret_proves_itself(secret: str) -> None:
    stretched = passphrase.stretch(secret, SALT, PEPPER, CHEAP)
    stored = passphrase.stored_verifier(stretched.verifier)
    assert passphrase.proves(stretched, stored)
    assert not passphrase.proves(passphrase.stretch(f"{secret}a", SALT, PEPPER, CHEAP), stored)
    # What is stored is neither half: it cannot be used to open anything.
    assert stored not in {stretched.verifier, stretched.key}
    assert stretched.verifier != stretched.key


def test_repr_is_blank() -> None:
    stretched = passphrase.stretch("toan binh", SALT, PEPPER, CHEAP)
    assert repr(stretched) == "Stretched()"
