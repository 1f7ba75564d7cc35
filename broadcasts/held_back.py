"""Why a run stands still although nobody stopped it: an account whose month has no room for one more person."""

from __future__ import annotations

from typing import Protocol

from broadcasts.allowance import Allowance
from storage.campaigns.types import RunId


class Allowances(Protocol):
    """How the months of accounts stand that are counted by the month (`broadcasts.budget`)."""

    async def allowances(self) -> tuple[Allowance, ...]:
        """Return one for each such account, named like its channel."""


class Waiting(Protocol):
    """The ledger (`storage.campaigns.counts`)."""

    async def waits_on(self, one: RunId, channel: str) -> bool:
        """Tell whether somebody on this channel is still to be sent the message."""


async def held_back(
    run: RunId, allowances: tuple[Allowance, ...], *, counts: Waiting, parts: int
) -> tuple[Allowance, ...]:
    """Return the accounts that hold the run back; `parts` are messages a person."""
    return tuple([one for one in allowances if one.left < parts and await counts.waits_on(run, one.account)])
