"""The opening side: with an officer's unlocked keys, turn sealed pieces back into words and pictures.

The only module that opens tips. Nothing it returns is stored, and every repr is blank.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from storage.tips.repository import CONTENT, TipRepository
from storage.tips.types import PartKind, SealedPart, TipId, Wrap
from storage.types import Instant
from tips.content import TipContent, unpack_content, unpack_message
from tips.seal import open_part
from tips.staff_errors import CaseUnknown, SignInNeeded
from tips.unlocked import Unlocked

_WRITTEN = (PartKind.ADDITION, PartKind.QUESTION, PartKind.NOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePart:
    """Something written after the tip: an addition of the sender, a question, an inner note. `at` is exact."""

    number: int
    kind: PartKind
    hour: Instant
    at: Instant
    text: str = field(repr=False)


class Vault:
    """Opens the pieces that an officer's unit holds a wrap of."""

    def __init__(self, repository: TipRepository) -> None:
        self._repository = repository

    async def content(self, unlocked: Unlocked, tip: TipId) -> TipContent:
        """Return the inside of a tip. Raises `CaseUnknown` without a wrap or its key, `SealBroken` if altered."""
        found = await self._repository.piece(tip, unlocked.unit, CONTENT)
        if found is None:
            raise CaseUnknown
        return unpack_content(_open(unlocked, tip, *found))

    async def written(self, unlocked: Unlocked, tip: TipId) -> tuple[CasePart, ...]:
        """Return what was written after the tip, in order."""
        parts = []
        for part, wrap in await self._repository.pieces(tip, unlocked.unit, _WRITTEN):
            message = unpack_message(_open(unlocked, tip, part, wrap))
            parts.append(CasePart(number=part.number, kind=part.kind, hour=part.hour, at=message.at, text=message.text))
        return tuple(parts)

    async def count_photos(self, tip: TipId) -> int:
        """Return how many photos came, with the tip and later."""
        return len(await self._repository.piece_numbers(tip, PartKind.PHOTO))

    async def photo(self, unlocked: Unlocked, tip: TipId, index: int) -> bytes:
        """Return one photo (JPEG), counted from 0. Raises `CaseUnknown` when there is none."""
        numbers = await self._repository.piece_numbers(tip, PartKind.PHOTO)
        if not 0 <= index < len(numbers):
            raise CaseUnknown
        found = await self._repository.piece(tip, unlocked.unit, numbers[index])
        if found is None:
            raise CaseUnknown
        return _open(unlocked, tip, *found)


def _open(unlocked: Unlocked, tip: TipId, part: SealedPart, wrap: Wrap) -> bytes:
    if not unlocked.alive:
        raise SignInNeeded
    key = unlocked.unit_key(wrap.key_version)
    if key is None:
        # Sealed to a key of the unit that all its holders lost; PC04 still holds a wrap.
        raise CaseUnknown
    return open_part(private_key=key, tip=tip, wrap=wrap, part=part)
