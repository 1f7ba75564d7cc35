"""Seal what a sender adds to a case: one piece for the words, one for each photo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.tips.key_types import UnitKey
from storage.tips.types import PartKind, TipId
from storage.types import Instant
from tips.content import Message, pack_message
from tips.seal import Sealed, seal_part


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """Words and rebuilt photos; `hour` is the rounded time that may be stored, the message has the exact one."""

    message: Message = field(repr=False)
    photos: Sequence[bytes] = field(repr=False)
    hour: Instant


def seal_addition(
    tip: TipId, addition: Addition, *, first_number: int, recipients: Sequence[UnitKey]
) -> tuple[Sealed, ...]:
    """Return the sealed pieces, numbered from `first_number`."""
    insides = [
        (PartKind.ADDITION, pack_message(addition.message)),
        *((PartKind.PHOTO, photo) for photo in addition.photos),
    ]
    return tuple(
        seal_part(tip=tip, number=number, kind=kind, hour=addition.hour, plaintext=inside, recipients=recipients)
        for number, (kind, inside) in enumerate(insides, start=first_number)
    )
