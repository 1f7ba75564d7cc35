"""The program's conversations over phones in memory: real database, real seals, a clock moved by hand."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from channels.contract import Capabilities, ChannelName, Incoming
from channels.local import LocalChannel, full_capabilities
from channels.local_phone import LocalMessage, LocalPhone, Side
from handlers import (
    ask,
    commune,
    family,
    free,
    helping,
    learn,
    leaving,
    mailbox,
    menu,
    officer,
    reminders,
    settings,
    start,
    tip,
)
from handlers.conversation import Conversation
from handlers.dispatch import Dispatcher
from handlers.envelopes import EnvelopeRenderer
from handlers.hotlines import Hotlines
from handlers.mailbox import MailboxServices
from handlers.sessions import Sessions
from handlers.subscribers import Subscribers
from handlers.tip import TipServices
from storage.database import Database, app_database
from storage.metadata import app as app_metadata
from storage.residents.address import AddressCipher
from storage.residents.reminders import ReminderRepository
from storage.residents.repository import ResidentRepository
from storage.staff.repository import StaffRepository
from storage.tips.key_repository import KeyRepository
from storage.tips.mailbox_repository import MailboxRepository
from tests.integration.dialogues.campaign_office import CampaignOffice
from tests.integration.dialogues.unchanging import all_places, catalogue, library
from tests.integration.tips.world import World, new_world
from tests.unit.tips.clock import HandClock
from tips.casework import Casework
from tips.drafts import Drafts
from tips.media import PhotoRebuilder

LOCAL = ChannelName("local")
HOTLINES = Hotlines(pc04="0233 000 111")
FORM = "http://127.0.0.1:8080/bao-tin"
PUBLIC = "https://phaodai.example"


@dataclass(slots=True)
class Resident:
    """One person with a phone; `talk` and the tests speak through it."""

    phone: LocalPhone
    handled: asyncio.Queue[None] = field(repr=False)

    async def types(self, text: str) -> LocalMessage:
        """Write something and return the bot's newest message."""
        self.phone.type(text)
        return await self.answer()

    async def presses(self, keyword: str) -> LocalMessage:
        """Press the newest button whose label contains `keyword`, whatever the case."""
        for message in reversed(self.phone.messages):
            for choice in message.choices:
                if keyword.casefold() in choice.label.casefold():
                    return await self.presses_id(message.id, choice.id)
        raise AssertionError(f"no button {keyword!r} on the phone: {self.labels}")

    async def presses_id(self, message: int, choice: str) -> LocalMessage:
        """Press one exact button, an old one perhaps."""
        self.phone.press(message, choice)
        return await self.answer()

    async def sends_photo(self, content: bytes, caption: str = "") -> LocalMessage:
        """Send a picture."""
        self.phone.send_photo(content, caption)
        return await self.answer()

    async def sends_location(self, latitude: float, longitude: float) -> LocalMessage:
        """Send a pin."""
        self.phone.send_location(latitude, longitude)
        return await self.answer()

    async def answer(self) -> LocalMessage:
        """Wait until the last thing done was handled; check every screen on the phone; return the newest."""
        async with asyncio.timeout(20):
            await self.handled.get()
        for message in self.bot:
            labels = [choice.label.casefold() for choice in message.choices]
            for one, other in itertools.permutations(labels, 2):
                assert one not in other, f"{one!r} is part of {other!r}"
        return self.newest

    @property
    def bot(self) -> list[LocalMessage]:
        """What the bot says on the phone, oldest first."""
        return [message for message in self.phone.messages if message.side is Side.BOT]

    @property
    def newest(self) -> LocalMessage:
        """The bot message that changed last."""
        return max(self.bot, key=lambda message: message.version)

    @property
    def labels(self) -> list[str]:
        """The labels of the newest bot message."""
        return [choice.label for choice in self.newest.choices]


@dataclass(slots=True)
class House:
    """Everything a dialogue needs."""

    channel: LocalChannel
    dispatcher: Dispatcher
    sessions: Sessions
    clock: HandClock
    world: World
    app: Database
    residents: ResidentRepository
    staff: StaffRepository
    drafts: Drafts
    office: CampaignOffice
    reminders: ReminderRepository
    handled: dict[str, asyncio.Queue[None]] = field(default_factory=dict)

    def person(self, name: str = "1") -> Resident:
        """Return somebody with a phone."""
        return Resident(self.channel.phone(name), self.handled.setdefault(name, asyncio.Queue()))


async def talk(resident: Resident, lines: Sequence[tuple[str, str]]) -> None:
    """Say each line, `[…]` being a button, and see that the answer shows what is expected."""
    for said, expected in lines:
        if said.startswith("["):
            shown = await resident.presses(said.strip("[]"))
        else:
            shown = await resident.types(said)
        seen = "\n".join([shown.text, *(choice.label for choice in shown.choices)])
        assert expected.casefold() in seen.casefold(), f"after {said!r}: {seen!r}"


@asynccontextmanager
async def open_house(
    folder: Path,
    *,
    capabilities: Capabilities | None = None,
    extra: Sequence[Conversation] = (),
    limit_seconds: float = 10.0,
    form: str = FORM,
    is_public: bool = True,
    subscribe_at: Sequence[str] = (),
) -> AsyncIterator[House]:
    """Run the conversations over the local platform until the block ends."""
    world = await new_world(folder)
    app = app_database(f"sqlite+aiosqlite:///{folder / 'app.db'}")
    async with app.write() as connection:
        await connection.run_sync(app_metadata.create_all)
    cipher = AddressCipher(b"k" * 32)
    residents = ResidentRepository(app, cipher, world.clock)
    reminded = ReminderRepository(app, cipher)
    staff = StaffRepository(app, cipher)
    drafts = Drafts(rebuilder=PhotoRebuilder(), clock=world.clock)
    sessions = Sessions(world.clock)
    channel = LocalChannel(LOCAL, capabilities or full_capabilities())
    office = CampaignOffice(app, cipher, channel, staff, world.clock)
    dispatcher = Dispatcher(
        conversations=(
            *conversations(world, residents, staff, drafts, form, is_public=is_public),
            reminders.conversation(reminded, residents, library()),
            *office.conversations,
            *extra,
        ),
        sessions=sessions,
        catalogue=catalogue(),
        subscribers=residents,
        platform_names={LOCAL: "Điện thoại thử"},
        subscribe_at=subscribe_at,
        limit_seconds=limit_seconds,
    )
    house = House(channel, dispatcher, sessions, world.clock, world, app, residents, staff, drafts, office, reminded)

    async def deliver(incoming: Incoming) -> None:
        await dispatcher.handle(channel, incoming)
        house.handled.setdefault(incoming.reply.reveal(), asyncio.Queue()).put_nowait(None)

    running = asyncio.create_task(channel.run(deliver))
    try:
        yield house
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await world.database.close()
        await app.close()


def conversations(
    world: World, residents: Subscribers, staff: StaffRepository, drafts: Drafts, form: str, *, is_public: bool = True
) -> tuple[Conversation, ...]:
    """Return the residents' conversations over real parts."""
    places, book = all_places(), library()
    gazetteer = places.gazetteer
    return (
        menu.conversation(),
        start.conversation(staff),
        helping.conversation(HOTLINES, PUBLIC if is_public else ""),
        learn.conversation(book),
        ask.conversation(book, HOTLINES),
        family.conversation(book),
        commune.conversation(places, residents),
        settings.conversation(residents, gazetteer),
        leaving.stop_conversation(residents),
        leaving.erase_conversation(residents),
        tip.conversation(
            TipServices(
                drafts=drafts,
                intake=world.intake,
                places=places,
                hotlines=HOTLINES,
                form_address=form,
                is_public=is_public,
            )
        ),
        mailbox.conversation(
            MailboxServices(
                mailboxes=world.mailboxes,
                photos=PhotoRebuilder(),
                hotlines=HOTLINES,
                page_address=form,
                is_public=is_public,
            )
        ),
        free.conversation(book, places, HOTLINES),
        officer.conversation(casework(world, staff), staff, envelopes()),
    )


def casework(world: World, staff: StaffRepository) -> Casework:
    """Return the officers' side over the same tips.db."""
    return Casework(
        repository=world.repository,
        mailboxes=MailboxRepository(world.database),
        key_repository=KeyRepository(world.database),
        keys=world.police,
        staff=staff,
        clock=world.clock,
    )


def envelopes() -> EnvelopeRenderer:
    """Return what turns notices into messages."""
    return EnvelopeRenderer(
        catalogue=catalogue(), gazetteer=all_places().gazetteer, console_address="http://127.0.0.1:8080/console"
    )
