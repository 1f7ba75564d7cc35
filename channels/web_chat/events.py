"""What the page is told, as server-sent events. The only place that knows this wire format.

Events with a number are kept until the page confirms them (`Last-Event-ID`, or `seen` with its next message), so a
cut stream goes on where it was. `typing` and the signs of life carry no number and are never replayed.
Source of the format: WHATWG HTML, section 9.2 (server-sent events).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from channels.render import Part

BEGINNING = b"retry: 2000\n\n"
BEAT = b": still here\n\n"
TYPING = b"event: typing\ndata: {}\n\n"
OVER = b"event: over\ndata: {}\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One numbered event, ready to be written."""

    number: int
    frame: bytes = field(repr=False)


def show(number: int, message: int, part: Part, media: int | None) -> Event:
    """A new message; `media` is the number under which its picture or document can be fetched."""
    return _event(number, "show", _message(message, part, media))


def change(number: int, message: int, part: Part, media: int | None) -> Event:
    """A shown message reads otherwise now."""
    return _event(number, "change", _message(message, part, media))


def remove(number: int, messages: Sequence[int]) -> Event:
    """Messages of either side are gone."""
    return _event(number, "remove", {"ids": list(messages)})


def _message(message: int, part: Part, media: int | None) -> dict[str, object]:
    return {
        "id": message,
        "spans": [[span.text, span.bold] for span in part.spans],
        "choices": [[choice.id, choice.label] for choice in part.choices],
        "columns": part.columns,
        "links": [[link.label, link.url] for link in part.links],
        "picture": media if part.picture is not None else None,
        "picture_alt": part.picture_alt,
        "document": media if part.document is not None else None,
        "document_name": part.document_name,
        "protected": part.protected,
    }


def _event(number: int, name: str, content: dict[str, object]) -> Event:
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Event(number=number, frame=f"id: {number}\nevent: {name}\ndata: {data}\n\n".encode())
