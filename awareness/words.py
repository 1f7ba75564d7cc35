"""The word lists of the search, `content/words.toml`, read and brought to one spelling."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from awareness.reading import read_table, text_in, texts_in
from places.folding import fold, normalise

WORDS_FILE: Final = "words.toml"
WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The word lists of the content; `words.toml` says what each is for.

    `same` maps a term to the names of one thing, each name as its words; `shared` are those of them that other
    people's business has, too. A text with a phrase of `never` gets no
    answer, but those of `danger_topic` when it has one of `general`, too.
    """

    chat: Mapping[str, str]
    same: Mapping[str, tuple[tuple[str, ...], ...]]
    must: frozenset[str]
    shared: frozenset[str]
    small: frozenset[str]
    polite: tuple[tuple[str, ...], ...]
    question: frozenset[str]
    asking: tuple[tuple[str, ...], ...]
    telling: tuple[tuple[str, ...], ...]
    never: tuple[tuple[str, ...], ...]
    general: tuple[tuple[str, ...], ...]
    danger_topic: str
    elsewhere: tuple[tuple[str, ...], ...]


def read_words(folder: Path) -> Words:
    """Return the word lists of a content folder; raise `ContentBroken` when they are not well formed."""
    table = read_table(folder, folder / WORDS_FILE)
    parts = {name: part for name in table if isinstance(part := table[name], dict)}
    chat, same, must, shared, small, question, never, elsewhere = (
        parts.get(name, {}) for name in ("chat", "same", "must", "shared", "small", "question", "never", "elsewhere")
    )
    return Words(
        chat={plain(short): plain(text_in(WORDS_FILE, chat, short)) for short in chat},
        same={term_of(name): _phrases(same, name) for name in same},
        must=frozenset(map(term_of, texts_in(WORDS_FILE, must, "terms"))),
        shared=frozenset(map(term_of, texts_in(WORDS_FILE, shared, "terms"))),
        small=frozenset(words_of(text_in(WORDS_FILE, small, "words"))),
        polite=_phrases(small, "polite"),
        question=frozenset(words_of(text_in(WORDS_FILE, question, "words"))),
        asking=_phrases(question, "phrases"),
        telling=_phrases(question, "telling"),
        never=_phrases(never, "phrases"),
        general=_phrases(never, "general"),
        danger_topic=text_in(WORDS_FILE, never, "topic", default=""),
        elsewhere=_phrases(elsewhere, "phrases"),
    )


def plain(text: str) -> str:
    """Return `text` in one spelling and small letters, marks kept."""
    return normalise(text).casefold()


def words_of(text: str) -> list[str]:
    """Return the words of `text`, which is ours, in one spelling, without punctuation.

    A word is one object wherever the content has it. Not for what people write: that is not to be kept.
    """
    return [sys.intern(word) for word in WORD.findall(plain(text))]


def term_of(name: str) -> str:
    """Return the name of a term: bare words joined by hyphens."""
    return fold(name).replace(" ", "-")


def _phrases(table: Mapping[str, object], name: str) -> tuple[tuple[str, ...], ...]:
    phrases = (tuple(words_of(text)) for text in texts_in(WORDS_FILE, table, name))
    return tuple(phrase for phrase in phrases if phrase)
