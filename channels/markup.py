"""The small safe markup of `Outgoing.text`: `**bold**`, and a backslash before what is meant literally."""

from __future__ import annotations

from dataclasses import dataclass

_SPECIAL = "\\*"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of plain characters, bold or not."""

    text: str
    bold: bool


def literal(text: str) -> str:
    """Return `text` so that it is shown exactly as it is: for whatever a person typed."""
    return "".join(f"\\{character}" if character in _SPECIAL else character for character in text)


def parse(markup: str) -> tuple[Span, ...]:
    """Return the spans of `markup`. Total: an unclosed `**` runs to the end, a last backslash is dropped."""
    spans: list[Span] = []
    run: list[str] = []
    bold = False
    position = 0
    while position < len(markup):
        character = markup[position]
        if character == "\\":
            run.append(markup[position + 1 : position + 2])
            position += 2
        elif markup.startswith("**", position):
            if run:
                spans.append(Span("".join(run), bold))
                run = []
            bold = not bold
            position += 2
        else:
            run.append(character)
            position += 1
    if run:
        spans.append(Span("".join(run), bold))
    return tuple(spans)


def plain(markup: str) -> str:
    """Return the characters a reader sees, without markup."""
    return "".join(span.text for span in parse(markup))
