"""What people here type, and what it must be read as: labelled by hand, trap by trap.

The traps are numbered as in the province's list of place-name traps (marks, type words, new and
old names, provinces of the same name, villages, misspellings).
"""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.gazetteer import load
from places.matcher import Matcher
from places.types import Match, MatchKind

_FOLDER = Path(__file__).parent
_MATCHER = Matcher(load())


def _rows(file_name: str) -> list[dict[str, str]]:
    with (_FOLDER / file_name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _outcome(match: Match) -> tuple[str, set[str]]:
    return match.kind, {unit.bare_name for unit in match.units}


def _wanted(row: dict[str, str]) -> tuple[str, set[str]]:
    return row["kind"], set(row["units"].split("|")) - {""}


_ANSWERS = _rows("matcher_cases.csv")
_PROSE = _rows("matcher_cases_prose.csv")


@pytest.mark.parametrize("row", _ANSWERS, ids=[f"{row['trap']}: {row['text']!a}" for row in _ANSWERS])
def test_answer_to_which_commune(row: dict[str, str]) -> None:
    assert _outcome(_MATCHER.match(row["text"])) == _wanted(row)


@pytest.mark.parametrize("row", _ANSWERS, ids=[f"{row['trap']}: {row['text']!a}" for row in _ANSWERS])
def test_answer_means_the_same_decomposed(row: dict[str, str]) -> None:
    assert _outcome(_MATCHER.match(unicodedata.normalize("NFD", row["text"]))) == _wanted(row)


@pytest.mark.parametrize("row", _PROSE, ids=[f"{row['text']!a}" for row in _PROSE])
def test_place_inside_a_tip(row: dict[str, str]) -> None:
    assert _outcome(_MATCHER.find_in_text(row["text"])) == _wanted(row)


def test_every_trap_has_cases_and_there_are_enough() -> None:
    traps = {row["trap"].split()[0] for row in _ANSWERS}
    assert {str(number) for number in range(1, 17)} <= traps
    assert len(_ANSWERS) >= 120


@pytest.mark.parametrize("text", ["khe xanh", "lao bap", "Hưởng Phùng", "ddakroong", "Hải Thượg, Hải Lăng"])
def test_misspelt_name_is_flagged(text: str) -> None:
    assert _MATCHER.match(text).typo


@pytest.mark.parametrize("text", ["Khe Sanh", "khe sanh", "Hải An", "Hải Ba", "Cam An", "xã Cam Thanh"])
def test_real_name_is_never_a_misspelt_other_one(text: str) -> None:
    match = _MATCHER.match(text)
    assert match.kind is MatchKind.ONE
    assert not match.typo


@pytest.mark.parametrize(
    "text", ["Quảng Trị", "Quảng Ninh", "Thanh Hóa", "Hải Dương", "hai phong", "Hà Nội", "Quảng Bình"]
)
def test_name_of_a_province_is_flagged(text: str) -> None:
    assert _MATCHER.match(text).other_province


@pytest.mark.parametrize("text", ["xã Quảng Ninh", "xã Hải Dương", "phường Quảng Trị", "huyện Quảng Ninh"])
def test_type_word_takes_the_province_flag_away(text: str) -> None:
    assert not _MATCHER.match(text).other_province


@pytest.mark.parametrize(
    ("text", "district_only"),
    [("huyện Hải Lăng", True), ("Hướng Hóa", True), ("tp dh", True), ("Hải Lăng", False), ("xã Hải Lăng", False)],
)
def test_district_is_told_from_commune(text: str, *, district_only: bool) -> None:
    assert _MATCHER.match(text).district_only is district_only


def test_todays_unit_is_offered_first_then_the_rest_of_the_district() -> None:
    names = [unit.name for unit in _MATCHER.match("Hải Lăng").units]
    assert names == ["Xã Hải Lăng", "Xã Diên Sanh", "Xã Vĩnh Định", "Xã Nam Hải Lăng", "Xã Mỹ Thủy"]


def test_matched_is_the_part_that_was_read_as_the_place() -> None:
    assert _MATCHER.find_in_text("nó bán ở xã Lao Bảo, đêm nào cũng bán").matched == "xã Lao Bảo"


def test_long_answer_is_searched_like_a_tip() -> None:
    text = "dạ em không nhớ rõ lắm nhưng mà hình như là ở gần chỗ cửa khẩu Lao Bảo đó anh"
    assert [unit.bare_name for unit in _MATCHER.match(text).units] == ["Lao Bảo"]


def test_long_answer_can_say_unknown() -> None:
    text = "dạ em thiệt tình là không biết chỗ đó thuộc về xã nào hết bởi em mới tới đây"
    assert _MATCHER.match(text).kind is MatchKind.UNKNOWN


@given(st.text(max_size=200))
def test_any_text_gets_a_well_formed_answer(text: str) -> None:
    for match in (_MATCHER.match(text), _MATCHER.find_in_text(text)):
        _assert_well_formed(match)


_WORDS = sorted({word for row in _ANSWERS for word in row["text"].split()})


@given(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join))
def test_any_mixture_of_place_words_gets_a_well_formed_answer(text: str) -> None:
    for match in (_MATCHER.match(text), _MATCHER.find_in_text(text)):
        _assert_well_formed(match)


def _assert_well_formed(match: Match) -> None:
    """One unit, 2 to 8 different ones, or none, as the kind says."""
    assert len({unit.code for unit in match.units}) == len(match.units)
    match match.kind:
        case MatchKind.ONE:
            assert len(match.units) == 1
        case MatchKind.SEVERAL:
            assert 2 <= len(match.units) <= 8
        case MatchKind.NONE | MatchKind.UNKNOWN:
            assert match.units == ()
