"""The account's rate in the bench: far above Telegram's 30 a second, or nothing but the brake would be measured."""

from __future__ import annotations

from typing import Final

from broadcasts.budget import Rates

RAISED: Final = Rates(bulk=100_000.0, bulk_burst=10_000, ceiling=100_000.0, reply_burst=10_000)
