"""Campaigns as subscribers get them: text, picture, a question with its buttons."""

from __future__ import annotations

from dataclasses import dataclass

from channels.contract import Capabilities, Choice, ChoiceStyle, Outgoing
from channels.markup import literal
from channels.render import marker
from handlers.screens import standing
from handlers.texts import Catalogue
from storage.campaigns.types import Content
from storage.residents.types import Language

ANSWER = "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRenderer:
    """Turns a campaign into the message a subscriber gets.

    Every ordinary message carries the line for those who have sent a tip, so that a push about a mailbox
    hides among many (DESIGN section 4).
    """

    catalogue: Catalogue

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
        """Return the message. `run` stands in the answer buttons; options are letters without buttons.

        `is_repeat` marks an alert that may have come before, `is_test` what goes to colleagues only.
        """
        marks = (("campaign-test", is_test), ("campaign-repeat", is_repeat))
        head = "\n".join(self.catalogue.text(language, key) for key, is_so in marks if is_so)
        has_lost_picture = content.picture is not None and not capabilities.photos
        parts = (
            head,
            literal(content.text),
            self.catalogue.text(language, "campaign-picture-elsewhere") if has_lost_picture else "",
            "\n".join(self.catalogue.text(language, key) for key in ("campaign-mailbox", "campaign-footer")),
            self._question(content, language, capabilities),
        )
        return Outgoing(
            text="\n\n".join(filter(None, parts)),
            choices=tuple(_option(run, place, label) for place, label in enumerate(content.options)),
            style=ChoiceStyle.LETTERS,
            picture=content.picture if capabilities.photos else None,
        )

    def _question(self, content: Content, language: Language, capabilities: Capabilities) -> str:
        """Return the question: last, right above its answers, with how to answer where nothing can be pressed."""
        if not content.question:
            return ""
        asked = f"**{literal(content.question)}**"
        if capabilities.buttons or not content.options:
            return asked
        letters = ", ".join(marker(place, ChoiceStyle.LETTERS) for place in range(len(content.options)))
        return f"{asked}\n{self.catalogue.text(language, 'campaign-by-letter', letters=letters)}"


def _option(run: str, place: int, label: str) -> Choice:
    return standing(ANSWER, "pick", f"{run}/{place}", label)
