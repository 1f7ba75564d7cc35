"""One tip line a test, over a file of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.tips.world import World, new_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Yield a tip line whose intake is open, with an active commune, PC04 and oversight."""
    made = await new_world(tmp_path)
    yield made
    await made.database.close()
