"""A relative of the writer who uses drugs: a call for help and not a tip, whatever else the sentence holds."""

from __future__ import annotations

import re
from typing import Final

from handlers.understanding.reading import Reading, read

_MINE: Final = "toi|tui|to|em|minh|nha toi|nha tui|nha em|nha minh"
_KIN: Final = (
    "con trai|con gai|con|chau trai|chau gai|chau|chong|vo|em trai|em gai|em ho|anh trai|chi gai|anh|chi|"
    "bo|ba|cha|me|ma|bac|chu|cau|ong xa|ba xa"
)
_OTHERS: Final = "ong|ba|chu|co|bac|anh|chi|nha|hang xom|lang gieng|cua"
# With an owner ("con tôi"), or a word that means one's own without it ("người nhà"); not "con trai ông Tư".
_RELATIVE: Final = re.compile(
    rf"\b(?:(?:{_KIN}) (?:{_MINE})|nguoi (?:nha|than)|nha (?:{_MINE}) co nguoi"
    rf"|(?:chong|vo|con trai|con gai|em trai|em gai|anh trai|chi gai)(?! (?:{_OTHERS})\b))\b"
)
_GOODS: Final = (
    "ma tuy|hang da|da(?! (?:bong|banh|cau))|heroin|bach phien|thuoc phien|hong phien|can sa|co my|bo da|pod|vape|"
    "thuoc lac|ke|keo|bong cuoi|nuoc vui|hang trang|chat cam|thuoc la dien tu"
)
_USING: Final = "hut|hit|choi|dung|su dung|xai|dap|can|thu|chich|uong|dinh|dinh vao|sa vao"
_USES: Final = re.compile(
    rf"\b(?:(?:{_USING}) (?:phai )?(?:{_GOODS}|do)"
    r"|nghien(?! (?:game|dien thoai|facebook|tiktok|ca phe|ruou|phim|mang))|phe (?:da|thuoc))\b"
)
_USE_WORDS: Final = frozenset((*(verb.split()[0] for verb in _USING.split("|")), "nghien", "phe"))
"""One of these opens every use: most messages have none, which is told at one look."""
# Trade is for the police, whoever does it; a question of law has an answer of its own.
_OTHERWISE: Final = re.compile(
    r"\b(?:ban|buon|van chuyen|cho thue|giao hang|di tu|bi bat|bi phat|phat bao nhieu|pham toi|co toi)\b"
)
_ASKS_HELP: Final = re.compile(
    r"\b(?:lam sao|lam gi|the nao|cach nao|man rang|lam rang|lam chi|giup|cuu|khuyen|chi toi|tu van)\b"
)


def speaks_of_own_relative(text: str | Reading) -> bool:
    """Tell whether the writer says that one of the own family uses drugs; trade and questions of law are left out."""
    reading = read(text) if isinstance(text, str) else text
    if _USE_WORDS.isdisjoint(reading.folded):
        return False
    words = reading.key()
    return bool(_RELATIVE.search(words) and _USES.search(words) and not _OTHERWISE.search(words))


def asks_how_to_help(text: str | Reading) -> bool:
    """Tell whether the writer asks what to do, or asks for help."""
    reading = read(text) if isinstance(text, str) else text
    return bool(_ASKS_HELP.search(reading.key()))
