"""Is a campaign fit to be sent? Pure functions over its content."""

from __future__ import annotations

import unicodedata

from broadcasts.errors import CampaignUnfit, Unfit
from channels.markup import inert
from storage.campaigns.types import Content

LONGEST_TEXT = 3000
MOST_OPTIONS = 6
LONGEST_OPTION = 40


def cleaned(content: Content) -> Content:
    """Return the content in NFC, inert, trimmed, without empty options. Raises `CampaignUnfit`."""
    made = Content(
        title=clean(content.title),
        text=clean(content.text),
        question=clean(content.question),
        options=tuple(filter(None, map(clean, content.options))),
        picture=content.picture,
    )
    if (problem := _problem(made)) is not None:
        raise CampaignUnfit(problem)
    return made


def _problem(content: Content) -> Unfit | None:
    if not content.title:
        return Unfit.NO_TITLE
    if not content.text:
        return Unfit.NO_TEXT
    if len(content.text) + len(content.question) > LONGEST_TEXT:
        return Unfit.TEXT_TOO_LONG
    if content.options and not content.question:
        return Unfit.OPTIONS_WITHOUT_QUESTION
    if content.question and len(content.options) < 2:
        return Unfit.ONE_OPTION
    if len(content.options) > MOST_OPTIONS:
        return Unfit.TOO_MANY_OPTIONS
    if any(len(option) > LONGEST_OPTION for option in content.options):
        return Unfit.OPTION_TOO_LONG
    folded = [option.casefold() for option in content.options]
    # No label may contain another: a typed answer must mean one option only.
    if any(one in other for i, one in enumerate(folded) for j, other in enumerate(folded) if i != j):
        return Unfit.OPTIONS_ALIKE
    return None


def clean(text: str) -> str:
    """Return what an organizer or approver typed as it is kept: it steers nobody's screen."""
    return inert(unicodedata.normalize("NFC", text).replace("\r\n", "\n")).strip()
