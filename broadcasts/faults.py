"""The named points at which a test may stop the machinery, to see that nothing is lost or doubled there."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Point(StrEnum):
    """Between two steps. What a death there leaves behind stands in facts of the ledger: see each."""

    FIRED = "cp1"
    """The run is made, nobody is in its ledger yet."""
    PAGE_WRITTEN = "cp2"
    """A part of the audience is in the ledger, with the cursor."""
    CLAIMED = "cp3"
    """Rows are claimed; nothing is sent: they go back when the lease ends."""
    RESERVED = "cp4"
    """The budget is booked; as before."""
    SENDING = "cp5"
    """Rows are in `sending`, no call was made: they become unknown, a loss that is shown."""
    CALLED = "cp6"
    """The platform answered, nothing is written: they become unknown, though they arrived."""
    WRITTEN = "cp7"
    """The results are written."""


class FaultPoints(Protocol):
    """What is asked at every point."""

    async def reached(self, point: Point) -> None:
        """Return at once in the program; a test may never return."""


class NoFaults:
    """The program's own: nothing happens."""

    async def reached(self, point: Point) -> None:
        """Do nothing."""
