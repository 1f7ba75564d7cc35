"""One spelling for one word: how Vietnamese text is brought to a form that can be compared.

Phones send the same word in many shapes: composed or decomposed, hoà or hòa, with invisible
characters, without marks, half typed in Telex. Everything that compares text goes through here
first. Every function is total and pure; none of them ever raises on any string.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from places.telex import untelex

__all__ = ["fold", "has_marks", "normalise", "squeeze", "untelex"]

_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\ufe0e\ufe0f"
)
_ODD_SPACES: Final = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_ODD_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_SINGLE_QUOTES: Final = "\u2018\u2019\u201a\u201b\u02bc\u2032"
_DOUBLE_QUOTES: Final = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
# Ð (Icelandic eth) and Ɖ (African d) look like Đ, and some keyboards and PDF copies send them.
_STROKED_D: Final = {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"}


def _plain_table() -> dict[int, str | None]:
    """Return the character table of `normalise`: invisible removed, odd ones made plain."""
    table: dict[int, str | None] = {ord(character): None for character in _INVISIBLE}
    table |= {ord(character): " " for character in _ODD_SPACES}
    table |= {ord(character): "-" for character in _ODD_DASHES}
    table |= {ord(character): "'" for character in _SINGLE_QUOTES}
    table |= {ord(character): '"' for character in _DOUBLE_QUOTES}
    table |= {ord(character): plain for character, plain in _STROKED_D.items()}
    return table


def _fold_character(character: str) -> str | None:
    """Return the ASCII key of one character: letters without marks, anything else a space."""
    if unicodedata.combining(character):
        return None
    # Compatibility first: a mathematical or full-width capital becomes a plain one only by it.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    bare = "".join(part for part in decomposed if not unicodedata.combining(part)).replace("đ", "d")
    return bare if bare.isalnum() else " "


class _FoldTable(dict[int, str | None]):
    """The character table of `fold`; what is outside the common ranges is worked out on the spot."""

    def __missing__(self, codepoint: int) -> str | None:
        return _fold_character(chr(codepoint))


def _fold_table() -> _FoldTable:
    """Return `_FoldTable` filled for ASCII, Latin and the Vietnamese block."""
    table = _FoldTable()
    for codepoint in (
        *range(0x0250),
        *range(0x0300, 0x0370),
        *range(0x1E00, 0x1F00),
    ):
        table[codepoint] = _fold_character(chr(codepoint))
    for codepoint, plain in _plain_table().items():
        table[codepoint] = plain if plain is None else _fold_character(plain)
    return table


_TONES: Final = (
    "a à á ả ã ạ",
    "e è é ẻ ẽ ẹ",
    "o ò ó ỏ õ ọ",
    "u ù ú ủ ũ ụ",
    "y ỳ ý ỷ ỹ ỵ",
)


def _toned() -> dict[str, tuple[str, int]]:
    """Map each vowel with a tone to its bare vowel and the tone's number, 1 to 5, both cases."""
    toned: dict[str, tuple[str, int]] = {}
    for row in _TONES:
        vowels = row.split()
        for number, vowel in enumerate(vowels[1:], start=1):
            toned[vowel] = (vowels[0], number)
            toned[vowel.upper()] = (vowels[0].upper(), number)
    return toned


def _with_tone() -> dict[tuple[str, int], str]:
    """The inverse of `_toned`: bare vowel and tone number to the vowel with its tone."""
    return {key: vowel for vowel, key in _toned().items()}


_PLAIN_TABLE: Final = _plain_table()
_ODD: Final = re.compile(f"[{re.escape(''.join(map(chr, _PLAIN_TABLE)))}]")
_FOLD_TABLE: Final = _fold_table()
_TONED: Final = _toned()
_WITH_TONE: Final = _with_tone()

_LETTER: Final = r"[^\W\d_]"
# In an open syllable the tone sits on the first vowel (hòa, thủy), in a closed one on the second
# (hoàn, huỳnh); after q the u belongs to the consonant, so the tone is always on what follows.
# The letter class comes first, and what stands before it is looked at behind it: so the search leaps from one such
# letter to the next instead of trying every place.
_MISPLACED: Final = re.compile(
    r"[oOuUòóỏõọÒÓỎÕỌùúủũụÙÚỦŨỤ](?:"
    rf"(?:(?<=[oO])[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<=[uU])[ỳýỷỹỵỲÝỶỸỴ])(?<![qQ]..)(?!{_LETTER})"
    rf"|(?:(?<=[òóỏõọÒÓỎÕỌ])[aeAE]|(?<=[ùúủũụÙÚỦŨỤ])[yY])(?={_LETTER})"
    r"|(?<=[qQ][ùúủũụÙÚỦŨỤ])[aeyAEY])"
)

_MARKED: Final = re.compile(
    r"[đĐ\u00d0\u00f0\u0189\u0256\u0300-\u036fàáảãạăắằẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợ"
    r"ùúủũụưừứửữựỳýỷỹỵ]",
    re.IGNORECASE,
)

_STRETCHED: Final = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_THRICE: Final = re.compile(r"(.)\1\1", re.DOTALL)
_STRETCHED_CUU: Final = re.compile(r"\b(b|c|h|kh|l|m|ng|ngh|s|t|tr)u{3,}\b", re.IGNORECASE)

# The letters of Vietnamese and English chat, all of which differ in case only as `lower` says. Beyond them are
# signs that a pattern takes for equal in more ways (the long s, the dotless i, the Kelvin sign).
_EVERYDAY: Final = re.compile(
    "[\x00-\x7f\xa0-\xb4\xb6-\xde\xe0-\xffĂăĐđĨĩŨũƠơƯư\u0300-\u0344\u1ea0-\u1ef9\u2010-\u2026]*"
)


def _move_tone(match: re.Match[str]) -> str:
    """Move the tone of a two-vowel group from one vowel to the other."""
    pair = match.group()
    first, second = pair[0], pair[1]
    if first in _TONED:
        bare, tone = _TONED[first]
        return bare + _WITH_TONE[second, tone]
    bare, tone = _TONED[second]
    return _WITH_TONE[first, tone] + bare


def normalise(text: str) -> str:
    """Return `text` in one canonical spelling, with its case and its marks.

    NFC, look-alikes of đ mapped, invisible characters removed, odd spaces, dashes and quotes made
    plain, white space collapsed to single spaces, tone placement in the style of the resolutions
    (hòa, thủy, not after q: quý). Idempotent.
    """
    if text.isascii():
        return " ".join(text.split())
    plain = unicodedata.normalize("NFC", text.translate(_PLAIN_TABLE) if _ODD.search(text) else text)
    return _MISPLACED.sub(_move_tone, " ".join(plain.split()))


def fold(text: str) -> str:
    """Return the ASCII key of `text`: lower case, no marks, đ as d, punctuation as single spaces.

    Two texts that differ only in marks, case, composition or punctuation have the same key.
    Letters of other scripts stay. Idempotent.
    """
    if text.isascii() and text.isalnum():
        return text.lower()
    return " ".join(text.translate(_FOLD_TABLE).split())


def has_marks(text: str) -> bool:
    """Tell whether `text` has any Vietnamese mark or đ, composed or not: then marks carry meaning."""
    return not text.isascii() and _MARKED.search(text) is not None


def squeeze(text: str) -> str:
    """Return `text` with stretched letters shortened: a run of three or more becomes one.

    "đánhhhh" gives "đánh", "trờiiii" gives "trời". Exception: an unmarked word that is one
    consonant and a run of u keeps two ("cuuuuu" gives "cuu"), because "cứu" is what people shout.
    Digits are left alone.
    """
    if _EVERYDAY.fullmatch(text) is not None and _THRICE.search(text.lower()) is None:
        return text
    return _STRETCHED.sub(r"\1", _STRETCHED_CUU.sub(_keep_two, text))


def _keep_two(match: re.Match[str]) -> str:
    """Shorten the run of u in `match` to two, in the run's own case."""
    word = match.group()
    return match.group(1) + word[len(match.group(1)) :][:2]
