"""Orders to the bot: a whole message that is a command word, with or without slash, marks and manners."""

from __future__ import annotations

import re
from typing import Final

from handlers.understanding.words_commands import COMMAND_ENDINGS, COMMAND_OPENINGS, COMMAND_WORDS

LONGEST_ORDER: Final = 10
"""Words; a longer message is prose, whatever it holds."""


def _aliases() -> dict[str, str]:
    return {
        alias.strip(): command for command, aliases in COMMAND_WORDS.items() for alias in aliases.split(",")
    }


def _phrases(comma_separated: str) -> str:
    by_length = sorted((phrase.strip() for phrase in comma_separated.split(",")), key=len, reverse=True)
    return "|".join(by_length)


_ALIASES: Final = _aliases()
_OPENING: Final = re.compile(rf"^(?:{_phrases(COMMAND_OPENINGS)}) ")
_ENDING: Final = re.compile(rf" (?:{_phrases(COMMAND_ENDINGS)})$")
_SLASH: Final = re.compile(r"^\s*/([a-z_]+)(?:@\S+)?(?:\s|$)", re.IGNORECASE)
_TWO_WORD_MINIMUM: Final = 2


def slash_command(text: str) -> str | None:
    """Return the command of a text that starts with a slash and a known word, else None."""
    match = _SLASH.match(text)
    return _ALIASES.get(match.group(1).lower().replace("_", "")) if match else None


def word_command(key: str) -> str | None:
    """Return the command that the whole `key` (ASCII keys of the words) is, manners aside, else None.

    With words of manners around it ("cho em xem … nhé") a one-word command must not be a word of
    everyday talk, so only the plain word itself counts there for "xa", "hoi", "dung" and the like.
    """
    command = _ALIASES.get(key)
    if command is not None or key.count(" ") >= LONGEST_ORDER:
        return command
    opened = _OPENING.sub("", key)
    closed = _ENDING.sub("", _ENDING.sub("", opened))
    if closed == key:
        return None
    command = _ALIASES.get(closed)
    is_plain_talk = len(closed.split()) < _TWO_WORD_MINIMUM and closed in ("dung", "xa", "hoi", "giup", "xoa", "huy")
    return None if is_plain_talk and opened != key and closed == opened else command
