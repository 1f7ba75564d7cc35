"""The channels under contract. A new channel adds its rig here and gets every case."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image

from channels.local import LocalChannel, full_capabilities, plain_capabilities
from channels.zalo_bot.channel import ZaloBotMode
from tests.contract.rigs import LOCAL, Rig, local_rig, telegram_rig
from tests.contract.web_chat_rig import web_chat_rig
from tests.contract.zalo_bot_rig import zalo_bot_rig


@pytest.fixture(params=["telegram", "zalo-bot-webhook", "zalo-bot-polling", "web", "local-full", "local-plain"])
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    if request.param == "telegram":
        async with telegram_rig() as telegram:
            yield telegram
        return
    if request.param.startswith("zalo-bot-"):
        async with zalo_bot_rig(ZaloBotMode(request.param.removeprefix("zalo-bot-"))) as zalo_bot:
            yield zalo_bot
        return
    if request.param == "web":
        async with web_chat_rig() as page:
            yield page
        return
    capabilities = full_capabilities() if request.param == "local-full" else plain_capabilities()
    async with local_rig(LocalChannel(LOCAL, capabilities)) as local:
        yield local


@pytest.fixture
def jpeg() -> bytes:
    """A small real picture."""
    content = io.BytesIO()
    Image.new("RGB", (32, 24), (200, 30, 30)).save(content, "JPEG")
    return content.getvalue()
