"""A pushed message of several parts: after the first was accepted it has begun, and is never sent from the start again.

A picture with more text than its caption holds is such a message. Whoever pushes asks for it again after an error
that says "surely not sent"; for the second part that would be true of the part and false of the message.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from channels.contract import ChannelError, MaybeSent
from channels.render import Part

_Reference = TypeVar("_Reference")
_PATIENCE = 5.0
"""Seconds that a message waits in its middle; the ledger's lease is 30."""
_SHORT_PAUSE = 1.0


async def push_parts(
    parts: Sequence[Part],
    send: Callable[[Part], Awaitable[_Reference]],
    sleep: Callable[[float], Awaitable[None]],
) -> _Reference:
    """Send the parts in order; return what `send` returned for the last, which carries the choices.

    A later part that surely was not sent is tried once more after a short pause. Raises what `send` raised on the
    first part; after that `MaybeSent`, which keeps the pause or the end of the month that the platform told.
    """
    last = await send(parts[0])
    for part in parts[1:]:
        last = await _continue(part, send, sleep)
    return last


async def _continue(
    part: Part, send: Callable[[Part], Awaitable[_Reference]], sleep: Callable[[float], Awaitable[None]]
) -> _Reference:
    try:
        return await send(part)
    except ChannelError as error:
        problem = error
    pause = _SHORT_PAUSE if problem.retry_after is None else problem.retry_after
    is_worth_it = problem.temporary and not problem.may_have_been_sent and not problem.allowance_used_up
    if is_worth_it and pause <= _PATIENCE:
        await sleep(pause)
        try:
            return await send(part)
        except ChannelError as error:
            problem = error
    half_sent = MaybeSent()
    half_sent.retry_after = problem.retry_after
    half_sent.allowance_used_up = problem.allowance_used_up
    raise half_sent
