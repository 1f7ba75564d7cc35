"""The whole program on one page: what is built from what, and every channel, conversation and page by name.

Nothing registers itself. `build` opens the databases, makes the services and hands them to each other; a
newcomer adds a channel in `bot/platforms.py`, a conversation in `bot/conversations.py`, a page in `bot/pages.py`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import web
from prometheus_client import CollectorRegistry

from awareness.library import load as load_library
from awareness.types import Unreviewed
from bot.campaign_operations import CampaignOperations
from bot.campaign_parts import Statistics, campaign_parts
from bot.content import read_ahead
from bot.conversations import every_conversation
from bot.demo import demo_pages
from bot.doctor import Doctor
from bot.forgetting import forget_idle
from bot.operations import Operations
from bot.pages import PageParts, build_application, make_pages
from bot.parts import Stores, open_stores, tip_line
from bot.platforms import PLATFORM_NAMES, build_platforms, close_platforms, web_chat
from bot.settings import Settings
from broadcasts.budget import Rates
from channels.contract import Channel, ChannelName, Deliver
from console.public.mailbox import OpenMailboxes
from console.public.pictures import PublicPictures
from handlers.asking_place import Places
from handlers.conversation import Conversation
from handlers.dispatch import Dispatcher
from handlers.envelopes import EnvelopeRenderer
from handlers.hotlines import Hotlines
from handlers.sessions import Sessions
from handlers.texts import load as load_texts
from places.gazetteer import load as load_gazetteer
from places.matcher import Matcher
from places.outlines import Outlines
from storage.tips.outbox import Outbox
from storage.types import Clock, SystemClock
from tips.notices import NoticeSender

Step = Callable[[], Awaitable[object]]
"""One tick or one long task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Something done every `seconds`, or every day `at` HH:MM in the province."""

    name: str
    run: Step
    seconds: float = 0
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What the process runs."""

    application: web.Application
    channels: tuple[Channel, ...]
    dispatcher: Dispatcher
    ticks: tuple[Tick, ...]
    long_tasks: tuple[Tick, ...]
    operate: Callable[[str, Mapping[str, Any]], Awaitable[Any]]

    def deliver(self, channel: Channel) -> Deliver:
        """Return what a channel calls with every message."""
        return partial(self.dispatcher.handle, channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What somebody adds to the program from outside: a channel, a conversation, another content folder.

    `rates` replaces how fast an account may send: for the bench, and for who has other limits with a platform.
    """

    channels: tuple[Channel, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    content: Path | None = None
    rates: Rates | None = None


@asynccontextmanager
async def build(
    config: Settings, *, demo: bool, clock: Clock | None = None, additions: Additions | None = None
) -> AsyncIterator[Program]:
    """Open everything and yield the program; close everything at the end.

    Raises `StartRefused` with one line when keys are missing or a database is newer than this program.
    """
    clock = clock or SystemClock()
    stores = await open_stores(config)
    additions = additions or Additions()
    pictures = PublicPictures(address=config.public_url, clock=clock)
    platforms = (*build_platforms(config, demo=demo, pictures=pictures), *additions.channels)
    try:
        yield await _assemble(config, stores, platforms, clock, additions, pictures=pictures)
    finally:
        await close_platforms(platforms)
        await stores.app.close()
        await stores.tips.close()


async def _assemble(
    config: Settings,
    stores: Stores,
    platforms: Sequence[Channel],
    clock: Clock,
    additions: Additions,
    *,
    pictures: PublicPictures,
) -> Program:
    gazetteer = load_gazetteer()
    places = Places(gazetteer=gazetteer, matcher=Matcher(gazetteer), outlines=Outlines(gazetteer))
    texts = load_texts()
    library = load_library(additions.content, unreviewed=Unreviewed(config.content_unreviewed.value))
    hotlines = Hotlines(
        pc04=config.hotline_pc04,
        border_guard=config.hotline_border_guard,
        province=config.hotline_province,
        outside_body=config.outside_body,
    )
    line = tip_line(config, stores, gazetteer, clock)
    envelopes = EnvelopeRenderer(catalogue=texts, gazetteer=gazetteer, console_address=f"{config.base_url}/console")
    sessions, opened = Sessions(clock), OpenMailboxes(clock=clock)
    campaigns = campaign_parts(
        config,
        stores,
        platforms,
        texts,
        clock,
        gazetteer=gazetteer,
        library=library,
        rates=additions.rates,
        pushed=sessions.note_push,
    )
    # Whom nobody can reach later gets no campaigns; our own page needs no budget of an outside platform either.
    visits = web_chat(config)
    channels: Mapping[ChannelName, Channel] = {**campaigns.channels, visits.name: visits}
    conversations = every_conversation(
        config,
        stores=stores,
        line=line,
        campaigns=campaigns,
        places=places,
        library=library,
        hotlines=hotlines,
        envelopes=envelopes,
    )
    notices = NoticeSender(
        outbox=Outbox(stores.tips),
        repository=stores.tip_store,
        staff=stores.staff,
        channels=channels,
        render=envelopes,
        clock=clock,
        rehearsal=config.rehearsal,
    )
    dispatcher = Dispatcher(
        conversations=(*conversations, *additions.conversations),
        sessions=sessions,
        catalogue=texts,
        subscribers=campaigns.residents,
        platform_names=PLATFORM_NAMES,
        subscribe_at=[PLATFORM_NAMES.get(name, name) for name in campaigns.channels],
        is_rehearsal=config.rehearsal,
    )
    operations = Operations(
        base_url=config.base_url,
        backup_dir=config.backup_dir,
        clock=clock,
        made_keys=stores.made_keys,
        app_database=stores.app,
        tips_database=stores.tips,
        gazetteer=gazetteer,
        staffing=line.staffing,
        enrolment=line.enrolment,
        gate=line.gate,
        drill=line.drill,
        campaigns=CampaignOperations(campaigns=campaigns.campaigns).table(),
        doctor=Doctor(
            settings=config,
            clock=clock,
            keys=stores.keys,
            gate=line.gate,
            chain=line.chain,
            staff=stores.staff,
            library=library,
            channels=tuple(campaigns.channels.values()),
            allowances=campaigns.budget,
        ),
        stats=Statistics(stores=stores, parts=campaigns, clock=clock).counts,
    )
    pages = make_pages(config, hotlines)
    page_parts = PageParts(
        settings=config,
        stores=stores,
        line=line,
        campaigns=campaigns.campaigns,
        aftermath=campaigns.aftermath,
        places=places,
        hotlines=hotlines,
        channels=channels,
        web_chat=visits,
        opened=opened,
        pictures=pictures,
        clock=clock,
        metrics=CollectorRegistry(),
    )
    if stores.app.is_sqlite:
        # The door's lock makes this the only process that sends: what a dead one held is settled at once.
        await campaigns.sweeper.recover()
        await campaigns.reminders.recover()
    fast = 1.0 if config.rehearsal else 5.0
    demo = await demo_pages(
        config.data_dir.parent,
        stores=stores,
        line=line,
        campaigns=campaigns,
        library=library,
        platforms=platforms,
        pages=pages,
    )
    return Program(
        application=build_application(page_parts, demo, pages),
        channels=tuple(channels.values()),
        dispatcher=dispatcher,
        ticks=(
            Tick(name="planner", seconds=fast, run=campaigns.planner.tick),
            Tick(name="sweeper", seconds=5, run=campaigns.sweeper.tick),
            Tick(name="reminders", seconds=15, run=campaigns.reminder_sender.tick),
            Tick(name="notices", seconds=fast, run=notices.send_due),
            Tick(name="clocks", seconds=30, run=line.clocks.tick),
            Tick(name="idle", seconds=60, run=partial(forget_idle, (line.drafts, line.sign_in, sessions, opened))),
            Tick(name="anchor", at="00:10", run=line.chain.anchor),
            Tick(name="ledgers", at="03:20", run=campaigns.aftermath.fold),
            Tick(name="night", at="03:10", run=line.nightly.run),
            Tick(name="tips-log", seconds=900, run=line.nightly.empty_log),
            Tick(name="app-log", seconds=900, run=stores.app.empty_log),
        ),
        long_tasks=(
            Tick(name="sender", run=campaigns.sender.run),
            Tick(name="returns", run=campaigns.campaigns.returns.run),
            Tick(name="content", run=partial(read_ahead, library)),
        ),
        operate=operations.operate,
    )
