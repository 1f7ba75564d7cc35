"""Campaigns as messages: to subscribers with their question, to an approver with his two buttons."""

from __future__ import annotations

from dataclasses import dataclass

from channels.contract import Capabilities, Choice, ChoiceStyle, Link, Outgoing
from channels.markup import literal
from handlers.screens import standing
from handlers.texts import Catalogue
from storage.campaigns.types import Campaign, Content
from storage.residents.types import Language

ANSWER = "answer"
ORGANIZER = "organizer"
DIGEST_SIGNS = 12
"""So much of the digest travels in a button: enough to notice any edit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRenderer:
    """Turns a campaign into the message a subscriber gets.

    Every ordinary message carries the line for those who have sent a tip, so that a push about a mailbox
    hides among many (DESIGN section 4).
    """

    catalogue: Catalogue

    def __call__(
        self, content: Content, *, run: str, language: Language, capabilities: Capabilities, is_repeat: bool = False
    ) -> Outgoing:
        """Return the message. `run` stands in the answer buttons; options are letters without buttons.

        `is_repeat` marks an alert that may have come before.
        """
        footer = "\n".join(self.catalogue.text(language, key) for key in ("campaign-mailbox", "campaign-footer"))
        head = self.catalogue.text(language, "campaign-repeat") if is_repeat else ""
        parts = (head, literal(content.text), f"**{literal(content.question)}**" if content.question else "", footer)
        return Outgoing(
            text="\n\n".join(filter(None, parts)),
            choices=tuple(_option(run, place, label) for place, label in enumerate(content.options)),
            style=ChoiceStyle.LETTERS,
            picture=content.picture if capabilities.photos else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRenderer:
    """Turns a campaign in review into the message its approvers get. `console_address` may be empty."""

    catalogue: Catalogue
    console_address: str

    def __call__(self, campaign: Campaign, language: Language) -> Outgoing:
        """Return the message; its buttons are bound to the digest that is shown."""
        argument = decision_argument(campaign)
        return Outgoing(
            text=self.text(campaign, language),
            choices=tuple(
                standing(ORGANIZER, action, argument, self.catalogue.text(language, f"campaign-{action}"))
                for action in ("approve", "reject")
            ),
            picture=campaign.content.picture,
            links=self.links(campaign, language),
        )

    def text(self, campaign: Campaign, language: Language) -> str:
        """Return what is to be approved, as residents will read it."""
        content = campaign.content
        options = "\n".join(f"• {literal(option)}" for option in content.options)
        head = self.catalogue.text(language, "campaign-waiting", title=literal(content.title))
        parts = (head, literal(content.text), literal(content.question), options)
        return "\n\n".join(filter(None, parts))

    def links(self, campaign: Campaign, language: Language) -> tuple[Link, ...]:
        """Return the button to the campaign's page."""
        if not self.console_address:
            return ()
        label = self.catalogue.text(language, "case-open")
        return (Link(label=label, url=f"{self.console_address}/campaigns/{campaign.campaign}"),)


def decision_argument(campaign: Campaign) -> str:
    """Return what an approver's buttons carry: the campaign and the beginning of the digest he read."""
    return f"{campaign.campaign}/{campaign.digest[:DIGEST_SIGNS]}"


def _option(run: str, place: int, label: str) -> Choice:
    return standing(ANSWER, "pick", f"{run}/{place}", label)
