"""One console a test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.console.house import House


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Yield the console at a plain http address."""
    async with House(tmp_path) as made:
        yield made


@pytest.fixture
async def https_house(tmp_path: Path) -> AsyncIterator[House]:
    """Yield the console as it stands behind https."""
    async with House(tmp_path, secure_cookie=True) as made:
        yield made
