"""Free text finds the right answer in whatever way it was typed, and nothing when it is no question."""

import unicodedata

import pytest

from awareness.library import Library, load
from awareness.types import Unreviewed
from places.folding import fold
from tests.unit.awareness.phrasings import BLIND, NO_ANSWER, QUESTIONS


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


def _hit_rate(library: Library, rows: list[tuple[str, str]]) -> tuple[float, list[str]]:
    misses = []
    for expected, asked in rows:
        answer = library.best(asked)
        if answer is None or answer.id != expected:
            misses.append(f"{expected} <- {asked!r}: {answer.id if answer else None}")
    return 1 - len(misses) / len(rows), misses


def test_questions_in_three_ways_find_their_answer(library: Library) -> None:
    rows = [(expected, way) for expected, *ways in QUESTIONS for way in ways]
    rate, misses = _hit_rate(library, rows)
    print(f"own phrasings: {rate:.1%} of {len(rows)}", *misses, sep="\n")
    assert len(QUESTIONS) >= 40
    assert rate >= 0.9


@pytest.mark.parametrize(("name", "first", "rows"), BLIND, ids=[name for name, _, _ in BLIND])
def test_sets_that_were_first_run_blind(
    library: Library, name: str, first: float, rows: tuple[tuple[str, str], ...]
) -> None:
    rate, misses = _hit_rate(library, list(rows))
    print(f"{name} set: {rate:.1%} of {len(rows)} today, {first:.1%} at its first run", *misses, sep="\n")
    assert rate >= 0.8


def test_no_phrasing_of_the_tests_is_in_the_content(library: Library) -> None:
    known = {fold(ask) for answer in library.answers for ask in answer.ask}
    tested = [way for _, *ways in QUESTIONS for way in ways] + [way for *_, rows in BLIND for _, way in rows]
    assert not [way for way in tested if fold(way) in known]


@pytest.mark.parametrize("text", NO_ANSWER)
def test_tips_greetings_and_danger_get_no_answer(library: Library, text: str) -> None:
    assert library.best(text) is None


def test_capitals_decomposed_and_stretched_letters_change_nothing(library: Library) -> None:
    for expected, marked, _bare, _slang in QUESTIONS:
        for way in (marked.upper(), unicodedata.normalize("NFD", marked), marked.replace("?", "???")):
            answer = library.best(way)
            assert answer is not None, way
            assert answer.id == expected, way
    stretched = library.best("bóng cườiiiii là gìììììì")
    assert stretched is not None
    assert stretched.id == "bong-cuoi"


def test_every_way_to_ask_in_the_content_finds_its_own_answer(library: Library) -> None:
    strays = [(answer.id, ask) for answer in library.answers for ask in answer.ask if library.best(ask) != answer]
    assert strays == []


def test_search_is_ordered_and_never_longer_than_asked(library: Library) -> None:
    found = library.search("báo tin về ma túy gọi số nào")
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert 1 <= len(found) <= 3
    assert all(0 < one.score <= 1 for one in found)


def test_a_typed_mark_is_respected(library: Library) -> None:
    assert library.best("chợ đa là gì") is None
    right = library.best("ma túy đá là gì")
    assert right is not None
    assert right.id == "ma-tuy-da"


def test_a_hidden_draft_is_never_found() -> None:
    assert load(unreviewed=Unreviewed.HIDE).best("pod chill là gì") is None


def test_a_long_story_is_no_question(library: Library) -> None:
    question = "pod chill là gì? "
    assert library.best(question) is not None
    assert library.best(question * 30) is None
