"""Screens as data: what is said, what can be picked, and what a typed answer picks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from channels.contract import Choice, ChoiceStyle, Link
from places.folding import fold, normalise, squeeze, untelex

MENU: Final = "menu.open"
_NAMED_NUMBER: Final = re.compile(
    r"(?:(?:so|bai|muc|cau|chon|bam|phim|em|toi|cho|cai) ?)*([0-9]{1,2})(?: (?:a|nhe|nha|di|em|ban))*"
)
_LONGEST_PICK: Final = 6
"""Words; a longer message is an answer of its own, not the label of a button."""


_LONGEST_KEY: Final = 200
"""Signs of a text that are read as a label or an order; nothing longer is one."""


class Expect(StrEnum):
    """What a screen waits for: a pick, a short answer, or a story of many messages and photos."""

    CHOICE = "choice"
    TEXT = "text"
    STORY = "story"


class Pick(NamedTuple):
    """One thing to pick. `action` is `conversation.action`, or an action of the same conversation.

    A `lasting` pick works after other screens were shown, too; it runs the conversation's standing action.
    """

    label: str
    action: str
    argument: str = ""
    lasting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What a person sees after an answer.

    `back` adds "Quay lại", which runs `back_to`; `danger_line` the standing line with 113. `once` marks a
    screen that must not be shown a second time, such as the receipt.
    """

    text: str = field(repr=False)
    choices: tuple[Pick, ...] = ()
    columns: int = 1
    style: ChoiceStyle = ChoiceStyle.DIGITS
    picture: bytes | None = field(default=None, repr=False)
    picture_alt: str = ""
    links: tuple[Link, ...] = ()
    expects: Expect = Expect.CHOICE
    back: bool = True
    back_to: str = MENU
    danger_line: bool = True
    once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A choice's id taken apart. `nonce` is empty for a standing button."""

    nonce: str
    conversation: str
    action: str
    argument: str

    @property
    def is_standing(self) -> bool:
        """Tell whether the button outlives sessions."""
        return not self.nonce


def choices_of(picks: Iterable[Pick], nonce: str, conversation: str) -> tuple[Choice, ...]:
    """Return the buttons of the present screen for its picks."""
    mark, own = f"{nonce}|", f"{conversation}."
    return tuple(
        [
            Choice(f"{'!' if is_lasting else mark}{'' if '.' in action else own}{action}:{argument}", label)
            for label, action, argument, is_lasting in picks
        ]
    )


def standing(conversation: str, action: str, argument: str, label: str) -> Choice:
    """Return a button that outlives the session: of a notice, of a campaign."""
    return Choice(id=f"!{conversation}.{action}:{argument}", label=label)


def read_choice(value: str) -> Pressed | None:
    """Take a choice's id apart; None when it is not one of ours."""
    nonce, mark, rest = ("", "!", value[1:]) if value.startswith("!") else value.partition("|")
    name, colon, argument = rest.partition(":")
    conversation, dot, action = name.partition(".")
    if not (mark and colon and dot and conversation and action) or (not nonce and not value.startswith("!")):
        return None
    return Pressed(nonce=nonce, conversation=conversation, action=action, argument=argument)


class TypedText:
    """A typed text in the forms that labels and numbers are known by, each worked out when it is first asked for."""

    __slots__ = ("_bare", "_key", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._bare: str | None = None
        self._key: str | None = None

    def __repr__(self) -> str:
        return "TypedText()"

    @property
    def bare(self) -> str:
        """The whole text without marks."""
        if self._bare is None:
            self._bare = fold(self._text)
        return self._bare

    @property
    def key(self) -> str:
        """See `typed_key`."""
        if self._key is None:
            self._key = typed_key(self._text)
        return self._key

    def place(self, style: ChoiceStyle = ChoiceStyle.DIGITS) -> int | None:
        """Return the place, from 0, that a bare number (or a poll's letter) names; None for anything else."""
        return _place_of(self.bare, style)

    def named_place(self, style: ChoiceStyle = ChoiceStyle.DIGITS) -> int | None:
        """Return what `place` does, and the place in "số 2" or "2 ạ"; not for a story, which may hold it."""
        named = _NAMED_NUMBER.fullmatch(self.bare)
        return _place_of(named[1] if named else self.bare, style)


def picked_by_text(typed: TypedText, picks: Sequence[Pick], style: ChoiceStyle) -> Pick | None:
    """Return the pick that was typed: by its digit, its letter in a poll, its label, or words of one label only."""
    place = typed.named_place(style)
    if place is not None:
        return picks[place] if place < len(picks) else None
    return _by_label(typed.key, picks) if typed.bare.count(" ") < _LONGEST_PICK else None


def is_only_inside(typed: TypedText, pick: Pick) -> bool:
    """Tell whether a typed text stands somewhere inside a label, but does not begin it and is no number.

    Enough to pick by, unless the text is an order of its own: "gia đình" on the list of lessons means the family's
    part and not the lesson "Mỗi gia đình là một pháo đài".
    """
    return typed.place() is None and not f"{_key(pick)} ".startswith(f"{typed.key} ")


def labelled(typed: TypedText, picks: Sequence[Pick]) -> Pick | None:
    """Return the pick whose whole label was typed: inside a story nothing less is a choice."""
    return next((pick for pick in picks if typed.key and typed.key == _key(pick)), None)


def typed_key(text: str) -> str:
    """Return the ASCII key of a short typed text: stretched letters shortened, Telex read, marks gone."""
    return fold(untelex(squeeze(normalise(text[:_LONGEST_KEY]))))


def _place_of(bare: str, style: ChoiceStyle) -> int | None:
    if len(bare) <= 2 and bare.isascii() and bare.isdigit():
        return int(bare) - 1 if int(bare) else len(bare) + 99
    is_letter = style is ChoiceStyle.LETTERS and len(bare) == 1 and "a" <= bare <= "z"
    return ord(bare) - ord("a") if is_letter else None


def _by_label(key: str, picks: Sequence[Pick]) -> Pick | None:
    words = key.split()
    if not 0 < len(words) <= _LONGEST_PICK:
        return None
    labels = [_key(pick) for pick in picks]
    if key in labels:
        return picks[labels.index(key)]
    holding = [pick for pick, label in zip(picks, labels, strict=True) if _holds(label.split(), words)]
    return holding[0] if len(holding) == 1 else None


def _key(pick: Pick) -> str:
    """Return a label's ASCII key without the number it may bring along."""
    label = fold(pick.label)
    first, _, rest = label.partition(" ")
    return rest if rest and first.isdigit() else label


def _holds(label: list[str], words: list[str]) -> bool:
    """Tell whether `words` stand in `label` one after the other."""
    size = len(words)
    return words[0] in label and any(label[start : start + size] == words for start in range(len(label) - size + 1))
