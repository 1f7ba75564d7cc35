"""The demo's people and phones: everything through the same services as in earnest, only faster.

At the first start two officers of PC04 enrol, the fingerprint is pinned, both open a drill tip, so that intake
opens; two organizers enrol. Their passphrases stand in the demo's own folder, where they let in nobody but a
visitor of the demo.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import orjson

from bot.parts import Stores, TipLine
from channels.local import LocalChannel
from console.demo.pages import DemoPerson
from storage.staff.types import Role
from storage.types import PC04, PROVINCE, StaffId, UnitCode
from tips.unlocked import Unlocked

VILLAGER = "villager"
OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class _Enrolled:
    staff: StaffId
    passphrase: str


async def prepare(folder: Path, stores: Stores, line: TipLine) -> dict[str, DemoPerson]:
    """Return the demo's people by role, made at the first start."""
    file = folder / "demo.json"
    if not file.exists():
        people = await _enrol_everybody(stores, line)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as written:
            written.write(orjson.dumps({role: [one.staff, one.passphrase] for role, one in people.items()}))
    titles = {"officer": "Cán bộ PC04", "organizer": "Người tổ chức (viết tin)", "approver": "Người duyệt tin"}
    return {
        role: DemoPerson(role=role, title=titles[role], staff=StaffId(staff), passphrase=passphrase)
        for role, (staff, passphrase) in orjson.loads(file.read_bytes()).items()
    }


def show_first_screens(channel: LocalChannel) -> None:
    """Let both phones say hello, as everybody's first message to a bot does."""
    for name in (VILLAGER, OFFICER):
        channel.phone(name).type("/start")


async def _enrol_everybody(stores: Stores, line: TipLine) -> dict[str, _Enrolled]:
    first = await _enrol(line, Role.OFFICER, PC04, "Cán bộ một")
    first_keys = await _unlock(line, first)
    fingerprint, _is_pinned = await line.enrolment.fingerprint()
    await line.enrolment.pin(fingerprint or "")
    second = await _enrol(line, Role.OFFICER, PC04, "Cán bộ hai")
    await line.enrolment.admit(first_keys, second.staff)
    second_keys = await _unlock(line, second)
    number = await line.drill.send(PC04)
    for keys in (first_keys, second_keys):
        await line.casework.case(keys, number)
    await stores.staff.tie_chat(first.staff, "local", OFFICER)
    return {
        "officer": first,
        "organizer": await _enrol(line, Role.ORGANIZER, PROVINCE, "Người tổ chức"),
        "approver": await _enrol(line, Role.APPROVER, PROVINCE, "Người duyệt"),
    }


async def _enrol(line: TipLine, role: Role, unit: UnitCode, name: str) -> _Enrolled:
    invitation = await line.staffing.invite(role=role, unit=unit, name=name)
    enrolled = await line.enrolment.enrol(invitation.link_token)
    await line.enrolment.confirm(enrolled.staff, enrolled.passphrase)
    return _Enrolled(enrolled.staff, enrolled.passphrase)


async def _unlock(line: TipLine, person: _Enrolled) -> Unlocked:
    token = await line.sign_in.sign_in(person.staff, person.passphrase)
    session = line.sign_in.session(token)
    if session is None or session.unlocked is None:
        raise RuntimeError("a demo officer's keys do not open")
    return session.unlocked
