"""Pháo Đài's campaigns: subscribers in the database, an approved campaign, planner and sender over the ledger.

Measured from the planner's tick until every row of the ledger is `sent`; the account's rate is raised.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

import uvloop
from sqlalchemy import insert

from awareness.library import load as load_library
from bench.conversation import SENT_TEXT
from bench.raised import RAISED
from bench.worker import serve
from bot import logs
from bot.campaign_parts import CampaignParts, campaign_parts
from bot.folders import prepare
from bot.parts import Stores, open_stores
from bot.platforms import build_platforms, close_platforms
from bot.process import settle_memory
from bot.settings import Settings, load
from channels.contract import Channel
from handlers.texts import Catalogue
from handlers.texts import load as load_texts
from places.gazetteer import load as load_gazetteer
from storage.campaigns.types import AudienceRule, CampaignState, Content, DeliveryState
from storage.residents.tables import resident
from storage.residents.types import Language, ResidentState
from storage.types import StaffId, SystemClock

_AUTHOR, _APPROVER = StaffId("S-BENCH1"), StaffId("S-BENCH2")
_WORKERS = 2
_CHANNEL = "telegram"


class LedgerWrong(Exception):
    """Not everybody got the message: there is no rate to report."""


class _Office:
    """An organizer and an approver who send the same message to everybody, again and again."""

    def __init__(self, parts: CampaignParts, channel: Channel, text: str) -> None:
        self._parts = parts
        self._channel = channel
        self._text = text

    async def send(self, many: int) -> dict[str, Any]:
        """Send one campaign; return the seconds from the planner's tick to the last row written."""
        campaigns = self._parts.campaigns
        made = await campaigns.create(_AUTHOR, Content(title="Họp thôn", text=self._text), AudienceRule(), None)
        await campaigns.submit(made.campaign)
        await campaigns.approve(made.campaign, _APPROVER, made.digest)
        start = time.perf_counter()
        _fired = await self._parts.planner.tick()
        await asyncio.gather(*[self._work() for _ in range(_WORKERS)])
        taken = time.perf_counter() - start
        _fired = await self._parts.planner.tick()
        report = await campaigns.show(made.campaign)
        if report.campaign.state is not CampaignState.FINISHED or report.counts[DeliveryState.SENT] != many:
            raise LedgerWrong(f"the campaign is {report.campaign.state}: {report.counts}")
        return {"seconds": taken}

    async def _work(self) -> None:
        """Do what each of the sender's workers does, without its pause when nothing is left."""
        while await self._parts.sender.step(self._channel):
            pass


async def _subscribe(stores: Stores, many: int) -> None:
    rows = [
        {
            "resident": number.to_bytes(16, "big"),
            "address_ciphertext": stores.cipher.seal(_CHANNEL, str(number)),
            "lookup": stores.cipher.lookup(_CHANNEL, str(number)),
            "channel": _CHANNEL,
            "unit": None,
            "language": Language.VIETNAMESE,
            "joined_month": 202611,
            "state": ResidentState.ACTIVE,
        }
        for number in range(1, many + 1)
    ]
    async with stores.app.write() as connection:
        await connection.execute(insert(resident), rows)


def _text(texts: Catalogue) -> str:
    """Return a text that makes the whole message as long as that of the bare clients."""
    lines = [texts.text(Language.VIETNAMESE, key) for key in ("campaign-mailbox", "campaign-footer")]
    return SENT_TEXT[: len(SENT_TEXT) - len("\n".join(lines)) - 2].strip()


async def _main(settings: Settings) -> None:
    stores = await open_stores(settings)
    platforms = build_platforms(settings, demo=False)
    texts = load_texts()
    parts = campaign_parts(
        settings,
        stores,
        platforms,
        texts,
        SystemClock(),
        gazetteer=load_gazetteer(),
        library=load_library(),
        rates=RAISED,
    )
    settle_memory()
    office = _Office(parts, platforms[0], _text(texts))
    subscribed = 0

    async def run(order: dict[str, Any]) -> dict[str, Any]:
        nonlocal subscribed
        many = int(order["many"])
        if not subscribed:
            await _subscribe(stores, many)
            subscribed = many
        if subscribed != many:
            raise LedgerWrong("the subscribers of one worker stay the same")
        return await office.send(many)

    try:
        await serve(run)
    finally:
        await close_platforms(platforms)
        await stores.app.close()
        await stores.tips.close()


def main() -> None:
    """Serve orders until standard input ends."""
    settings = load()
    logs.configure()
    prepare(settings)
    uvloop.run(_main(settings))


if __name__ == "__main__":
    main()
