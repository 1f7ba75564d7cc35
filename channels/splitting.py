"""Cut a long text where a reader would pause: paragraph, line or sentence, word, and never inside a letter.

Lengths are characters after NFC. A letter with its marks, an emoji with its skin tone or its family, and a
flag stay in one piece (the part of UAX #29 that chat texts need); only a single cluster longer than the
limit itself is cut.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from channels.markup import Span

_ZERO_WIDTH_JOINER = "\u200d"
_SENTENCE_ENDS = ".!?…:;"
_LEAST_FILL = 3
"""No cut in the first third of the room: a reader prefers few full messages to many short ones."""


def normalized(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans in NFC, the form in which limits are counted and texts leave."""
    return tuple(Span(unicodedata.normalize("NFC", span.text), span.bold) for span in spans if span.text)


def length(spans: Sequence[Span]) -> int:
    """Return the number of characters a platform counts."""
    return sum(len(span.text) for span in spans)


def split(spans: Sequence[Span], limit: int) -> tuple[tuple[Span, ...], ...]:
    """Return `spans` in pieces of at most `limit` characters, blank edges of the cuts removed."""
    pieces: list[tuple[Span, ...]] = []
    rest = tuple(spans)
    while length(rest) > limit:
        head, rest = split_once(rest, limit)
        if head:
            pieces.append(head)
    if rest:
        pieces.append(rest)
    return tuple(pieces)


def split_once(spans: Sequence[Span], limit: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the longest good beginning of at most `limit` characters, and the rest."""
    text = "".join(span.text for span in spans)
    if len(text) <= limit:
        return tuple(spans), ()
    cut = _cut(text, limit)
    end = len(text[:cut].rstrip())
    start = len(text) - len(text[cut:].lstrip())
    return _slice(spans, 0, end), _slice(spans, start, len(text))


def is_inside_cluster(text: str, position: int) -> bool:
    """Return whether a cut before `text[position]` would break a letter, an emoji or a flag."""
    before, after = text[position - 1], text[position]
    if before == "\r" and after == "\n":
        return True
    if _ZERO_WIDTH_JOINER in (before, after):
        return True
    if unicodedata.category(after).startswith("M") or _is_emoji_modifier(after):
        return True
    return _is_flag_letter(after) and _flag_letters_before(text, position) % 2 == 1


def _cut(text: str, limit: int) -> int:
    """Return where to cut `text` (longer than `limit`): the best pause, else between two letters."""
    least = limit // _LEAST_FILL
    paragraph = text.rfind("\n\n", least, limit + 1)
    if paragraph > 0:
        return paragraph
    sentence = next((at for at in range(limit, least, -1) if _ends_sentence(text, at)), 0)
    if sentence:
        return sentence
    word = next((at for at in range(limit, 0, -1) if text[at].isspace()), 0)
    if text[:word].strip():
        return word
    return next((at for at in range(limit, 0, -1) if not is_inside_cluster(text, at)), limit)


def _ends_sentence(text: str, position: int) -> bool:
    if text[position] == "\n":
        return True
    return text[position].isspace() and text[position - 1] in _SENTENCE_ENDS


def _slice(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    taken: list[Span] = []
    position = 0
    for span in spans:
        text = span.text[max(0, start - position) : max(0, end - position)]
        if text:
            taken.append(Span(text, span.bold))
        position += len(span.text)
    return tuple(taken)


def _is_emoji_modifier(character: str) -> bool:
    # Skin tones, and the tag characters of regional flags.
    return "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_letters_before(text: str, position: int) -> int:
    count = 0
    while count < position and _is_flag_letter(text[position - 1 - count]):
        count += 1
    return count
