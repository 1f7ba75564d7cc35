"""One stranger cannot use up what all share, nor sign a person in from another site."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request

import console
from console.neighbourhoods import SIGN_INS_OF_A_NETWORK, Neighbourhoods
from storage.staff.types import Role
from storage.types import PC04, PROVINCE
from tests.integration.console.house import House
from tests.integration.enrolment.people import Hands
from tips.staff_errors import SignInRefused
from tips.unlocking import SessionToken

_ROOT = Path(console.__file__).parents[1]


async def _asked(watch: Neighbourhoods, *froms: str) -> list[bool]:
    """Ask over HTTP as a proxy on this machine passes the visitors on."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=str(watch.allows(request)))

    application = web.Application()
    application.router.add_get("/", answer)
    async with TestClient(TestServer(application, host="127.0.0.1")) as client:
        said = []
        for address in froms:
            async with client.get("/", headers={"X-Forwarded-For": address} if address else {}) as response:
                said.append(await response.text() == "True")
        return said


@pytest.mark.parametrize(
    ("first", "neighbour", "stranger"),
    [
        ("203.0.113.5", "203.0.113.200", "203.0.114.5"),
        ("2001:db8:1:2::5", "2001:db8:1:ffff::9", "2001:db8:2::5"),
        ("1.1.1.1, 203.0.113.5", "9.9.9.9, 203.0.113.6", "203.0.113.5, 198.51.100.7"),
    ],
)
async def test_a_network_counts_as_one_and_others_go_on(first: str, neighbour: str, stranger: str) -> None:
    watch = Neighbourhoods(clock=Hands(), per_minute=2)
    assert await _asked(watch, first, neighbour, first, neighbour, stranger) == [True, True, False, False, True]


async def test_after_a_minute_the_network_may_try_again() -> None:
    clock = Hands()
    watch = Neighbourhoods(clock=clock, per_minute=1)
    assert await _asked(watch, "203.0.113.5", "203.0.113.5") == [True, False]
    clock.pass_by(seconds=60)
    assert await _asked(watch, "203.0.113.5") == [True]


_NETWORKS = """
from aiohttp.test_utils import make_mocked_request
from unittest.mock import Mock
from console.neighbourhoods import network_of
for address in ("203.0.113.5", "2001:db8:1:2::5", "odd"):
    transport = Mock(get_extra_info=lambda name: ("127.0.0.1", 5) if name == "peername" else None)
    print(network_of(make_mocked_request("GET", "/", headers={"X-Forwarded-For": address}, transport=transport)))
"""


def test_what_stands_for_a_network_is_another_number_at_each_start() -> None:
    starts = [
        subprocess.run(
            [sys.executable, "-c", _NETWORKS],
            cwd=_ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for seed in ("1", "2")
    ]
    assert len(set(starts[0])) == 3
    assert set(starts[0]).isdisjoint(starts[1]), "a number that is the same everywhere names the network"


def test_a_claim_from_beyond_this_machine_is_not_believed() -> None:
    watch = Neighbourhoods(clock=Hands(), per_minute=1)

    class Transport:
        """A connection from another machine."""

        def get_extra_info(self, name: str, default: object = None) -> object:
            return ("198.51.100.7", 4711) if name == "peername" else default

        def is_closing(self) -> bool:
            return False

    for claim, allowed in (("203.0.113.5", True), ("203.0.114.5", False)):
        request = make_mocked_request("GET", "/", headers={"X-Forwarded-For": claim}, transport=Transport())
        assert watch.allows(request) is allowed


async def test_too_many_sign_ins_of_one_network_leave_the_others_free(house: House) -> None:
    chief = await house.enrol(PC04)
    visitor = await house.visitor()
    page = await visitor.get("/console")
    for number in range(SIGN_INS_OF_A_NETWORK - 1):
        wrong = await visitor.submit(page, values={"staff": f"S-{number}", "passphrase": "sai"})
        assert wrong.status == 422
    values = {"staff": chief.staff, "passphrase": chief.passphrase}
    assert (await visitor.submit(page, values=values)).status == 303
    runs = house.gate.done
    full = await visitor.submit(await (await house.visitor()).get("/console"), values=values)
    assert full.status == 422
    assert house.gate.done == runs, "no Argon2 for who has tried too often"
    house.clock.pass_by(minutes=1)
    assert (await visitor.submit(page, values=values)).status == 303


@pytest.mark.parametrize("path", ["/console", "/console/again"])
async def test_another_site_cannot_sign_anybody_in(house: House, path: str) -> None:
    chief = await house.enrol(PC04)
    values = {"staff": chief.staff, "passphrase": chief.passphrase, "action": "/console/people"}
    status, told = await house.post_from_another_site(path, values)
    assert status == 303
    assert "Set-Cookie" not in told
    assert house.sign_ins.count() == 0


async def test_who_is_disabled_while_signing_in_is_not_let_in(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await house.enrol(PC04)
    person = await house.enrol(PROVINCE, Role.ORGANIZER)
    reached, go_on = asyncio.Event(), asyncio.Event()
    run = house.gate.run

    async def slowly(work: Callable[[], object]) -> object:
        result = await run(work)
        reached.set()
        await go_on.wait()
        return result

    monkeypatch.setattr(house.gate, "run", slowly)
    entering: asyncio.Task[SessionToken] = asyncio.create_task(house.sign_ins.sign_in(person.staff, person.passphrase))
    await reached.wait()
    await house.staffing.disable(person.staff)
    go_on.set()
    with pytest.raises(SignInRefused):
        await entering
    assert house.sign_ins.count() == 0
