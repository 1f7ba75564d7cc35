"""A Bot API emulator, and Telegram channels on it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.emulators.telegram import TelegramEmulator


@pytest.fixture
async def emulator() -> AsyncIterator[TelegramEmulator]:
    async with TelegramEmulator() as running:
        yield running
        running.check()
