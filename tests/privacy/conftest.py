"""Fixtures: a house prepared once, a copy of it for each test, and the program running over that copy."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.privacy.running import Running, running
from tests.privacy.scenario import Ready, prepare_house, switch_on_phones


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """The prepared house; nobody works in it, everybody copies it."""
    return prepare_house(tmp_path_factory.mktemp("prepared") / "house")


@pytest.fixture
def ready(prepared: Ready, tmp_path: Path) -> Ready:
    """A copy of the prepared house."""
    return prepared.copy(tmp_path / "house")


@pytest.fixture
async def house(ready: Ready) -> AsyncIterator[Running]:
    """The program running over the copy."""
    async with running(ready.folder) as started:
        switch_on_phones(started, ready)
        yield started
