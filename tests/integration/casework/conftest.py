"""A tip line for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.casework.line import Line


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    """Yield an empty tip line."""
    made = Line(tmp_path)
    await made.open()
    yield made
    await made.close()
