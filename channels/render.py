"""Turn one `Outgoing` into the parts a platform can show, from its capabilities alone.

No buttons: choices become a numbered menu and links lines of text. Too long: the text is split. The choices
always stand on the last part, where the reader stops.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from channels.contract import Capabilities, Choice, ChoiceStyle, Link, Outgoing
from channels.markup import Span, literal, parse
from channels.splitting import length, normalized, split, split_once

_NFC_GROWTH = 3
"""A text in NFC has at most three times the characters it was written with (Unicode, UAX #15)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message as a platform shows it. `spans` are NFC; a picture or document carries them as caption."""

    spans: tuple[Span, ...] = field(default=(), repr=False)
    choices: tuple[Choice, ...] = ()
    columns: int = 1
    links: tuple[Link, ...] = ()
    picture: bytes | None = field(default=None, repr=False)
    picture_alt: str = ""
    document: bytes | None = field(default=None, repr=False)
    document_name: str = ""
    protected: bool = False

    @property
    def text(self) -> str:
        """The characters a reader sees."""
        return "".join(span.text for span in self.spans)


def render(message: Outgoing, capabilities: Capabilities) -> tuple[Part, ...]:
    """Return the parts of `message` in the order they are sent; at least one, pure and total."""
    shown = message if capabilities.buttons else links_as_text(message, lambda _link: True)
    picture = shown.picture if capabilities.photos else None
    bodies = _bodies(shown, capabilities, has_attachment=picture is not None or shown.document is not None)
    parts = [Part(spans=body, protected=shown.protected) for body in bodies]
    if picture is not None:
        parts[0] = replace(parts[0], picture=picture, picture_alt=shown.picture_alt)
        if shown.document is not None:
            parts.append(Part(protected=shown.protected))
    if shown.document is not None:
        place = 0 if picture is None else -1
        parts[place] = replace(parts[place], document=shown.document, document_name=shown.document_name)
    if capabilities.buttons:
        parts[-1] = replace(parts[-1], choices=shown.choices, columns=shown.columns, links=shown.links)
    return tuple(parts)


def message_count(message: Outgoing, capabilities: Capabilities) -> int:
    """Return how many parts `render` makes, without making them where one look tells."""
    if capabilities.buttons and not (message.links or message.document):
        limit = capabilities.text_limit
        if message.picture is not None and capabilities.photos:
            limit = capabilities.caption_limit
        if len(message.text) * _NFC_GROWTH <= limit:
            return 1
    return len(render(message, capabilities))


def links_as_text(message: Outgoing, as_text: Callable[[Link], bool]) -> Outgoing:
    """Return `message` with the links for which `as_text` holds as lines `label: address` under the text."""
    moved = [link for link in message.links if as_text(link)]
    if not moved:
        return message
    lines = "\n".join(f"{link.label}: {link.url}" for link in moved)
    kept = tuple(link for link in message.links if link not in moved)
    return replace(message, text=_stacked(message.text, literal(lines)), links=kept)


def marker(position: int, style: ChoiceStyle) -> str:
    """Return what a reader types for the choice at `position` (0 is the first): `1`, `2`… or `a`, `b`…"""
    if style is ChoiceStyle.DIGITS or position >= 26:
        return str(position + 1)
    return chr(ord("a") + position)


def menu_lines(choices: Sequence[Choice], style: ChoiceStyle) -> str:
    """Return the choices as one line each, `1. label`; a label that brings its own number keeps it."""
    lines = []
    for position, choice in enumerate(choices):
        beginning = f"{marker(position, style)}. "
        lines.append(choice.label if choice.label.startswith(beginning) else beginning + choice.label)
    return "\n".join(lines)


def _bodies(message: Outgoing, capabilities: Capabilities, *, has_attachment: bool) -> list[tuple[Span, ...]]:
    """Return the text of each part: a caption first where something is attached, the menu at the end."""
    spans = normalized(parse(message.text))
    menu: tuple[Span, ...] = ()
    if not capabilities.buttons and message.choices:
        menu = normalized((Span(menu_lines(message.choices, message.style), False),))
    if not has_attachment:
        return _texts(spans, menu, capabilities.text_limit) or [()]
    whole = _joined(spans, menu)
    if length(whole) <= capabilities.caption_limit:
        return [whole]
    caption, rest = split_once(spans, capabilities.caption_limit)
    return [caption, *_texts(rest, menu, capabilities.text_limit)]


def _texts(spans: tuple[Span, ...], menu: tuple[Span, ...], limit: int) -> list[tuple[Span, ...]]:
    """Return the texts with the menu under the last one, in one piece where it fits."""
    texts = list(split(spans, limit))
    if not menu:
        return texts
    if texts and length(together := _joined(texts[-1], menu)) <= limit:
        return [*texts[:-1], together]
    return [*texts, *split(menu, limit)]


def _joined(above: tuple[Span, ...], below: tuple[Span, ...]) -> tuple[Span, ...]:
    if not above or not below:
        return above + below
    return (*above, Span("\n\n", False), *below)


def _stacked(above: str, below: str) -> str:
    return f"{above}\n\n{below}" if above else below
