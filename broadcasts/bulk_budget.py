"""What whoever sends to many asks of the send budget."""

from __future__ import annotations

from typing import Protocol

from broadcasts.budget import Rates
from channels.contract import Lane


class BulkBudget(Protocol):
    """How fast an account may send (`broadcasts.budget`)."""

    def rates_of(self, account: str) -> Rates:
        """Return how fast an account may send."""

    async def reserve(self, account: str, lane: Lane, messages: int) -> float:
        """Book messages; return the seconds to wait before the first. Raises `AllowanceUsedUp`."""

    async def throttled(self, account: str, retry_after: float, lane: Lane) -> None:
        """Halt the account."""

    async def halted_for(self, account: str) -> float:
        """Return the seconds for which nothing may leave."""

    async def room(self, account: str) -> int | None:
        """Return how many messages the month still holds; None where nobody counts."""

    async def put_back(self, account: str, messages: int) -> None:
        """Put back what was booked and surely not sent."""

    async def used_up(self, account: str) -> None:
        """Note that the platform says the month is used up."""
