"""The pure side of sending: parts in Telegram's own form.

Bold travels as entities, never as HTML or Markdown, so nothing a person typed can be read as markup.
Source of the limits and forms: core.telegram.org/bots/api, version 10.0.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

from channels.contract import Capabilities, Link, Outgoing, Refused
from channels.markup import Span
from channels.render import Part, links_as_text, render

CALLBACK_BYTES = 64
PHOTO_BYTES = 20_000_000
"""A bot may download files up to 20 MB."""


def telegram_capabilities() -> Capabilities:
    """Return what a Telegram bot can do."""
    return Capabilities(
        buttons=True,
        edit=True,
        delete=True,
        photos=True,
        location=True,
        push=True,
        tip_chat=True,
        text_limit=4096,
        caption_limit=1024,
        photo_bytes=PHOTO_BYTES,
        absent={"allowance_used_up": "Telegram counts by the second, never by the month"},
    )


def parts_of(message: Outgoing, capabilities: Capabilities) -> tuple[Part, ...]:
    """Return the parts of `message`. Raises `Refused` when a choice's id cannot travel in a button."""
    if any(not 1 <= len(choice.id.encode()) <= CALLBACK_BYTES for choice in message.choices):
        raise Refused
    return render(links_as_text(message, _is_no_button), capabilities)


def entities(spans: Sequence[Span]) -> list[dict[str, object]]:
    """Return where the bold runs are, in UTF-16 code units as Telegram counts."""
    found: list[dict[str, object]] = []
    offset = 0
    for span in spans:
        size = _utf16_units(span.text)
        if span.bold:
            found.append({"type": "bold", "offset": offset, "length": size})
        offset += size
    return found


def keyboard(part: Part) -> dict[str, object] | None:
    """Return the buttons under a part: choices in columns, then each link in a row of its own."""
    if not part.choices and not part.links:
        return None
    buttons = [{"text": choice.label, "callback_data": choice.id} for choice in part.choices]
    columns = max(1, part.columns)
    rows = [buttons[start : start + columns] for start in range(0, len(buttons), columns)]
    rows += [[{"text": link.label, "url": link.url}] for link in part.links]
    return {"inline_keyboard": rows}


def text_body(part: Part) -> dict[str, object]:
    """Return the parameters of a text message, but for where it goes."""
    body: dict[str, object] = {
        "text": part.text, "entities": entities(part.spans), "link_preview_options": {"is_disabled": True},
    }  # fmt: skip
    return _with_buttons(body, part)


def caption_body(part: Part) -> dict[str, object]:
    """Return the parameters of a picture or a document, but for the file and where it goes."""
    body: dict[str, object] = {}
    if part.spans:
        body = {"caption": part.text, "caption_entities": entities(part.spans)}
    return _with_buttons(body, part)


def _with_buttons(body: dict[str, object], part: Part) -> dict[str, object]:
    if (buttons := keyboard(part)) is not None:
        body["reply_markup"] = buttons
    if part.protected:
        body["protect_content"] = True
    return body


def _utf16_units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _is_no_button(link: Link) -> bool:
    """Return whether Telegram refuses this address on a button: loopback, or no public name."""
    parts = urlsplit(link.url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return "." not in host or host.endswith(".localhost")
