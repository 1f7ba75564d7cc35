"""Understanding free text by readable rules: danger first, then commands, tips, questions."""

from handlers.understanding.checks import missing_in_tip, names_the_sender
from handlers.understanding.heard import Heard
from handlers.understanding.judge import understand
from handlers.understanding.relative import asks_how_to_help, speaks_of_own_relative
from handlers.understanding.types import (
    Danger,
    Intent,
    Missing,
    SelfNaming,
    SelfNamingKind,
    Understanding,
)

__all__ = [
    "Danger",
    "Heard",
    "Intent",
    "Missing",
    "SelfNaming",
    "SelfNamingKind",
    "Understanding",
    "asks_how_to_help",
    "missing_in_tip",
    "names_the_sender",
    "speaks_of_own_relative",
    "understand",
]
