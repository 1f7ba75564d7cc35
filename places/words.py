"""The words around a place name: tokens, type words, provinces, "I do not know"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from places.folding import fold


class TypeWord(StrEnum):
    """What the word before a name says the place is."""

    COMMUNE = "xã"
    WARD = "phường"
    TOWN = "thị trấn"
    ZONE = "đặc khu"
    DISTRICT = "huyện"
    DISTRICT_TOWN = "thị xã"
    CITY = "thành phố"
    ISLAND = "đảo"
    GATE = "cửa khẩu"
    VILLAGE = "thôn"
    PROVINCE = "tỉnh"


COMMUNE_WORDS: Final = frozenset({TypeWord.COMMUNE, TypeWord.WARD, TypeWord.TOWN, TypeWord.ZONE})
DISTRICT_WORDS: Final = frozenset({TypeWord.DISTRICT, TypeWord.DISTRICT_TOWN, TypeWord.CITY, TypeWord.ISLAND})

# Full spelling and what it says. A word typed with other marks ("bán", "tớ") is another word.
_TYPE_PHRASES: Final = {
    "xã": TypeWord.COMMUNE,
    "x": TypeWord.COMMUNE,
    "phường": TypeWord.WARD,
    "p": TypeWord.WARD,
    "f": TypeWord.WARD,
    "ph": TypeWord.WARD,
    "thị trấn": TypeWord.TOWN,
    "tt": TypeWord.TOWN,
    "ttr": TypeWord.TOWN,
    "đặc khu": TypeWord.ZONE,
    "đk": TypeWord.ZONE,
    "huyện": TypeWord.DISTRICT,
    "huyện đảo": TypeWord.DISTRICT,
    "h": TypeWord.DISTRICT,
    "thị xã": TypeWord.DISTRICT_TOWN,
    "tx": TypeWord.DISTRICT_TOWN,
    "thành phố": TypeWord.CITY,
    "tp": TypeWord.CITY,
    "đảo": TypeWord.ISLAND,
    "cửa khẩu": TypeWord.GATE,
    "cửa khẩu quốc tế": TypeWord.GATE,
    "cửa khẩu phụ": TypeWord.GATE,
    "ck": TypeWord.GATE,
    "thôn": TypeWord.VILLAGE,
    "bản": TypeWord.VILLAGE,
    "xóm": TypeWord.VILLAGE,
    "làng": TypeWord.VILLAGE,
    "ấp": TypeWord.VILLAGE,
    "khóm": TypeWord.VILLAGE,
    "đội": TypeWord.VILLAGE,
    "tổ": TypeWord.VILLAGE,
    "kp": TypeWord.VILLAGE,
    "tdp": TypeWord.VILLAGE,
    "khu phố": TypeWord.VILLAGE,
    "tổ dân phố": TypeWord.VILLAGE,
    "tiểu khu": TypeWord.VILLAGE,
    "tỉnh": TypeWord.PROVINCE,
}
# Abbreviations that people glue to a name ("xalaobao", "ttlaobao"), longest first.
GLUED_TYPE_WORDS: Final = (
    ("thitran", TypeWord.TOWN),
    ("phuong", TypeWord.WARD),
    ("huyen", TypeWord.DISTRICT),
    ("thixa", TypeWord.DISTRICT_TOWN),
    ("xa", TypeWord.COMMUNE),
    ("tt", TypeWord.TOWN),
    ("tx", TypeWord.DISTRICT_TOWN),
    ("tp", TypeWord.CITY),
)

DIRECTIONS: Final = {"bac": "bắc", "nam": "nam", "dong": "đông", "tay": "tây"}

# Provinces before and after 2025 but ours; a name alone is not proof (Thanh Hóa was a commune here).
_PROVINCE_LIST: Final = (
    "Hà Nội, Hồ Chí Minh, Sài Gòn, Hải Phòng, Đà Nẵng, Cần Thơ, Huế, Thừa Thiên Huế, Hà Tĩnh, Nghệ An, "
    "Thanh Hóa, Ninh Bình, Nam Định, Hà Nam, Thái Bình, Hưng Yên, Hải Dương, Quảng Ninh, Bắc Ninh, "
    "Bắc Giang, Bắc Kạn, Cao Bằng, Lạng Sơn, Hà Giang, Tuyên Quang, Thái Nguyên, Phú Thọ, Vĩnh Phúc, "
    "Hòa Bình, Sơn La, Lai Châu, Điện Biên, Lào Cai, Yên Bái, Quảng Nam, Quảng Ngãi, Bình Định, Phú Yên, "
    "Khánh Hòa, Ninh Thuận, Bình Thuận, Kon Tum, Gia Lai, Đắk Lắk, Đắk Nông, Lâm Đồng, Bình Phước, "
    "Bình Dương, Đồng Nai, Tây Ninh, Bà Rịa, Vũng Tàu, Long An, Tiền Giang, Bến Tre, Trà Vinh, Vĩnh Long, "
    "Đồng Tháp, An Giang, Kiên Giang, Hậu Giang, Sóc Trăng, Bạc Liêu, Cà Mau, Vientiane, Savannakhet"
)

_UNKNOWN: Final = re.compile(
    r"\b(?:khong|hong|hok|hem|hk|ko|kg|k|kh|khg|chang|cha|chua|no|nao|deo)\s+(?:co\s+)?"
    r"(?:biet|bik|bit|biec|bjet|bjt|ro|nho|chac|ranh|hieu|rox)\b"
    r"|\bkobit\b|\bkobik\b|\bkobiet\b|\bkhongbiet\b|^chiu(?: thua| roi| luon)?$"
    r"|\bbiet (?:mo|dau|chet lien)\b|\bmo (?:biet|ma biet)\b"
    r"|\b(?:don t|dont|do not|not) (?:know|sure)\b|^idk$"
)

# What changes between letters and figures more than once is one word, a number plate or a code: no "f5" stands in it.
_TOKEN: Final = re.compile(r"[^\W\d_]*(?:\d+[^\W\d_]+)+\d+|[^\W\d_]+|\d+")
_BREAK: Final = re.compile(r"[^\s\-./']")
_FINAL_Y: Final = re.compile(r"^(qu|[bcdđghklmnpqrstvx]+)([yỳýỷỹỵ])$")
_Y_TO_I: Final = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word or number: lower case with marks, its ASCII key, and how it stood in the text.

    `has_break_before`: a comma or the like stands before it. `start` and `end` are offsets.
    """

    marked: str
    key: str
    is_capitalised: bool
    has_break_before: bool
    start: int
    end: int


def _same_i(word: str) -> str:
    """Write a final y behind consonants as i (Mỹ as Mĩ, Quy as Qui): both spellings are in use."""
    match = _FINAL_Y.match(word)
    return match.group(1) + match.group(2).translate(_Y_TO_I) if match else word


def tokenise(text: str) -> tuple[Token, ...]:
    """Return the tokens of a normalised text."""
    tokens: list[Token] = []
    previous_end = 0
    for match in _TOKEN.finditer(text):
        word = match.group()
        tokens.append(
            Token(
                marked=_same_i(word.casefold()),
                key=_same_i(fold(word)),
                is_capitalised=word[0].isupper(),
                has_break_before=bool(tokens) and _BREAK.search(text, previous_end, match.start()) is not None,
                start=match.start(),
                end=match.end(),
            )
        )
        previous_end = match.end()
    return tuple(tokens)


def joined_marked(tokens: tuple[Token, ...]) -> str:
    """Return the marked words without spaces."""
    return "".join(token.marked for token in tokens)


def joined_key(tokens: tuple[Token, ...]) -> str:
    """Return the ASCII keys without spaces."""
    return "".join(token.key for token in tokens)


def is_reading_of(typed: str, full: str) -> bool:
    """Tell whether `typed` is `full` with all, some or none of its marks, but no other mark."""
    return len(typed) == len(full) and all(
        one in (other, bare) for one, other, bare in zip(typed, full, fold(full), strict=True)
    )


class Vocabulary:
    """Type words and provinces by their keys, built once."""

    def __init__(self) -> None:
        """Build the tables (under 1 ms)."""
        self._types: dict[str, list[tuple[str, int, TypeWord]]] = {}
        for phrase, type_word in _TYPE_PHRASES.items():
            words = tokenise(phrase)
            self._types.setdefault(joined_key(words), []).append((joined_marked(words), len(words), type_word))
        provinces = [tokenise(name) for name in _PROVINCE_LIST.split(", ")]
        self._beginnings = {tokenise(phrase)[0].key for phrase in _TYPE_PHRASES}
        self._province_beginnings = {words[0].key for words in provinces}
        self._provinces = {joined_key(words): joined_marked(words) for words in provinces}

    def type_at(self, tokens: tuple[Token, ...], start: int) -> tuple[TypeWord, int] | None:
        """Return the longest type phrase at `start` and its number of tokens."""
        if tokens[start].key not in self._beginnings:
            return None
        for length in (4, 3, 2, 1):
            words = tokens[start : start + length]
            if len(words) < length or any(word.has_break_before for word in words[1:]):
                continue
            for marked, size, type_word in self._types.get(joined_key(words), ()):
                if size == length and is_reading_of(joined_marked(words), marked):
                    return type_word, length
        return None

    def is_province_key(self, key: str) -> bool:
        """Tell whether `key` is the ASCII key of a province that is not ours."""
        return key in self._provinces

    def province_at(self, tokens: tuple[Token, ...], start: int) -> int:
        """Return the number of tokens of another province's name at `start`, 0 if there is none."""
        if tokens[start].key not in self._province_beginnings:
            return 0
        for length in (3, 2, 1):
            words = tokens[start : start + length]
            marked = self._provinces.get(joined_key(words)) if len(words) == length else None
            if marked is not None and is_reading_of(joined_marked(words), marked):
                return length
        return 0


def says_unknown(text: str) -> bool:
    """Tell whether a person says that they do not know ("ko bik xã mô")."""
    return _UNKNOWN.search(fold(text)) is not None
