"""GCRA, the pacer's arithmetic: one number, the theoretical arrival time, holds rate and burst. Pure.

In any window of `w` seconds at most `rate * w + burst` messages leave, and the size of one reservation.
"""

from __future__ import annotations


def cost(messages: int, *, rate: float) -> float:
    """Return the seconds that `messages` take at `rate` messages a second."""
    return messages / rate


def wait(*, arrival: float, now: float, rate: float, burst: int, halted_until: float = 0.0) -> float:
    """Return the seconds to wait for a reservation that found the account at `arrival`.

    All times are seconds since the same moment; `burst` in messages may leave early after a quiet time.
    """
    return max(0.0, max(arrival, now) - burst / rate - now, halted_until - now)
