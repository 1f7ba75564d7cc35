"""What broadcasts need from the room above: the words and buttons around a campaign."""

from __future__ import annotations

from typing import Protocol

from channels.contract import Capabilities, Outgoing
from storage.campaigns.types import Content
from storage.residents.types import Language


class CampaignRenderer(Protocol):
    """Turns a campaign's content into one message."""

    def __call__(
        self,
        content: Content,
        *,
        run: str,
        language: Language,
        capabilities: Capabilities,
        is_repeat: bool = False,
        is_test: bool = False,
    ) -> Outgoing:
        """Return the message. `run` goes into the answer buttons and is "" for previews and tests, whose buttons
        count nothing; `is_repeat` marks an alert that may have come before, `is_test` what only colleagues get.
        """
