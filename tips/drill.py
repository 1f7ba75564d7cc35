"""Drills: a marked test tip that takes the real path, so that opening it proves the keys of a unit."""

from __future__ import annotations

from typing import Protocol

from storage.tips.types import CaseNumber
from storage.types import UnitCode
from tips.errors import TipRefused
from tips.staff_errors import Obstacle, WrongState

TEXT = "Tin kiểm tra: đây là tin diễn tập, không có việc thật. Mở được tin này nghĩa là chìa khóa của đơn vị dùng tốt."


class DrillPath(Protocol):
    """The way in, for a test tip."""

    async def drill(self, unit: UnitCode, text: str) -> CaseNumber:
        """Seal and store a marked test tip for a unit."""


class Drill:
    """Sends test tips."""

    def __init__(self, *, path: DrillPath) -> None:
        self._path = path

    async def send(self, unit: UnitCode) -> CaseNumber:
        """Send a test tip to a unit. Raises `WrongState` when the unit or PC04 has no officer with a key yet."""
        try:
            return await self._path.drill(unit, TEXT)
        except TipRefused as error:
            raise WrongState(Obstacle.UNIT_HAS_NO_KEY) from error
