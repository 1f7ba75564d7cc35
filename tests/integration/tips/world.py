"""A tip line with real keys, a real tips.db and a clock moved by hand; only who is on duty is made up."""

from __future__ import annotations

import random
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from nacl.public import PrivateKey
from sqlalchemy import text

from storage.database import Database, tips_database
from storage.keys.passphrase import Cost
from storage.metadata import tips as tips_metadata
from storage.tips import tables
from storage.tips.keeping import TipKeeper
from storage.tips.key_types import UnitKey
from storage.tips.mailbox_repository import MailboxRepository
from storage.tips.outbox import Outbox
from storage.tips.repository import TipRepository
from storage.tips.types import Conflict, Happening, TipId
from storage.types import OVERSIGHT, PC04, StaffId, UnitCode
from tests.unit.tips.clock import HandClock
from tips.argon2_gate import Argon2Gate
from tips.content import TipContent, unpack_content
from tips.drafts import Draft
from tips.errors import SealBroken, UnitKeyInvalid
from tips.flood import FloodWatch
from tips.intake import Intake
from tips.lookup_budget import LookupBudget
from tips.mailbox import Mailboxes
from tips.seal import open_part

LAO_BAO = UnitCode("19432")
KHE_SANH = UnitCode("19429")
CHEAP = Cost(memory=64, passes=1)
PEPPER = b"p" * 32
TEXT = "Quầy nước cạnh bến phà bán hàng trắng lúc chạng vạng, gã đội nón cời đeo khuyên bạc"


@dataclass(slots=True)
class Police:
    """Who is there: implements what intake asks of the officers' side, with real keys in memory."""

    active: frozenset[UnitCode] = frozenset({LAO_BAO})
    is_open_now: bool = True
    with_keys: frozenset[UnitCode] = frozenset({LAO_BAO, KHE_SANH, PC04, OVERSIGHT})
    without_officers: frozenset[UnitCode] = frozenset()
    tampered: bool = False
    out_of_reach: bool = False
    private: dict[tuple[UnitCode, int], PrivateKey] = field(default_factory=dict)
    version: int = 1

    async def is_open(self) -> bool:
        self._check_reach()
        return self.is_open_now

    async def active_units(self) -> frozenset[UnitCode]:
        self._check_reach()
        return self.active

    async def first_owner(self, unit: UnitCode) -> StaffId | None:
        return None if unit in self.without_officers else StaffId(f"S-{unit[:6]}")

    async def recipients(self, units: AbstractSet[UnitCode]) -> tuple[UnitKey, ...]:
        if self.tampered:
            raise UnitKeyInvalid
        return tuple(
            UnitKey(
                unit=unit,
                version=self.version,
                public_key=bytes(self.key(unit).public_key),
                signature=b"",
                signer="",
            )
            for unit in sorted(units & self.with_keys)
        )

    def _check_reach(self) -> None:
        if self.out_of_reach:
            raise OSError("the staff database does not answer")

    def key(self, unit: UnitCode, version: int | None = None) -> PrivateKey:
        """Return a unit's private key of a version, the present one by default."""
        return self.private.setdefault((unit, version or self.version), PrivateKey.generate())


class World:
    """The sender's side over one tips.db file."""

    def __init__(self, database: Database, path: Path, clock: HandClock, police: Police, *, rehearsal: bool) -> None:
        self.database = database
        self.path = path
        self.clock = clock
        self.police = police
        self.repository = TipRepository(database)
        self.outbox = Outbox(database)
        self.keeper = TipKeeper(database)
        self.argon2 = Argon2Gate()
        self.budget = LookupBudget(clock=clock)
        self.intake = Intake(
            repository=self.repository,
            gate=police,
            keys=police,
            argon2=self.argon2,
            flood=FloodWatch(clock=clock),
            pepper=lambda: PEPPER,
            clock=clock,
            rehearsal=rehearsal,
            cost=CHEAP,
        )
        self.mailboxes = Mailboxes(
            repository=self.repository,
            mailboxes=MailboxRepository(database),
            gate=police,
            keys=police,
            argon2=self.argon2,
            budget=self.budget,
            pepper=lambda: PEPPER,
            clock=clock,
            rehearsal=rehearsal,
            cost=CHEAP,
        )

    async def rows(self, table: str) -> list[dict[str, object]]:
        """Return every row of a table as stored."""
        async with self.database.read() as connection:
            found = (await connection.execute(text(f"SELECT * FROM {table}"))).mappings().all()
        return [dict(row) for row in found]

    async def row_count(self) -> int:
        """Return how many rows all tables hold together."""
        return sum([len(await self.rows(table)) for table in tips_metadata.tables])

    async def content(self, tip: TipId, unit: UnitCode) -> TipContent:
        """Open a tip's first piece with a unit's own key."""
        found = await self.repository.piece(tip, unit, 0)
        if found is None:
            raise SealBroken
        part, wrap = found
        private = bytes(self.police.key(unit, wrap.key_version))
        return unpack_content(open_part(private_key=private, tip=tip, wrap=wrap, part=part))

    def disk(self) -> bytes:
        """Return every byte of the database file and what lies beside it."""
        return b"".join(file.read_bytes() for file in sorted(self.path.parent.iterdir()) if file.is_file())


async def new_world(folder: Path, *, police: Police | None = None, rehearsal: bool = False) -> World:
    """Return a world with an empty tips.db in `folder`."""
    path = folder / "tips.db"
    database = tips_database(path)
    async with database.write() as connection:
        await connection.run_sync(tips_metadata.create_all)
    assert tables.tip.name in tips_metadata.tables
    return World(database, path, HandClock(), police or Police(), rehearsal=rehearsal)


def draft(
    text: str = TEXT,
    *,
    unit: UnitCode | None = LAO_BAO,
    conflict: Conflict | None = Conflict.NONE,
    happening: Happening | None = Happening.NO,
    photos: tuple[bytes, ...] = (),
) -> Draft:
    """Return a finished draft."""
    return Draft(text=text, photos=photos, unit=unit, unit_known=True, happening=happening, conflict=conflict)


def some_photo(size: int = 5000) -> bytes:
    """Return bytes that stand for a rebuilt photo."""
    return b"\xff\xd8" + random.randbytes(size)
