"""Telegram's rules for what a bot may send. Source: core.telegram.org/bots/api, "Formatting options"."""

from __future__ import annotations

import html
import re
from typing import Any

import orjson

from tests.emulators.telegram.state import ApiFault, Button, Json

_TAGS = frozenset({"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"})
_PIECE = re.compile(r"<(/?)([a-z-]+)((?:\s[^<>]*)?)>|<|&(?!(?:lt|gt|amp|quot|#\d+);)")
_ENTITY_TYPES = frozenset(
    {"bold", "italic", "underline", "strikethrough", "code", "pre", "text_link", "blockquote", "spoiler"}
)


def structured(value: object) -> Any:
    """Return a parameter that may be JSON already or JSON in a form field."""
    if isinstance(value, str):
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise ApiFault(400, "Bad Request: can't parse JSON in a parameter") from None
    return value


def formatted(parameters: Json, name: str, limit: int, *, may_be_empty: bool) -> tuple[str, tuple[str, ...]]:
    """Return the text shown and its bold runs, or refuse as Telegram does."""
    text = str(parameters.get(name) or "")
    mode = parameters.get("parse_mode")
    bold: tuple[str, ...]
    if mode is None:
        listed = parameters.get("entities" if name == "text" else "caption_entities")
        bold = _bold_runs(text, structured(listed) or [])
    elif str(mode).upper() == "HTML":
        text, bold = _read_html(text)
    else:
        raise ApiFault(400, "Bad Request: unsupported parse_mode")
    if not text.strip() and not may_be_empty:
        raise ApiFault(400, "Bad Request: message text is empty")
    if len(text) > limit:
        what = "message is too long" if name == "text" else "message caption is too long"
        raise ApiFault(400, f"Bad Request: {what}")
    return text, bold


def keyboard(parameters: Json) -> tuple[tuple[Button, ...], ...]:
    """Return the rows of inline buttons, or refuse as Telegram does."""
    markup = structured(parameters.get("reply_markup"))
    if not markup:
        return ()
    rows = tuple(tuple(_button(button) for button in row) for row in markup.get("inline_keyboard", []))
    if sum(len(row) for row in rows) > 100 or any(len(row) > 8 for row in rows):
        raise ApiFault(400, "Bad Request: reply markup is too long")
    return rows


def _button(button: Json) -> Button:
    label, data, url = button.get("text", ""), button.get("callback_data", ""), button.get("url", "")
    if not str(label).strip():
        raise ApiFault(400, "Bad Request: text buttons must be non-empty")
    if bool(data) == bool(url):
        raise ApiFault(400, "Bad Request: exactly one optional field must be used in a button")
    if len(str(data).encode()) > 64:
        raise ApiFault(400, "Bad Request: BUTTON_DATA_INVALID")
    if url and not re.match(r"(https?://(?!localhost|127\.|\[::1\])[^/]*\.|tg://)", str(url)):
        raise ApiFault(400, "Bad Request: inline keyboard button URL is invalid: Wrong HTTP URL")
    return Button(label=str(label), data=str(data), url=str(url))


def _bold_runs(text: str, entities: list[Json]) -> tuple[str, ...]:
    coded = text.encode("utf-16-le")
    runs: list[str] = []
    for entity in entities:
        start, size = int(entity["offset"]) * 2, int(entity["length"]) * 2
        if entity["type"] not in _ENTITY_TYPES or start < 0 or size <= 0 or start + size > len(coded):
            raise ApiFault(400, "Bad Request: entity is outside of the text")
        try:
            run = coded[start : start + size].decode("utf-16-le")
        except UnicodeDecodeError:
            raise ApiFault(400, "Bad Request: entity begins in the middle of a UTF-16 symbol") from None
        if entity["type"] == "bold":
            runs.append(run)
    return tuple(runs)


def _read_html(text: str) -> tuple[str, tuple[str, ...]]:
    shown: list[str] = []
    runs: list[str] = []
    opened: list[tuple[str, int]] = []
    position = 0
    for piece in _PIECE.finditer(text):
        shown.append(html.unescape(text[position : piece.start()]))
        position = piece.end()
        closing, tag = piece.group(1), piece.group(2)
        if tag not in _TAGS:
            raise ApiFault(400, "Bad Request: can't parse entities: unsupported start tag")
        if not closing:
            opened.append((tag, len("".join(shown))))
        elif not opened or opened[-1][0] != tag:
            raise ApiFault(400, "Bad Request: can't parse entities: unexpected end tag")
        else:
            _, start = opened.pop()
            if tag in ("b", "strong"):
                runs.append("".join(shown)[start:])
    if opened:
        raise ApiFault(400, "Bad Request: can't parse entities: can't find end tag")
    shown.append(html.unescape(text[position:]))
    return "".join(shown), tuple(runs)
