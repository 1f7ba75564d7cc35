"""Check what staff write before it reaches the sender: something to read, not too long, nobody named.

Who opens the mailbox may not be the sender: a dealer may hold the phone. So a closing text names nobody.
"""

from __future__ import annotations

import re
import unicodedata

import phonenumbers

from tips.staff_errors import TextUnfit, Unfit

LONGEST_QUESTION = 1000
LONGEST_NOTE = 4000
LONGEST_READER_TEXT = 500

_TITLES = "ông|bà|anh|chị|em|cháu|chú|bác|cô|dì|cậu|thím|mợ|tên|đối tượng|đồng chí|đ/c"
_CAPITALISED = r"[A-ZÀ-ỸĐ][a-zà-ỹđ]+"
# A title with a name behind it ("ông Nguyễn Văn A", "anh Tám"), or three capitalised words in a row.
_NAMED = re.compile(rf"(?<!\w)(?i:{_TITLES})\s+[A-ZÀ-ỸĐ][\wà-ỹ]*|{_CAPITALISED}(?:\s+{_CAPITALISED}){{2,}}")
_PLACES_AND_BODIES = re.compile(r"(?i:công an|phòng|bộ|tỉnh|xã|phường|đặc khu|ủy ban|bộ đội)\s+[\w ]*")


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
    return _NAMED.search(_PLACES_AND_BODIES.sub(" ", text)) is not None


def _fit(text: str, longest: int) -> str:
    fitted = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    if not fitted:
        raise TextUnfit(Unfit.EMPTY)
    if len(fitted) > longest:
        raise TextUnfit(Unfit.TOO_LONG)
    return fitted
