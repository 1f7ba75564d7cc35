"""Texts of well-known words are read without being cleaned first: cleaning would leave them as they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.understanding.concepts import Concept, mask_of
from handlers.understanding.judge import LEXICON
from handlers.understanding.reading import clean_spelling, read
from handlers.understanding.vocabulary import PARTS

_WORDS = tuple(PARTS)
_BETWEEN = (" ", " ", " ", "  ", "\n", ", ", "? ", "! ", ".", "…", "-", "–", "/", "\u200b", "\u0301 ", " tuys ", " @")
_WRITTEN: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    str.capitalize,
    lambda word: word.replace("k", "\u212a"),
    lambda word: word.replace("i", "\u0130"),
)


_PIECES = st.builds(
    lambda word, write, between: write(word) + between,
    st.sampled_from(_WORDS),
    st.sampled_from(_WRITTEN),
    st.sampled_from(_BETWEEN),
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_a_text_is_read_as_it_is_when_cleaned(text: str) -> None:
    assert read(text).text == _cleaned(text)


def _cleaned(text: str) -> str:
    clean = clean_spelling(text)
    return clean if len(clean) == len(clean.lower()) else clean.lower()


@pytest.mark.parametrize("write", _WRITTEN)
def test_every_known_word_is_read_as_it_is_when_cleaned(write: Callable[[str], str]) -> None:
    for word in _WORDS:
        text = f"bạn {write(word)}"
        assert read(text).text == _cleaned(text)


def test_columns_are_as_long_as_there_are_words() -> None:
    reading = read("Hôm qua nó ngã? Ko bik (ở chợ) nữa.")
    assert reading.key() == "hom qua no nga khong biet o cho nua"
    assert list(reading.clauses) == [0, 0, 0, 0, 1, 1, 2, 2, 3]
    assert list(reading.sentences) == [0, 0, 0, 0, 1, 1, 1, 1, 1]
    assert reading.asks == {0}
    assert [reading.text[slice(*span)] for span in reading.spans()] == [
        "Hôm", "qua", "nó", "ngã", "Ko", "bik", "ở", "chợ", "nữa",
    ]  # fmt: skip
    assert {len(column) for column in reading[1:6]} == {9}


def test_a_piece_of_chat_has_a_span_for_each_word_it_stands_for() -> None:
    reading = read("mn nói")
    assert (reading.key(), reading.spans()) == ("moi nguoi noi", [(0, 2), (0, 2), (3, 6)])


@pytest.mark.parametrize(
    ("text", "found", "not_found"),
    [
        ("nó bất tỉnh rồi", "collapse", "over"),
        ("em bị bắt hút", "forced", "over"),
        ("không có ai", "not_at_all", "not"),
        ("giờ ổn rồi", "over", "now"),
        ("mấy ông đánh cờ", "group", "attack"),
    ],
)
def test_what_is_only_part_of_something_longer_is_not_found(text: str, found: str, not_found: str) -> None:
    hits = LEXICON.find(read(text))
    assert Concept(found) in hits
    assert Concept(not_found) not in hits
    assert hits.mask == mask_of(*hits)
