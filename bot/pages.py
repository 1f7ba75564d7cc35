"""Every page of the program by name, put together into the web application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest

from bot.parts import Stores, TipLine
from bot.settings import Settings
from broadcasts.aftermath import Aftermath
from broadcasts.campaigns import Campaigns
from channels.contract import Channel, ChannelName
from channels.web_chat.channel import WebChatChannel
from console.access import Route
from console.application import build
from console.demo.pages import DemoPages
from console.neighbourhoods import (
    LOOKUPS_OF_A_NETWORK,
    SIGN_INS_OF_A_NETWORK,
    TIPS_OF_A_NETWORK,
    VISITS_OF_A_NETWORK,
    Neighbourhoods,
)
from console.public.chat import ChatPage
from console.public.mailbox import MailboxPage, OpenMailboxes
from console.public.pictures import PublicPictures
from console.public.start import StartPages
from console.public.tip_form import TipForm
from console.rendering import Pages
from console.staff import staff_routes
from console.staff.campaign_writing import CampaignWritingPages
from console.staff.campaigns import CampaignPages
from console.staff.cases import CasePages
from console.staff.desk import Desk
from console.staff.enrolment import EnrolmentPage
from console.staff.people import PeoplePage
from console.staff.sign_in import SignInPage
from console.staff.today import Today
from handlers.asking_place import Places
from handlers.hotlines import Hotlines
from handlers.understanding import missing_in_tip, names_the_sender
from storage.types import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParts:
    """What the pages stand on."""

    settings: Settings
    stores: Stores
    line: TipLine
    campaigns: Campaigns
    aftermath: Aftermath
    places: Places
    hotlines: Hotlines
    channels: Mapping[ChannelName, Channel]
    web_chat: WebChatChannel
    opened: OpenMailboxes
    pictures: PublicPictures
    clock: Clock
    metrics: CollectorRegistry


def build_application(parts: PageParts, demo: DemoPages | None, pages: Pages) -> web.Application:
    """Return the web application with all pages, and the webhooks of the channels."""
    routes: list[Route] = [*_public(parts, pages), *_staff(parts, pages)]
    if demo is not None:
        routes += demo.routes()
    return build(
        routes=routes,
        webhooks=[hook for channel in parts.channels.values() for hook in channel.webhooks()],
        sessions=parts.line.sign_in,
        pages=pages,
        demo=demo is not None,
    )


def make_pages(settings: Settings, hotlines: Hotlines) -> Pages:
    """Return the renderer with what every page knows."""
    lines = (("PC04", hotlines.pc04), ("Biên phòng", hotlines.border_guard), ("Tỉnh", hotlines.province))
    return Pages(
        base={
            "rehearsal": settings.rehearsal,
            "hotlines": [{"name": name, "number": number} for name, number in lines if number],
        }
    )


def _public(parts: PageParts, pages: Pages) -> Sequence[Route]:
    line, places = parts.line, parts.places
    start = StartPages(
        pages=pages,
        readiness=lambda: _readiness(parts.channels),
        metrics=lambda: generate_latest(parts.metrics),
    )
    form = TipForm(
        pages=pages,
        drafts=line.drafts,
        intake=line.intake,
        gazetteer=places.gazetteer,
        matcher=places.matcher,
        neighbourhoods=Neighbourhoods(clock=parts.clock, per_minute=TIPS_OF_A_NETWORK),
        outside_body=parts.settings.outside_body,
        missing_in=lambda text: [str(missing) for missing in missing_in_tip(text)],
        naming_in=lambda text: [naming.snippet for naming in names_the_sender(text)],
    )
    mailbox = MailboxPage(
        pages=pages,
        mailboxes=line.mailboxes,
        photos=line.photos,
        opened=parts.opened,
        neighbourhoods=Neighbourhoods(clock=parts.clock, per_minute=LOOKUPS_OF_A_NETWORK),
    )
    chat = ChatPage(
        pages=pages,
        chat=parts.web_chat,
        neighbourhoods=Neighbourhoods(clock=parts.clock, per_minute=VISITS_OF_A_NETWORK),
    )
    return (*start.routes(), *form.routes(), *mailbox.routes(), *chat.routes(), *parts.pictures.routes())


def _readiness(channels: Mapping[ChannelName, Channel]) -> Mapping[str, Any]:
    return {"ready": True, "channels": {name: str(channel.health) for name, channel in channels.items()}}


def _staff(parts: PageParts, pages: Pages) -> Sequence[Route]:
    line, staff, clock = parts.line, parts.stores.staff, parts.clock
    desk = Desk(pages=pages, gazetteer=parts.places.gazetteer)
    today = Today(enrolment=line.enrolment, casework=line.casework, campaigns=parts.campaigns, clock=clock)
    return staff_routes(
        enrolment=EnrolmentPage(desk=desk, enrolment=line.enrolment),
        sign_in=SignInPage(
            desk=desk,
            sign_in=line.sign_in,
            enrolment=line.enrolment,
            today=today,
            neighbourhoods=Neighbourhoods(clock=clock, per_minute=SIGN_INS_OF_A_NETWORK),
            secure_cookie=parts.settings.public_url.startswith("https"),
        ),
        people=PeoplePage(
            desk=desk, enrolment=line.enrolment, casework=line.casework, gate=line.gate, staff=staff, clock=clock
        ),
        cases=CasePages(desk=desk, casework=line.casework, staff=staff, clock=clock),
        campaigns=CampaignPages(
            desk=desk,
            campaigns=parts.campaigns,
            aftermath=parts.aftermath,
            staff=staff,
            capabilities={
                name: channel.capabilities for name, channel in parts.channels.items() if channel.capabilities.push
            },
            exact_counts=parts.settings.rehearsal,
        ),
        writing=CampaignWritingPages(
            desk=desk, campaigns=parts.campaigns, rebuild_picture=line.photos.rebuild, clock=clock
        ),
    )
