"""The app database looked at beside a program that is not running: by the program's own storage and keys.

Only for what no driver from outside can do: seeding hundreds of subscribers, and reading whose row says what.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from storage.campaigns.tables import delivery
from storage.database import Database, app_database
from storage.keys.folder import KeyFolder
from storage.residents.address import AddressCipher
from storage.residents.repository import ResidentRepository
from storage.residents.tables import resident
from storage.residents.types import Language, Topic
from storage.types import SystemClock, UnitCode
from tests.journeys.town import LAO_BAO

_TELEGRAM = "telegram"


@dataclass(frozen=True, slots=True)
class Beside:
    """The opened database and the cipher of its addresses."""

    database: Database
    cipher: AddressCipher

    async def subscribes(self, chats: Iterable[int]) -> None:
        """Write these chats down as subscribers of Lao Bảo for every topic."""
        residents = ResidentRepository(self.database, self.cipher, SystemClock())
        for chat in chats:
            await residents.subscribe(
                _TELEGRAM, str(chat), unit=UnitCode(LAO_BAO), topics=tuple(Topic), language=Language.VIETNAMESE
            )

    async def states(self) -> Mapping[int, str]:
        """Return the state of each person's row, by chat, when there was one campaign only."""
        rows = select(resident.c.address_ciphertext, delivery.c.state).join_from(
            resident, delivery, resident.c.resident == delivery.c.resident
        )
        async with self.database.read() as connection:
            found = (await connection.execute(rows)).all()
        return {int(self.cipher.open(row.address_ciphertext)[1]): str(row.state) for row in found}


@asynccontextmanager
async def beside(folder: Path, settings: Mapping[str, str]) -> AsyncIterator[Beside]:
    """Open the app database of the program in `folder`; the program must be stopped."""
    address = settings.get("DATABASE_URL", "")
    url = (
        address.replace("postgresql://", "postgresql+asyncpg://", 1)
        if address
        else f"sqlite+aiosqlite:///{folder / 'data' / 'app.db'}"
    )
    database = app_database(url)
    try:
        yield Beside(database, AddressCipher(KeyFolder(folder / "keys").address_key))
    finally:
        await database.close()
