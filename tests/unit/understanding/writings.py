"""Other writings of a phrase, as phones and people produce them; each is a pure function of the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

_TONE_KEYS: Final = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_SHAPE_KEYS: Final = {"\u0302": None, "\u0306": "w", "\u031b": "w"}
_CHAT: Final = {
    "không": "ko", "được": "dc", "gì": "j", "rồi": "r", "biết": "bik", "người": "ng", "với": "vs",
    "trước": "trc", "vậy": "z", "em": "e", "tôi": "t", "bây giờ": "bh", "đang": "đg", "chồng": "ck", "vợ": "vk",
}  # fmt: skip
_SLASH_WORD: Final = re.compile(r"^/\w+")


def as_typed(text: str) -> str:
    """Return the phrase itself."""
    return text


def without_marks(text: str) -> str:
    """Return the text as ASCII letters."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def in_capitals(text: str) -> str:
    """Return the text in capitals; a slash word stays a slash word."""
    return text.upper()


def decomposed(text: str) -> str:
    """Return the text in NFD, as some phones send it."""
    return unicodedata.normalize("NFD", text)


def stretched(text: str) -> str:
    """Return the text with the last letter of each long last word drawn out ("với" → "vớiiii")."""
    if _SLASH_WORD.match(text):
        return text
    return re.sub(r"([^\W\d_])(?=[.!?,]*$|[,.])", r"\1\1\1\1", text)


def in_telex(text: str) -> str:
    """Return the keys of a Telex keyboard that was switched off: "túy" → "tuys", "đang" → "ddang"."""
    return re.sub(r"[^\W\d_]+", lambda match: _telex_word(match.group()), text)


def _telex_word(word: str) -> str:
    keys: list[str] = []
    tone = ""
    for letter in unicodedata.normalize("NFD", word.replace("đ", "dd").replace("Đ", "Dd")):
        if letter in _TONE_KEYS:
            tone = _TONE_KEYS[letter]
        elif letter in _SHAPE_KEYS:
            keys.append(_SHAPE_KEYS[letter] or keys[-1].lower())
        else:
            keys.append(letter)
    # One w does for both letters of ươ, and that is how people type it.
    return "".join(keys).replace("uwow", "uow") + tone


def in_chat_words(text: str) -> str:
    """Return the text with the short forms of chat ("không" → "ko")."""
    for standard, short in _CHAT.items():
        text = re.sub(rf"\b{standard}\b", short, text, flags=re.IGNORECASE)
    return text


def in_bare_chat_words(text: str) -> str:
    """Return chat words without marks, which is how most people write chat."""
    return without_marks(in_chat_words(text))


WRITINGS: Final[Mapping[str, Callable[[str], str]]] = {
    "as typed": as_typed,
    "without marks": without_marks,
    "capitals": in_capitals,
    "NFD": decomposed,
    "stretched": stretched,
    "Telex": in_telex,
    "teencode": in_chat_words,
    "bare teencode": in_bare_chat_words,
}
