"""The places named in a text: each name with its type word, longest name first, left to right."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from enum import Enum
from typing import Final

from places.gazetteer import Gazetteer
from places.names import Found, NameIndex
from places.scanning import LONGEST_NAME, Mention, Scan
from places.words import (
    Token,
    Vocabulary,
    is_reading_of,
    tokenise,
)

# Words that say nothing about which place is meant; beside anything else "Thanh" may be a person.
_FILLER_LIST: Final = (
    "o tai ve gan cho khu vuc vung cu moi truoc day nay kia do la thuoc noi dia chi xay ra ben canh duoi "
    "tren trong ngoai phia hinh nhu chac thi nha nhe a da vang dung em toi minh tui con chau tau mi hien gio "
    "duoc goi ten sau sap nhap mo te ni ho va"
)
# Words for what stands in a place: a misspelt name beside them is still the name.
_LANDMARK_LIST: Final = (
    "cau duong truong tram ga quan nga ba buu dien ubnd uy ban cong an don bien phong benh vien y san van"
)


class Era(Enum):
    """Whether the person says that they mean the old or the new commune."""

    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A text taken apart.

    `taken`: the tokens that were read as names, type words or provinces. `hints`: districts of
    which only initials are given (BT). `former_province` is set if Quảng Bình is named.
    `names_province`: Quảng Trị or Quảng Bình is named as the province. `is_foreign`: another one is.
    """

    text: str
    tokens: tuple[Token, ...]
    has_marks: bool
    mentions: tuple[Mention, ...]
    taken: frozenset[int]
    hints: tuple[str, ...]
    era: Era | None
    former_province: str | None
    names_province: bool
    is_foreign: bool
    has_other_words: bool


class MentionFinder:
    """Takes texts apart with the names of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Build the index of names (about 15 ms)."""
        self._vocabulary = Vocabulary()
        self._names = NameIndex(gazetteer, self._vocabulary)
        self._initials = _district_initials(gazetteer)
        self._fillers = frozenset(_FILLER_LIST.split())
        self._landmarks = frozenset(_LANDMARK_LIST.split())

    def is_province_key(self, key: str) -> bool:
        """Tell whether `key` is also the ASCII key of another province."""
        return self._vocabulary.is_province_key(key)

    def parse(self, text: str, tokens: tuple[Token, ...], *, has_marks: bool) -> Parsed:
        """Find every name in `tokens`, the tokens of the normalised `text`."""
        scan = Scan(self._vocabulary, self._names, self._initials, tokens, has_marks=has_marks)
        scan.run()
        others = [
            token for position, token in enumerate(tokens) if position not in scan.taken and not self._is_filler(token)
        ]
        return Parsed(
            text=text,
            tokens=tokens,
            has_marks=has_marks,
            mentions=tuple(scan.mentions),
            taken=frozenset(scan.taken),
            hints=tuple(scan.hints),
            era=_era(tokens, scan.taken),
            former_province="Tỉnh Quảng Bình" if scan.names_quang_binh else None,
            names_province=scan.names_province,
            is_foreign=scan.is_foreign,
            has_other_words=bool(others),
        )

    def find_near(self, parsed: Parsed) -> Mention | None:
        """Return the longest run of unread words that is one letter away from a name."""
        for length in range(min(LONGEST_NAME, len(parsed.tokens)), 0, -1):
            for start in range(len(parsed.tokens) - length + 1):
                words = parsed.tokens[start : start + length]
                is_open = not parsed.taken & set(range(start, start + length))
                is_in_one_piece = not any(word.has_break_before for word in words[1:])
                if not is_open or not is_in_one_piece or self._is_part(parsed, start, start + length):
                    continue
                found = self._names.find_near(words)
                if found is not None:
                    return self._near_mention(parsed.tokens, start, length, found)
        return None

    def _is_part(self, parsed: Parsed, start: int, end: int) -> bool:
        """Tell whether unread words directly before or behind make the run a part of another name."""
        tokens = parsed.tokens
        is_open_before = (
            start > 0
            and not tokens[start].has_break_before
            and start - 1 not in parsed.taken
            and not self._stands_beside(tokens[start - 1])
        )
        is_open_behind = (
            end < len(tokens)
            and not tokens[end].has_break_before
            and end not in parsed.taken
            and not self._stands_beside(tokens[end])
        )
        return is_open_before or is_open_behind

    def _is_filler(self, token: Token) -> bool:
        """Tell whether a word says nothing about which place is meant."""
        return token.key in self._fillers or token.key.isdigit()

    def _stands_beside(self, token: Token) -> bool:
        """Tell whether a word may stand beside a name without being a part of it."""
        return self._is_filler(token) or token.key in self._landmarks

    def _near_mention(self, tokens: tuple[Token, ...], start: int, length: int, found: Found) -> Mention:
        """Return the mention for a misspelt name, with the type word directly before it."""
        for size in (4, 3, 2, 1):
            typed = self._vocabulary.type_at(tokens, start - size) if start >= size else None
            if typed is not None and typed[1] == size:
                return Mention(
                    start=start - size, name_start=start, end=start + length, found=found, type_word=typed[0]
                )
        return Mention(start=start, name_start=start, end=start + length, found=found)


def _era(tokens: tuple[Token, ...], taken: set[int]) -> Era | None:
    """Return which commune "cũ", "trước đây", "mới" ask for; none if both or neither are said."""
    open_tokens = [token for position, token in enumerate(tokens) if position not in taken]
    is_old = any(is_reading_of(token.marked, "cũ") for token in open_tokens) or any(
        is_reading_of(first.marked, "trước") and second.key in ("day", "kia")
        for first, second in itertools.pairwise(open_tokens)
    )
    is_new = any(is_reading_of(token.marked, "mới") for token in open_tokens)
    if is_old == is_new:
        return None
    return Era.OLD if is_old else Era.NEW


def _district_initials(gazetteer: Gazetteer) -> dict[str, tuple[str, ...]]:
    """Map the initials of the districts (bt, hl) to the districts."""
    initials: dict[str, tuple[str, ...]] = {}
    for district in gazetteer.by_district():
        words = district.split()
        size = 2 if words[0] in ("Thành", "Thị") else 1
        key = "".join(token.key[0] for token in tokenise(" ".join(words[size:])))
        if len(key) == 2:
            initials[key] = (*initials.get(key, ()), district)
    return initials
