"""Check what staff write before it reaches the sender: something to read, not too long, nobody named.

Who opens the mailbox may not be the sender: a dealer may hold the phone. So a closing text names nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import phonenumbers

from channels.markup import inert
from tips.staff_errors import TextUnfit, Unfit

LONGEST_QUESTION = 1000
LONGEST_NOTE = 4000
LONGEST_READER_TEXT = 500

_TITLES = frozenset(
    ["ông", "bà", "anh", "chị", "em", "cháu", "chú", "bác", "cô", "dì", "cậu", "thím", "mợ", "tên", "tượng", "chí"]
)
"""The last word before a name: also of `đối tượng`, `đồng chí`."""

_PLACE_WORDS = frozenset(
    [
        "xã",
        "phường",
        "khu",
        "tỉnh",
        "huyện",
        "thôn",
        "bản",
        "làng",
        "chợ",
        "an",
        "sát",
        "phòng",
        "bộ",
        "sở",
        "ban",
        "đội",
        "trạm",
    ]
)
"""The last word before the name of a place or an office: `công an Lao Bảo`, `đặc khu Cồn Cỏ`."""

_NAME_WORDS = 3


def fit_question(text: str) -> str:
    """Return a question as it is sealed. Raises `TextUnfit`."""
    return _fit(text, LONGEST_QUESTION)


def fit_note(text: str) -> str:
    """Return an inner note as it is sealed. Raises `TextUnfit`."""
    return _fit(text, LONGEST_NOTE)


def fit_reader_text(text: str, *, required: bool) -> str:
    """Return the closing text as the sender reads it. Raises `TextUnfit`, also when somebody is named."""
    if not required and not text.strip():
        return ""
    fitted = _fit(text, LONGEST_READER_TEXT)
    if names_someone(fitted):
        raise TextUnfit(Unfit.NAMES_SOMEONE)
    return fitted


def names_someone(text: str) -> bool:
    """Say whether a text holds a telephone number, or reads as if it named a person."""
    if any(phonenumbers.PhoneNumberMatcher(text, "VN")):
        return True
    clauses = [re.findall(r"\w+", clause) for clause in re.split(r"[.!?…,;:\n]", text)]
    return any(_has_title_and_name(words) or _has_full_name(words) for words in clauses)


def _has_title_and_name(words: Sequence[str]) -> bool:
    """Notice `anh Tám`, `ông Nguyễn`; not `anh chị`, nor `Anh Chị`."""
    return any(
        before.casefold() in _TITLES and after[0].isupper() and after.casefold() not in _TITLES
        for before, after in pairwise(words)
    )


def _has_full_name(words: Sequence[str]) -> bool:
    """Notice three capitalised words in a row that no place or office begins."""
    run, before = 0, ""
    for word in words:
        if not (word[0].isupper() and word[1:].islower()):
            run, before = 0, word
            continue
        run += 1
        if run >= _NAME_WORDS and before.casefold() not in _PLACE_WORDS:
            return True
    return False


def _fit(text: str, longest: int) -> str:
    fitted = inert(unicodedata.normalize("NFC", text).replace("\r\n", "\n")).strip()
    if not fitted:
        raise TextUnfit(Unfit.EMPTY)
    if len(fitted) > longest:
        raise TextUnfit(Unfit.TOO_LONG)
    return fitted
