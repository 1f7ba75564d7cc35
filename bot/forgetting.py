"""What is held in memory for a while only: let go by the clock, for in a quiet night nobody comes whose visit would."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Forgetful(Protocol):
    """A memory that knows how long it may keep what."""

    def forget_idle(self) -> None:
        """Let go of what nobody touched for its time."""


async def forget_idle(memories: Iterable[Forgetful]) -> None:
    """Let all `memories` go of what is too old."""
    for memory in memories:
        memory.forget_idle()
