"""The small safe markup of `Outgoing.text`: `**bold**`, and a backslash before what is meant literally."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"\\.?|\*\*|\*|[^\\*]+", re.DOTALL)
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""Controls, direction marks and overrides, and what has no width. The joiners stay: emoji need them."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of plain characters, bold or not."""

    text: str
    bold: bool


def inert(text: str) -> str:
    """Return what a person wrote without what turns writing round, hides it or steers a terminal.

    For words that others are to read; line breaks and tabs stay. Source: facts/tip-line.md section 5, I-38.
    """
    return _STEERING.sub("", text)


def literal(text: str) -> str:
    """Return `text` so that it is shown exactly as it is: for whatever a person typed."""
    return text.replace("\\", "\\\\").replace("*", "\\*")


def parse(markup: str) -> tuple[Span, ...]:
    """Return the spans of `markup`. Total: an unclosed `**` runs to the end, a last backslash is dropped."""
    if "\\" not in markup:
        # Nothing is meant literally, so the stars alone say it: every second piece is bold.
        return tuple([Span(piece, bool(place % 2)) for place, piece in enumerate(markup.split("**")) if piece])
    spans: list[Span] = []
    run: list[str] = []
    bold = False
    for token in _TOKEN.finditer(markup):
        piece = token.group()
        if piece == "**":
            if run:
                spans.append(Span("".join(run), bold))
                run = []
            bold = not bold
        else:
            run.append(piece[1:] if piece[0] == "\\" else piece)
    if run:
        spans.append(Span("".join(run), bold))
    return tuple(spans)


def plain(markup: str) -> str:
    """Return the characters a reader sees, without markup."""
    return "".join(span.text for span in parse(markup))
