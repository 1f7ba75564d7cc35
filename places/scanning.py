"""One walk over the tokens of a text: which of them name a place, longest name first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from places.names import Found, NameIndex, Quality
from places.words import (
    DIRECTIONS,
    GLUED_TYPE_WORDS,
    Token,
    TypeWord,
    Vocabulary,
    is_reading_of,
    joined_key,
)

LONGEST_NAME: Final = 5
"""Tokens, the type word not counted ("nông trường Việt Trung" has 4, and one may be split)."""
_SHORTEST_GLUED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place name in the tokens of a text.

    `start` counts from the type word, `name_start` from the name; `end` is behind the name.
    `is_directed`: a direction stands before a name that has none ("Bắc Ba Đồn"): not that place.
    """

    start: int
    name_start: int
    end: int
    found: Found
    type_word: TypeWord | None = None
    is_directed: bool = False


class Scan:
    """One walk over the tokens of one text."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        names: NameIndex,
        initials: dict[str, tuple[str, ...]],
        tokens: tuple[Token, ...],
        *,
        has_marks: bool,
    ) -> None:
        """Prepare a walk over `tokens`; `run` fills the public attributes."""
        self._vocabulary, self._names, self._initials = vocabulary, names, initials
        self._tokens, self._has_marks = tokens, has_marks
        self.mentions: list[Mention] = []
        self.hints: list[str] = []
        self.taken: set[int] = set()
        self.names_quang_binh = self.names_province = self.is_foreign = False

    def run(self) -> None:
        """Walk from left to right; each step takes at least one token."""
        position = 0
        while position < len(self._tokens):
            position = self._step(position)

    def _step(self, position: int) -> int:
        """Read what starts at `position`; return where to go on."""
        name = self._name_at(position, shortest=2)
        if name is not None:
            return self._take_name(position, position, None, *name)
        typed = self._vocabulary.type_at(self._tokens, position)
        if typed is not None:
            return self._take_typed(position, *typed)
        if self._take_province(position, None):
            return self._end_of_taken(position)
        glued = self._glued_at(position)
        if glued is not None:
            type_word, found = glued
            self._add(Mention(start=position, name_start=position, end=position + 1, found=found, type_word=type_word))
            return position + 1
        return self._step_short(position)

    def _step_short(self, position: int) -> int:
        """Read a name of one syllable or the initials of a district, else pass over the token."""
        name = self._name_at(position, shortest=1)
        if name is not None:
            return self._take_name(position, position, None, *name)
        if self._tokens[position].key in self._initials:
            # "QT" alone is the province as often as the old town, so it says nothing about the town.
            districts = self._initials[self._tokens[position].key]
            self.hints += [district for district in districts if district != "Thị xã Quảng Trị"]
            self.taken.add(position)
        return position + 1

    def _take_typed(self, start: int, type_word: TypeWord, size: int) -> int:
        """Read the name behind a type word; a type word before anything else is passed over."""
        behind = start + size
        self.taken |= set(range(start, behind))
        if behind >= len(self._tokens):
            return behind
        if self._take_province(behind, type_word):
            return self._end_of_taken(behind)
        name = self._name_at(behind, shortest=1)
        if name is not None:
            return self._take_name(start, behind, type_word, *name)
        hinted = self._initials.get(self._tokens[behind].key, ())
        if hinted and type_word not in (TypeWord.VILLAGE, TypeWord.GATE):
            of_type = [district for district in hinted if district.lower().startswith(type_word)]
            self.hints += of_type or hinted
            self.taken.add(behind)
            return behind + 1
        if type_word is TypeWord.VILLAGE and self._tokens[behind].key.isdigit():
            self.taken.add(behind)
            return behind + 1
        return behind

    def _take_name(self, start: int, name_start: int, type_word: TypeWord | None, length: int, found: Found) -> int:
        """Record a name, unless it is the name of a province and nothing else."""
        if self._take_province(name_start, type_word, found):
            return self._end_of_taken(name_start)
        is_directed = type_word is None and self._has_direction_before(name_start)
        self._add(
            Mention(
                start=start,
                name_start=name_start,
                end=name_start + length,
                found=found,
                type_word=type_word,
                is_directed=is_directed,
            )
        )
        return name_start + length

    def _add(self, mention: Mention) -> None:
        """Record a mention and its tokens."""
        self.mentions.append(mention)
        self.taken |= set(range(mention.start, mention.end))

    def _end_of_taken(self, position: int) -> int:
        """Return the first token from `position` on that is not taken."""
        while position in self.taken:
            position += 1
        return position

    def _name_at(self, start: int, *, shortest: int) -> tuple[int, Found] | None:
        """Return the longest name at `start` and its number of tokens.

        `shortest` 2 leaves out names of one syllable; one token with a whole name glued counts.
        """
        if not self._names.may_begin(self._tokens[start].key) or self._is_phia_before(start):
            return None
        for length in range(LONGEST_NAME, 0, -1):
            words = self._tokens[start : start + length]
            if len(words) < length or any(word.has_break_before for word in words[1:]):
                continue
            found = self._names.find(words, has_text_marks=self._has_marks)
            if found is None or (found.is_one_syllable and (shortest > 1 or length > 1)):
                continue
            # A wrong mark may be a slip in a name of two words, but not in "thánh" for Thanh.
            if found.is_one_syllable and found.quality is Quality.CONFLICT:
                continue
            return length, found
        return None

    def _is_phia_before(self, start: int) -> bool:
        """Tell whether `start` is the direction in "phía nam Hải Lăng": no part of a name then."""
        return start > 0 and self._tokens[start - 1].key == "phia" and _is_direction(self._tokens[start])

    def _has_direction_before(self, name_start: int) -> bool:
        """Tell whether a direction stands directly before the name."""
        before = name_start - 1
        return (
            before >= 0
            and before not in self.taken
            and not self._tokens[name_start].has_break_before
            and _is_direction(self._tokens[before])
        )

    def _glued_at(self, position: int) -> tuple[TypeWord, Found] | None:
        """Read one token that is a type word and a name without a space ("xalaobao")."""
        token = self._tokens[position]
        for prefix, type_word in GLUED_TYPE_WORDS:
            rest = token.key[len(prefix) :]
            if token.key.startswith(prefix) and len(rest) >= _SHORTEST_GLUED:
                name = Token(
                    marked=token.marked[len(prefix) :],
                    key=rest,
                    is_capitalised=token.is_capitalised,
                    has_break_before=False,
                    start=token.start,
                    end=token.end,
                )
                found = self._names.find((name,), has_text_marks=self._has_marks)
                if found is not None and not found.is_one_syllable:
                    return type_word, found
        return None

    def _take_province(self, start: int, type_word: TypeWord | None, found: Found | None = None) -> bool:
        """Record a province at `start`, ours or another, unless the words are more likely a commune."""
        words = self._tokens[start : start + 2]
        is_ours = joined_key(words) in ("quangtri", "quangbinh") and type_word in (None, TypeWord.PROVINCE)
        if is_ours and (found is None or type_word is TypeWord.PROVINCE):
            self.names_province = True
            self.names_quang_binh |= joined_key(words) == "quangbinh"
            self.taken |= {start, start + 1}
            return True
        length = self._vocabulary.province_at(self._tokens, start)
        if length == 0 or (found is not None and not self._is_rather_province(type_word, start, length, found)):
            return False
        if type_word not in (None, TypeWord.PROVINCE, TypeWord.CITY):
            return False
        self.is_foreign = True
        self.taken |= set(range(start, start + length))
        return True

    def _is_rather_province(self, type_word: TypeWord | None, start: int, length: int, found: Found) -> bool:
        """Tell whether words that are also a name of ours mean the province (tỉnh Thanh Hóa, Hải Phòng)."""
        if type_word in (TypeWord.PROVINCE, TypeWord.CITY):
            return True
        is_longer = max(name.syllables for name in found.names) > length
        return not is_longer and self._has_marks and found.quality is Quality.CONFLICT


def _is_direction(token: Token) -> bool:
    """Tell whether `token` is bắc, nam, đông or tây, with all, some or no marks."""
    full = DIRECTIONS.get(token.key)
    return full is not None and is_reading_of(token.marked, full)
