"""What the tip conversation needs, and what it remembers of a chat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from channels.contract import Incoming
from handlers.asking_place import Places
from handlers.conversation import Context
from handlers.hotlines import Hotlines
from storage.tips.types import Conflict, Happening
from storage.types import UnitCode
from tips.drafts import Draft, DraftKey
from tips.intake import SentTip

TIP = "tip"
KEPT = "kept"
"""The argument of `tip.open` when the words or the photo before it belong to the tip."""

PHOTO_BYTES = 20_000_000


class Drafts(Protocol):
    """Tips being written, in memory (`tips.drafts`)."""

    def new(self) -> DraftKey: ...
    def get(self, key: DraftKey) -> Draft | None: ...
    def set_text(self, key: DraftKey, text: str) -> bool: ...
    async def add_photo(self, key: DraftKey, data: bytes) -> int: ...
    def set_unit(self, key: DraftKey, unit: UnitCode | None) -> bool: ...
    def set_happening(self, key: DraftKey, happening: Happening | None) -> bool: ...
    def set_conflict(self, key: DraftKey, conflict: Conflict | None) -> bool: ...
    def drop(self, key: DraftKey) -> None: ...


class Intake(Protocol):
    """The way into the tip line (`tips.intake`)."""

    async def is_open(self) -> bool: ...
    async def send(self, draft: Draft, *, test: bool = False) -> SentTip: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TipServices:
    """The services of the tip conversation. `form_address` is the web form's, empty where there is none.

    `is_public` tells whether the form can be opened from outside this machine.
    """

    drafts: Drafts
    intake: Intake
    places: Places
    hotlines: Hotlines
    form_address: str
    is_public: bool = True


@dataclass(slots=True)
class TipMemory:
    """The draft of this chat, and what was kept before the person chose to report."""

    key: DraftKey | None = None
    kept_text: str = field(default="", repr=False)
    kept_photo: Incoming | None = field(default=None, repr=False)
    place_asked: bool = False


def draft_of(services: TipServices, context: Context) -> tuple[DraftKey, Draft] | None:
    """Return the chat's draft, or None when there is none (any more)."""
    key = context.recall(TipMemory).key
    draft = services.drafts.get(key) if key is not None else None
    return None if key is None or draft is None else (key, draft)
