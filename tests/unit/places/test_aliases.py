"""Every name in the data, in every form in which it is typed, gives its own units and no wrong one.

The rule, worked out here from the data alone and not from the matcher:
- a name belongs to the units in its rows (a district to all of its units);
- another row whose name without type word has the same letters (the same marks, where marks are
  typed) is a rival. Without rivals in other units, the name must give exactly its units: `one`, or
  `several` for a district;
- with rivals the answer may be wider, for nobody can tell, but it holds the name's own units and
  nothing but units of rivals, 2 to 8 in all; and never one wrong.
No district has more than seven units, so a district is always asked with all of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable

import pytest

from places.gazetteer import load
from places.matcher import Matcher
from places.types import MatchKind

_GAZETTEER = load()
_MATCHER = Matcher(_GAZETTEER)
_TYPE_WORDS = re.compile(
    r"^(xã|phường|thị trấn|huyện đảo|huyện|thị xã|thành phố|đặc khu|cửa khẩu quốc tế|cửa khẩu|thôn|đảo) "
)


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


_ABBREVIATIONS = {
    "Xã ": "X.",
    "Phường ": "P.",
    "Thị trấn ": "TT. ",
    "Huyện ": "H.",
    "Thị xã ": "TX.",
    "Thành phố ": "Tp. ",
    "Đặc khu ": "ĐK ",
    "cửa khẩu ": "CK ",
}
_NEW_TONE_PLACEMENT = {"òa": "oà", "óa": "oá", "ỏa": "oả", "ủy": "uỷ", "úy": "uý", "Hòa": "Hoà"}


def _abbreviated(text: str) -> str:
    for word, short in _ABBREVIATIONS.items():
        text = text.replace(word, short)
    return text


def _with_new_tones(text: str) -> str:
    for old, new in _NEW_TONE_PLACEMENT.items():
        text = re.sub(rf"{old}(?![a-z])", new, text)
    return text


_FORMS: dict[str, Callable[[str], str]] = {
    "as is": lambda text: text,
    "unmarked": _without_marks,
    "unmarked small": lambda text: _without_marks(text).lower(),
    "capitals": str.upper,
    "unmarked capitals": lambda text: _without_marks(text).upper(),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "hyphenated": lambda text: text.replace(" ", "-"),
    "abbreviated": _abbreviated,
    "unmarked abbreviated": lambda text: _without_marks(_abbreviated(text)),
    "new tone placement": _with_new_tones,
    "with spaces around": lambda text: f"  {text.replace(' ', '  ')}\u00a0",
    "with a stop": lambda text: f"{text}.",
    "in a sentence": lambda text: f"Dạ ở {text} ạ",
    "unmarked hyphenated": lambda text: _without_marks(text).replace(" ", "-"),
}


def _units_by_name() -> dict[str, set[str]]:
    units: defaultdict[str, set[str]] = defaultdict(set)
    for alias in _GAZETTEER.aliases:
        units[alias.text].add(alias.code)
    return dict(units)


def _bare(name: str) -> str:
    """The name without type word and district, letters only."""
    return re.sub(r"[\s,]", "", _TYPE_WORDS.sub("", name.split(", ", maxsplit=1)[0].lower()))


def _rivals(units_by_name: dict[str, set[str]], key: Callable[[str], str]) -> dict[str, set[str]]:
    rivals: defaultdict[str, set[str]] = defaultdict(set)
    for name, codes in units_by_name.items():
        rivals[key(_bare(name))] |= codes
    return dict(rivals)


_UNITS = _units_by_name()
_MARKED_RIVALS = _rivals(_UNITS, lambda bare: bare)
_UNMARKED_RIVALS = _rivals(_UNITS, _without_marks)
# Four spellings of one name: a difference in marks does not make Đăkrông another place.
_ONE_NAME_FOUR_SPELLINGS = "dakrong"


def test_the_data_is_whole() -> None:
    assert len(_GAZETTEER.units) == 78
    assert len(_GAZETTEER.aliases) == 534


@pytest.mark.parametrize("form", _FORMS)
def test_each_name_gives_its_units(form: str) -> None:
    wrong = [name for name in _UNITS if not _is_right(name, form)]
    assert wrong == []


def _is_right(name: str, form: str) -> bool:
    """Apply the rule to one name in one form."""
    own = _UNITS[name]
    typed = _FORMS[form](name)
    # "Khe Sanh" or "X.Cam Thanh" has no mark to go by, whatever the form.
    is_marked = _without_marks(typed) != typed and _without_marks(_bare(name)) != _ONE_NAME_FOUR_SPELLINGS
    allowed = _MARKED_RIVALS[_bare(name)] if is_marked else _UNMARKED_RIVALS[_without_marks(_bare(name))]
    match = _MATCHER.match(typed)
    got = {unit.code for unit in match.units}
    if allowed == own:
        return got == own and match.kind is (MatchKind.ONE if len(own) == 1 else MatchKind.SEVERAL)
    return own <= got <= allowed and (
        (match.kind is MatchKind.ONE and got == own) or (match.kind is MatchKind.SEVERAL and 2 <= len(got) <= 8)
    )


def test_no_name_needs_the_misspelling_rule() -> None:
    assert [name for name in _UNITS if _MATCHER.match(name).typo] == []


def test_each_official_name_is_confirmed_alone_or_asked() -> None:
    for unit in _GAZETTEER.units:
        match = _MATCHER.match(unit.name)
        assert unit in match.units
        # Only a commune with the name of an old one elsewhere has to be asked.
        is_shared = unit.bare_name in {"Hòa Trạch", "Phú Trạch", "Mỹ Thủy", "Minh Hóa", "Tân Thành"}
        assert match.kind is (MatchKind.SEVERAL if is_shared else MatchKind.ONE)


def test_a_district_is_never_too_large_to_ask() -> None:
    assert max(len(units) for units in _GAZETTEER.by_district().values()) == 7
