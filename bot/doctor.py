"""`phaodai doctor`: what is well, what is not, and what to do about it. Shows no content and no person."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from awareness.library import Library
from bot.settings import Settings, ZaloBotMode
from broadcasts.held_back import Allowances
from channels.contract import Channel, Health
from storage.keys.folder import KeyFolder
from storage.staff.repository import StaffRepository
from storage.staff.types import Role, StaffState
from storage.types import PC04, Clock
from tips.chain import AuditChain
from tips.gate import Gate

_LITTLE_DISK = 2 * 1024**3
_OLD_BACKUP = timedelta(days=2)
_ENOUGH_OFFICERS = 2


class Level(StrEnum):
    """How a finding stands."""

    WELL = "well"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line: its level and a sentence that says what to do."""

    level: Level
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doctor:
    """Looks at the program from the operator's side."""

    settings: Settings
    clock: Clock
    keys: KeyFolder
    gate: Gate
    chain: AuditChain
    staff: StaffRepository
    library: Library
    channels: Sequence[Channel]
    allowances: Allowances

    async def examine(self) -> list[Finding]:
        """Return all findings, in a fixed order."""
        return [
            *self._files(),
            *self._backups(),
            *self._hotlines(),
            *self._channels(),
            *self._zalo_bot(),
            *(await self._allowances()),
            *(await self._intake()),
            *(await self._officers()),
            *(await self._chains()),
            *self._content(),
        ]

    def _files(self) -> Iterator[Finding]:
        free = shutil.disk_usage(self.settings.data_dir).free
        if free < _LITTLE_DISK:
            yield _warn(f"only {free // 1024**2} MB free on the disk of DATA_DIR: free some room")
        if self.keys.is_private():
            yield _well("key files are readable by their owner only")
        else:
            yield _bad(f"others can read {self.settings.key_dir}: chmod 700 the folder and 600 the files")

    def _backups(self) -> Iterator[Finding]:
        made = [path.stat().st_mtime for path in self.settings.backup_dir.glob("phaodai-*.tar.gz")]
        now = self.clock.now()
        if not made or datetime.fromtimestamp(max(made), now.tzinfo) < now - _OLD_BACKUP:
            yield _warn("no backup within two days: run `phaodai backup` every night, and `phaodai keys backup` once")
        else:
            yield _well("the last backup is younger than two days")

    def _hotlines(self) -> Iterator[Finding]:
        for name in ("hotline_pc04", "hotline_border_guard", "hotline_province"):
            if not getattr(self.settings, name):
                yield _warn(f"{name.upper()} is empty: residents are shown only 113, 115, 111 and C04")
        if not self.settings.outside_body:
            yield _warn("OUTSIDE_BODY is empty: a tip about the province's police is sent to C04's line and stops")

    async def _allowances(self) -> list[Finding]:
        """How the month stands where a platform counts by the month."""
        findings: list[Finding] = []
        for one in await self.allowances.allowances():
            told = f"{one.account}: campaigns used {one.used} of their {one.share} messages of this month"
            if one.is_refused:
                findings.append(_bad(f"{one.account} says the month is used up: nobody is answered; buy a larger plan"))
            elif one.left == 0:
                findings.append(_warn(f"{told}; runs wait: a larger plan and ZALO_BOT_MONTHLY_QUOTA let them go on"))
            else:
                findings.append(_well(told))
        return findings

    def _zalo_bot(self) -> Iterator[Finding]:
        if not self.settings.zalo_bot_token:
            return
        if self.settings.zalo_bot_mode is ZaloBotMode.POLLING:
            yield _warn("ZALO_BOT_MODE=polling is for development: what is lost on the way never comes again")
        if not self.settings.public_url:
            yield _warn("PUBLIC_URL is empty: on Zalo a tip gets telephone numbers only, and no picture is sent")

    def _channels(self) -> Iterator[Finding]:
        if not self.channels:
            yield _warn("no chat platform: set TELEGRAM_TOKEN or ZALO_BOT_TOKEN, or residents have the web form only")
        for channel in self.channels:
            if channel.health is Health.DOWN:
                yield _bad(f"{channel.name} does not answer or refuses the token; the program keeps trying")

    async def _intake(self) -> list[Finding]:
        status = await self.gate.unit_status(PC04)
        if status.intake == "open":
            return [_well("intake is open")]
        return [_bad(f"intake is closed: {sentence}") for sentence in status.missing]

    async def _officers(self) -> list[Finding]:
        counts: dict[str, int] = {}
        for one in await self.staff.list_all():
            if one.role is Role.OFFICER and one.state is StaffState.ACTIVE:
                counts[one.unit] = counts.get(one.unit, 0) + 1
        return [
            _warn(f"unit {unit} has one officer only: invite a second, so that no tip waits for one person")
            for unit, count in sorted(counts.items())
            if count < _ENOUGH_OFFICERS
        ]

    async def _chains(self) -> list[Finding]:
        report = await self.chain.verify()
        if report.is_whole:
            return [_well("the audit chains of all tips are whole")]
        days = ", ".join(day.isoformat() for day in report.differing)
        return [
            _bad(
                f"audit chains were altered: {len(report.broken)} cases; anchors that differ: {days or 'none'}; keep "
                "this database as it is and tell PC04"
            )
        ]

    def _content(self) -> Iterator[Finding]:
        if drafts := self.library.draft_count:
            yield _warn(f"{drafts} lessons and answers are not reviewed yet (CONTENT_UNREVIEWED)")


def _well(message: str) -> Finding:
    return Finding(level=Level.WELL, message=message)


def _warn(message: str) -> Finding:
    return Finding(level=Level.WARN, message=message)


def _bad(message: str) -> Finding:
    return Finding(level=Level.BAD, message=message)
