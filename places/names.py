"""Every name in the gazetteer and what it can stand for, looked up by its letters alone.

A name is found by its ASCII key without spaces (Đa Krông, Đakrông and dakrong are one key); then
the marks that were typed decide between names with the same key.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from places.gazetteer import Gazetteer
from places.types import Alias, AliasKind
from places.words import (
    DISTRICT_WORDS,
    Token,
    TypeWord,
    Vocabulary,
    is_reading_of,
    joined_key,
    joined_marked,
    tokenise,
)

_SHORTEST_TYPO: Final = 5
_SHORTEST_GLUED_TYPO: Final = 6
"""One word of five letters is too near to too much: "trung" is one letter from Tà Rùng."""


class Level(IntEnum):
    """What kind of place a reading is; also the order in which choices are offered."""

    UNIT = 1
    OLD_COMMUNE = 2
    PLACE = 3
    DISTRICT = 4


class Quality(IntEnum):
    """How well the typed letters fit the name, best first.

    `EXACT`: the same marks. `BARE`: the whole text has no marks, so they say nothing.
    `PARTIAL`: some marks are missing. `CONFLICT`: other marks were typed. `TYPO`: one letter off.
    """

    EXACT = 0
    BARE = 1
    PARTIAL = 2
    CONFLICT = 3
    TYPO = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One thing a name stands for: of which level, with which type word, in which units."""

    level: Level
    type_word: TypeWord | None
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name without its type word, in all its spellings, and all that it stands for."""

    spellings: tuple[str, ...]
    key: str
    syllables: int
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The names that typed words can be, all equally good."""

    names: tuple[Name, ...]
    quality: Quality

    @property
    def is_one_syllable(self) -> bool:
        """Tell whether only names of one syllable or a number were found (Thanh, Xy, 1)."""
        return all(name.syllables == 1 for name in self.names)


class NameIndex:
    """All names of a gazetteer by key."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: Vocabulary) -> None:
        """Index the aliases and the official names (about 10 ms)."""
        self._by_key: dict[str, tuple[Name, ...]] = {}
        spelled = _readings_by_spelling(gazetteer, vocabulary)
        by_key: defaultdict[str, list[Name]] = defaultdict(list)
        for (key, spelling, syllables), readings in spelled.items():
            name = Name(spellings=(spelling,), key=key, syllables=syllables, readings=tuple(readings))
            by_key[key] = _merge(by_key[key], name)
        by_sound: defaultdict[str, list[Name]] = defaultdict(list)
        for key, names in by_key.items():
            self._by_key[key] = tuple(names)
            by_sound[_sound(key)] += names
        self._long_keys = [key for key in self._by_key if len(key) >= _SHORTEST_TYPO]
        self._beginnings = {key[:size] for key in self._by_key for size in range(1, len(key) + 1)}
        self._by_sound = {sound: tuple(names) for sound, names in by_sound.items()}

    def may_begin(self, key: str) -> bool:
        """Tell whether some name's key begins with `key`: most words of a text begin none."""
        return key in self._beginnings

    def find(self, words: tuple[Token, ...], *, has_text_marks: bool) -> Found | None:
        """Return the names spelled by `words`, spaces apart.

        With marks in the text, an exact spelling wins; without, every name with these letters is
        as good. Names that fit only if typed marks are wrong come last.
        """
        names = self._by_key.get(joined_key(words))
        if names is None:
            return None
        if not has_text_marks:
            return Found(names=names, quality=Quality.BARE)
        typed = joined_marked(words)
        exact = tuple(name for name in names if typed in name.spellings)
        if exact:
            return Found(names=exact, quality=Quality.EXACT)
        partial = tuple(name for name in names if any(is_reading_of(typed, full) for full in name.spellings))
        if partial:
            return Found(names=partial, quality=Quality.PARTIAL)
        return Found(names=names, quality=Quality.CONFLICT)

    def find_near(self, words: tuple[Token, ...]) -> Found | None:
        """Return the names one letter away from `words`, or that sound the same (s/x, ch/tr).

        From five letters up and never for a name of one syllable. `words` spells no name itself.
        """
        key = joined_key(words)
        if len(key) < _SHORTEST_TYPO or key.isdigit():
            return None
        near = [*self._by_sound.get(_sound(key), ()), *self._by_key.get(_without_telex(key), ())]
        for other, _, _ in process.extract(key, self._long_keys, scorer=OSA.distance, score_cutoff=1, limit=None):
            near += self._by_key[other]
        near = [name for name in near if name.syllables > 1]
        is_glued = len(words) == 1 and len(key) >= _SHORTEST_GLUED_TYPO
        fitting = tuple(dict.fromkeys(name for name in near if is_glued or len(words) == name.syllables))
        return Found(names=fitting, quality=Quality.TYPO) if fitting else None


def _sound(key: str) -> str:
    """Return a key in which s and x, ch and tr are the same."""
    return key.replace("x", "s").replace("tr", "ch")


def _without_telex(key: str) -> str:
    """Return a key without the letters that Telex uses up, for names that are no Vietnamese syllables."""
    return key.replace("dd", "d").replace("aa", "a").replace("ee", "e").replace("oo", "o").replace("w", "")


def _readings_by_spelling(gazetteer: Gazetteer, vocabulary: Vocabulary) -> dict[tuple[str, str, int], list[Reading]]:
    """Map (key, spelling, syllables) to the readings of that spelling, official units first."""
    codes: dict[tuple[str, str, int, Level, TypeWord | None], list[str]] = {}
    official = [Alias(text=unit.name, kind=AliasKind.SHORT, code=unit.code) for unit in gazetteer.units]
    for alias in (*official, *gazetteer.aliases):
        # "Xã Hải Phú, Huyện Bố Trạch" is read as two mentions, so it needs no name of its own.
        if ", " in alias.text:
            continue
        words, type_word = _without_type(tokenise(alias.text), vocabulary)
        level = _level(alias.kind, type_word)
        # "Đồng Hới" without its type word adds nothing to "Phường Đồng Hới".
        bare_names = tokenise(gazetteer.unit(alias.code).bare_name)
        if alias.kind is AliasKind.SHORT and type_word is None and joined_marked(words) == joined_marked(bare_names):
            continue
        # "An Du Nam 1" and "An Du Nam 2" are together "An Du Nam".
        has_number = len(words) > 1 and words[-1].key.isdigit()
        for spelled in (words, words[:-1]) if has_number else (words,):
            row = (joined_key(spelled), joined_marked(spelled), len(spelled), level, type_word)
            codes.setdefault(row, [])
            if alias.code not in codes[row]:
                codes[row].append(alias.code)
    readings: dict[tuple[str, str, int], list[Reading]] = {}
    for (key, spelling, syllables, level, type_word), units in codes.items():
        reading = Reading(level=level, type_word=type_word, codes=tuple(units))
        readings.setdefault((key, spelling, syllables), []).append(reading)
    return readings


def _without_type(words: tuple[Token, ...], vocabulary: Vocabulary) -> tuple[tuple[Token, ...], TypeWord | None]:
    """Take the type word off an alias, but leave at least one word."""
    found = vocabulary.type_at(words, 0)
    # "Làng Vây" and "Bản Cheng" in "thôn Làng Vây", "cửa khẩu Bản Cheng" belong to the name.
    if found is None or found[1] >= len(words):
        return words, None
    return words[found[1] :], found[0]


def _level(kind: AliasKind, type_word: TypeWord | None) -> Level:
    """Return the level of an alias of `kind` with `type_word`."""
    match kind:
        case AliasKind.OLD_COMMUNE:
            return Level.OLD_COMMUNE
        case AliasKind.OLD_DISTRICT:
            return Level.DISTRICT
        case AliasKind.SHORT:
            return Level.UNIT
        case AliasKind.COMMON:
            return Level.DISTRICT if type_word in DISTRICT_WORDS else Level.PLACE


def _merge(names: list[Name], name: Name) -> list[Name]:
    """Add `name` to the names with its key; two spellings of one unit (Đăkrông, Đakrông) become one name."""
    units = _unit_codes(name)
    for position, other in enumerate(names):
        if units & _unit_codes(other):
            merged = Name(
                spellings=other.spellings + name.spellings,
                key=other.key,
                syllables=max(other.syllables, name.syllables),
                readings=tuple(dict.fromkeys(other.readings + name.readings)),
            )
            return [*names[:position], merged, *names[position + 1 :]]
    return [*names, name]


def _unit_codes(name: Name) -> set[str]:
    """Return the codes of the units (not the old communes) called `name`."""
    return {
        code for reading in name.readings if reading.level in (Level.UNIT, Level.DISTRICT) for code in reading.codes
    }
