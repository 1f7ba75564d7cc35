"""What platforms post reaches their channel as it came, and no more of it than an event can be."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from aiohttp.test_utils import TestClient, TestServer

from channels.contract import WebhookRoute
from console.application import build
from console.rendering import Pages
from tests.integration.console.test_public_edges import Nobody

_LIMIT = 1024 * 1024


@pytest.mark.parametrize(("size", "status"), [(0, 200), (10, 200), (_LIMIT, 200), (_LIMIT + 1, 413)])
async def test_an_event_is_handed_on_whole_or_not_at_all(size: int, status: int) -> None:
    got: list[tuple[str, bytes]] = []

    async def receive(headers: Mapping[str, str], content: bytes) -> int:
        got.append((headers["x-bot-api-secret-token"], content))
        return 200

    application = build(
        routes=[],
        webhooks=[WebhookRoute(path="/hooks/some", receive=receive)],
        sessions=Nobody(),
        pages=Pages(base={"rehearsal": False, "hotlines": []}),
    )
    async with TestClient(TestServer(application)) as platform:
        body = b"x" * size
        answer = await platform.post("/hooks/some", data=io.BytesIO(body), headers={"X-Bot-Api-Secret-Token": "s"})
        assert answer.status == status
    assert got == ([("s", body)] if status == 200 else [])
