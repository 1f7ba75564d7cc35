"""The word lists of the search, `content/words.toml`, read and brought to one spelling."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from awareness.reading import read_table, text_in, texts_in
from places.folding import fold, has_marks, normalise

WORDS_FILE: Final = "words.toml"
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The word lists of the content; `words.toml` says what each is for.

    `same` maps a term to the names of one thing, each name as its words.
    """

    chat: Mapping[str, str]
    same: Mapping[str, tuple[tuple[str, ...], ...]]
    must: frozenset[str]
    small: frozenset[str]
    question: frozenset[str]
    never: tuple[tuple[str, ...], ...]


def read_words(folder: Path) -> Words:
    """Return the word lists of a content folder; raise `ContentBroken` when they are not well formed."""
    table = read_table(folder, folder / WORDS_FILE)
    parts = {name: part for name in table if isinstance(part := table[name], dict)}
    chat, same, must, small, question, never = (
        parts.get(name, {}) for name in ("chat", "same", "must", "small", "question", "never")
    )
    return Words(
        chat={plain(short): plain(text_in(WORDS_FILE, chat, short)) for short in chat},
        same={term_of(name): _phrases(same, name) for name in same},
        must=frozenset(map(term_of, texts_in(WORDS_FILE, must, "terms"))),
        small=frozenset(words_of(text_in(WORDS_FILE, small, "words"))),
        question=frozenset(words_of(text_in(WORDS_FILE, question, "words"))),
        never=_phrases(never, "phrases"),
    )


def plain(text: str) -> str:
    """Return `text` in one spelling and small letters, marks kept."""
    return normalise(text).casefold()


def words_of(text: str) -> list[str]:
    """Return the words of `text` in one spelling, without punctuation."""
    return _WORD.findall(plain(text))


def term_of(name: str) -> str:
    """Return the name of a term: bare words joined by hyphens."""
    return fold(name).replace(" ", "-")


def same_word(typed: str, known: str) -> bool:
    """Tell whether `typed` may mean `known`: marks decide where they were typed, bare letters fit any."""
    return typed == known or (not has_marks(typed) and typed == fold(known))


def begins(words: Sequence[str], place: int, phrase: Sequence[str]) -> bool:
    """Tell whether `phrase` stands in `words` from `place` on."""
    part = words[place : place + len(phrase)]
    return len(part) == len(phrase) and all(map(same_word, part, phrase))


def _phrases(table: Mapping[str, object], name: str) -> tuple[tuple[str, ...], ...]:
    phrases = (tuple(words_of(text)) for text in texts_in(WORDS_FILE, table, name))
    return tuple(phrase for phrase in phrases if phrase)
