"""The demo's people and phones: everything through the same services as in earnest, only faster.

At the first start two officers of PC04 enrol, the fingerprint is pinned, both open a drill tip, so that intake
opens; an organizer and an approver enrol. Their passphrases stand in the demo's own folder, where they let in
nobody but a visitor of the demo. Later starts only read them: no passphrase is stretched until somebody sits down.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from awareness.library import Library
from bot.campaign_parts import CampaignParts
from bot.demo_witness import DemoWitness
from bot.parts import Stores, TipLine
from bot.platforms import LOCAL, LOCAL_PLAIN
from channels.contract import Channel, ChannelName
from channels.local import LocalChannel
from console.demo.guide import Guide, Panel, Task
from console.demo.pages import DemoPages, DemoPerson
from console.rendering import Pages
from storage.staff.types import Role
from storage.tips.types import Result
from storage.types import PC04, PROVINCE, StaffId, UnitCode
from tips.unlocked import Unlocked

_PHONES: dict[Panel, ChannelName] = {
    Panel.VILLAGER: LOCAL,
    Panel.NUMBERS: LOCAL_PLAIN,
    Panel.OFFICER: LOCAL,
}
"""Each phone with its platform; a phone's chat is the name of its panel."""


@dataclass(frozen=True, slots=True)
class _Enrolled:
    staff: StaffId
    passphrase: str


async def demo_pages(
    folder: Path,
    *,
    stores: Stores,
    line: TipLine,
    campaigns: CampaignParts,
    library: Library,
    platforms: Sequence[Channel],
    pages: Pages,
) -> DemoPages | None:
    """Return the demo's pages when its platforms are here, with its people enrolled and its phones on."""
    local = {platform.name: platform for platform in platforms if isinstance(platform, LocalChannel)}
    if not local.keys() >= set(_PHONES.values()):
        return None
    phones = {panel: local[channel].phone(panel) for panel, channel in _PHONES.items()}
    witness = DemoWitness(
        villagers={
            Task.SUBSCRIBED: (LOCAL, Panel.VILLAGER, phones[Panel.VILLAGER]),
            Task.SUBSCRIBED_BY_NUMBERS: (LOCAL_PLAIN, Panel.NUMBERS, phones[Panel.NUMBERS]),
        },
        library=library,
        residents=campaigns.residents,
        tips=stores.tip_store,
        campaigns=campaigns.campaigns,
    )
    people = await _prepare(folder, stores, line)
    await witness.begin()
    for phone in phones.values():
        phone.type("/start")  # everybody's first message to a bot
    return DemoPages(pages=pages, phones=phones, people=people, sign_in=line.sign_in, guide=Guide(witness))


async def _prepare(folder: Path, stores: Stores, line: TipLine) -> dict[str, DemoPerson]:
    """Return the demo's people by role, made at the first start."""
    file = folder / "demo.json"
    if not file.exists():
        people = await _enrol_everybody(stores, line)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as written:
            written.write(orjson.dumps({role: [one.staff, one.passphrase] for role, one in people.items()}))
    return {
        role: DemoPerson(role=role, staff=StaffId(staff), passphrase=passphrase)
        for role, (staff, passphrase) in orjson.loads(file.read_bytes()).items()
    }


async def _enrol_everybody(stores: Stores, line: TipLine) -> dict[str, _Enrolled]:
    """Enrol all of them, side by side: the first start waits for little else than their passphrases."""
    officer, organizer, approver = await asyncio.gather(
        _open_intake(stores, line),
        _enrol(line, Role.ORGANIZER, PROVINCE, "Chị Mai"),
        _enrol(line, Role.APPROVER, PROVINCE, "Anh Dũng"),
    )
    return {"officer": officer, "organizer": organizer, "approver": approver}


async def _open_intake(stores: Stores, line: TipLine) -> _Enrolled:
    """Enrol PC04's two officers and let both open a drill; returns the one who carries the phone."""
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
    # Closed, the drill rings on nobody's phone and lies on nobody's desk when the visitor comes.
    await line.casework.take(first_keys, number)
    await line.casework.close(first_keys, number, Result.TEST, "")
    await stores.staff.tie_chat(first.staff, LOCAL, Panel.OFFICER)
    return first


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
