"""What commands ask for, as plain data in and out: the answers of docs/ACCEPTANCE.md.

One table of names to functions; the door socket and a command with no running program use the same.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.backup import write_backup
from bot.doctor import Doctor
from bot.errors import CommandRefused
from places.gazetteer import Gazetteer
from storage.database import Database
from storage.staff.types import Invitation, Role
from storage.types import OVERSIGHT, PC04, PROVINCE, Clock, StaffId, UnitCode
from tips.drill import Drill
from tips.enrolment import Enrolment
from tips.errors import TipLineError
from tips.gate import Gate
from tips.staff_errors import StaffError
from tips.staffing import Staffing

Arguments = Mapping[str, Any]
Operation = Callable[[Arguments], Awaitable[Any]]

_OFFICES = {PC04: "PC04", OVERSIGHT: "Giám sát", PROVINCE: "Tỉnh"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operations:
    """The operations over the program's services."""

    base_url: str
    backup_dir: Path
    clock: Clock
    made_keys: bool
    app_database: Database
    tips_database: Database
    gazetteer: Gazetteer
    staffing: Staffing
    enrolment: Enrolment
    gate: Gate
    drill: Drill
    campaigns: Mapping[str, Operation]
    doctor: Doctor
    stats: Callable[[], Awaitable[dict[str, int | str]]]

    async def operate(self, name: str, arguments: Arguments) -> Any:
        """Carry out one operation. Raises `CommandRefused` with the reason."""
        operation = self._table().get(name)
        if operation is None:
            raise CommandRefused(f"no such operation: {name}; is the running program of the same version?")
        try:
            return await operation(arguments)
        except (StaffError, TipLineError) as refusal:
            raise CommandRefused(_reason(refusal)) from None

    def _table(self) -> Mapping[str, Operation]:
        return {
            "db.upgrade": self._upgraded,
            "unit.list": self._units,
            "unit.status": self._unit_status,
            "staff.invite": self._invite,
            "staff.list": self._staff,
            "staff.reset": self._reset,
            "staff.disable": self._disable,
            "keys.init": self._init,
            "keys.show": self._show_keys,
            "keys.pin": self._pin,
            "keys.drill": self._drill,
            **self.campaigns,
            "backup": self._backup,
            "doctor": self._examine,
            "stats": self._stats,
        }

    async def _upgraded(self, _arguments: Arguments) -> Any:
        # Building the program has upgraded both databases before any operation runs.
        return {"app": "up to date", "tips": "up to date"}

    async def _units(self, _arguments: Arguments) -> Any:
        communes = [{"unit": unit.code, "name": unit.name} for unit in self.gazetteer.units]
        return communes + [{"unit": str(code), "name": name} for code, name in _OFFICES.items()]

    async def _unit_status(self, arguments: Arguments) -> Any:
        status = await self.gate.unit_status(self._unit(arguments["unit"]))
        return {
            "unit": status.unit,
            "officers": status.officers,
            "drilled": status.drilled,
            "active": status.active,
            "intake": status.intake,
            "missing": list(status.missing),
        }

    async def _invite(self, arguments: Arguments) -> Any:
        try:
            role = Role(arguments["role"])
        except ValueError:
            raise CommandRefused(f"role must be one of {', '.join(Role)}") from None
        unit, name = self._unit(arguments["unit"]), arguments["name"].strip()
        if not name:
            raise CommandRefused("give the person a name, as colleagues will see it")
        return self._invitation(await self.staffing.invite(role=role, unit=unit, name=name))

    def _invitation(self, made: Invitation) -> Any:
        return {
            "staff": made.staff,
            "link": f"{self.base_url}/console/enrol/{made.link_token}",
            "code": made.code,
            "expires": made.expires,
        }

    async def _staff(self, _arguments: Arguments) -> Any:
        people = await self.staffing.list_all()
        return [{"staff": one.staff, "role": one.role, "unit": one.unit, "state": one.state} for one in people]

    async def _reset(self, arguments: Arguments) -> Any:
        at_hand = bool(arguments.get("recovery_words_at_hand"))
        return self._invitation(await self.staffing.reset(StaffId(arguments["staff"]), recovery_words_at_hand=at_hand))

    async def _disable(self, arguments: Arguments) -> Any:
        await self.staffing.disable(StaffId(arguments["staff"]))
        return {"staff": arguments["staff"]}

    async def _init(self, _arguments: Arguments) -> Any:
        return {"made": self.made_keys}

    async def _show_keys(self, _arguments: Arguments) -> Any:
        fingerprint, pinned = await self.enrolment.fingerprint()
        return {"pc04_fingerprint": fingerprint, "pinned": pinned}

    async def _pin(self, arguments: Arguments) -> Any:
        await self.enrolment.pin(arguments["fingerprint"])
        return {"pinned": True}

    async def _drill(self, arguments: Arguments) -> Any:
        return {"case": await self.drill.send(self._unit(arguments["unit"]))}

    async def _backup(self, _arguments: Arguments) -> Any:
        made = await write_backup(
            self.backup_dir,
            app_database=self.app_database,
            tips_database=self.tips_database,
            now=self.clock.now(),
        )
        return {"file": str(made)}

    async def _examine(self, _arguments: Arguments) -> Any:
        findings = await self.doctor.examine()
        return {"findings": [{"level": one.level, "message": one.message} for one in findings]}

    async def _stats(self, _arguments: Arguments) -> Any:
        return await self.stats()

    def _unit(self, code: str) -> UnitCode:
        if code not in _OFFICES and not self.gazetteer.has(code):
            raise CommandRefused(f"no unit {code}; `phaodai unit list` shows the codes")
        return UnitCode(code)


def _reason(refusal: StaffError | TipLineError) -> str:
    detail = getattr(refusal, "reason", "")
    text = (type(refusal).__doc__ or type(refusal).__name__).strip().splitlines()[0]
    return f"{text} ({detail})" if detail else text
