"""A Bot API emulator, and Telegram channels on it."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image

from tests.emulators.telegram import TelegramEmulator
from tests.emulators.zalo_bot import ZaloBotEmulator


@pytest.fixture
async def emulator() -> AsyncIterator[TelegramEmulator]:
    async with TelegramEmulator() as running:
        yield running
        running.check()


@pytest.fixture
def jpeg() -> bytes:
    """A small real picture."""
    content = io.BytesIO()
    Image.new("RGB", (32, 24), (200, 30, 30)).save(content, "JPEG")
    return content.getvalue()


@pytest.fixture
async def zalo_emulator() -> AsyncIterator[ZaloBotEmulator]:
    async with ZaloBotEmulator() as running:
        yield running
        running.check()
