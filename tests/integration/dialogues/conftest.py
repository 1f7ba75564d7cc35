"""A house a test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.dialogues.house import House, Resident, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Yield the conversations on a platform with buttons, edits and deletion."""
    async with open_house(tmp_path) as opened:
        yield opened


@pytest.fixture
def resident(house: House) -> Resident:
    """Return somebody whom nobody knows."""
    return house.person()
