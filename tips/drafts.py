"""Tips being written: in memory only, for 30 idle minutes. A restart loses them, and a disk never sees them."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import NewType, NoReturn, Protocol

from storage.tips.types import Conflict, Happening
from storage.types import Clock, Instant, UnitCode, instant
from tips.errors import DraftsFull, PhotoReason, PhotoRefused, TipTooLong

DraftKey = NewType("DraftKey", str)
"""Random text that a conversation or a form keeps; it says nothing and dies with its draft."""

IDLE_SECONDS = 30 * 60
MOST_PHOTOS = 10
LONGEST_TEXT = 20_000
"""Signs. A long letter has 5,000; more is a file pasted in."""

MOST_DRAFTS = 5_000
"""Opening the form begins one; without a limit, somebody who opens it all day would fill the memory."""

PHOTO_BYTES_IN_ALL = 256 * 1024 * 1024


class Rebuilder(Protocol):
    """What turns a picture's bytes into clean ones (tips/media.py)."""

    async def rebuild(self, data: bytes) -> bytes:
        """Return a JPEG made anew from the pixels. Raises `PhotoRefused`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A tip as far as it is written. `unit_known` tells "I do not know the place" from "not asked yet"."""

    text: str = field(default="", repr=False)
    photos: tuple[bytes, ...] = field(default=(), repr=False)
    unit: UnitCode | None = field(default=None, repr=False)
    unit_known: bool = field(default=False, repr=False)
    happening: Happening | None = field(default=None, repr=False)
    conflict: Conflict | None = field(default=None, repr=False)

    def __reduce__(self) -> NoReturn:
        raise TypeError("drafts live in memory only")


@dataclass(slots=True)
class _Kept:
    draft: Draft
    used: Instant


class Drafts:
    """All drafts of this process, the longest unused first. Photos of all together stay under 256 MB.

    Text always finds a place: the longest unused draft gives way, and one with nothing in it before all others.
    """

    def __init__(
        self,
        *,
        rebuilder: Rebuilder,
        clock: Clock,
        photo_bytes: int = PHOTO_BYTES_IN_ALL,
        most: int = MOST_DRAFTS,
    ) -> None:
        self._rebuilder = rebuilder
        self._clock = clock
        self._photo_bytes = photo_bytes
        self._reserved = 0
        self._most = most
        self._kept: OrderedDict[DraftKey, _Kept] = OrderedDict()
        self._sent: OrderedDict[DraftKey, Instant] = OrderedDict()

    def new(self) -> DraftKey:
        """Begin an empty draft."""
        self.forget_idle()
        while len(self._kept) >= self._most:
            del self._kept[self._least_needed()]
        key = DraftKey(secrets.token_urlsafe(16))
        self._kept[key] = _Kept(draft=Draft(), used=self._now())
        return key

    def get(self, key: DraftKey) -> Draft | None:
        """Return the draft and start its 30 minutes anew; None when it is unknown, dropped or was idle too long."""
        self.forget_idle()
        kept = self._kept.get(key)
        if kept is None:
            return None
        kept.used = self._now()
        self._kept.move_to_end(key)
        return kept.draft

    def set_text(self, key: DraftKey, text: str) -> bool:
        """Keep the text; False when the draft is gone. Raises `TipTooLong` over 20,000 signs."""
        if len(text) > LONGEST_TEXT:
            raise TipTooLong(LONGEST_TEXT)
        return self._change(key, lambda draft: replace(draft, text=text))

    async def add_photo(self, key: DraftKey, data: bytes) -> int:
        """Rebuild a picture, keep it once, and return how many the draft has now.

        Raises `PhotoRefused` (reason), or `DraftsFull` when all drafts together would hold too much: nothing
        else of the draft is lost. Adding to a draft that is gone raises `KeyError`.
        """
        draft = self._living(key)
        if len(draft.photos) >= MOST_PHOTOS:
            raise PhotoRefused(PhotoReason.TOO_MANY)
        # The picture as it came counts, too, while it waits to be rebuilt.
        clean = await self._with_room(len(data), lambda: self._rebuilder.rebuild(data))
        draft = self._living(key)
        if len(draft.photos) >= MOST_PHOTOS:
            raise PhotoRefused(PhotoReason.TOO_MANY)
        if clean in draft.photos:
            # A page that is loaded anew, or left backwards, sends its photos again.
            return len(draft.photos)
        self._check_room(len(clean))
        self._change(key, lambda draft: replace(draft, photos=(*draft.photos, clean)))
        return len(draft.photos) + 1

    def remove_photo(self, key: DraftKey, index: int) -> bool:
        """Take out the photo at `index` (from 0); False when there is none."""
        draft = self.get(key)
        if draft is None or not 0 <= index < len(draft.photos):
            return False
        kept = draft.photos[:index] + draft.photos[index + 1 :]
        return self._change(key, lambda draft: replace(draft, photos=kept))

    def set_unit(self, key: DraftKey, unit: UnitCode | None) -> bool:
        """Keep where it happened; None means that the sender does not know. False when the draft is gone."""
        return self._change(key, lambda draft: replace(draft, unit=unit, unit_known=True))

    def set_happening(self, key: DraftKey, happening: Happening | None) -> bool:
        """Keep whether it goes on now; False when the draft is gone."""
        return self._change(key, lambda draft: replace(draft, happening=happening))

    def set_conflict(self, key: DraftKey, conflict: Conflict | None) -> bool:
        """Keep whom it concerns; False when the draft is gone."""
        return self._change(key, lambda draft: replace(draft, conflict=conflict))

    def drop(self, key: DraftKey) -> None:
        """Forget a draft: it was sent, or its writer gave it up."""
        self._kept.pop(key, None)

    def drop_sent(self, key: DraftKey) -> None:
        """Forget a draft that was sent, and remember its key for 30 minutes: it is no lost draft."""
        self.drop(key)
        self._sent[key] = self._now()
        if len(self._sent) > self._most:
            self._sent.popitem(last=False)

    def was_sent(self, key: DraftKey) -> bool:
        """Say whether a draft of this key was sent within the last 30 minutes."""
        self.forget_idle()
        return key in self._sent

    def forget_idle(self) -> None:
        """Forget every draft that nobody touched for 30 minutes; the wiring ticks it, every access does it."""
        limit = self._now() - IDLE_SECONDS
        while self._kept and next(iter(self._kept.values())).used <= limit:
            self._kept.popitem(last=False)
        while self._sent and next(iter(self._sent.values())) <= limit:
            self._sent.popitem(last=False)

    def count(self) -> int:
        """Return how many drafts are kept."""
        return len(self._kept)

    def held_bytes(self) -> int:
        """Return how many bytes of photos all drafts hold, with those being rebuilt."""
        return self._reserved + sum(len(photo) for kept in self._kept.values() for photo in kept.draft.photos)

    def __repr__(self) -> str:
        return "Drafts()"

    def _least_needed(self) -> DraftKey:
        empty = (key for key, kept in self._kept.items() if not kept.draft.text and not kept.draft.photos)
        return next(empty, next(iter(self._kept)))

    def _living(self, key: DraftKey) -> Draft:
        draft = self.get(key)
        if draft is None:
            raise KeyError("draft")
        return draft

    def _change(self, key: DraftKey, change: Callable[[Draft], Draft]) -> bool:
        draft = self.get(key)
        if draft is None:
            return False
        self._kept[key].draft = change(draft)
        return True

    async def _with_room(self, size: int, work: Callable[[], Awaitable[bytes]]) -> bytes:
        self._check_room(size)
        self._reserved += size
        try:
            return await work()
        finally:
            self._reserved -= size

    def _check_room(self, size: int) -> None:
        self.forget_idle()
        if self.held_bytes() + size > self._photo_bytes:
            raise DraftsFull

    def _now(self) -> Instant:
        return instant(self._clock.now())
