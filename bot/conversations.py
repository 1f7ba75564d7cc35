"""Every conversation by name, with what it needs; a newcomer adds his line here."""

from __future__ import annotations

from awareness.library import Library
from bot.campaign_parts import CampaignParts
from bot.parts import Stores, TipLine
from bot.settings import Settings
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
    settings,
    start,
    tip,
)
from handlers.asking_place import Places
from handlers.conversation import Conversation
from handlers.envelopes import EnvelopeRenderer
from handlers.hotlines import Hotlines
from handlers.mailbox import MailboxServices
from handlers.tip.services import TipServices


def every_conversation(
    config: Settings,
    *,
    stores: Stores,
    line: TipLine,
    campaigns: CampaignParts,
    places: Places,
    library: Library,
    hotlines: Hotlines,
    envelopes: EnvelopeRenderer,
) -> tuple[Conversation, ...]:
    """Return the conversations in the order in which they are asked."""
    return (
        menu.conversation(),
        start.conversation(stores.staff),
        helping.conversation(hotlines, config.public_url),
        free.conversation(library, places, hotlines),
        tip.conversation(
            TipServices(
                drafts=line.drafts,
                intake=line.intake,
                places=places,
                hotlines=hotlines,
                form_address=f"{config.base_url}/bao-tin",
                is_public=bool(config.public_url),
            )
        ),
        mailbox.conversation(
            MailboxServices(
                mailboxes=line.mailboxes,
                photos=line.photos,
                hotlines=hotlines,
                page_address=f"{config.base_url}/hop-thu",
                is_public=bool(config.public_url),
            )
        ),
        learn.conversation(library, config.public_url),
        ask.conversation(library, hotlines),
        family.conversation(library),
        commune.conversation(places, campaigns.residents),
        settings.conversation(campaigns.residents, places.gazetteer),
        leaving.stop_conversation(campaigns.residents),
        leaving.erase_conversation(campaigns.residents),
        officer.conversation(line.casework, stores.staff, envelopes),
        *campaigns.conversations,
    )
