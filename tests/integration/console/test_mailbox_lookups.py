"""Three networks that guess codes keep nobody out of the mailbox on the web."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from console.application import build
from console.neighbourhoods import LOOKUPS_OF_A_NETWORK, Neighbourhoods
from console.public.mailbox import MailboxPage, OpenMailboxes
from console.rendering import Pages
from tests.integration.tips.world import World, draft, new_world
from tips.lookup_budget import DOUBTED_A_MINUTE, LOOKUPS_A_MINUTE
from tips.media import PhotoRebuilder
from tips.receipt import format_receipt, new_receipt
from tips.unlocking import StaffSession


class Nobody:
    """Nobody is signed in."""

    def session(self, token: str) -> StaffSession | None:
        return None


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Yield the sender's side over one tips.db."""
    opened = await new_world(tmp_path)
    yield opened
    await opened.database.close()


def _site(world: World) -> web.Application:
    pages = Pages(base={"rehearsal": False, "hotlines": []})
    page = MailboxPage(
        pages=pages,
        mailboxes=world.mailboxes,
        photos=PhotoRebuilder(),
        opened=OpenMailboxes(clock=world.clock),
        neighbourhoods=Neighbourhoods(clock=world.clock, per_minute=LOOKUPS_OF_A_NETWORK),
    )
    return build(routes=page.routes(), webhooks=[], sessions=Nobody(), pages=pages)


async def test_a_code_with_one_wrong_digit_stays_to_be_mended_and_the_right_one_goes(world: World) -> None:
    sent = await world.intake.send(draft())
    wrong = sent.receipt[:-1] + str((int(sent.receipt[-1]) + 1) % 10)
    unknown = format_receipt(new_receipt())
    async with TestClient(TestServer(_site(world), host="127.0.0.1")) as client:
        assert f'value="{wrong}"' in await _typed(client, "198.51.100.7", wrong)
        assert unknown not in await _typed(client, "198.51.100.7", unknown), "no slip to mend, and perhaps a real code"
        opened = await _typed(client, "198.51.100.7", sent.receipt)
        assert "Đã nhận" in opened
        assert sent.receipt not in opened


async def test_a_network_that_has_to_wait_need_not_type_its_code_again(world: World) -> None:
    async with TestClient(TestServer(_site(world), host="127.0.0.1")) as client:
        code, told = format_receipt(new_receipt()), ""
        for _ in range(LOOKUPS_OF_A_NETWORK + 1):
            told = await _typed(client, "198.51.100.7", code)
        assert "Hãy đợi một phút" in told
        assert f'value="{code}"' in told


async def test_three_networks_together_leave_room_for_a_fourth(world: World) -> None:
    sent = await world.intake.send(draft())
    async with TestClient(TestServer(_site(world), host="127.0.0.1")) as client:
        networks = [f"203.0.{number}.5" for number in range(LOOKUPS_A_MINUTE // LOOKUPS_OF_A_NETWORK)]
        runs = world.argon2.done
        told = [
            await _typed(client, address, format_receipt(new_receipt()))
            for _ in range(LOOKUPS_OF_A_NETWORK)
            for address in networks
        ]
        assert "Không có hộp thư nào" in told[0]
        assert "Đang có nhiều người" in told[-1]
        assert world.argon2.done - runs == len(networks) + DOUBTED_A_MINUTE
        assert "Không có hộp thư nào" not in await _typed(client, "198.51.100.7", sent.receipt)
        assert "Đã nhận" in await _typed(client, "198.51.100.8", sent.receipt)


async def _typed(client: TestClient[web.Request, web.Application], address: str, code: str) -> str:
    """Type a code from an address, as a proxy on this machine passes it on; returns the page."""
    async with client.post("/hop-thu", data={"code": code}, headers={"X-Forwarded-For": address}) as answer:
        return await answer.text()
