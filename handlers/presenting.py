"""From a screen to an `Outgoing`: danger first, notices, the text, the way back, the standing line."""

from __future__ import annotations

from collections.abc import Sequence

from channels.contract import Outgoing
from handlers.screens import Pick, Screen, choices_of
from handlers.texts import Catalogue
from handlers.understanding import Danger
from storage.residents.types import Language


def picks_of(screen: Screen, catalogue: Catalogue, language: Language) -> tuple[Pick, ...]:
    """Return everything that can be picked on a screen, the way back last."""
    if not screen.back:
        return screen.choices
    return (*screen.choices, Pick(label=catalogue.text(language, "back"), action=screen.back_to))


def danger_lines(danger: Danger, catalogue: Catalogue, language: Language) -> str:
    """Return the two lines that lead an answer to words of danger."""
    return catalogue.text(language, f"danger-{danger.value}")


def outgoing_for(
    screen: Screen,
    *,
    conversation: str,
    nonce: str,
    catalogue: Catalogue,
    language: Language,
    danger: Danger | None = None,
    notices: Sequence[str] = (),
    is_rehearsal: bool = False,
) -> Outgoing:
    """Return what is sent for a screen of `conversation`. Pure."""
    above = [danger_lines(danger, catalogue, language)] if danger is not None else []
    below = [catalogue.text(language, "standing-danger")] if screen.danger_line else []
    if is_rehearsal:
        below.append(catalogue.text(language, "rehearsal"))
    return Outgoing(
        text="\n\n".join([*above, *notices, screen.text, *below]),
        choices=choices_of(picks_of(screen, catalogue, language), nonce, conversation),
        columns=screen.columns,
        style=screen.style,
        picture=screen.picture,
        picture_alt=screen.picture_alt,
        links=screen.links,
    )
