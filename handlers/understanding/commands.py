"""Orders to the bot: a whole message that is a command word, with or without slash, marks and manners."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from handlers.understanding.words_commands import (
    ADDRESS,
    COMMAND_WORDS,
    EVERYDAY_WORDS,
    GOING,
    MANNERS,
    PART,
    WANTING,
)

_LONGEST_ORDER: Final = 10
"""Words; a longer message is prose, whatever it holds."""


def _aliases() -> dict[str, str]:
    return {alias.strip(): command for command, aliases in COMMAND_WORDS.items() for alias in aliases.split(",")}


_ALIASES: Final = _aliases()
_OPENING: Final = re.compile(
    rf"^(?:(?:{ADDRESS}) )*(?:(?:{WANTING}) )*(?P<verb>(?:{GOING}) )?(?P<part>(?:(?:{PART}) )*)"
)
_ENDING: Final = re.compile(rf" (?:{MANNERS})$")
_ORDER_WORDS: Final = frozenset(
    re.split("[ |]", "|".join((*_ALIASES, ADDRESS, WANTING, GOING, PART, MANNERS)))
)  # fmt: skip
"""An order has no other words; most talk has one, which is told at one look."""
_SLASH: Final = re.compile(r"^\s*/([a-z_]+)(?:@\S+)?(?:\s|$)", re.IGNORECASE)


def slash_command(text: str) -> str | None:
    """Return the command of a text that starts with a slash and a known word, else None."""
    match = _SLASH.match(text) if "/" in text else None
    return _ALIASES.get(match.group(1).lower().replace("_", "")) if match else None


def word_command(words: Sequence[str]) -> str | None:
    """Return the command that all `words` (ASCII keys) are together, manners aside, else None.

    Words of everyday talk ("xa", "dung", "giup") are orders with manners around them only when a verb
    or "mục", "phần" says that a part of the bot is meant.
    """
    if len(words) > _LONGEST_ORDER or not _ORDER_WORDS.issuperset(words):
        return None
    key = " ".join(words)
    command = _ALIASES.get(key)
    if command is not None:
        return command
    opening = _OPENING.match(key)
    rest = key[opening.end() :] if opening else key
    is_pointed = opening is not None and bool(opening["verb"] or opening["part"])
    part = opening["part"].split() if opening else []
    while rest:
        if rest in _ALIASES and (is_pointed or rest not in EVERYDAY_WORDS):
            return _ALIASES[rest]
        for place in range(len(part)):
            whole = " ".join((*part[place:], rest))
            if whole in _ALIASES:
                return _ALIASES[whole]
        without_manners = _ENDING.sub("", rest)
        if without_manners == rest:
            return None
        rest = without_manners
    return None
