"""What stands inside a seal: text, place, circumstances and the exact time, as JSON. None of it is a column."""

from __future__ import annotations

from dataclasses import dataclass, field

import orjson

from storage.tips.types import Conflict, Happening
from storage.types import Instant, UnitCode


@dataclass(frozen=True, slots=True, kw_only=True)
class TipContent:
    """The inside of a tip's first piece. `received` is exact; `unit` is the place, None when not known."""

    text: str = field(repr=False)
    unit: UnitCode | None = field(repr=False)
    happening: Happening | None = field(repr=False)
    conflict: Conflict = field(repr=False)
    received: Instant = field(repr=False)
    photos: int = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The inside of an addition, a question or a note. `at` is exact."""

    text: str = field(repr=False)
    at: Instant = field(repr=False)


def pack_content(content: TipContent) -> bytes:
    """Return the bytes to seal."""
    return orjson.dumps(
        {
            "text": content.text,
            "unit": content.unit,
            "happening": content.happening,
            "conflict": content.conflict,
            "received": content.received,
            "photos": content.photos,
        }
    )


def unpack_content(data: bytes) -> TipContent:
    """Undo `pack_content`."""
    found = orjson.loads(data)
    return TipContent(
        text=found["text"],
        unit=None if found["unit"] is None else UnitCode(found["unit"]),
        happening=None if found["happening"] is None else Happening(found["happening"]),
        conflict=Conflict(found["conflict"]),
        received=Instant(found["received"]),
        photos=found["photos"],
    )


def pack_message(message: Message) -> bytes:
    """Return the bytes to seal."""
    return orjson.dumps({"text": message.text, "at": message.at})


def unpack_message(data: bytes) -> Message:
    """Undo `pack_message`."""
    found = orjson.loads(data)
    return Message(text=found["text"], at=Instant(found["at"]))
